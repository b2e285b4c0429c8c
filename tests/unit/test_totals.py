"""Rows of totals among the rows of a source: refused, as the company would count them twice."""

from __future__ import annotations

import pytest
from measuring import PEOPLE, measured
from shared_plans import PAID

from csvariable.kernel.diagnostic import CellPlace
from csvariable.measures.source_file import read_source
from csvariable.plan.source import SourceOfRows
from csvariable.tables.written import HowWritten

PLAN = (
    PAID
    + """\
sources:
  deals:
    file: deals.csv
    participant: {column: Owner, by: name}
    columns: {amount: {column: Amount, unit: money}}
kpis:
  sold: {unit: money, scope: company, measure: {sum: deals.amount}}
  own:
    weight: 100 %
    unit: money
    measure: {sum: deals.amount}
    curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}
"""
)
ROWS = "Owner,Amount\nAna Diaz,100\nBen Roy,50\n"


@pytest.mark.parametrize(
    "owner", ["Total", "TOTAL GÉNÉRAL", "Ana Diaz Total", "Sous-total Ben Roy", "Total Ana Diaz"]
)
def test_a_total_under_the_owners_is_refused(owner: str) -> None:
    found = measured(PLAN, {"deals": [f"{ROWS}{owner},150\n"]})
    (problem,) = [one for one in found.problems if one.severity == "error"]
    assert str(problem.message) == f"`{owner}` under `Owner` looks like a total of other rows"
    assert problem.at == CellPlace("deals.csv", 4, 1, "Owner", owner)
    assert str(problem.help) == (
        f"if it is the end, write `ends: {{column: Owner, is: {owner}}}`; "
        f"else leave it out by `where: {{Owner: {{not: {owner}}}}}`"
    )


def test_what_the_help_says_works() -> None:
    rows = {"deals": [f"{ROWS}Total,150\n"]}
    for more in ("ends: {column: Owner, is: Total}", "where: {Owner: {not: Total}}"):
        found = measured(PLAN.replace("file: deals.csv", f"file: deals.csv\n    {more}"), rows)
        assert not found.errors
        assert found.of("sold", "*").value == 150


def test_a_person_may_be_called_so_and_others_are_told_beside() -> None:
    people = PEOPLE.replace("Cleo Ma", "Total")
    assert measured(PLAN, {"deals": [f"{ROWS}Total,150\n"]}, people).of("own", "cleo").value == 150
    found = measured(PLAN, {"deals": [f"{ROWS}Total,150\nBEN  ROY,1\n"]})
    assert [(one.rule, str(one.help)) for one in found.problems if one.rule == "unknown-owner"] == [
        ("unknown-owner", "is `BEN  ROY` meant to be `Ben Roy`?")
    ]
    for other in ("Ana Diaz Junior", "Zoe Total"):
        assert measured(PLAN, {"deals": [f"{ROWS}{other},150\n"]}).errors == []


@pytest.mark.parametrize(
    ("last", "more", "refused"),
    [
        ("Total,,150", {}, True),
        ("Total,Ben Roy,150", {}, True),
        ("Total,Ben Roy,149", {}, False),
        (",Total,150", {}, True),
        (",,150", {}, True),
        (",,149", {}, False),
        (",Ben Roy,50", {}, False),
        ("Totally,,150", {}, False),
        ("Total,,150", {"ends": {"column": "Id", "is": "Total"}}, False),
        ("Total,,150", {"where": {"Owner": {"known": True}}}, False),
    ],
)
def test_a_last_row_that_sums_up_the_others_is_refused(
    last: str, more: dict[str, object], *, refused: bool
) -> None:
    source = SourceOfRows.model_validate({"file": "x.csv", "participant": "Owner", **more})
    data = f"Id,Owner,Amount\n1,Ana Diaz,100\n2,Ben Roy,50\n{last}\n".encode()
    table, found = read_source(data, "x.csv", source, HowWritten())
    assert (table is None, [one.rule for one in found]) == (refused, ["total-row"] if refused else [])


@pytest.mark.parametrize(
    ("rows", "more", "at"),
    [
        # One number above, or none but 0, is no sum.
        (["1,Ana Diaz,100", ",,100"], {}, None),
        (["1,Ana Diaz,0", "2,Ben Roy,0", ",,0"], {}, None),
        (["1,Ana Diaz,100", "2,Ben Roy,50", ",Total,150"], {}, ("Owner", "Total")),
        (["1,Ana Diaz,100", "2,Ben Roy,50", ",,150"], {}, ("Amount", "150")),
        # Decimals as the file or the plan writes them.
        (['1,Ana Diaz,"1,5"', '2,Ben Roy,"2,5"', ',,"4,0"'], {}, ("Amount", "4,0")),
        (['1,Ana Diaz,"1,234"', '2,Ben Roy,"2,345"', ',,"3,579"'], {"decimal": ","}, ("Amount", "3,579")),
    ],
)
def test_what_sums_up_the_others_is_told_at_its_cell(
    rows: list[str], more: dict[str, object], at: tuple[str, str] | None
) -> None:
    source = SourceOfRows.model_validate({"file": "x.csv", **more})
    data = "\n".join(["Id,Owner,Amount", *rows, ""]).encode()
    table, found = read_source(data, "x.csv", source, HowWritten())
    assert (table is None) == (at is not None)
    places = [one.at for one in found if isinstance(one.at, CellPlace) and one.rule == "total-row"]
    assert [(one.header, one.cell) for one in places] == ([] if at is None else [at])


def test_what_a_source_says_of_its_header_stands_above_what_the_command_says() -> None:
    titled = SourceOfRows.model_validate({"file": "x.csv", "header": {"skip": 1}})
    bare = SourceOfRows.model_validate({"file": "x.csv"})
    data = b"Title,\nId,Amount\n1,5\n"
    for source, said in ((titled, HowWritten(header_row=3)), (bare, HowWritten(header_row=2))):
        table, _ = read_source(data, "x.csv", source, said)
        assert table is not None
        assert (table.header, table.rows) == (("Id", "Amount"), [["1", "5"]])


def test_a_row_alone_sums_up_nothing() -> None:
    source = SourceOfRows.model_validate({"file": "x.csv"})
    assert read_source(b"Id,Amount\nTotal,\n", "x.csv", source, HowWritten())[1] == ()
