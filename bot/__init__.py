"""The outside world: platforms, the bell, the courier and the command line."""
