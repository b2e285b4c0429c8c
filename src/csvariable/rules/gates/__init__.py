"""Rules on the gates of a plan."""
