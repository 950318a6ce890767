"""Groups of three to seven, by searches over swaps."""
