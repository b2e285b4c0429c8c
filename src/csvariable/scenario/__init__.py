"""What-if: routes and new values applied to a plan, other figures for the facts, and what differs."""

from csvariable.engine.columns.totals import Spread
from csvariable.scenario.comparison import Comparison, compare
from csvariable.scenario.files import scenarios_in
from csvariable.scenario.model import Edit, FactChange, Scenario
from csvariable.scenario.options import parse_sets, parse_sweeps, written_over
from csvariable.scenario.persons import Amounts, Driver, Person
from csvariable.scenario.running import Base, Outcome, Stage, outcomes, prepare, run

__all__ = [
    "Amounts",
    "Base",
    "Comparison",
    "Driver",
    "Edit",
    "FactChange",
    "Outcome",
    "Person",
    "Scenario",
    "Spread",
    "Stage",
    "compare",
    "outcomes",
    "parse_sets",
    "parse_sweeps",
    "prepare",
    "run",
    "scenarios_in",
    "written_over",
]
