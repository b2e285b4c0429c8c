"""What stops the reading by columns: something that only the reading by rows can tell."""

from __future__ import annotations


class Declined(Exception):  # noqa: N818 - it is no error: rows are read instead
    """The files hold something to be explained, or to be decided row by row."""
