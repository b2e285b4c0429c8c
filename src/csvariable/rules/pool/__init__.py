"""Rules on the pools of a plan."""
