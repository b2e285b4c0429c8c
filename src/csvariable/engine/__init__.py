"""Programs on facts: in exact fractions, and by whole columns."""
