"""The facts of a large run, read by whole columns: what `facts.load` finds by rows, or nothing at all."""
