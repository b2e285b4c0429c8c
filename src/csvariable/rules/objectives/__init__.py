"""Rules on the objectives of a plan."""
