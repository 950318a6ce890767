"""What the app is told, and the ways by which it is told."""
