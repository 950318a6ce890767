"""What people do: from a platform's desk to a handler, and back."""
