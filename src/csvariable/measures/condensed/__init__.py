"""Large files condensed: rows alike in all that is asked of them are one row, with how many it stands for.

The reading row by row stays the definition: it measures the rows that are left, each with its number and
with exact sums of what it stands for. Whatever is not proved here is left to it whole.
"""
