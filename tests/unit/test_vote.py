"""A vote on objectives: ballots as they are read, their order, and the command."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction as F
from pathlib import Path
from typing import ClassVar, cast

import pytest
import typer

from csvariable.aims.promotion import NotPromotable, Record, promote
from csvariable.aims.vote import Ballot, read_ballots, tallies, voters_in
from csvariable.cli import run
from csvariable.commands.completion import waiting_in_plan
from csvariable.reading import read
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import Document, NotMovable, moved, parse

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
        (
            "objective,relevance\ntour,5\n",
            ["ballots need the columns objective, relevance and feasibility; lacking: `feasibility`"],
        ),
        (HEAD + "tours,5,4\n", ["there is no objective `tours` in the backlog"]),
        (
            HEAD + "tour,6,x\n",
            ["`6` is not a score from 1 to 5", "`x` is not a score from 1 to 5"],
        ),
        (HEAD + "tour,5,x\n", ["`x` is not a score from 1 to 5"]),
        (HEAD + "tour,x,5\n", ["`x` is not a score from 1 to 5"]),
        (
            HEAD + "tours,5,4\ntour,6,4\n",
            ["there is no objective `tours` in the backlog", "`6` is not a score from 1 to 5"],
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


def test_voters_are_counted_once_and_not_where_one_is_unnamed() -> None:
    one = table("objective,relevance,feasibility,voter\ntour,5,4,Ana\nchurn,1,2,ana\ntour,3,3,ben\n")
    other = table("objective,voter,relevance,feasibility\nupsell,Ben,5,4\nupsell,cid,5,4\n")
    assert voters_in([one, other]) == 3
    assert voters_in([one, table("objective,relevance,feasibility,voter\ntour,5,4,\n")]) is None
    assert voters_in([one, table(HEAD + "tour,5,4\n")]) is None
    assert voters_in([]) == 0


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


WAITING = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
# What waits
backlog:
    # asked for at the offsite
    tour:               # a short one
        # in three screens
        statement: A product tour
        status: voted
        origin: bottom-up   # the team's own

    # not yet
    churn: {statement: Less churn}
"""
CAST = "voter,objective,relevance,feasibility\nana,tour,5,4\nben,tour,4,4\nana,churn,3,3\n"


def voting(folder: Path, plan: str, *more: str) -> tuple[int, str]:
    """The exit code of a vote that promotes, and the plan it leaves."""
    path, ballots = folder / "plan.yaml", folder / "ballots.csv"
    path.write_bytes(plan.encode())
    ballots.write_text(CAST, "utf-8")
    code = run(["vote", str(path), str(ballots), "--asked-on", "2026-05-12", *more])
    return code, path.read_bytes().decode()


PROMOTE = ("--quorum", "2", "--promote", "tour")


def test_an_objective_moves_with_its_comments_and_the_vote_is_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = voting(tmp_path, WAITING, *PROMOTE)
    assert code == 0
    head, tail = WAITING.split("# What waits\n")
    assert (
        text
        == head
        + """objectives:
  # asked for at the offsite
  tour:               # a short one
      # in three screens
      statement: A product tour
      origin: bottom-up   # the team's own
# What waits
backlog:

    # not yet
    churn: {statement: Less churn}
consultation: {asked_on: 2026-05-12, who: 2 people, how: "a vote on 2 objectives of the backlog by \
relevance and feasibility, quorum 2", changed: "from the backlog: tour"}
"""
    ), tail
    assert capsys.readouterr().err.splitlines() == [
        "`tour` moved from `backlog` to `objectives`",
        "what is said only of what waits is left out: `status`",
        "the vote is recorded in `consultation`",
    ]


def test_the_same_vote_brings_another_one_and_keeps_its_record(tmp_path: Path) -> None:
    _, text = voting(tmp_path, WAITING, *PROMOTE)
    code, text = voting(tmp_path, text, "--quorum", "1", "--promote", "churn", "--lang", "fr")
    assert code == 0
    assert "backlog" not in text.replace("from the backlog", "").replace("of the backlog", "")
    assert "who: 2 people" in text
    assert 'changed: "from the backlog: tour; de la réserve : churn"' in text
    assert "  churn: {statement: Less churn}\n" in text


def test_a_record_of_another_day_gives_way_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "consultation:\n  asked_on: 2025-11-02  # the year before\n  who: everybody\n"
    code, text = voting(tmp_path, WAITING + before, *PROMOTE)
    assert code == 0
    assert "  asked_on: 2026-05-12  # the year before\n  who: 2 people\n" in text
    assert "in place of that of 2025-11-02" in capsys.readouterr().err


def test_a_record_of_the_same_day_is_filled_and_gives_way_to_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = voting(tmp_path, WAITING + "consultation:\n  asked_on: 2026-05-12\n  who: all\n", *PROMOTE)
    assert code == 0
    assert "  asked_on: 2026-05-12\n  who: all\n" in text
    said = capsys.readouterr().err
    assert "the vote is recorded in `consultation`" in said
    assert "in place of" not in said


