"""The page of requirements is whole: each stands there once, and the test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (ROOT / "docs" / "requirements.md").read_text("utf-8").splitlines()
    if re.match(r"\| A\d-\d\d ", line)
]
COUNTS = {"A0": 16, "A1": 28, "A2": 31, "A3": 23, "A4": 16}


def test_each_requirement_stands_there_once_in_order() -> None:
    wanted = [f"{part}-{number:02}" for part, count in COUNTS.items() for number in range(1, count + 1)]
    assert [row[0] for row in ROWS] == wanted


def test_what_is_met_names_a_test_that_is_there() -> None:
    for number, _, where, shown in ROWS:
        if not shown:
            assert where.startswith(("not met", "nothing of it is printed")), number
            continue
        assert (ROOT / shown.strip("`")).is_file(), (number, shown)


def test_what_is_met_names_a_command_or_a_key() -> None:
    assert [row[0] for row in ROWS if row[3] and "`" not in row[2]] == []


def test_what_is_partly_met_says_why_not_whole() -> None:
    partly = [(row[0], row[2]) for row in ROWS if "partly" in row[2]]
    assert [one for one in partly if "partly: " not in one[1] or "because" not in one[1]] == []


def test_rules_kpis_and_templates_that_are_named_are_there() -> None:
    from csvariable import rules
    from csvariable.catalog.entry import ids as catalog_ids

    said = {word for row in ROWS for word in re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", row[2])}
    templates = {path.name for path in (ROOT / "plans").iterdir()}
    assert said - set(rules.names()) - templates - set(catalog_ids()) == set()
