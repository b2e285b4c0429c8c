"""Which edits of a plan leave the facts as they were read, so that files are read once."""

from __future__ import annotations

from collections.abc import Iterable

from csvariable.facts.model import Facts
from csvariable.kernel.diagnostic import Route
from csvariable.text import parse_route

_PLAN = frozenset(
    "target_incentive cap cap_total floor gates modifiers bonuses pool rounding name objectives examples "
    "backlog allow communicated_on review_by languages nature profile consultation disputes".split()
)
"""Parts of a plan that nothing in the reading of facts asks for."""
_KPI = frozenset(
    "name why objective weight direction target baseline cap floor attainment curve matrix rounding quality "
    "controllability leading verified_by source owner missing".split()
)
"""Fields of a KPI likewise; weights, and what they need, only where no person has one of their own."""


def keeps_facts(routes: Iterable[Route], facts: Facts) -> bool:
    """Whether plans that differ at these routes read the same files as the same facts."""
    own_weights = any(name.endswith(".weight") for name in facts.columns)
    return all(_keeps(route, own_weights=own_weights) for route in routes)


def _keeps(route: Route, *, own_weights: bool) -> bool:
    match route:
        case ("roles", str(), str() as key):
            try:
                return _keeps(parse_route(key), own_weights=own_weights)
            except ValueError:
                return False
        case ("kpis", str(), str() as field, *_):
            return field in _KPI and not (field in {"weight", "curve", "matrix"} and own_weights)
        case ("objectives", *_):
            return not own_weights
        case (str() as part, *_):
            return part in _PLAN or part.startswith("x-")
        case _:
            return False
