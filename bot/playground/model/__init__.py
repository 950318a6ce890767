"""What the workspace knows and keeps, in memory, without any input or output."""
