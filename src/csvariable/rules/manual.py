"""The manual pages of rules: paragraphs, and the plans in them made whole."""

import re
from typing import Any, NamedTuple

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


class PageExample(NamedTuple):
    """A plan of a page, or the part of one that matters."""

    fails: bool
    text: str


def parts(page: str) -> list[str | PageExample]:
    """Return what a page consists of, in its order: paragraphs, each on one line, and plans."""
    found: list[str | PageExample] = []
    end = 0
    for fence in _FENCE.finditer(page):
        found += _paragraphs(page[end : fence.start()])
        found.append(PageExample(fence[1] == "fails", fence[2]))
        end = fence.end()
    return found + _paragraphs(page[end:])


def _paragraphs(text: str) -> list[str | PageExample]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def examples(page: str) -> list[PageExample]:
    """Return the plans of a page in their order."""
    return [part for part in parts(page) if isinstance(part, PageExample)]


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
