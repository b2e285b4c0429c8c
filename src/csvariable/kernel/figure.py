"""The names of what the engine counts itself, which no column of a file and no id can have.

A column is named by words and ids (`salary`, `nrr.target`, `seniority`), and an id is made of
letters, digits, `_` and `-`. Every name here holds an `@`: whatever a plan calls its KPIs and its
columns, a figure of the calendar is never read in the place of a value of the files.
"""

from __future__ import annotations

from enum import StrEnum

MARK = "@"


class Figure(StrEnum):
    """What is counted for a row or a person beside the columns of the files."""

    PRESENCE = "@presence"
    """The share of the amounts of the periods counted that the row stands for."""
    PRESENCE_SPLIT = "@presence.split"
    """The share of a yearly amount, by the split of the plan."""
    PRESENCE_DAYS = "@presence.days"
    """Days left in the period paid / days of that period."""
    PRESENCE_OF_PERSON = "@presence.person"
    """The presence of all rows of the person."""
    PRESENT = "@present"
    """0 for a row whose presence is 0 over all that is counted."""
    PRESENT_IN_PERIOD = "@present.period"
    """Whether a day of the row is left in the period paid."""
    PERSON_PRESENT = "@present.person"
    """Whether a day of any row is left in the period paid."""
    FULL_PERIOD = "@full_period"
    """Whether the row is there on every day of the period paid."""
    PERSON_FULL_PERIOD = "@full_period.person"
    """Whether the person is there on every day of the period paid."""
    COUNTED = "@counted"
    """0 for a row of a person's past or future, which is no part of what is paid."""
    PERIODS = "@periods"
    """The number of periods counted in which the row has a day."""
    ALL_PERIODS = "@periods.all"
    """The number of periods since the start of the year, whoever entered when."""
    TARGET_TIME = "@time"
    """The share of a period's target that the row stands for, summed over the periods counted."""
    GUARANTEED = "@guarantee.share"
    """Days under the guarantee / days the target incentive stands for."""
    WITH_PEERS = "@absent.peer"
    """The share of the days that are paid at the mean of the peers."""
    SALARY_OF_PERSON = "@salary.person"
    """The salary of all rows of the person."""
    SALARY_COUNTED = "@salary.counted"
    """The salary of all rows of the person, each times the periods in which it has a day."""
    PARTS = "@parts"
    """There where somebody has several rows."""
    LAST_PART = "@parts.last"
    """1 for the last row of a person."""
    HAS_TEAM = "@team"
    """There where the row has a team."""
    CORRECTIONS = "@corrections"
    """What is owed to the person from closed periods."""
    ADJUSTMENTS = "@adjustments"
    """The corrections of the person, added up."""


def is_counted(name: str) -> bool:
    """Whether a name is that of a figure, and not of a column."""
    return name.startswith(MARK)


def ramp_time(kpi_id: str) -> str:
    """Return the share of a KPI's target by months of tenure; without values of a ramp, its factor."""
    return f"{Figure.TARGET_TIME}.{kpi_id}"


def ramp_value(kpi_id: str) -> str:
    """Return what a ramp of values adds to the target of a KPI."""
    return f"{MARK}ramp.{kpi_id}"


def of_scope(column: str, scope: str) -> str:
    """Return the value that a team or the company has of a KPI, whatever the row's own scope is."""
    return f"{column}{MARK}{scope}"


def told(step: str) -> str:
    """Return what is known from elsewhere of a step that looks at other rows."""
    return f"{MARK}step.{step}"
