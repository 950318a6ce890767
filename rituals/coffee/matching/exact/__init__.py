"""The cheapest pairs and trios, exactly."""
