"""Plans paid by the product, in both of its ways, and by the oracle: what they say of every step is one."""

from __future__ import annotations

from fractions import Fraction

from agreement import Rows, ask, ask_engine, consulted, judged, rewards, rewards_of, rows_of
from oracle import Outcome
from strategies import Scenario

from csvariable.documents.result import person_of


def written(
    plan: str,
    kpis: str,
    people: str | None = None,
    period: str | None = None,
    adjustments: str | None = None,
) -> Scenario:
    """A plan and files as texts."""
    rows = [None if text is None else rows_of(text.encode()) for text in (kpis, people, adjustments)]
    return Scenario({}, rows[0] or [], rows[1], rows[2], period, written=plan)


def paid_by_both(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> dict[str, dict[str, str]]:
    """The steps of each person as JSON prints them; product and oracle agree on all of them."""
    scenario = written(plan, kpis, people, period)
    answers = ask(scenario)
    assert answers.engine is not None, answers.said
    differences = answers.differences()
    assert not differences, differences
    ran = ask_engine(scenario)
    assert ran.results is not None
    expected = {who: rewards_of(person) for who, person in consulted(scenario).people.items()}
    assert rewards(ran.results) == expected
    found = ran.results.facts.people
    return {one.id: dict(person_of(ran.results, at, ran.currency)["steps"]) for at, one in enumerate(found)}


def agreed(
    plan: str,
    kpis: Rows,
    people: Rows | None = None,
    adjustments: Rows | None = None,
    period: str | None = None,
) -> Outcome:
    """What the oracle pays; the product pays the same at every step. `Refused` where both refuse."""
    scenario = Scenario({}, kpis, people, adjustments, period, written=plan)
    ran = ask_engine(scenario)
    differences = judged(scenario, ran).differences()
    assert not differences, differences
    outcome = consulted(scenario)
    assert ran.results is not None
    assert rewards(ran.results) == {who: rewards_of(person) for who, person in outcome.people.items()}
    return outcome


def given_by_both(
    plan: str, kpis: str, people: str | None = None
) -> dict[str, list[tuple[str, Fraction, Fraction]]]:
    """What each person is given in kind: bonus, quantity, value of all."""
    paid_by_both(plan, kpis, people)
    ran = ask_engine(written(plan, kpis, people))
    assert ran.results is not None
    return rewards(ran.results)


def refused_by_both(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> list[tuple[str, str]]:
    """Why the product refuses; the oracle does too."""
    scenario = written(plan, kpis, people, period)
    answers = ask(scenario)
    assert (answers.engine, answers.oracle) == (None, None)
    return [
        (one.rule, str(one.message)) for one in ask_engine(scenario).diagnostics if one.severity == "error"
    ]
