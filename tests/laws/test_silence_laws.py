"""Nothing that moves money is silent: a damaged file is refused, pays the same, or is told of.

A header that loses a letter, a column that is lost or emptied, a team that is misspelt: whatever the
damage, whoever is paid another amount for it is beside a warning or a note that the whole file does
not have, and both stand in every format. Damages that nobody can see (another digit in a cell) are
left out: a file that is whole and wrong has no sign of it.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from engine import plans_of
from hypothesis import assume, event, given as drawn, settings, strategies as st
from strategies import Scenario, scenarios
from transcript import ROOT

from csvariable.documents.result import notes_text
from csvariable.engine import run as engine
from csvariable.engine.notes import notes_on
from csvariable.engine.run import Run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.facts.strictness import UNSAID
from csvariable.tables.reading import read_table

pytestmark = pytest.mark.slow

Rows = list[list[str]]
LETTERS = "abcdefghijklmnopqrstuvwxyz_. -1"


def rows_of(data: bytes) -> Rows:
    return [list(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))]


def written(rows: Rows) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


@st.composite
def slips(draw: st.DrawFn, text: str) -> str:
    """A text with one slip of the hand."""
    at = draw(st.integers(0, max(0, len(text) - 1)))
    letter = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(["lost", "added", "other", "turned"]))
    match kind:
        case "lost":
            return text[:at] + text[at + 1 :]
        case "added":
            return text[:at] + letter + text[at:]
        case "other":
            return text[:at] + letter + text[at + 1 :]
        case _:
            return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


@st.composite
def damaged(draw: st.DrawFn, rows: Rows, plans: Plans) -> Rows:
    """A file with one damage that leaves a sign.

    An empty cell leaves one where a result is due, a column that is lost where the plan speaks of it.
    """
    header = rows[0]
    at = draw(st.integers(0, len(header) - 1))
    kinds = ["header", "header", "header"]
    if header[at] in {*plans.kpi_ids, "value"}:
        kinds += ["cell emptied"]
    if header[at] not in {"entry", "exit", "name"} and not header[at].startswith("absence"):
        kinds += ["column emptied"]
    if header[at] in {*plans.kpi_ids, *plans.columns, "role"}:
        kinds += ["column lost"]
    kind = draw(st.sampled_from(kinds))
    event(kind)
    match kind:
        case "header":
            text = draw(slips(header[at]))
            return [[*header[:at], text, *header[at + 1 :]], *rows[1:]]
        case "column lost":
            return [row[:at] + row[at + 1 :] for row in rows]
        case "column emptied":
            return [header, *([*row[:at], "", *row[at + 1 :]] for row in rows[1:])]
        case _:
            row = draw(st.integers(1, len(rows) - 1))
            return [
                [*cells[:at], "", *cells[at + 1 :]] if number == row else cells
                for number, cells in enumerate(rows)
            ]


def paid(plans: Plans, files: list[bytes | None], period: str | None) -> Run | None:
    """Pay; nothing where a file cannot be read, which is a problem."""
    tables = []
    for data in files:
        table, problems = (None, ()) if data is None else read_table(data, "f.csv")
        if data is not None and (table is None or any(one.severity == "error" for one in problems)):
            return None
        tables.append(table)
    kpis, people, adjustments = tables
    assert kpis is not None
    return engine.run(plans, Tables([kpis], people, adjustments), period)


def totals(done: Run) -> dict[str, Fraction | None]:
    assert done.results is not None
    return {one.id: done.results.people["total"][at] for at, one in enumerate(done.results.facts.people)}


def said(done: Run) -> set[str]:
    """What stands beside a result in every format."""
    assert done.results is not None
    told = {
        f"{one.rule}: {one.message} {one.help}"
        for one in done.diagnostics
        if one.severity == "warning" or one.rule in UNSAID
    }
    people = enumerate(done.results.facts.people)
    return told | {f"{one.id}: {notes_text(notes_on(done.results, at))}" for at, one in people}


def nothing_is_silent(scenario: Scenario, data: st.DataObject) -> None:
    plans, _ = plans_of(scenario.text)
    assert plans is not None
    files = list(scenario.files)
    whole = paid(plans, files, scenario.period)
    assume(whole is not None and whole.results is not None)
    assert whole is not None
    which = [at for at in (0, 1) if files[at] is not None]
    at = data.draw(st.sampled_from(which))
    given = files[at]
    assert given is not None
    rows = rows_of(given)
    assume(len(rows) > 1)
    other = [*files]
    other[at] = written(data.draw(damaged(rows, plans)))
    done = paid(plans, other, scenario.period)
    if done is None or done.results is None:
        event("refused")
        return
    before, after = totals(whole), totals(done)
    if before == after:
        event("pays the same")
        return
    event("pays another amount, and says so")
    assert said(done) - said(whole), (scenario.text, given, other[at], before, after)


@settings(max_examples=100)
@drawn(scenarios(), st.data())
def test_whoever_is_paid_another_amount_is_told(scenario: Scenario, data: st.DataObject) -> None:
    nothing_is_silent(scenario, data)


@pytest.mark.fuzz
@drawn(scenarios(), st.data())
def test_thousands_of_damages_are_told(scenario: Scenario, data: st.DataObject) -> None:
    nothing_is_silent(scenario, data)


def slipped(header: str) -> list[str]:
    """Every slip of one letter of a header: lost, added, another one, turned with its neighbour."""
    found = {
        form
        for at in range(len(header))
        for form in (
            header[:at] + header[at + 1 :],
            header[:at] + "x" + header[at:],
            header[:at] + "q" + header[at + 1 :],
            header[:at] + header[at : at + 2][::-1] + header[at + 2 :],
        )
    }
    return sorted(found - {header})


@pytest.mark.parametrize(("folder", "period"), [("examples/demo", "2026-Q3"), ("plans/csm-saas", "2026-Q3")])
def test_every_slip_in_a_header_of_a_whole_plan_is_told(folder: str, period: str) -> None:
    plans, _ = plans_of((ROOT / folder / "plan.yaml").read_text("utf-8"))
    assert plans is not None
    files: list[bytes | None] = [(ROOT / folder / name).read_bytes() for name in ("kpis.csv", "people.csv")]
    files.append(None)
    whole = paid(plans, files, period)
    assert whole is not None
    assert whole.results is not None, whole.diagnostics
    tried, silent = 0, []
    for which, data in enumerate(files):
        rows = [] if data is None else rows_of(data)
        for at, header in enumerate(rows[0] if rows else ()):
            for text in slipped(header):
                other = [*files]
                other[which] = written([[*rows[0][:at], text, *rows[0][at + 1 :]], *rows[1:]])
                done = paid(plans, other, period)
                tried += 1
                if done is None or done.results is None or totals(done) == totals(whole):
                    continue
                silent += [] if said(done) - said(whole) else [(header, text)]
    assert tried > 100
    assert silent == []
