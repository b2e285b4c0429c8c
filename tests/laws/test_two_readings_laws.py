"""Two readings of one file: by whole columns and by rows they find the same, on any bytes whatever."""

from __future__ import annotations

import pytest
from engine import plans_of
from hypothesis import event, given, settings, strategies as st
from strategies import Scenario, scenarios

from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.facts.views import PeopleView
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables import reading as module
from csvariable.tables.dialect import MAX_CELL
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

NEVER = 10**12
Found = tuple[Facts | None, tuple[Diagnostic, ...]]


def read(data: bytes, large: int, **said: str | None) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a file that is kept as columns from so many bytes on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGE", large)
        return read_table(data, "file.csv", **said)


def same_table(data: bytes, **said: str | None) -> Table | None:
    """The table by columns, once it is seen that records give the same."""
    (one, problems), (other, more) = read(data, 0, **said), read(data, NEVER, **said)
    assert problems == more
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.rows == other.rows
        assert list(one.lines) == list(other.lines)
        for name in ("name", "header", "dialect", "blank_lines", "header_line", "sha256"):
            assert getattr(one, name) == getattr(other, name)
        for row in range(-1, len(one.rows)):
            for column in range(len(one.header)):
                assert one.place(row, column) == other.place(row, column)
    return one


# ------------------------------------------------------------------------------------- tables

SIGNS = "ab1290.,;\t|\"\n\r \u00a0é'=-%"
ODD = "e\u0301\u212a\u037e\u2009\x1c\x0b\0\ufeff"
texts = st.text(st.sampled_from(SIGNS + ODD), max_size=60)
NUMBERS = "1.5 1,5 1.234 1,234 1.234,5 12.345.678 -0.5 12% 3,25% (1.5) €1.50 1.5EUR 7 007 n/a"
WORDS = "a.b@c.fr e\u0301 \u212a Dr.No '-1 =1 ''"
plain = st.sampled_from([*NUMBERS.split(), *WORDS.split(), "", " ", "1 234,5", " a b ", "12 %", "\u00a0x"])
QUOTED = ('""', '"a"', '"1,5"', '"a;b"', '"a\tb|c"', '"a""b"', '"\n"', '"a\r\nb"', '" x "', '"\'-2"')
quoted_cells = st.sampled_from(QUOTED)
broken = st.sampled_from(['"', 'a"b', '"a"b', ",", ";", "\n", "\r", "\t", "\x1c", "\0", "\ufeff"])
HEADS = (*([["who", "x", "y"]] * 6), ['"who"', "x", '"y;z"'], ["who", "x", ""], ["who", "who", "x"])
ends = st.sampled_from(["\n", "\n", "\r\n"])
encodings = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])


def quoted(cell: str) -> str:
    """A cell with quotes around it."""
    return cell if cell[:1] == '"' else f'"{cell}"'


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Nearly regular files: most cells are plain, few or all are quoted, and perhaps one breaks the table."""
    mark, end, width = draw(st.sampled_from(",;\t|")), draw(ends), draw(st.integers(2, 3))
    kinds = st.one_of(plain, plain, quoted_cells) if draw(st.booleans()) else plain
    usual = kinds.map(lambda cell: cell if cell[:1] == '"' else cell.replace(mark, "."))
    whole = draw(st.integers(0, 2)) == 0
    usual = usual.map(quoted) if whole else usual
    rows = draw(st.lists(st.lists(usual, min_size=width, max_size=width), min_size=1, max_size=6))
    if draw(st.integers(0, 3)) == 0:
        row = draw(st.sampled_from(rows))
        row[draw(st.integers(0, width - 1))] = draw(broken)
    head = draw(st.sampled_from(HEADS))
    head = [quoted(cell) for cell in head] if whole else head
    first = draw(st.sampled_from(["", "", "", "sep=;\n", "\n"]))
    last = draw(st.sampled_from([end, "", end * 2, end * 3, f"{mark}{end}", f"{mark}{mark}{end}"]))
    text = first + end.join(mark.join(row) for row in [head[:width], *rows]) + last
    return text.encode(draw(encodings), "replace")


@settings(max_examples=200)
@given(texts, st.sampled_from([None, None, ";", ",", "\t", "|"]))
def test_any_text_is_the_same_table_or_refused_with_the_same_words(text: str, delimiter: str | None) -> None:
    same_table(text.encode(), delimiter=delimiter)


@settings(max_examples=400)
@given(files())
def test_nearly_regular_files_are_the_same_table(data: bytes) -> None:
    table = same_table(data)
    event("refused" if table is None else type(table.rows).__name__)


@pytest.mark.fuzz
@given(files())
def test_thousands_of_files_are_the_same_table(data: bytes) -> None:
    same_table(data)


@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("size", [MAX_CELL - 1, MAX_CELL, MAX_CELL + 1, 131_072, 131_073])
@pytest.mark.parametrize("letter", ["x", "é"])
def test_the_limit_of_a_cell_is_one_on_both_ways(size: int, letter: str, *, quoted: bool) -> None:
    cell = letter * size
    cell = f'"{cell}"' if quoted else cell
    for text in (f"a,b\n1,{cell}\n", f"a,b\n{cell},1\n2,3\n", f"a,{cell}\n1,2\n", f"a,b\n1,  {cell}  \n"):
        table = same_table(text.encode())
        assert table is None or (size <= MAX_CELL or "a,x" in text[:3])


# ------------------------------------------------------------------------------------- facts

CELLS = (
    *("", " ", "*", "n/a", "-", "0", "1", "7", "-1", "0.5", "12.345", "1,5", "1e3", "90 %", "250 %", "1 000"),
    *("total", "Sous-total", "w1", "W1", "w01", "wO1", "lead", "North", "k1", "2026-07-01", "2026-08-31"),
    *("01/07/2026", "x", "9" * 14, "0.1234567", "12:30:00", "2h35", "€5", "5 USD", "'-1", "é", "1 234,50"),
)


MORE = {
    "name": ("Ada", "Ada", "Zoé", "", "Total"),
    "team": ("North", "n1", "", "*", "total"),
    "role": ("", "n/a", "lead", "x"),
    "email": ("a@b.fr", ""),
    "entry": ("2026-07-15", "01/08/2026", "15/08/2026", "", "n/a"),
    "exit": ("2026-08-31", "31/08/2026", "", "2026-02-30"),
    "fte": ("1", "80 %", "0.5", "1,0", "", "120 %"),
    "target_incentive": ("1000", "1000.005", "1 000,50", "", "-1"),
    "salary": ("3000", "", "€3000"),
    "annual_salary": ("40000", "1.234", ""),
    "already_paid": ("10", "", "10.001"),
    "absence_days.sick": ("3", "", "-1", "1.5"),
    "numerator": ("9", ""),
    "denominator": ("10", "0", ""),
    "n": ("30", "", "45/92"),
    "value": ("3", ""),
    "target": ("5", "", "1,5"),
    "region": ("North", ""),
}
OF_A_KPI = {
    "": ("90 %", "1", "", "12:30:00"),
    ".target": ("5", "", "x"),
    ".weight": ("50 %", "100 %", ""),
    ".n": ("30", "", "1.5", "-1"),
    ".numerator": ("9", "", "-1"),
    ".denominator": ("10", "0", ""),
}
"""Columns that a file may have besides, and what may stand in them."""


def more_columns(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The columns that a file of a scenario may have besides: of a person, of its KPIs, of its period."""
    paid = scenario.period or "2026-Q3"
    periods = (paid, paid, paid, paid.lower(), "", "2026-Q2", "2026-07", "n/a", "third")
    kpis = [f"{kpi}{part}" for kpi in scenario.plan["kpis"] for part in OF_A_KPI]
    of_kpis = {name: OF_A_KPI[name[name.rfind(".") :] if "." in name else ""] for name in kpis}
    return {"period": periods, **MORE, **of_kpis}


