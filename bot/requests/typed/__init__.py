"""What people type: the grammar of commands, help, and what was probably meant."""
