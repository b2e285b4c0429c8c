"""The manual pages of rules: prose, and the plans in it made whole."""

import re
from typing import Any

from csvariable.text import parse, written

_FENCE = re.compile(r"```yaml\n# (fails|passes)\n(.*?)```", re.DOTALL)

BASE = """\
csvariable: 1
name: Example
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 100 %
    curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
"""
"""The plan that the examples of the pages stand in: what they write replaces its keys."""


def examples(page: str) -> list[tuple[bool, str]]:
    """Return the plans of a page in their order; True for one that fails."""
    return [(found[1] == "fails", found[2]) for found in _FENCE.finditer(page)]


def whole(example: str) -> str:
    """Return the plan that an example stands for: itself, or the base plan with its keys."""
    if example.startswith("csvariable:"):
        return example
    document, _ = parse(example, "example")
    base, _ = parse(BASE, "base")
    if document is None or base is None or not isinstance(document.root.value, dict):
        return BASE + example
    kept: dict[Any, Any] = {(key,): None for key in document.root.value}
    return written(base, kept) + example


def page_text(name: str, page: str) -> str:
    """Return a page for a terminal: its plans indented under what they show."""

    def shown(found: re.Match[str]) -> str:
        title = "Fails:" if found[1] == "fails" else "Passes:"
        return title + "\n\n" + "".join(f"    {line}\n" for line in found[2].rstrip().splitlines())

    return f"{name}\n{'=' * len(name)}\n\n{_FENCE.sub(shown, page).strip()}\n"
