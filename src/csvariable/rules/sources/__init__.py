"""Rules on the sources of raw rows of a plan."""
