"""What is held of somebody, where it is found, and how it is forgotten."""