@st.composite
def polluted(draw: st.DrawFn) -> Scenario:
    """A scenario whose files hold one or two odd cells, a column more, a row twice, or another order."""
    scenario = draw(scenarios())
    if draw(st.booleans()):
        file = draw(st.sampled_from([scenario.kpis, scenario.people or scenario.kpis]))
        more = more_columns(scenario)
        name = draw(st.sampled_from(["period", *more]))
        for row in file:
            row.setdefault(name, more[name][0])
        for _ in range(draw(st.integers(0, 2))):
            draw(st.sampled_from(file))[name] = draw(st.sampled_from(more[name]))
    rows = [*scenario.kpis, *(scenario.people or [])]
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
        row = draw(st.sampled_from(rows))
        row[draw(st.sampled_from(sorted(row)))] = draw(st.sampled_from(CELLS))
    files = [scenario.kpis] if scenario.people is None else [scenario.kpis, scenario.people]
    match draw(st.integers(0, 5)):
        case 0:
            file = draw(st.sampled_from(files))
            file.insert(draw(st.integers(0, len(file))), dict(draw(st.sampled_from(file))))
        case 1:
            draw(st.sampled_from(files)).reverse()
        case 2:
            for row in rows:
                row["participant"] = row.get("participant", "").upper()
        case _:
            pass
    return scenario


def loaded(plans: Plans, scenario: Scenario, large: int) -> Found:
    """Read the files of a scenario, which are kept as columns from so many bytes on."""
    tables = [None if data is None else read(data, large)[0] for data in scenario.files]
    kpis, people, adjustments = tables
    assert kpis is not None
    return load(Tables([kpis], people, adjustments), plans, scenario.period)


def same_facts(scenario: Scenario) -> None:
    """By columns the facts are those by rows, and so is all that is told of them."""
    plans, _ = plans_of(scenario.text)
    if plans is None or any(data and read(data, NEVER)[0] is None for data in scenario.files):
        return
    (one, told), (other, said) = loaded(plans, scenario, 0), loaded(plans, scenario, NEVER)
    assert told == said
    assert (one is None) == (other is None)
    if one is None or other is None:
        event("refused")
        return
    event("by columns" if isinstance(one.people, PeopleView) else "by rows")
    for name in ("people", "roles", "teams", "present", "period", "texts"):
        assert getattr(one, name) == getattr(other, name), name
    assert set(one.columns) == set(other.columns)
    for name, values in one.columns.items():
        assert values == other.columns[name], name
    for row in range(len(one.roles)):
        for column in (None, "nothing.actual", *one.columns, *plans.kpi_ids):
            assert one.place(row, column) == other.place(row, column), column
    assert one.ids() == other.ids()


@settings(max_examples=200)
@given(polluted())
def test_facts_by_columns_are_the_facts_by_rows(scenario: Scenario) -> None:
    same_facts(scenario)


@pytest.mark.fuzz
@given(polluted())
def test_facts_of_thousands_of_files_are_the_same(scenario: Scenario) -> None:
    same_facts(scenario)
