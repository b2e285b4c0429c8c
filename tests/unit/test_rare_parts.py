"""Parts that few plans have, each in a plan of its own."""

from __future__ import annotations

import re
from fractions import Fraction as F

import pytest
from engine import plans_of
from readers import Ran
from small import HEAD, PAID

from csvariable.bounds.interval import Interval
from csvariable.bounds.levels import at_level
from csvariable.bounds.reading import BoundReading
from csvariable.exposure.domains import of_plan
from csvariable.facts.assembly import FactColumns
from csvariable.kernel.formula import Curve, Fact, Grid, Placed, Start
from csvariable.kernel.segment import Segment
from csvariable.kernel.unit import Unit
from csvariable.speech.curves import CurveWords
from csvariable.speech.written import PlanWords
from csvariable.statement import statement, why
from csvariable.statement.used import as_used
from csvariable.text import parse

TEAMS = HEAD + (
    "kpis: {csat: {unit: percent, scope: team}}\n"
    "bonuses: {best: {rank: {of: team, by: csat, top: 1}, pays: [100]}}\n"
)
OF_TEAMS = "participant,team,csat\nana,north,\nben,north,\ncid,south,\n,north,90 %\n,south,80 %\n"


def test_the_prize_of_a_team_comes_from_those_who_share_it() -> None:
    found = {line.step.name for line in why(statement(Ran(TEAMS, OF_TEAMS).results, 0), "bonuses.best")}
    assert "bonuses.best" in found
    assert len(found) > 1


def test_how_many_take_part_in_a_team_is_unknown_from_one_row() -> None:
    count = Placed("by", "eligible", (F(1),), "company", F(1, 100), False, (), (), "share", "members")
    assert BoundReading({"m": count}, {}).step("m").interval == Interval(None, None, absent=True)


def test_a_modifier_of_bonuses_stands_at_its_level() -> None:
    plans, problems = plans_of(
        HEAD + "target_incentive: 1000\nkpis: {x: {unit: percent}}\nbonuses: {b: {pays: 10}}\n"
        "modifiers: {m: {by: x, of: [bonuses.b], curve: {lookup: [{from: 60 %, pays: 100 %}]}}}\n"
    )
    assert plans is not None, [str(one.message) for one in problems]
    person = of_plan(plans)[0].person
    rows = person.reading().rows
    assert rows is not None
    assert at_level(plans.of(None), person.programs[0], rows[0], "target") == {"x": F("0.6")}


def test_a_first_stretch_that_pays_what_is_paid_before_it_is_none() -> None:
    made = tuple(Segment(F(at), True, F(base), F(0), ()) for at, base in (("0.5", "0"), ("0.8", "1")))
    said = CurveWords("en", "EUR", Unit.PERCENT, Unit.RATE, None).sentences(Curve(Fact("x"), made, False))
    assert [text.replace("\u00a0", " ") for text in said] == [
        "under 80 %: pays 0 %",
        "from 80 % on: pays 100 %",
    ]


def test_a_bound_of_a_modifier_is_in_the_unit_of_what_it_reads() -> None:
    document, _ = parse(
        "kpis: {x: {unit: money}}\nmodifiers: {m: {by: x, curve: {lookup: [{from: 1}]}}}\n", "p"
    )
    assert document is not None
    assert PlanWords(document, "en").unit(("modifiers", "m", "curve", "lookup", 0, "from")) is Unit.MONEY


def test_a_matrix_is_used_as_it_stands() -> None:
    starts = (Start("from", F(0)),)
    grid = Grid(Fact("x"), Fact("y"), starts, starts, ((F(1),),), (False, False), ())
    ran = Ran(PAID + "kpis: {x: {unit: percent}}\n", "participant,x\nana,1 %\n")
    assert as_used(grid, ran.view().voice(0).reader) == grid


def test_a_column_of_the_facts_has_one_writer() -> None:
    columns = FactColumns()
    columns.put("nrr.actual", [F(1)])
    columns.put("nrr.target", [None])
    with pytest.raises(ValueError, match=re.escape("nrr.actual")):
        columns.put("nrr.actual", [F(2)])
    assert columns.found == {"nrr.actual": [1]}


def test_the_files_of_a_source_are_one_or_several() -> None:
    plan = (
        "kpis: {calls: {unit: number, measure: {count: tickets}}}\n"
        "sources: {tickets: {file: %s, participant: who, columns: {who: who}}}\n"
    )
    for written, files in (("a.csv", ("a.csv",)), ("[a.csv, b*.csv]", ("a.csv", "b*.csv"))):
        plans, problems = plans_of(PAID + plan % written)
        assert plans is not None, [str(one.message) for one in problems]
        assert plans.base.sources["tickets"].files == files
