"""What the page asks, and how the workspace looks to it."""
