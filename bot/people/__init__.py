"""Who somebody is, where they are, what they may do, and whether they agree."""
