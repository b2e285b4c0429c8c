"""Hostile plans and files through the whole pipeline: problems come out, never an exception."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from engine import compute, plans_of
from hypothesis import given, settings, strategies as st
from strategies import Scenario, scenarios

from csvariable.engine.run import once
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, TextPlace
from csvariable.text import parse

ROOT = Path(__file__).parents[2]
TEXTS = [path.read_bytes() for path in sorted((ROOT / "plans").glob("*/plan.yaml"))]
FILES = [path.read_bytes() for path in sorted((ROOT / "tests/data/exports").glob("*.csv"))]
TOKENS = [
    *(b"%", b":", b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"<<: ", b"!!str ", b"null", b"1e9", b".inf"),
    *(b"0x10", b"-", b"99999999999999999999", b"\x00", b"\xff", b"\xe2\x80\xaf", b"\t", b"\n", b"\r\n"),
    *(b";", b",", b'"', b"'", b"1/0", b"0 %", b"of: plan", b"from: 0 %", b"cap: 0", b"--- ", b"# ", b"*"),
    *(b"=cmd()", b"12:30"),
]
LARGEST = 64 * 2**20
changes = st.lists(
    st.tuples(
        st.sampled_from(("put", "cut", "copy", "swap")), st.integers(0, 10**6), st.sampled_from(TOKENS)
    ),
    min_size=1,
    max_size=6,
)


def mutated(data: bytes, edits: list[tuple[str, int, bytes]]) -> bytes:
    """Some bytes put in, taken out, repeated or replaced."""
    for word, place, token in edits:
        at = place % (len(data) + 1)
        size = 1 + place % 40
        if word == "put":
            data = data[:at] + token + data[at:]
        elif word == "cut":
            data = data[:at] + data[at + size :]
        elif word == "copy":
            data = data[:at] + data[at : at + size] + data[at:]
        else:
            data = data[:at] + token + data[at + len(token) :]
    return data


def assert_told(problems: tuple[Diagnostic, ...]) -> None:
    """Every problem says what it is, in words, at a place."""
    for one in problems:
        assert one.rule
        assert str(one.message).strip()
        assert "Traceback" not in str(one.message)
        if isinstance(one.at, CellPlace | TextPlace):
            assert one.at.line >= 1
            assert one.at.column >= 1


def pay(plan: bytes, kpis: bytes, people: bytes | None = None, period: str | None = None) -> None:
    """Run all of it; a refusal has an error, and what is paid has a total."""
    tracemalloc.start()
    ran = compute(plan, [kpis], people, None, period, how=once)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < LARGEST
    assert_told(ran.diagnostics)
    if ran.results is None:
        assert any(one.severity == "error" for one in ran.diagnostics)
    else:
        assert all(total is not None for total in ran.results.people["total"])


def read_plan(data: bytes) -> None:
    """Read a plan; the places of its problems stand inside the file."""
    document, _ = parse(data, "plan.yaml")
    _, problems = plans_of(data)
    assert_told(problems)
    if document is None:
        assert any(one.severity == "error" for one in problems)


@settings(max_examples=60)
@given(st.sampled_from(TEXTS), changes)
def test_a_broken_plan_is_told(data: bytes, edits: list[tuple[str, int, bytes]]) -> None:
    read_plan(mutated(data, edits))


@settings(max_examples=40)
@given(scenarios(), changes, st.sampled_from(("plan", "kpis", "people")))
def test_broken_inputs_are_told(scenario: Scenario, edits: list[tuple[str, int, bytes]], which: str) -> None:
    pay_broken(scenario, edits, which)


def pay_broken(scenario: Scenario, edits: list[tuple[str, int, bytes]], which: str) -> None:
    """Run a scenario with one of its files broken."""
    kpis, people, _ = scenario.files
    plan = scenario.text.encode()
    if which == "plan":
        plan = mutated(plan, edits)
    elif which == "people" and people is not None:
        people = mutated(people, edits)
    else:
        kpis = mutated(kpis, edits)
    pay(plan, kpis, people, scenario.period)


@pytest.mark.fuzz
@given(st.sampled_from(TEXTS), changes)
def test_thousands_of_broken_plans_are_told(data: bytes, edits: list[tuple[str, int, bytes]]) -> None:
    read_plan(mutated(data, edits))


@pytest.mark.fuzz
@given(scenarios(), changes, st.sampled_from(("plan", "kpis", "people")))
def test_thousands_of_broken_inputs_are_told(
    scenario: Scenario, edits: list[tuple[str, int, bytes]], which: str
) -> None:
    pay_broken(scenario, edits, which)


@pytest.mark.fuzz
@given(st.sampled_from(TEXTS), st.sampled_from(FILES), changes)
def test_files_of_others_are_told(plan: bytes, data: bytes, edits: list[tuple[str, int, bytes]]) -> None:
    pay(plan, mutated(data, edits))
