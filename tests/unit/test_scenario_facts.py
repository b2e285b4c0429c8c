"""Changes of facts: which figure, how much, for whom, and how far."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F

import pytest
from engine import plans_of
from findings import plain
from shared_plans import PAID

from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, Severity
from csvariable.kernel.quantity import NotAQuantity
from csvariable.kernel.unit import Unit
from csvariable.scenario import FactChange, Scenario
from csvariable.scenario.facts import changed, read_figure, rows_of, shifted
from csvariable.scenario.model import FactShift

HERE, THERE = FilePlace("first"), FilePlace("second")
CURVE = "curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}"
PLAN = (
    PAID
    + f"""\
columns: {{seniority: {{unit: number}}, share: {{unit: percent}}}}
kpis:
  nrr: {{weight: 40 %, unit: percent, range: [10 %, 120 %], {CURVE}}}
  csat: {{weight: 30 %, unit: percent, scope: team, {CURVE}}}
  grr: {{weight: 30 %, unit: percent, scope: company, {CURVE}}}
  calls: {{unit: number}}
  mail: {{unit: number}}
  both: {{unit: number, measure: {{sum: {{calls: 100 %, mail: 100 %}}}}}}
roles:
  head: {{kpis.csat: null, kpis.nrr.weight: 70 %}}
