"""What can be wrong with a real engine: one located problem each, in French too, and nothing written."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from warehouse import HEAD, MakeTable, both, row

from csvariable.cli import run

pytest_plugins = ["servers"]
pytestmark = pytest.mark.filterwarnings("ignore")
PLAN = (
    HEAD
    + """\
sources:
  tickets:
    table: {connect: 'CONNECT', name: NAME}
    participant: owner
    date: instant
    columns: {amount: {column: amount, unit: money}}
kpis:
  one:
    unit: money
    weight: 100 %
    missing: zero
    measure: {sum: tickets.amount}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
"""
)
SERVER = f"postgres://127.0.0.1:{os.environ.get('PGPORT', '5432')}/{os.environ.get('PGDATABASE', '')}"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("participant\nana\nben\n")


def kpis(
    capsys: pytest.CaptureFixture[str], name: str, connect: str = SERVER, lang: str = "en"
) -> tuple[str, str]:
    """What is written, and what is said."""
    Path("plan.yaml").write_text(PLAN.replace("CONNECT", connect).replace("NAME", name))
    code = run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3", "--lang", lang])
    out, err = capsys.readouterr()
    assert (code == 0) == bool(out)
    return out, err


def test_a_table_of_a_server_is_counted_there(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str]
) -> None:
    in_postgres([row(), row(owner="ben"), row()])
    out, err = kpis(capsys, "tickets")
    assert "ana,,one,200,200,1,2" in out
    assert err == ""


def test_parquet_files_are_counted_by_spark(
    spark: Any, in_spark: MakeTable, capsys: pytest.CaptureFixture[str]
) -> None:
    in_spark([row(), row(owner="ben"), row()])
    spark.table("tickets").write.parquet(str(Path("tickets.parquet").absolute()))
    out, err = kpis(capsys, "tickets.parquet", "spark://local-cluster[2,1,1024]")
    assert "ana,,one,200,200,1,2" in out
    assert err == ""


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "the database has no table"), ("fr", "la base n’a pas de table")]
)
def test_a_table_that_is_not_there(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    out, err = kpis(capsys, "nothing", lang=lang)
    assert out == ""
    assert said in err
    assert "plan.yaml:9:" in err
    assert "nothing" in err


def test_a_column_that_is_not_there(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str], postgres: Any
) -> None:
    in_postgres([row()])
    with postgres.begin() as cursor:
        cursor.execute("alter table tickets rename column amount to amounts")
    out, err = kpis(capsys, "tickets")
    assert out == ""
    assert "the source `tickets` has no column `amount`" in err
    assert "did you mean `amounts`?" in err


def test_a_wrong_password_is_not_repeated(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "tr0mbone")
    out, err = kpis(capsys, "tickets")
    assert out == ""
    assert "error[cannot-connect]: the database does not give `tickets`: connection failed" in err
    assert "plan.yaml:9:22" in err
    assert "tr0mbone" not in err


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_table_that_may_not_be_read(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str], postgres: Any, lang: str
) -> None:
    in_postgres([row()])
    with postgres.begin() as cursor:
        cursor.execute("revoke select on tickets from current_user")
    try:
        out, err = kpis(capsys, "tickets", lang=lang)
    finally:
        with postgres.begin() as cursor:
            cursor.execute("grant select on tickets to current_user")
    assert out == ""
    assert "permission denied for table tickets" in err
    assert err.count("[cannot-connect]") == 1
    assert "rows-came-here" not in err
    assert "plan.yaml:9:22" in err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("delete from tickets", "the table `tickets` has no row"),
        (
            "update tickets set instant = 'infinity'",
            "the database does not give `tickets`: timestamp too large",
        ),
        ("update tickets set amount = 'NaN'", "`NaN` is not a number"),
    ],
)
def test_odd_rows_of_a_server_are_one_located_problem(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str], postgres: Any, change: str, said: str
) -> None:
    in_postgres([row()])
    with postgres.begin() as cursor:
        cursor.execute(change)
    out, err = kpis(capsys, "tickets")
    assert out == ""
    assert said in err
    assert err.count("error[") == 1


def test_columns_that_cannot_be_exact_come_here(
    in_postgres: MakeTable, capsys: pytest.CaptureFixture[str], postgres: Any
) -> None:
    in_postgres([row(), row(owner="ben"), row(amount=Decimal("0.10"))])
    with postgres.begin() as cursor:
        cursor.execute("alter table tickets alter column amount type double precision")
    out, err = kpis(capsys, "tickets")
    assert "ana,,one,100.1,1001,10,2" in out
    assert "came from PostgreSQL and were measured here: `amount` holds binary fractions" in err


def test_numbers_and_dates_without_end_are_never_counted(in_postgres: MakeTable, postgres: Any) -> None:
    plan = PLAN.replace("CONNECT", "postgres:///").replace("NAME", "tickets")
    for column, odd in (("amount", "'NaN'::numeric"), ("instant", "'infinity'::timestamptz")):
        engine = in_postgres([row(), row()])
        with postgres.begin() as cursor:
            cursor.execute(f"update tickets set {column} = {odd} where ctid = '(0,1)'")  # noqa: S608
        found = both(plan, engine)
        assert found.reasons == [] or "a row has to be refused" in found.reasons[0]
        assert found.there.errors != []
        assert found.there.values == {}


def test_whole_numbers_beside_missing_ones_stay_whole(in_postgres: MakeTable, in_spark: MakeTable) -> None:
    """2 to the power of 53, and 1: no binary fraction holds it."""
    rows = [row(score=2**53 + 1), row(score=None)]
    for made in (in_postgres, in_spark):
        table, _ = made(rows).fetched()
        assert table is not None
        at = table.header.index("score")
        assert sorted(line[at] for line in table.rows) == ["", "9007199254740993"]


def test_a_column_of_moments_of_spark_is_told_from_a_clock(in_spark: MakeTable) -> None:
    when = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
    kinds = in_spark([row(instant=when)]).rows.schema()
    assert kinds["instant"].timezone == "UTC"
    assert kinds["clock"].timezone is None
