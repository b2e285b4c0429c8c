"""Rules on the bonuses of a plan."""