"""
)
IDS, TEAMS, ROLES = "abcd", ("n", "n", "s", None), (None, "head", None, "head")
TEXTS: dict[str, Sequence[str | None]] = {
    "nrr.actual": ["1/2", "1", "11/10", None],
    "nrr.target": ["1", None, "1", "1"],
    "nrr.cap": ["1", "1", "1", "1"],
    "csat.actual": ["1/2", None, "3/5", None],
    "grr.actual": ["1/2", "1/2", "1/2", "1/2"],
    "calls.actual": ["10", "0", "20", "30"],
    "both.weight": ["1", "1", "1", "1"],
    "salary": ["100", "200", "300", "400"],
    "seniority": ["1", "2", "3", "4"],
    "share": ["1/2", "1/2", "1/2", "1/2"],
    "seen.actual": ["1", "1", "1", "1"],
}
CALLS_OF_GROUPS: dict[str, Sequence[str | None]] = {
    "calls.actual@team": ["5", "5", "6", None],
    "calls.actual@company": ["9", "9", "9", "9"],
}


@pytest.fixture(scope="module")
def plans() -> Plans:
    found, problems = plans_of(PLAN)
    assert found is not None, [str(one.message) for one in problems if one.severity == "error"]
    return found


def facts(columns: Mapping[str, Sequence[str | None]] = TEXTS) -> Facts:
    return Facts(
        people=tuple(Participant(one, None, (at,)) for at, one in enumerate(IDS)),
        roles=ROLES,
        teams=TEAMS,
        columns={
            name: [None if one is None else F(one) for one in values] for name, values in columns.items()
        },
        present=[True] * len(IDS),
        place=lambda _row, _column: FilePlace("facts"),
    )


def tried(
    plans: Plans,
    *changes: str,
    columns: Mapping[str, Sequence[str | None]] = TEXTS,
    only: Mapping[str, str] | None = None,
) -> tuple[dict[str, list[str | None]], tuple[Diagnostic, ...]]:
    """What changes, and what is said: `nrr +1 point`, for those that are named."""
    pairs = [one.partition(" ") for one in changes]
    said = tuple(
        FactChange(figure, text, at) for (figure, _, text), at in zip(pairs, (HERE, THERE), strict=False)
    )
    named = {what: frozenset(names.split()) for what, names in (only or {}).items()}
    base = facts(columns)
    found, problems = changed(base, Scenario("s", fact_changes=said, only=named), plans)
    moved = {
        name: [None if one is None else str(one) for one in values]
        for name, values in found.columns.items()
        if list(values) != list(base.columns[name])
    }
    assert set(found.columns) == set(base.columns)
    return moved, problems


def told(problems: Sequence[Diagnostic]) -> list[tuple[str, str, str, str | None]]:
    return [
        (
            one.severity,
            one.rule,
            str(one.message),
            plain(one.help),
        )
        for one in problems
    ]


# ---------------------------------------------------------------------------------------- how much


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("5 points", Unit.PERCENT, FactShift("set", F(1, 20))),
        ("+1 point", Unit.RATE, FactShift("add", F(1, 100))),
        ("- 2 pts", Unit.POINTS, FactShift("add", F(-2))),
        ("+1.5 pt", Unit.POINTS, FactShift("add", F(3, 2))),
        (" +3 ", Unit.NUMBER, FactShift("add", F(3))),
        ("3", Unit.NUMBER, FactShift("set", F(3))),
        ("−2 %", Unit.PERCENT, FactShift("add", F(-1, 50))),
        ("*2", Unit.PERCENT, FactShift("times", F(2))),
        ("× 150%", Unit.NUMBER, FactShift("times", F(3, 2))),
        ("x0.5 %", Unit.NUMBER, FactShift("times", F(1, 200))),
        ("+100 EUR", Unit.MONEY, FactShift("add", F(100))),
        ("2 h", Unit.MINUTES, FactShift("set", F(120))),
        ("-90 min", Unit.HOURS, FactShift("add", F(-3, 2))),
        ("95 %", Unit.PERCENT, FactShift("set", F(19, 20))),
    ],
)  # fmt: skip
def test_a_change_is_a_factor_a_sum_or_a_value(text: str, unit: Unit, figure: FactShift) -> None:
    assert read_figure(text, unit, "EUR") == figure


@pytest.mark.parametrize(("text", "unit"), [("-2 %", Unit.POINTS), ("", Unit.NUMBER)])
def test_a_change_of_another_unit_is_refused(text: str, unit: Unit) -> None:
    with pytest.raises(NotAQuantity):
        read_figure(text, unit, "EUR")


@pytest.mark.parametrize("unit", [Unit.NUMBER, Unit.MONEY, Unit.HOURS, Unit.SCORE])
def test_points_are_of_percentages_and_of_points(unit: Unit) -> None:
    with pytest.raises(NotAQuantity, match=r"`\+5 points`: points are of percentages and of points"):
        read_figure("+5 points", unit, "EUR")


@pytest.mark.parametrize(
    ("figure", "limits", "found", "stopped"),
    [
        (FactShift("add", F(2)), (None, None), [2, None, 7, -1], 0),
        (FactShift("times", F(3)), (None, None), [0, None, 15, -9], 0),
        (FactShift("set", F(4)), (None, None), [4, 4, 4, 4], 0),
        (FactShift("add", F(2)), (F(2), F(7)), [2, None, 7, 2], 1),
        (FactShift("add", F(2)), (None, F(6)), [2, None, 6, -1], 1),
        (FactShift("add", F(2)), (F(3), None), [3, None, 7, 3], 2),
        (FactShift("add", F(2)), (F(3), F(6)), [3, None, 6, 3], 3),
        (FactShift("set", F(9)), (F(0), F(5)), [5, 5, 5, 5], 4),
    ],
)
def test_values_move_within_their_limits_and_what_is_missing_stays_missing(
    figure: FactShift, limits: tuple[Value, Value], found: list[int | None], stopped: int
) -> None:
    values: list[Value] = [F(0), None, F(5), F(-3)]
    assert shifted(values, range(4), figure, limits) == (found, stopped)
    assert values == [F(0), None, F(5), F(-3)]
    assert shifted(values, [2], figure) == ([0, None, *shifted(values, range(4), figure)[0][2:3], -3], 0)


# ---------------------------------------------------------------------------------------- for whom


@pytest.mark.parametrize(
    ("only", "rows"),
    [
        ({}, [0, 1, 2, 3]),
        ({"team": "n"}, [0, 1]),
        ({"team": "n s"}, [0, 1, 2]),
        ({"role": "head"}, [1, 3]),
        ({"participant": "a d"}, [0, 3]),
        ({"team": "n", "role": "head"}, [1]),
        ({"team": "n", "participant": "b c"}, [1]),
        ({"team": "s", "role": "head"}, []),
        ({"team": "x"}, []),
    ],
)
def test_those_are_named_who_have_all_the_names(only: Mapping[str, str], rows: list[int]) -> None:
    assert rows_of(facts(), {what: frozenset(names.split()) for what, names in only.items()}) == rows


@pytest.mark.parametrize(
    ("change", "only", "moved"),
    [
        ("nrr +1 point", {}, {"nrr.actual": ["51/100", "101/100", "111/100", None]}),
        ("nrr.actual +1 point", {"team": "n"}, {"nrr.actual": ["51/100", "101/100", "11/10", None]}),
        ("nrr 50 %", {"role": "head"}, {"nrr.actual": ["1/2", "1/2", "11/10", "1/2"]}),
        ("nrr.target +10 %", {"participant": "a b"}, {"nrr.target": ["11/10", None, "1", "1"]}),
        ("nrr.target 500 %", {}, {"nrr.target": ["5", "5", "5", "5"]}),
        ("nrr.cap +1 point", {}, {"nrr.cap": ["101/100", "101/100", "101/100", "101/100"]}),
        ("csat +1 point", {}, {"csat.actual": ["51/100", None, "61/100", None]}),
        ("csat +1 point", {"team": "s"}, {"csat.actual": ["1/2", None, "61/100", None]}),
        ("grr +1 point", {}, {"grr.actual": ["51/100"] * 4}),
        ("calls *2", {"role": "head"}, {"calls.actual": ["10", "0", "20", "60"]}),
        ("salary +1", {"participant": "c"}, {"salary": ["100", "200", "301", "400"]}),
        ("salary *2", {}, {"salary": ["200", "400", "600", "800"]}),
        ("seniority +1", {"team": "n"}, {"seniority": ["2", "3", "3", "4"]}),
        ("share +1 point", {}, {"share": ["51/100"] * 4}),
    ],
)
def test_a_figure_changes_for_those_that_are_named(
    plans: Plans, change: str, only: dict[str, str], moved: dict[str, list[str | None]]
) -> None:
    assert tried(plans, change, only=only) == (moved, ())


def test_several_changes_come_one_after_the_other(plans: Plans) -> None:
    assert tried(plans, "salary +100", "salary *2") == ({"salary": ["400", "600", "800", "1000"]}, ())


@pytest.mark.parametrize(
    ("only", "moved"),
    [
        ({}, {"calls.actual": ["11", "1", "21", "31"], "calls.actual@team": ["6", "6", "7", None], "calls.actual@company": ["10"] * 4}),
        ({"team": "n"}, {"calls.actual": ["11", "1", "20", "30"], "calls.actual@team": ["6", "6", "6", None]}),
        ({"role": "head"}, {"calls.actual": ["10", "1", "20", "31"]}),
        ({"team": "n", "role": "head"}, {"calls.actual": ["10", "1", "20", "30"]}),
    ],
)  # fmt: skip
def test_figures_of_groups_change_with_the_whole_group_alone(
    plans: Plans, only: dict[str, str], moved: dict[str, list[str | None]]
) -> None:
    assert tried(plans, "calls +1", columns={**TEXTS, **CALLS_OF_GROUPS}, only=only) == (moved, ())


def test_a_figure_that_groups_alone_have_changes_for_them(plans: Plans) -> None:
    columns = {name: values for name, values in TEXTS.items() if name != "calls.actual"} | CALLS_OF_GROUPS
    # A KPI without values of people is no figure of the facts.
    moved, problems = tried(plans, "calls +1", columns=columns)
    assert moved == {}
    assert [str(one.message) for one in problems] == ["the facts hold no `calls.actual`"]


@pytest.mark.parametrize(
    ("change", "scope", "only"),
    [
        ("grr +1 point", "company", {"team": "n"}),
        ("grr +1 point", "company", {"participant": "a"}),
        ("csat +1 point", "team", {"participant": "a"}),
        ("csat +1 point", "team", {"team": "n", "participant": "a"}),
    ],
)
def test_a_figure_of_a_group_changes_for_all_or_for_none(
    plans: Plans, change: str, scope: str, only: dict[str, str]
) -> None:
    moved, problems = tried(plans, change, only=only)
    assert moved == {}
    assert told(problems) == [
        (
            Severity.ERROR,
            "scope-of-change",
            f"`{change.partition(' ')[0]}` is of scope {scope}: it changes for all or for none",
            "leave `only` out, or name the team for a KPI of the team",
        )
    ]
    assert problems[0].at == HERE


# ----------------------------------------------------------------------------------------- how far


@pytest.mark.parametrize(
    ("change", "moved", "count"),
    [
        ("nrr +10 points", ["3/5", "11/10", "6/5", None], None),
        ("nrr +11 points", ["61/100", "111/100", "6/5", None], "1 value"),
        ("nrr +50 points", ["1", "6/5", "6/5", None], "2 values"),
        ("nrr -95 points", ["1/10", "1/10", "3/20", None], "2 values"),
    ],
)
def test_figures_stop_at_the_range_and_a_warning_counts_them(
    plans: Plans, change: str, moved: list[str | None], count: str | None
) -> None:
    found, problems = tried(plans, change)
    assert found == {"nrr.actual": moved}
    warned = (Severity.WARNING, "stopped-at-range", f"`nrr`: {count} stopped at the range of the KPI", None)
    assert told(problems) == ([] if count is None else [warned])


def test_a_figure_of_a_person_and_of_the_team_that_stop_are_counted_once(plans: Plans) -> None:
    _, problems = tried(plans, "calls -30", columns={**TEXTS, **CALLS_OF_GROUPS})
    assert [str(one.message) for one in problems] == ["`calls`: 3 values stopped at the range of the KPI"]


# ------------------------------------------------------------------------------------ what is wrong

KNOWN = "there are: nrr, csat, grr, calls, mail, both, salary, seniority, share"


@pytest.mark.parametrize(
    ("change", "message", "advice"),
    [
        ("mail +1", "the facts hold no `mail.actual`", None),
        ("nrr.baseline +1", "the facts hold no `nrr.baseline`", "change the plan's: `kpis.nrr.baseline` under `changes`"),
        ("calls.target +1", "the facts hold no `calls.target`", "change the plan's: `kpis.calls.target` under `changes`"),
        ("calls.cap +1", "the facts hold no `calls.cap`", "change the plan's: `kpis.calls.cap` under `changes`"),
        ("nrr.weight +1", "the facts hold no `nrr.weight`", None),
        ("both +1", "`both` is computed from other figures; change those", None),
        ("both.target +1", "the facts hold no `both.target`", "change the plan's: `kpis.both.target` under `changes`"),
        ("both.weight +1", "the facts hold no `both.weight`", None),
        ("nrrr +1", "the facts hold no figure `nrrr`", "did you mean `nrr`?"),
        ("salar +1", "the facts hold no figure `salar`", "did you mean `salary`?"),
        ("senioritee +1", "the facts hold no figure `senioritee`", "did you mean `seniority`?"),
        ("draw_balance +1", "the facts hold no figure `draw_balance`", KNOWN),
        ("seen.actual +1", "the facts hold no figure `seen.actual`", KNOWN),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_change_is_named(
    plans: Plans, change: str, message: str, advice: str | None
) -> None:
    moved, problems = tried(plans, change, "salary *2")
    assert moved == {"salary": ["200", "400", "600", "800"]}
    assert told(problems) == [(Severity.ERROR, "unknown-figure", message, advice)]
    assert problems[0].at == HERE


def test_a_change_that_cannot_be_read_is_told_and_the_next_is_made(plans: Plans) -> None:
    moved, problems = tried(plans, "salary +1 h", "seniority +1")
    assert moved == {"seniority": ["2", "3", "4", "5"]}
    assert [(one.rule, one.at, plain(one.help)) for one in problems] == [
        ("wrong-change", HERE, "write `+5 points`, `-2 %`, `*1.02` or a value")
    ]
    assert str(problems[0].message).startswith("`salary`: `1 h` stands where")


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ({"team": "n south"}, [("nobody has the team `south`", None)]),
        ({"team": "north"}, [("nobody has the team `north`", None)]),
        ({"role": "heads"}, [("nobody has the role `heads`", "did you mean `head`?")]),
        ({"participant": "zed a"}, [("nobody has the participant `zed`", None)]),
        (
            {"team": "y x", "role": "haed"},
            [
                ("nobody has the team `x`", None),
                ("nobody has the team `y`", None),
                ("nobody has the role `haed`", "did you mean `head`?"),
            ],
        ),
        ({"team": "s", "role": "head"}, [("nobody has all that `only` names at once", None)]),
        ({"team": "s", "participant": "a b"}, [("nobody has all that `only` names at once", None)]),
    ],
)
@pytest.mark.parametrize("change", ["nrr +1 point", "salary +1"])
def test_names_that_nobody_has_are_an_error_and_nothing_else_is_said(
    plans: Plans, change: str, only: dict[str, str], said: list[tuple[str, str | None]]
) -> None:
    _, problems = tried(plans, change, "seniority +1", only=only)
    assert told(problems) == [(Severity.ERROR, "unknown-figure", message, advice) for message, advice in said]
    assert all(one.at == HERE for one in problems)


def test_names_are_not_looked_for_where_no_fact_changes(plans: Plans) -> None:
    assert tried(plans, only={"team": "nowhere"}) == ({}, ())
