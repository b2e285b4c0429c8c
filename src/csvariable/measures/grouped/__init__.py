"""Rows that lie in an engine, counted and summed there: only groups come back (language, section 16.4).

`measures` stays the definition. Here each row gets its reason, its stretch of days and its owner cell as
an expression of the engine; what comes back is one line for each combination, with counts and exact sums.
The definition then finds owners and reduces those lines as it does rows. What cannot be said as such an
expression, and any row that the definition would have to complain of, is `StaysHere`: the rows are fetched.
"""
