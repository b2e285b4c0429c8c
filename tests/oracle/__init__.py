"""A second translation of the plan language, in plain fractions, for tests only.

It shares nothing with the product: what both say is what the specification says.
"""

from .ledger import Books, PaidRun
from .model import Outcome, Person
from .pipeline import compute
from .values import Refused

__all__ = ["Books", "Outcome", "PaidRun", "Person", "Refused", "compute"]
