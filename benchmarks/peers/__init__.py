"""Other bots' published rules, written anew as small models to measure against; none of it is their code."""
