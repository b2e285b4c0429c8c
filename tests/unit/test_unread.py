"""Columns that nothing reads: which look as if they counted, and what they were perhaps meant to be."""

from __future__ import annotations

import pytest

from csvariable.facts.headers import Column
from csvariable.facts.likeness import Vocabulary, is_slip, most_like, nearest
from csvariable.facts.strictness import LOST, strictly
from csvariable.facts.unread import is_alone, kpis_of_people, unread
from csvariable.kernel.diagnostic import Diagnostic, Severity, advice, warning
from csvariable.kernel.message import msg
from csvariable.tables.memory import table_of

WORDS = Vocabulary(
    ("nrr", "csat", "a"),
    ("grade",),
    {"net revenue": "nrr", "satisfaction": "csat"},
    ("sick", "parental leave"),
)


def said(header: str, *read: str) -> Diagnostic:
    """What is said of one column beside others that are read."""
    table = table_of([dict.fromkeys((*read, header), "x")], "kpis.csv")
    columns = (*(Column(name) for name in read), None)
    (found,) = unread(table, columns, WORDS)
    return found


@pytest.mark.parametrize(
    ("header", "looks"),
    [
        ("cast", "did you mean `csat`?"),
        ("csta (%)", "did you mean `csat`?"),
        ("nsr", "did you mean `nrr`?"),
        ("nr", "did you mean `nrr`?"),
        ("grde", "did you mean `grade`?"),
        ("nrr_target", "did you mean `nrr.target`?"),
        ("Target NRR", "did you mean `nrr.target`?"),
        ("nrr.targt", "did you mean `nrr.target`?"),
        ("poids csat", "did you mean `csat.weight`?"),
        ("Absence days sick", "did you mean `absence_days.sick`?"),
        ("jours d'absence parental leave", "did you mean `absence_days.parental leave`?"),
        ("absense days.sick", "did you mean `absence_days.sick`?"),
        ("sickDays", "did you mean `absence_days.sick`?"),
        ("parental leave", "did you mean `absence_days.parental leave`?"),
        ("csat 2026", "did you mean `csat`?"),
        ("CSAT (ms)", "did you mean `csat`?"),
        ("Satisfaction (k)", "did you mean `csat`?"),
        ("ft", "did you mean `fte`?"),
        ("target_incetnive", "did you mean `target_incentive`?"),
        ("hire-date", "looks like a figure of a person"),
        ("Prime versée", "looks like an amount of pay"),
        ("Quarter", "looks like a period"),
        ("targ", "did you mean `target_incentive`?"),
        ("sal", "did you mean `salary`?"),
        ("cib", "did you mean `target`?"),
        ("nrr.tar", "did you mean `nrr.target`?"),
        ("enveloppe", "looks like an amount of pay"),
        ("goal", "looks like a figure of a person"),
    ],
)
def test_a_column_that_may_count_is_a_warning(header: str, looks: str) -> None:
    found = said(header, "participant")
    assert (found.rule, found.severity) == ("unused-column", Severity.WARNING)
    assert str(found.message) == f"1 column is not used: `{header}` ({looks})"
    assert is_alone(found)


@pytest.mark.parametrize(
    "header", ["remarks", "note", "Notes", "crm owner", "x", "b", "date", "days", "phone", "city", "base"]
)
def test_a_column_of_something_else_is_information(header: str) -> None:
    found = said(header, "participant")
    assert (found.severity, found.help) == (Severity.ADVICE, None)
    assert str(found.message) == f"1 column is not used: `{header}`"


@pytest.mark.parametrize(
    ("cells", "looks"),
    [
        (["50 %", "", "62,5%"], "looks like a figure of a person"),
        (["€1,500.00", "1 200 €", "$-3"], "looks like an amount of pay"),
        (["50 %", "half"], None),
        (["€", "12 €"], None),
        (["2019", "2021"], None),
        ([""], None),
    ],
)
def test_rates_and_amounts_in_a_file_of_people_may_count_whatever_they_are_called(
    cells: list[str], looks: str | None
) -> None:
    table = table_of([{"participant": "x", "column b": cell} for cell in cells], "people.csv")
    columns = (Column("participant"), None)
    (found,) = unread(table, columns, WORDS, of_people=True)
    said = "" if looks is None else f" ({looks})"
    assert str(found.message) == f"1 column is not used: `column b`{said}"
    assert [one.severity for one in unread(table, columns, WORDS)] == [Severity.ADVICE]


def test_what_another_column_holds_is_not_looked_for_again() -> None:
    assert said("Team name", "team").severity is Severity.ADVICE
    assert said("Team name").severity is Severity.WARNING
    assert said("csat remarks", "csat").severity is Severity.ADVICE
    assert said("nrr_target", "nrr.target").severity is Severity.WARNING


def test_results_in_a_people_file_are_named() -> None:
    table = table_of(
        [dict.fromkeys(("participant", "nrr", "csat.target", "csat.numerator", "x"), "a")], "people.csv"
    )
    columns = (
        Column("participant"),
        Column("nrr", "nrr"),
        Column("csat.target", "csat", "target"),
        Column("csat.numerator", "csat", "numerator"),
        None,
    )
    (found,) = kpis_of_people(table, columns)
    assert str(found.message) == "results of `nrr`, `csat` stand in the people file, which gives none"
    assert kpis_of_people(table, (columns[0], columns[2])) == []
    assert not is_alone(found)


@pytest.mark.parametrize(
    ("one", "other", "most", "slip"),
    [
        ("csat", "csat", 1, True),
        ("csat", "cast", 1, True),
        ("csat", "csa", 1, True),
        ("csat", "csatt", 1, True),
        ("csat", "crat", 1, True),
        ("csat", "cs", 1, False),
        ("csat", "acst", 1, False),
        ("abcdef", "badcef", 2, True),
        ("", "a", 1, True),
    ],
)
def test_slips_of_the_hand(one: str, other: str, most: int, slip: bool) -> None:
    assert is_slip(one, other, most) is slip


def test_the_header_most_like_a_name() -> None:
    assert most_like("csat", ["", "remarks", "cast"]) == "cast"
    assert most_like("fte", ["ftx"]) == "ftx"
    assert most_like("csat", ["remarks", "cs"]) is None
    assert nearest("zzzz", WORDS) is None


def test_a_strict_run_stops_at_what_seems_lost_and_at_nothing_else() -> None:
    found = [said("cast"), said("remarks"), warning("look-alike", msg("x"), said("x").at)]
    assert [one.severity for one in strictly(found)] == [Severity.ERROR, Severity.ADVICE, Severity.WARNING]
    assert strictly([advice("unknown-team", msg("x"), said("x").at)])[0].severity is Severity.ADVICE
    assert "unused-column" in LOST
