"""Rows in a database: the same KPIs as from the file of the same rows."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import duckdb
import pytest

from csvariable.cli import run

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  tickets:
    WHERE
    participant: {column: assignee, by: email}
    date: {column: solved_at, zone: UTC}
    columns: {reply: {column: minutes, unit: minutes}, amount: {column: amount, unit: money}}
    where: {billed: 'true'}
kpis:
  reply:
    unit: minutes
    direction: lower
    weight: 50 %
    missing: zero
    measure: {mean: tickets.reply}
    curve: {of: actual, lookup: [{up_to: 5 min, pays: 100 %}]}
  sold:
    unit: money
    weight: 50 %
    missing: zero
    measure: {sum: tickets.amount}
    curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}
"""
PEOPLE = "participant,email\nana,ana@x.example\nben,ben@x.example\n"
MADE = """\
create table analytics.tickets as
select assignee, solved_at, minutes::decimal(9, 2) as minutes, amount::double as amount, billed
from (values
('ana@x.example', timestamp '2026-07-01 10:00:00', 12.5, 0.1, true),
('ana@x.example', timestamp '2026-06-30 22:30:00', 7.5, 0.2, true),
('ben@x.example', timestamp '2026-07-02 10:00:00', null, 100, true),
('ben@x.example', timestamp '2026-07-02 10:00:00', 3, 100, false)
) as t(assignee, solved_at, minutes, amount, billed)
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    with duckdb.connect("support.duckdb") as base:
        base.execute("create schema analytics")
        base.execute(MADE)
        base.execute("copy analytics.tickets to 'tickets.csv' (header)")
        base.execute("create table lists as select [1, 2] as x")


def kpis(where: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    Path("plan.yaml").write_text(PLAN.replace("WHERE", where))
    assert run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3"]) == code
    out, err = capsys.readouterr()
    return err if code else out


def test_a_table_gives_what_its_file_gives(capsys: pytest.CaptureFixture[str]) -> None:
    """30 June 22:30 in UTC is 1 July in Paris."""
    told = kpis("table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}", capsys)
    assert told == kpis("file: tickets.csv", capsys)
    assert "ana,,reply,10,20,2,2" in told
    assert "ana,,sold,0.3,3,10,2" in told
    absolute = f"table: {{connect: 'duckdb:///{Path.cwd()}/support.duckdb', name: analytics.tickets}}"
    assert kpis(absolute, capsys) == told


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (
            "table: {connect: 'duckdb:///support.duckdb', name: nothing}",
            "the database has no table `nothing`",
        ),
        ("table: {connect: 'duckdb:///none.duckdb', name: t}", "the database does not give `t`"),
        ("table: {connect: 'smoke://host/db', name: t}", "the database does not give `t`"),
        ("table: {connect: 'postgres://127.0.0.1:1/db', name: t}", "the database does not give `t`"),
        ("table: {connect: 'duckdb:///people.csv', name: t}", "the database does not give `t`"),
        ("table: {connect: 'duckdb:///support.duckdb', name: lists}", "has no column `assignee`"),
        ("table: {connect: 'postgres://me:secret@host/db', name: t}", "a password never stands in a plan"),
        ("table: {connect: 'postgres://host/db?password=x', name: t}", "a password never stands in a plan"),
        ("table: {connect: support.duckdb, name: t}", "`support.duckdb` is no address of a database"),
        (
            "file: tickets.csv\n    table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}",
            "rows lie in a file or in a table of a database, not in both",
        ),
    ],
)
def test_what_cannot_be_read_is_one_located_problem(
    where: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = kpis(where, capsys, 1)
    assert said in told
    assert "plan.yaml" in told or "lists" in told
    assert "secret" not in told.replace("'postgres://me:secret@host/db'", "")


def test_a_database_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **named: Any) -> Any:
        if name.partition(".")[0] == "ibis":
            raise ImportError(name)
        return real(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    told = kpis("table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}", capsys, 1)
    assert 'pip install "csvariable[tables]"' in told
