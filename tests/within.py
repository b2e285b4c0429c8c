"""What is paid lies within the bounds that are told of it."""

from __future__ import annotations

from csvariable.engine.results import Results
from csvariable.exposure.domains import of_facts
from csvariable.facts.plans import Plans


def assert_within_bounds(plans: Plans, results: Results) -> None:
    """Every step of everybody lies within its bounds."""
    for at, one in enumerate(of_facts(plans, results.programs, results.facts)):
        reading = one.person.reading()
        for row, own in zip(one.rows, reading.rows or (), strict=True):
            for step in results.program_of(row).row_steps:
                value = results.rows[step.name][row]
                assert own.step(step.name).interval.holds(value), (step.name, value)
        for step in results.program_of(one.rows[-1]).person_steps:
            value = results.people[step.name][at]
            assert reading.step(step.name).interval.holds(value), (step.name, value)
