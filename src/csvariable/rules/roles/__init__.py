"""Rules on the roles of a plan."""
