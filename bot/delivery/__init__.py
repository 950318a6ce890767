"""What is sent, and what follows when it can't be."""
