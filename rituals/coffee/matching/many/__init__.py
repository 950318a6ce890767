"""More people than can be looked at all at once."""
