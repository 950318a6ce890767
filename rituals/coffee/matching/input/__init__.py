"""People, wishes and history, as arrays and costs."""