def test_a_record_without_a_day_is_filled_and_several_languages_are_left_to_a_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "consultation:\n  who: everybody\n  changed: {en: much, fr: beaucoup}\n"
    code, text = voting(tmp_path, WAITING + before, *PROMOTE)
    assert code == 0
    assert "  who: everybody\n  changed: {en: much, fr: beaucoup}\n  asked_on: 2026-05-12\n" in text
    assert "several languages" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("plan", "more", "code", "said"),
    [
        (WAITING, ("--promote", "tour"), 2, "no place: 2 of the 3 ballots"),
        (WAITING, ("--promote", "tours"), 2, "in the backlog; known here: tour, churn"),
        (WAITING, (), 2, "--asked-on is of the record that --promote writes"),
        (
            WAITING.replace("{weight", "{objective: keep, weight")
            + "objectives:\n  keep: {statement: They stay, weight: 100 %}\n",
            PROMOTE,
            1,
            "nothing was written",
        ),
        (
            WAITING + "objectives: {keep: {statement: They stay}}\n",
            PROMOTE,
            2,
            "cannot be moved with its comments",
        ),
    ],
)
def test_what_cannot_move_is_refused_and_nothing_is_written(  # noqa: PLR0917 - a case
    tmp_path: Path, capsys: pytest.CaptureFixture[str], plan: str, more: tuple[str, ...], code: int, said: str
) -> None:
    found, text = voting(tmp_path, plan, *more)
    assert (found, text) == (code, plan)
    assert said in capsys.readouterr().err


def test_a_plan_on_the_standard_input_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vote", "-", "ballots.csv", "--promote", "tour"]) == 2
    assert "must be a file" in capsys.readouterr().err


def test_an_objective_of_the_plan_is_not_promoted_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, text = voting(tmp_path, WAITING, *PROMOTE)
    assert voting(tmp_path, text, *PROMOTE) == (2, text)
    assert "is an objective of the plan already" in capsys.readouterr().err
    assert (
        voting(
            tmp_path,
            PLAN.split("backlog", maxsplit=1)[0] + "objectives: {tour: {}, churn: {}}\n",
            "--promote",
            "x",
        )[0]
        == 2
    )


def test_lines_keep_their_ends_and_a_file_its_mark(tmp_path: Path) -> None:
    plan = "\ufeff" + (WAITING + "objectives:\n    keep: {statement: They stay}").replace("\n", "\r\n")
    code, text = voting(tmp_path, plan, *PROMOTE)
    assert code == 0
    assert text.startswith("\ufeffcsvariable: 1\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "    keep: {statement: They stay}\r\n    # asked for at the offsite\r\n    tour:  " in text


def test_in_brackets_the_value_moves(tmp_path: Path) -> None:
    code, text = voting(tmp_path, PLAN, "--quorum", "2", "--promote", "tour")
    assert code == 0
    assert "objectives:\n  tour: {statement: A product tour}\nbacklog:\n  churn:" in text
    flow = (
        PLAN.split("backlog", maxsplit=1)[0]
        + "backlog: {tour: {statement: A tour}, churn: {statement: Less}}\n"
    )
    code, text = voting(tmp_path, flow, "--quorum", "1", "--promote", "churn", "--promote", "tour")
    assert code == 0
    assert "backlog:" not in text.replace("from the backlog:", "")
    assert "objectives: {churn: {statement: Less}, tour: {statement: A tour}}\n" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("b:\n  x: {s: 1}\no:\n", "`o` is there and empty"),
        ("c: &b\n  x: {s: 1}\nb: *b\no: {}\n", "cannot be moved with its comments"),
        ("b:\n  x: &x {s: 1}\n  y: *x\no:\n  z: *x\n", "cannot be moved in its place"),
        ("b: {x: &x 1, y: *x}\n", "cannot be moved in its place"),
    ],
)
def test_what_only_its_place_allows_does_not_move(text: str, said: str) -> None:
    document, problems = parse(text.encode(), "plan.yaml")
    assert document is not None, problems
    with pytest.raises(NotMovable) as problem:
        moved(document, "b", "x", "o")
    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "b:\n  x:\n    s: |\n      a\n\n      b\n\n    # end\n  y: 1\n",
            "o:\n  x:\n    s: |\n      a\n\n      b\n\n    # end\nb:\n  y: 1\n",
        ),
        ("o:\n  z: 1\nb:\n    x: {s: 1}", "o:\n  z: 1\n  x: {s: 1}\n"),
        ("b:\n  x: {s: 1}\no:\n    z: 1", "o:\n    z: 1\n    x: {s: 1}\n"),
    ],
)
def test_lines_are_set_in_as_their_neighbours(text: str, expected: str) -> None:
    document, problems = parse(text.encode(), "plan.yaml")
    assert document is not None, problems
    assert moved(document, "b", "x", "o") == expected


def test_a_record_that_cannot_be_filled_stops_the_move() -> None:
    document, _ = parse((PLAN + "consultation: [a, b]\n").encode(), "plan.yaml")
    plan = read(cast("Document", parse(PLAN.encode(), "plan.yaml")[0])).plan
    assert document is not None
    assert plan is not None
    record = Record(date(2026, 5, 12), "a", "b", "c")
    with pytest.raises(NotPromotable) as problem:
        promote(document, plan, tallies([Ballot("tour", 5, 5)], ["tour"], 1), ["tour"], 1, record)
    assert "change them by hand" in str(problem.value)


def test_the_shell_offers_what_waits(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, "utf-8")

    class Typed:
        params: ClassVar[dict[str, object]] = {"plan": path}

    assert waiting_in_plan(cast("typer.Context", Typed), "t") == ["tour"]
    path.write_text("backlog: no\n", "utf-8")
    assert waiting_in_plan(cast("typer.Context", Typed), "") == []
    Typed.params = {}
    assert waiting_in_plan(cast("typer.Context", Typed), "") == []
