"""What the past is asked: what a period may come to, and how often marks were reached, as the oracle says."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from agreement import Rows, rows_of
from engine import plans_of
from hypothesis import HealthCheck, event, given, settings
from oracle import Refused
from oracle.feasible import feasible
from oracle.progress import Course as OracleCourse, progress
from strategies.pasts import Past, modelled_pasts, pasts

from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.odds import read_models
from csvariable.odds.feasible import MarkOdds, feasibility, too_short
from csvariable.odds.model import Models
from csvariable.odds.past import past_of
from csvariable.odds.projection import Course, ProjectedRange, Projection, projected
from csvariable.tables.reading import read_table
from csvariable.text import parse
from csvariable.time.elapsed import elapsed
from csvariable.time.period import parse_period


class Asked(NamedTuple):
    """What both are given."""

    past: Past
    plans: Plans
    tables: Tables
    rows: Rows
    people: Rows | None


def asked(past: Past) -> Asked:
    plans, problems = plans_of(past.scenario.text)
    assert plans is not None, problems
    kpis, people, _ = past.scenario.files
    one, other = (None if data is None else read_table(data, "f.csv")[0] for data in (kpis, people))
    assert one is not None
    return Asked(past, plans, Tables([one], other), rows_of(kpis) or [], rows_of(people))


def ends(span: ProjectedRange | None) -> tuple[Fraction, Fraction] | None:
    return None if span is None else (span.low, span.high)


def as_the_oracle_has_it(one: Course) -> OracleCourse:
    assert one.to_date is not None
    return OracleCourse(one.to_date, one.target, one.attained, one.pace, one.at_pace, ends(one.range))


def seen(given: Asked) -> Projection | None:
    """What the product says of a day; None where nobody can be paid."""
    plans, tables, period = given.plans, given.tables, given.past.scenario.period or ""
    results = once(plans, tables, period).results
    if results is None:
        return None
    days = parse_period(period, plans.base)
    until = elapsed(days, given.past.day, since_year=plans.base.accumulate is not None)
    if plans.base.accumulate:
        return projected(plans, results, until, None, {})
    models = _models(given)
    before = None if until.is_over or models else past_of(plans, tables, days)
    return projected(plans, results, until, before, models)


def _models(given: Asked) -> Models:
    document, _ = parse(given.past.scenario.text, "plan.yaml")
    assert document is not None
    models, problems = read_models(document, given.plans)
    assert problems == ()
    return models


def check_the_projection(given: Asked) -> None:
    found, scenario = seen(given), given.past.scenario
    if found is None:
        return
    other = progress(scenario.text, given.rows, given.people, scenario.period or "", given.past.day)
    event("a range" if any(other.range.values()) else "no range")
    assert found.elapsed.share == other.share
    for at, one in enumerate(found.now.facts.people):
        assert found.pay_at_pace(at) == other.pace[one.id], one.id
        assert ends(found.pay_range(at)) == other.range[one.id], one.id
        for place, row in enumerate(one.rows):
            own = {course.kpi: as_the_oracle_has_it(course) for course in found.courses(row)}
            ways = other.courses.items()
            expected = {kpi: way for (who, part, kpi), way in ways if (who, part) == (one.id, place)}
            assert own == expected, (one.id, place)


def told(one: MarkOdds) -> tuple[int, int, str | None, tuple[Fraction, Fraction]]:
    call = one.call if one.call is None or one.is_sure else f"perhaps {one.call}"
    low, high = (Fraction(round(end * 10**4), 10**4) for end in one.ends)
    return one.reached, one.n, call, (low, high)


def check_the_odds(given: Asked) -> None:
    past = past_of(given.plans, given.tables)
    try:
        other = feasible(given.past.scenario.text, given.rows, given.people)
    except Refused:
        other = None
    event("odds" if other else "no odds")
    assert bool(too_short(past)) == (other is None)
    if other is None:
        return
    found = {
        (one.kpi, one.role or ""): {each.mark: told(each) for each in one.odds}
        for one in feasibility(given.plans, past.runs)
    }
    assert found == {
        key: {mark: (one.reached, one.n, one.call(mark), one.ends) for mark, one in odds.items()}
        for key, odds in other.items()
    }


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(pasts())
def test_projections_and_odds_of_the_past_are_those_of_the_oracle(past: Past) -> None:
    given_to_both = asked(past)
    check_the_projection(given_to_both)
    check_the_odds(given_to_both)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(modelled_pasts())
def test_draws_of_stated_models_are_those_of_the_oracle(past: Past) -> None:
    check_the_projection(asked(past))
