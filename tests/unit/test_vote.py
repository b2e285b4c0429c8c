"""A vote on objectives: ballots as they are read, their order, and the command."""

from __future__ import annotations

import json
from fractions import Fraction as F
from pathlib import Path

import pytest

from csvariable.aims.vote import Ballot, read_ballots, tallies
from csvariable.cli import run
from csvariable.tables.table import Table, read_table

KNOWN = ("churn", "tour", "upsell")
HEAD = "objective,relevance,feasibility\n"


def table(text: str) -> Table:
    """Ballots as a table."""
    found, problems = read_table(text.encode(), "ballots.csv")
    assert found is not None, problems
    return found


def order(*ballots: tuple[str, int, int], quorum: int = 1) -> list[tuple[str, int | None]]:
    """The objectives in the order of a vote, with their places."""
    found = tallies([Ballot(*one) for one in ballots], KNOWN, quorum)
    return [(one.objective, one.place) for one in found]


def test_the_sum_of_the_means_decides_then_relevance_then_feasibility_then_the_id() -> None:
    assert order(("tour", 5, 5), ("churn", 5, 4), ("upsell", 3, 4)) == [
        ("tour", 1),
        ("churn", 2),
        ("upsell", 3),
    ]
    assert order(("tour", 3, 5), ("churn", 4, 4), ("upsell", 5, 3)) == [
        ("upsell", 1),
        ("churn", 2),
        ("tour", 3),
    ]
    assert order(("tour", 4, 4), ("churn", 4, 4), ("upsell", 4, 4)) == [
        ("churn", 1),
        ("tour", 2),
        ("upsell", 3),
    ]


def test_means_are_exact_and_the_quorum_leaves_out() -> None:
    ballots = [Ballot("tour", 5, 1), Ballot("tour", 4, 2), Ballot("tour", 5, 2), Ballot("churn", 5, 5)]
    found = tallies(ballots, KNOWN)
    assert [(one.objective, one.place, one.ballots) for one in found] == [
        ("tour", 1, 3),
        ("churn", None, 1),
        ("upsell", None, 0),
    ]
    assert (found[0].relevance, found[0].feasibility, found[0].score) == (F(14, 3), F(5, 3), F(19, 3))


def test_ballots_are_read_without_their_voters() -> None:
    rows = "voter,objective,relevance,feasibility\nana,tour,5,4\nben,tour,4,4\nana,churn,1,2\n"
    found, problems = read_ballots(table(rows), KNOWN)
    assert problems == []
    assert found == [Ballot("tour", 5, 4), Ballot("tour", 4, 4), Ballot("churn", 1, 2)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("objective,relevance\ntour,5\n", ["ballots need the columns objective, relevance and feasibility"]),
        (HEAD + "tours,5,4\n", ["there is no objective `tours` in the backlog"]),
        (
            HEAD + "tour,6,x\n",
            ["`6` is not a score from 1 to 5", "`x` is not a score from 1 to 5"],
        ),
        (
            "voter,objective,relevance,feasibility\nAna,tour,5,4\nana,tour,1,4\n",
            ["one voter scores `tour` twice"],
        ),
    ],
)
def test_what_is_wrong_with_ballots_is_told_at_once(rows: str, said: list[str]) -> None:
    found, problems = read_ballots(table(rows), KNOWN)
    assert [str(one.message) for one in problems] == said
    assert len(found) == (1 if "twice" in said[0] else 0)


def test_without_a_backlog_there_is_nothing_to_name() -> None:
    _, problems = read_ballots(table(HEAD + "tour,5,4\n"), ())
    assert problems[0].help is None


PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
backlog:
  tour: {statement: A product tour}
  churn: {statement: Less churn}
"""


def test_the_command_writes_a_file_to_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, ballots, out = (tmp_path / name for name in ("plan.yaml", "ballots.csv", "vote.json"))
    plan.write_text(PLAN, "utf-8")
    ballots.write_text(HEAD + "tour,5,4\ntour,4,4\nchurn,3,3\n", "utf-8")
    assert run(["vote", str(plan), str(ballots), "--quorum", "2", "-o", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["objectives"] == [
        {"id": "tour", "place": 1, "ballots": 2, "relevance": "4.5", "feasibility": "4"},
        {"id": "churn", "place": None, "ballots": 1, "relevance": "3", "feasibility": "3"},
    ]
    assert run(["vote", str(plan), str(ballots), "--lang", "fr"]) == 0
    assert "A product tour" in capsys.readouterr().out
    ballots.write_text(HEAD + "tours,5,4\n", "utf-8")
    assert run(["vote", str(plan), str(ballots)]) == 1
    plan.write_text("csvariable: 1\n", "utf-8")
    assert run(["vote", str(plan), str(ballots)]) == 1
