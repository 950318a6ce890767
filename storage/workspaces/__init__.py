"""Workspaces, their people, and what is switched on there."""
