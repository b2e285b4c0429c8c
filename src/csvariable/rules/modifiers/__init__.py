"""Rules on the modifiers of a plan."""
