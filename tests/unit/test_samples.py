"""Values on few answers: pooled, weighed, replaced, refused (language, section 17)."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import Ran, compute, plans_of
from measuring import measured
from shared_plans import PAID

PLAN = (
    PAID
    + """\
kpis:
  csat:
    weight: 100 %
    unit: percent
    SAMPLE
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
"""
)
PEOPLE = b"participant,team\nana,north\nben,north\n"
LONG = """\
participant,team,kpi,value,n
ana,,csat,90 %,16
ben,,csat,50 %,40
,north,csat,80 %,100
*,,csat,70 %,20
"""


def paid(sample: str, rows: str = LONG, people: bytes = PEOPLE) -> Ran:
    return compute(PLAN.replace("SAMPLE", sample), [rows.encode()], people)


def steps(sample: str, rows: str = LONG) -> list[tuple[F | None, F | None]]:
    found = paid(sample, rows)
    assert found.results is not None, [str(one.message) for one in found.diagnostics]
    return list(zip(found.results.rows["csat.actual"], found.results.people["total"], strict=True))


def errors(sample: str, rows: str = LONG) -> list[str]:
    found = paid(sample, rows)
    assert found.results is None
    return [str(one.message) for one in found.diagnostics if one.severity == "error"]


def test_sixteen_answers_at_ninety_and_a_team_at_eighty_are_eighty_two() -> None:
    sample = "sample: {credibility: 64, towards: team}"
    assert steps(sample) == [
        (F(82, 100), F(820)),
        (F(80, 100) * F(64, 104) + F(50, 100) * F(40, 104), F("684.62")),
    ]
    found = paid(sample)
    assert found.results is not None
    assert found.results.rows["csat.n"] == [F(16), F(40)]
    assert found.results.rows["csat.measured"] == [F(9, 10), F(1, 2)]


@pytest.mark.parametrize(
    ("below", "ana"),
    [
        ("team", (F(8, 10), F(800))),
        ("zero", (None, F(0))),
        ("at-target", (None, F(1000))),
        ("hold", (None, F(0))),
    ],
)
def test_fewer_than_thirty_answers_are_replaced(below: str, ana: tuple[F | None, F]) -> None:
    assert steps(f"sample: {{min: 30, below: {below}}}") == [ana, (F(1, 2), F(500))]


def test_no_rows_are_no_answers() -> None:
    none = LONG.replace("90 %,16", ",0")
    assert steps("sample: {min: 30, below: team}", none)[0] == (F(8, 10), F(800))
    assert steps("sample: {credibility: 64, towards: team}", none)[0] == (F(8, 10), F(800))


def test_what_cannot_be_pooled_is_an_error() -> None:
    assert errors("sample: {min: 30, below: company}") == [
        "`ana`: `csat` stands on few answers, and that of the company on fewer than 30 too"
    ]
    assert errors("sample: {min: 30, below: error}") == ["`ana`: `csat` stands on fewer than 30 answers"]
    alone = LONG.replace(",north,csat,80 %,100\n*,,csat,70 %,20\n", "")
    told = errors("sample: {credibility: 64, towards: team}", alone)
    assert "`ana`: `csat` is drawn to the value of the team, and there is none" in told
    told = errors("sample: {credibility: 64, towards: target}")
    assert "`ben`: `csat` is drawn to its target, and there is none" in told
    bare = LONG.replace(",16\n", ",\n")
    assert errors("sample: {min: 30, below: zero}", bare) == [
        "`ana`: nothing says on how many answers `csat` stands"
    ]


def test_a_value_missing_for_another_reason_follows_missing() -> None:
    lacking = LONG.replace("90 %,16", ",40")
    assert errors("sample: {min: 30, below: hold}", lacking) == ["`ana`: `csat` has no value"]
    held = steps("missing: hold\n    sample: {min: 30, below: hold}", lacking)
    assert held[0] == (None, F(0))


def test_answers_are_counted_in_wide_files_and_by_denominators() -> None:
    wide = "participant,csat (%),csat.n\nana,90,16\nben,50,1/2\n*,70,100\n"
    assert steps("sample: {min: 30, below: company}", wide) == [(F(7, 10), F(700)), (F(7, 10), F(700))]
    counts = "participant,csat.numerator,csat.denominator\nana,9,10\nben,20,40\n"
    assert steps("sample: {min: 30, below: zero}", counts) == [(None, F(0)), (F(1, 2), F(500))]
    assert errors("sample: {min: 30, below: zero}", wide.replace("16", "-1")) == [
        "`csat.n` is below 0",
    ]


def test_an_interval_alone_changes_nothing() -> None:
    assert steps("sample: {interval: 95 %}")[0] == (F(9, 10), F(900))


@pytest.mark.parametrize(
    ("kpi", "said"),
    [
        ("sample: {min: 30}", "`min` and `below` stand together"),
        ("sample: {towards: team}", "`credibility` and `towards` stand together"),
        (
            "sample: {credibility: 0, towards: team}",
            "`0` does nothing here: write a whole number of 1 or more",
        ),
        ("sample: {interval: 100 %}", "an interval is above 0 % and below 100 %"),
        (
            "scope: company\n    sample: {min: 30, below: team}",
            "`csat` is of scope company: team is no wider one",
        ),
        (
            "missing: zero\n    sample: {min: 30, below: hold}",
            "a line of `csat` without a value would mean `hold` or `zero`",
        ),
        (
            "measure: {least: [csat]}\n    sample: {min: 30, below: zero}",
            "`csat` is made of other KPIs: it stands on no answers of its own",
        ),
    ],
)
def test_a_sample_that_means_nothing_is_refused(kpi: str, said: str) -> None:
    found, problems = plans_of(PLAN.replace("SAMPLE", kpi))
    assert found is None
    assert said in [str(one.message) for one in problems]


ROWS = """\
sources:
  rows: {participant: Who, columns: {score: {column: Score, unit: score, range: [1, 5]}}}
kpis:"""


def test_rows_give_the_value_of_the_team_too_where_it_is_read() -> None:
    plan = PLAN.replace("kpis:", ROWS).replace(
        "SAMPLE", "measure: {share: rows, that: {score: {from: 4}}}\n    sample: {min: 3, below: team}"
    )
    rows = "Who,Score\nana,5\nana,1\nben,5\nben,4\nben,1\n"
    found = measured(plan, {"rows": [rows]}, PEOPLE.decode(), None)
    assert found.errors == []
    assert {owner.name: (one.value, one.n) for (_, owner), one in found.values.items()} == {
        "ana": (F(1, 2), F(2)),
        "ben": (F(2, 3), F(3)),
        "north": (F(3, 5), F(5)),
    }


def test_a_count_has_no_pooled_value() -> None:
    plan = PLAN.replace("kpis:", ROWS).replace(
        "SAMPLE", "measure: {count: rows}\n    sample: {min: 3, below: team}"
    )
    found, problems = plans_of(plan.replace("unit: percent", "unit: number"))
    assert found is None
    assert "`csat` is a count, and a larger group has a larger one" in [str(one.message) for one in problems]
