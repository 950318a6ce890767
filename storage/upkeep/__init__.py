"""Backups, moving, retention, and the processes that work on a database."""
