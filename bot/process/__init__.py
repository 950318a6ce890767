"""A running bot: how its parts are put together, started and stopped."""
