"""Rows of the table `tickets`, and plans that measure them in every way that engines count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st
from warehouse import HEAD, Row, row

from strategies.dice import Dice

PEOPLE = """\
participant,name,email,team,entry,exit
ana,Ana Diaz,ana@x.com,north,,2026-08-14
ana,Ana Diaz,ana@x.com,south,2026-08-15,
ben,Ben Roy,BEN@x.com,north,2026-07-10,
cleo,Cleo Ma,cleo@x.com,south,,
"""
PORTFOLIO = """\
account,participant,from,to,share
acme,ana,,2026-07-31,60 %
acme,ana,2026-08-01,,60 %
acme,ben,,,40 %
globex,cleo,2026-01-01,,100 %
"""
ALONE = "\n".join(line for line in PORTFOLIO.splitlines() if not line.startswith("acme,ben"))
_OWNERS = ["ana", "ben", "cleo", None, " ana", "ANA", "zoe", "n/a", "", "Ana Diaz", "Ben  Roy", "ana@X.com"]
_REGIONS = ["EMEA", "UK", None, " UK ", "-", "emea", "APAC"]
_GRADES = ["Good", "Bad", None, " Good"]
_MONEY = ["0.00", "0.01", "5.00", "5.01", "1000000.00", "-3.00", None]
_MINUTES = ["0.00", "7.25", "12.50", None, "59.99"]
_EDGES = [
    dt.datetime(*edge)  # noqa: DTZ001 - the zone comes with the column
    for edge in (
        (2026, 7, 1),
        (2026, 6, 30, 22),
        (2026, 6, 30, 21, 59, 59, 999_999),
        (2026, 6, 30, 23, 59),
        (2026, 7, 31, 22),
        (2026, 8, 15),
        (2026, 8, 14, 21, 59, 59),
        (2026, 9, 30, 22),
        (2026, 9, 30, 21, 59),
        (2026, 3, 29, 2, 30),
        (2026, 4, 1),
        (2026, 5, 5, 5),
    )
]


class Measuring(NamedTuple):
    """A plan over the source `tickets`, its further files, its people, and the rows."""

    plan: str
    files: Mapping[str, list[str]]
    people: str
    rows: list[Row]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def one_row(dice: Dice, at: int) -> Row:
    """A row, with a cell now and then that is odd."""
    when = dice.pick([*_EDGES, None])
    if when is not None and dice.chance(5):
        when += dt.timedelta(minutes=at, microseconds=dice.pick([0, 1, 500_000]))
    return row(
        ticket=f"T-{at}" if not dice.chance(1) else dice.pick([None, "T-0", "T 1", "-"]),
        owner=dice.pick(_OWNERS),
        account=dice.pick(["acme", "globex", None, "initech"] if dice.chance(1) else ["acme", "globex"]),
        region=dice.pick(_REGIONS),
        grade=dice.pick(_GRADES if not dice.chance(1) else [*_GRADES, "Odd"]),
        score=dice.pick([*range(11), None]) if not dice.chance(1) else dice.pick([11, 10]),
        minutes=_decimal(dice.pick(_MINUTES)),
        amount=_decimal(dice.pick(_MONEY)),
        paid=_decimal(dice.pick(_MONEY)),
        billed=dice.pick([True, False, None]),
        day=None if when is None else when.date(),
        clock=when,
        instant=None if when is None else when.replace(tzinfo=dt.UTC),
    )


def _condition(dice: Dice) -> str:
    tests = [
        "region: [EMEA, UK]",
        "region: {not: [UK, emea]}",
        "region: {known: true}",
        "score: {from: 7}",
        "score: {above: 2.5, below: 10}",
        "score: [9, 10]",
        "score: {not: 3}",
        "score: {known: false}",
        "minutes: {up_to: 12.25 min}",
        "minutes: {known: true, from: 7 min}",
        "wait_h: {below: 0.01 h}",
        "twice: {not: 10.02}",
        "owner: {not: [ana, ANA]}",
        "ticket: {known: false}",
        "billed: 'true'",
        "billed: {not: 'false'}",
        "grade: {from: 1}",
        "amount: {below: 5.01}",
    ]
    found = dice.some(tests, 1, 2)
    names = [one.partition(":")[0] for one in found]
    if len(set(names)) < len(names):
        found = found[:1]
    if dice.chance(2):
        one, other = dice.some(tests, 2, 2)
        found.append(f"any: [{{{one}}}, {{{other}}}]")
    return "{" + ", ".join(found) + "}"


_MEASURES = [
    [("number", "count: tickets")],
    [("money", "sum: tickets.amount"), ("money", "sum: tickets.twice")],
    [("percent", "share: tickets, that: THAT")],
    [("percent", "share: tickets.amount, that: THAT")],
    [("percent", "ratio: {of: tickets.minutes, over: tickets.wait}")],
    [
        ("minutes", "mean: tickets.minutes"),
        ("score", "mean: tickets.grade"),
        ("hours", "mean: tickets.wait_h"),
    ],
    [("points", "nps: tickets.score")],
    [
        ("money", f"sum: {{{word}: [tickets.amount, tickets.paid]}}")
        for word in ("least", "greatest", "minus")
    ],
    [
        ("percent", f"growth: {{{of}}}")
        for of in (
            "count: tickets",
            "sum: tickets.amount",
            "mean: tickets.minutes",
            "ratio: {of: tickets.amount, over: tickets.paid}",
        )
    ],
]
_OF_WHOLE_ROWS = [
    [("minutes", "median: tickets.minutes"), ("score", "median: tickets.grade")],
    [
        ("money", f"percentile: {{of: {of}, at: {at}}}")
        for of, at in (
            ("{least: [tickets.amount, tickets.paid]}", "90 %"),
            ("tickets.amount", "100 %"),
            ("tickets.paid", "0.1 %"),
        )
    ],
    [("money", "only: tickets.amount")],
]


_ONE_OF_SEVERAL = [
    ", distinct: ticket",
    ", distinct: account",
    ", distinct: account, keep: latest",
    ", distinct: region, keep: first",
    ", cap_per: {by: account, most: 1}",
    ", cap_per: {by: account, most: 2}",
    ", cap_per: {by: region, most: 3}",
    ", distinct: ticket, keep: latest, cap_per: {by: account, most: 2}",
]


def _measure(dice: Dice, *, parted: bool) -> tuple[str, str]:
    """A unit and a measure, without the bounds of its condition."""
    unit, measure = dice.pick(dice.pick(_MEASURES if parted else [*_MEASURES, *_OF_WHOLE_ROWS]))
    return unit, measure.replace("THAT", _condition(dice)) if "THAT" in measure else measure


def _kpis(dice: Dice, *, parted: bool) -> str:
    curve = "curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}"
    lines = [f"  first: {{unit: number, weight: 100 %, measure: {{count: tickets}}, {curve}}}"]
    for at in range(dice.whole(1, 4)):
        unit, measure = _measure(dice, parted=parted)
        where = f", where: {_condition(dice)}" if dice.chance(5) else ""
        where += "" if parted or not dice.chance(3) else dice.pick(_ONE_OF_SEVERAL)
        scale = ", range: [0, 10]" if unit == "score" else ""
        scope = dice.pick(["person", "team", "company"])
        lines.append(f"  k{at}: {{unit: {unit}{scale}, scope: {scope}, measure: {{{measure}{where}}}}}")
    return "\n".join(lines)


def measuring(dice: Dice, most: int = 12) -> Measuring:
    """A plan and rows."""
    owner = dice.pick(["id", "name", "email", "at-date", "at-start", "days", "share"])
    files: dict[str, list[str]] = {}
    lines = ["sources:", "  tickets:", "    table: {connect: 'duckdb:///x', name: tickets}"]
    if owner in {"id", "name", "email"}:
        lines.append(f"    participant: {{column: owner, by: {owner}}}")
        lines += ["    nobody: [zoe]"] if dice.chance(2) else []
    else:
        lines.append(f"    account: account\n    assign: portfolio\n    owner: {owner}\n    unowned: company")
        files["portfolio"] = [PORTFOLIO if owner == "share" else ALONE]
    parted = owner in {"days", "share"}
    lines += ["    key: ticket"] if dice.chance(2) else []
    when = dice.pick(["day", "clock", "instant", "instant"])
    zone = dice.pick(["UTC", "Europe/Paris", "America/New_York"])
    lines.append(f"    date: {{column: {when}{f', zone: {zone}' if when == 'clock' else ''}}}")
    lines += ["    missing: [odd]"] if dice.chance(2) else []
    lines.append(
        """\
    columns:
      score: {column: score, unit: score, range: [0, 10]}
      minutes: {column: minutes, unit: minutes}
      wait: {column: minutes, unit: minutes, in: h}
      wait_h: {column: minutes, unit: hours, in: s}
      amount: {column: amount, unit: money}
      paid: {column: paid, unit: money}
      twice: {column: amount, unit: money, times: 2}
      grade: {column: grade, unit: score, values: {Good: 1.5, Bad: 0}}"""
    )
    lines += [f"    where: {_condition(dice)}"] if dice.chance(4) else []
    lines += ["  portfolio: {file: portfolio.csv}"] if files else []
    home = dice.pick(["Europe/Paris", "America/New_York", "Asia/Kolkata"])
    head = HEAD.replace("Europe/Paris", home) + "proration: calendar-days\n"
    rows = [one_row(dice, at) for at in range(dice.whole(1, most))]
    inside = row(owner=None, score=None, minutes=None, amount=None, grade=None, billed=None, region=None)
    return Measuring(
        "\n".join([head, *lines, "kpis:", _kpis(dice, parted=parted), ""]), files, PEOPLE, [*rows, inside]
    )


@st.composite
def measurings(draw: st.DrawFn, most: int = 12) -> Measuring:
    """A plan and rows, drawn."""
    return measuring(Dice(draw), most)
