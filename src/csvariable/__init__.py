"""csvariable: exact, explained variable pay from a plan that is a text file."""

__version__ = "0.1.0"

SCHEMA_VERSION = 1
"""Of all that programs read of it: results, reports, comparisons (semantics, section 15)."""
