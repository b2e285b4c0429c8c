"""Time of a plan: periods, stays, presence, and the figures that they make."""
