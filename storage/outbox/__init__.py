"""What is to be said, and how it is taken by one worker at a time."""
