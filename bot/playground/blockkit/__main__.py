"""Prints the page of the docs about Block Kit."""

from bot.playground.blockkit.catalogue import page

print(page(), end="")
