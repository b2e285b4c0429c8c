"""csvariable: exact, explained variable pay from a plan that is a text file."""

__version__ = "0.1.0"
