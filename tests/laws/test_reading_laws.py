"""Whatever one token of a plan becomes, it is read or refused in plain words, near the token."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, TextPlace
from csvariable.reading import read
from csvariable.reading.places import place_of
from csvariable.text import Document, line_starts, parse

ROOT = Path(__file__).parents[2]
TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "plans").glob("*/plan.yaml"))]
TOKEN = re.compile(r"[\w.%-]+(?: %| h| d| min)?")
WORDS = (
    "0",
    "-1",
    "5 %",
    "120 %",
    "3 h",
    "null",
    "true",
    "[]",
    "{}",
    "nrr",
    "zzz",
    "plan",
    "2026-01-01",
    "",
    "'",
    "]",
    "1e3",
    "€",
)
ENGINE = re.compile(
    r"pydantic|valid (string|integer|dictionary)|Input should|instance of|Extra inputs|validation error",
    re.IGNORECASE,
)


def tokens(text: str) -> list[tuple[int, int]]:
    """The words of a plan outside its comments and texts for people."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        written = line[0].partition(" #")[0]
        if not written.lstrip().startswith(("#", "name:", "why:", "statement:", "serves:")):
            found += [
                (line.start() + token.start(), line.start() + token.end())
                for token in TOKEN.finditer(written)
            ]
    return found


def changed(text: str, at: int, word: str) -> tuple[str, int, int]:
    spans = tokens(text)
    start, end = spans[at % len(spans)]
    return text[:start] + word + text[end:], start, start + len(word)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.integers(0, 10_000),
    st.sampled_from(WORDS) | st.text("abc 019%:-.{}[]#'\"", max_size=6),
)
def test_no_change_of_one_token_is_too_much(text: str, at: int, word: str) -> None:
    broken, _, _ = changed(text, at, word)
    document, problems = parse(broken, "plan.yaml")
    found = [*problems, *(read(document).diagnostics if document is not None else ())]
    for problem in found:
        assert str(problem.message)
        assert not ENGINE.search(str(problem.message)), str(problem.message)
        if document is not None:
            place_of(problem, document)


def test_what_is_refused_is_pointed_at() -> None:
    """Of the changes that make a plan wrong, most are pointed at where they were made."""
    chance = random.Random(7)  # noqa: S311 - a sample of changes, no secret
    near = refused = 0
    for _ in range(400):
        broken, start, end = changed(
            chance.choice(TEXTS), chance.randrange(10_000), chance.choice(("zzz", "-7 %", "[x]", "{y: 1}"))
        )
        document, problems = parse(broken, "plan.yaml")
        if document is None:
            continue
        errors = [one for one in (*problems, *read(document).diagnostics) if one.severity == "error"]
        if not errors:
            continue
        refused += 1
        starts = line_starts(broken)
        line = max(number for number, offset in enumerate(starts, 1) if offset <= start)
        lines = {place_of(one, document).line for one in errors} | {
            spot.line for one in errors for spot in _labels(one, document)
        }
        near += line in lines or broken[start:end] in " ".join(str(one.message) for one in errors)
    assert refused > 150
    assert near / refused > 0.9


def _labels(problem: Diagnostic, document: Document) -> list[TextPlace]:
    found: list[TextPlace] = []
    for label in problem.also:
        if isinstance(label.at, PlanPlace):
            found.append(document.place(label.at))
        elif isinstance(label.at, TextPlace):
            found.append(label.at)
    return found


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_start_plans_are_right(text: str) -> None:
    document, problems = parse(text, "plan.yaml")
    assert document is not None
    assert not problems
    assert not [problem for problem in read(document).diagnostics if problem.severity != "advice"]
