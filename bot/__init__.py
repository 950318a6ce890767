"""The outside world: platforms, the scheduler, the courier and the command line."""
