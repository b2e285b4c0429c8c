"""From a document to a plan: everything that is wrong, or a plan that can be trusted."""

from csvariable.reading.reader import Reading, read
from csvariable.reading.roles import role_edits

__all__ = ["Reading", "read", "role_edits"]
