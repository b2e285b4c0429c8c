"""Rows in a database: the same KPIs as from the file of the same rows."""

from __future__ import annotations

import builtins
import socket
from pathlib import Path
from typing import Any

import duckdb
import pytest

from csvariable.cli import run
from csvariable.commands import database

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
        (
            "table: {connect: 'postgres://host/db?password=secret', name: t}",
            "a password never stands in a plan",
        ),
        ("table: {connect: 'postgres://me:a/secret@host/db', name: t}", "a password never stands in a plan"),
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
    assert "secret" not in told
    assert ("://me:******@host/db" in told) == ("me:secret@" in where)


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


def test_a_server_that_does_not_answer_is_left_after_some_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "_SECONDS", 2)
    monkeypatch.setenv("PGPASSWORD", "tr0mbone")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        told = kpis(f"table: {{connect: 'postgres://me@127.0.0.1:{port}/db', name: t}}", capsys, 1)
    assert "error[cannot-connect]: the database does not give `t`: connection timeout expired" in told
    assert "plan.yaml:9:22" in told
    assert "tr0mbone" not in told


def test_files_of_parquet_are_read_where_they_lie(capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect("support.duckdb") as base:
        base.execute("copy (from analytics.tickets limit 2) to 'tickets-1.parquet'")
        base.execute("copy (from analytics.tickets offset 2) to 'tickets-2.parquet'")
    found = kpis("table: {name: tickets-*.parquet}", capsys)
    assert found == kpis("table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}", capsys)
    assert "No files found that match" in kpis("table: {name: none-*.parquet}", capsys, 1)


def test_rows_that_an_engine_cannot_count_come_here_and_it_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    where = "table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}"
    Path("plan.yaml").write_text(PLAN.replace("WHERE", where))
    assert run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3"]) == 0
    said = "the rows of `tickets` came from DuckDB and were measured here: `amount` holds binary"
    assert said in capsys.readouterr().err


ODD = """\
create table {name} as select 'ana@x.example' as assignee, timestamp '2026-07-01 10:00:00' as solved_at,
5::decimal(9, 2) as minutes, 2.5::decimal(9, 2) as amount, true as billed
"""


@pytest.mark.parametrize(
    ("change", "english", "french"),
    [
        ("delete from odd", "the table `odd` has no row", "la table `odd` n’a aucune ligne"),
        (
            "alter table odd alter amount type double using 'nan'",
            "`nan` is not a number",
            "`nan` n’est pas un nombre",
        ),
        (
            "alter table odd alter amount type double using 'infinity'",
            "`inf` is not a finite number",
            "`inf` n’est pas un nombre fini",
        ),
        (
            "update odd set solved_at = 'infinity'",
            "the column `solved_at` holds a date without end",
            "la colonne `solved_at` contient une date sans fin",
        ),
        (
            "update odd set solved_at = null",
            "no row of `tickets` has a date",
            "aucune ligne de `tickets` n’a de",
        ),
        (
            "alter table odd alter amount type decimal(30, 15) using 1.000000000000001",
            "`1.000000000000001` has more than 13 digits before the decimal mark or 12 after it",
            "`1.000000000000001` a plus de 13 chiffres",
        ),
        (
            "alter table odd alter amount type decimal(9, 3) using 1.125",
            "`1.125` has 3 decimals",
            "`1.125` a 3",
        ),
        (
            "alter table odd alter amount type hugeint using '170141183460469231731687303715884105727'",
            "`170141183460469231731687303715884105727` has more than 13 digits",
            "`170141183460469231731687303715884105727` a plus de 13 chiffres",
        ),
        (
            "alter table odd alter amount type integer[] using [1]",
            "the column `amount` holds lists or bytes",
            "la colonne `amount` contient des listes",
        ),
        ("alter table odd alter amount type boolean using true", "`true` is not a", "`true` n’est pas un"),
        (
            "alter table odd rename amount to amounts",
            "did you mean `amounts`?",
            "vouliez-vous dire `amounts`",
        ),
        ("alter table odd drop solved_at", "no column `solved_at`", "pas de colonne `solved_at`"),
        (
            'alter table odd add column "amount " int default 1',
            "two columns have the header `amount`",
            "deux colonnes ont l’en-tête `amount`",
        ),
    ],
)
def test_odd_rows_of_a_table_are_one_located_problem(
    change: str, english: str, french: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect("support.duckdb") as base:
        base.execute(ODD.format(name="odd"))
        base.execute(change)
    where = "table: {connect: 'duckdb:///support.duckdb', name: odd}"
    Path("plan.yaml").write_text(PLAN.replace("WHERE", where))
    for language, said in (("en", english), ("fr", french)):
        code = run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3", "--lang", language])
        out, err = capsys.readouterr()
        assert (code, out) == (1, "")
        assert said in " ".join(err.split())
        assert ("plan.yaml:9:" in err) != ("> odd:1:" in err)
        assert err.count("error[") + err.count("erreur[") == 1
        assert "rows-came-here" not in err


@pytest.mark.parametrize(
    ("name", "change", "value"),
    [
        ("'we \"say\" it''s'", "", "ana,,sold,2.5,5,2,1"),
        (
            "odd",
            "alter table odd alter solved_at type timestamptz using '2026-06-30 22:00:00+00'",
            "2.5,5,2,1",
        ),
        ("odd", "alter table odd alter solved_at type timestamptz using '2026-06-30 21:59:59+00'", None),
        ("odd", "insert into odd select 'ana@x.example', null, null, null, null", "ana,,sold,2.5,5,2,1"),
        ("odd", "alter table odd alter amount type decimal(30, 15) using 1.25", "ana,,sold,1.25,5,4,1"),
        ("odd", "alter table odd add column other blob", "ana,,sold,2.5,5,2,1"),
        ("odd", "alter table odd add column other uuid default uuid()", "ana,,sold,2.5,5,2,1"),
        ("odd", "alter table odd alter amount type double using 0.1", "ana,,sold,0.1,1,10,1"),
    ],
)
def test_names_zones_nulls_and_types_that_are_read(
    name: str, change: str, value: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect("support.duckdb") as base:
        base.execute(ODD.format(name="odd" if name == "odd" else '"we ""say"" it\'s"'))
        base.execute(change or "select 1")
    code = 0 if value else 1
    found = kpis(f"table: {{connect: 'duckdb:///support.duckdb', name: {name}}}", capsys, code)
    assert (value or "no row of `tickets` lies between") in found


@pytest.mark.parametrize("command", ["compute", "explain", "explain --rows", "simulate", "report", "budget"])
def test_every_command_tells_that_rows_came_here(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    where = "table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}"
    Path("plan.yaml").write_text(PLAN.replace("WHERE", where))
    name, *more = command.split()
    asked = [name, "plan.yaml", "--people", "people.csv", *more]
    asked += [] if name == "budget" else ["--period", "2026-Q3"]
    assert run([*asked, *(["--csm", "ana"] if name == "explain" else [])]) == 0
    said = "several periods" if command == "budget" else "`amount` holds binary"
    said = "they are listed one by one" if more else said
    err = " ".join(capsys.readouterr().err.split())
    assert f"the rows of `tickets` came from DuckDB and were measured here: {said}" in err


@pytest.mark.parametrize("command", ["simulate", "report"])
def test_named_periods_are_counted_where_rows_lie(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect("support.duckdb") as base:
        base.execute(
            "create table exact as select * replace (amount::decimal(9, 2) as amount) from analytics.tickets"
        )
    found = []
    for where in ("table: {connect: 'duckdb:///support.duckdb', name: exact}", "file: tickets.csv"):
        Path("plan.yaml").write_text(PLAN.replace("WHERE", where))
        asked = [command, "plan.yaml", "--people", "people.csv", "--period", "2026-Q3"]
        assert run(asked) == 0
        found.append(capsys.readouterr())
    there, here = found
    assert there.out == here.out
    assert "rows-came-here" not in there.err


def test_a_driver_that_speaks_through_java_says_why_all_the_same() -> None:
    bridge = (
        "An error occurred while calling None.Session.\n: IllegalStateException: no master\n\tat somewhere"
    )
    assert database.reason_of(RuntimeError(bridge)) == "IllegalStateException: no master"
    assert database.reason_of(RuntimeError("gone\nat somewhere")) == "gone"
    assert database.reason_of(RuntimeError()) == "RuntimeError"


def test_odds_of_tables_stand_on_their_rows(capsys: pytest.CaptureFixture[str]) -> None:
    where = "table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}"
    Path("plan.yaml").write_text(PLAN.replace("WHERE", where))
    assert run(["feasible", "plan.yaml", "--people", "people.csv"]) == 1
    of_table = capsys.readouterr().err
    Path("plan.yaml").write_text(PLAN.replace("WHERE", "file: tickets.csv"))
    assert run(["feasible", "plan.yaml", "--people", "people.csv"]) == 1
    assert of_table == capsys.readouterr().err


def test_a_period_is_closed_on_the_file_of_what_a_database_comes_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    period = "2026-Q3"
    told = kpis("table: {connect: 'duckdb:///support.duckdb', name: analytics.tickets}", capsys)
    assert told
    close = ["--people", "people.csv", "--period", period, "--ledger", "pay", "--first", "--yes"]
    assert run(["close", "plan.yaml", *close]) == 1
    problem = capsys.readouterr().err
    assert "error[closed-on-a-database]: `tickets` is a table of a database" in problem
    assert "--> plan.yaml:" in problem
    assert not Path("pay").exists()
    made = ["kpis", "plan.yaml", "--people", "people.csv", "--period", period, "-o", "kpis.csv"]
    assert run(made) == 0
    assert run(["close", "plan.yaml", "kpis.csv", *close]) == 0
    assert run(["verify", "pay"]) == 0


def test_inspect_looks_at_a_table_and_its_block_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    made = duckdb.connect("desk.duckdb")
    made.execute("create schema analytics")
    made.execute(
        MADE.replace("select assignee,", "select row_number() over () as id, assignee as assignee_email,")
    )
    made.close()
    asked = ["inspect", "duckdb:///desk.duckdb", "--table", "analytics.tickets"]
    assert run([*asked, "-f", "yaml"]) == 0
    block = capsys.readouterr().out
    assert block == (
        "sources:\n"
        "  tickets:\n"
        '    table: {connect: "duckdb:///desk.duckdb", name: analytics.tickets}\n'
        "    participant: {column: assignee_email, by: email}\n"
        "    date: solved_at\n"
        "    key: id\n"
        "    columns: {minutes: {column: minutes, unit: number}, amount: {column: amount, unit: number}}\n"
    )
    head = PLAN.partition("sources:")[0]
    paid = block.replace("date: solved_at", "date: {column: solved_at, zone: UTC}")
    curve = "{of: actual, lookup: [{from: 1, pays: 100 %}]}"
    kpi = f"{{unit: number, weight: 100 %, measure: {{sum: tickets.amount}}, curve: {curve}}}"
    Path("plan.yaml").write_text(f"{head}{paid}kpis:\n  sold: {kpi}\n", "utf-8")
    Path("people.csv").write_text(PEOPLE, "utf-8")
    assert run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3"]) == 0
    assert "ana,,sold,0.3,3,10,2\nben,,sold,200,200,1,2\n" in capsys.readouterr().out
    assert run([*asked, "--lang", "fr"]) == 0
    assert capsys.readouterr().out.startswith("duckdb:///desk.duckdb analytics.tickets")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (
            ["duckdb:///none.duckdb", "--table", "t"],
            1,
            "error[cannot-connect]: the database does not give `t`",
        ),
        (["postgres://me:secret@host/name", "--table", "t"], 2, "a password never stands in an address"),
        (["duckdb:///none.duckdb"], 2, "say which table of duckdb:///none.duckdb is meant: `--table NAME`"),
    ],
)
def test_what_inspect_cannot_look_at_is_told(
    asked: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", *asked]) == code
    shown = capsys.readouterr().err
    assert said in shown
    assert "secret" not in shown
