"""Plans paid by the product, in both of its ways, and by the oracle: what they say of every step is one."""

from __future__ import annotations

from fractions import Fraction

from agreement import (
    Answers,
    Rows,
    answer_of,
    ask_engine,
    consulted,
    oracle_answer,
    rewards,
    rewards_of,
    rows_of,
)
from engine import Ran
from oracle import Outcome, Refused
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


def _asked(scenario: Scenario) -> tuple[Ran, Outcome | None]:
    """Ask each once: they pay the same at every step and give the same in kind, or both refuse."""
    ran = ask_engine(scenario)
    try:
        outcome = consulted(scenario)
    except Refused:
        outcome = None
    said = [f"[{one.rule}] {one.message}" for one in ran.diagnostics]
    assert (ran.results is None) == (outcome is None), f"one alone refuses: {said}"
    if ran.results is not None and outcome is not None:
        differences = Answers(answer_of(ran.results), oracle_answer(outcome)).differences()
        assert not differences, differences
        given = {who: rewards_of(person) for who, person in outcome.people.items()}
        assert rewards(ran.results) == given
    return ran, outcome


def paid_by_both(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> dict[str, dict[str, str]]:
    """The steps of each person as JSON prints them; product and oracle agree on all of them."""
    ran, _ = _asked(written(plan, kpis, people, period))
    assert ran.results is not None, [f"[{one.rule}] {one.message}" for one in ran.diagnostics]
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
    ran, outcome = _asked(Scenario({}, kpis, people, adjustments, period, written=plan))
    if outcome is None:
        raise Refused(str([one.rule for one in ran.diagnostics]))
    return outcome


def given_by_both(
    plan: str, kpis: str, people: str | None = None
) -> dict[str, list[tuple[str, Fraction, Fraction]]]:
    """What each person is given in kind: bonus, quantity, value of all."""
    ran, _ = _asked(written(plan, kpis, people))
    assert ran.results is not None
    return rewards(ran.results)


def refused_by_both(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> list[tuple[str, str]]:
    """Why the product refuses; the oracle does too."""
    ran, outcome = _asked(written(plan, kpis, people, period))
    assert outcome is None
    return [(one.rule, str(one.message)) for one in ran.diagnostics if one.severity == "error"]
