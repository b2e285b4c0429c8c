"""Rules on the pardons of a plan."""
