"""Two answers to one question: the engine's and the oracle's, step by step."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from engine import Ran, compute
from oracle import Outcome, Person, Refused, compute as consult
from strategies import Scenario

from csvariable.documents.result import all_steps, summed
from csvariable.engine.results import Results
from csvariable.engine.run import Run, run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.step import Step

Steps: TypeAlias = dict[str, Fraction]
Answer: TypeAlias = dict[str, Steps]
Rows: TypeAlias = list[dict[str, str]]
Rewards: TypeAlias = dict[str, list[tuple[str, Fraction, Fraction]]]
How: TypeAlias = Callable[[Plans, Tables, "str | None"], Run]


@dataclass(frozen=True)
class Answers:
    """What the two gave: steps by person and part, or None where they refused."""

    engine: Answer | None
    oracle: Answer | None
    said: str = ""
    """Why they refused."""
    rewards: Rewards = field(default_factory=dict)
    """What the oracle gives in kind."""

    def differences(self) -> list[str]:
        """Where they disagree."""
        if self.engine is None or self.oracle is None:
            if (self.engine is None) == (self.oracle is None):
                return []
            return [f"{'engine' if self.engine is None else 'oracle'} alone refuses: {self.said}"]
        found = [f"{who}: paid by one alone" for who in self.engine.keys() ^ self.oracle.keys()]
        for who in self.engine.keys() & self.oracle.keys():
            one, other = self.engine[who], self.oracle[who]
            found += [
                f"{who} {name}: engine {one.get(name)}, oracle {other.get(name)}"
                for name in (*one, *(name for name in other if name not in one))
                if one.get(name) != other.get(name)
            ]
        return found


def ask(scenario: Scenario) -> Answers:
    """Ask both."""
    return judged(scenario, ask_engine(scenario))


def judged(scenario: Scenario, ran: Ran) -> Answers:
    """Put what the oracle says beside a run."""
    errors = [f"[{one.rule}] {one.message}" for one in ran.diagnostics if one.severity == "error"]
    engine = None if ran.results is None else answer_of(ran.results)
    try:
        found = consulted(scenario)
    except Refused as refusal:
        return Answers(engine, None, f"{refusal} | {errors}")
    given = {who: rewards_of(person) for who, person in found.people.items()}
    return Answers(engine, oracle_answer(found), str(errors), given)


def ask_engine(scenario: Scenario, how: How = run) -> Ran:
    """Run the product on the files."""
    kpis, people, adjustments = scenario.files
    return compute(scenario.text, [kpis], people, adjustments, scenario.period, how=how)


def consulted(scenario: Scenario) -> Outcome:
    """Run the oracle on the same rows, as read from the files."""
    kpis, people, adjustments = (rows_of(data) for data in scenario.files)
    assert kpis is not None
    return consult(scenario.text, kpis, people, adjustments, scenario.period)


def rows_of(data: bytes | None) -> Rows | None:
    """The rows of a CSV file."""
    return None if data is None else list(csv.DictReader(io.StringIO(data.decode())))


def answer_of(results: Results) -> Answer:
    """Every public step of every person and part, exactly."""
    found: Answer = {}
    for at, one in enumerate(results.facts.people):
        last = one.rows[-1]
        steps = all_steps(results, at)
        own = results.steps_of_person(at)
        if len(one.rows) == 1:
            found[one.id] = _public(steps, results.steps_of_row(last) | own)
            continue
        found[one.id] = _public(steps, summed(results, at) | own)
        for place, row in enumerate(one.rows):
            found[f"{one.id}[{place}]"] = _public(results.program_of(row).steps, results.steps_of_row(row))
    return found


def _public(steps: Sequence[Step], values: Mapping[str, Fraction | None]) -> Steps:
    public = {step.name for step in steps if step.public}
    return {name: value for name, value in values.items() if name in public and value is not None}


def oracle_answer(outcome: Outcome) -> Answer:
    """The steps of the oracle in the same form."""
    found: Answer = {}
    for who, person in outcome.people.items():
        found[who] = dict(person.steps)
        for place, part in enumerate(person.parts):
            found[f"{who}[{place}]"] = dict(part.steps)
    return found


def rewards(results: Results) -> Rewards:
    """What people are given in kind by the engine: bonus, quantity, value of all."""
    found: Rewards = {}
    for at, one in enumerate(results.facts.people):
        program = results.program_of(one.rows[-1])
        found[one.id] = [
            (reward.bonus, count * reward.quantity, count * reward.value)
            for reward in program.rewards
            if (count := results.people[reward.step][at])
        ]
    return found


def rewards_of(person: Person) -> list[tuple[str, Fraction, Fraction]]:
    """What the oracle gives in kind."""
    return [
        (str(one["bonus"]), Fraction(one["quantity"]), Fraction(one["quantity"]) * Fraction(one["value"]))
        for one in person.rewards
    ]
