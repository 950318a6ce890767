"""The tables, their types and migrations, and what every part of storage makes of them."""
