"""What is held about somebody, told to them as a letter and as files; and forgotten."""
