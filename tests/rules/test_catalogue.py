"""`docs/problems.md` shows every problem as it is printed, and nobody keeps it by hand.

`CSVARIABLE_ACCEPT=1` rewrites it; the difference is reviewed like code.
"""

from __future__ import annotations

import os
from pathlib import Path

from csvariable import rules
from csvariable.documents.problems import render
from csvariable.reading import read
from csvariable.rules.manual import examples, whole
from csvariable.rules.shapes import TEXTS
from csvariable.text import parse

PAGE = Path(__file__).parents[2] / "docs" / "problems.md"

HEAD = """\
# Problems

What `csvariable validate` can say of a plan. Each entry shows a plan that is refused or questioned,
what is printed, and a plan that passes; examples leave out the keys that every plan starts with.
`csvariable rule NAME` prints one of them. Errors stop a run. Warnings and advice can be pardoned in
the plan, with a reason: `allow: {too-many-kpis: agreed with the works council}`.

This page is written by the tests.
"""


def entry(name: str) -> str:
    page = rules.page(name) or ""
    prose = page.partition("```")[0].strip()
    (_, bad), (_, good) = examples(page)
    document, _ = parse(whole(bad), "plan.yaml")
    assert document is not None
    own = [problem for problem in read(document).diagnostics if problem.rule == name]
    shown = render(own, {"plan.yaml": document}, "text").rpartition("\n\n")[0]
    return f"### {name}\n\n{prose}\n\n```yaml\n{bad}```\n\n```text\n{shown}\n```\n\n```yaml\n{good}```\n"


def catalogue() -> str:
    shapes = [name for name in rules.names() if name not in rules.rules() and name not in TEXTS]
    parts = [HEAD, "## Shape\n", *map(entry, shapes), "## Meaning\n", *map(entry, rules.rules())]
    listed = "".join(f"- **{name}**: {text}\n" for name, text in sorted(TEXTS.items()))
    return "\n".join([*parts, f"## Text\n\n{listed}"])


def test_the_catalogue_shows_what_is_printed() -> None:
    if os.environ.get("CSVARIABLE_ACCEPT"):
        PAGE.write_text(catalogue(), "utf-8")
    assert PAGE.read_text("utf-8") == catalogue()
