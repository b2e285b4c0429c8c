"""No word escapes the catalogues, whatever command and format: both are taken from their registries.

A command that is added has to be given a line here, and a format that is added is read as text where
nothing else is said, so neither can be forgotten.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from babel.dates import get_month_names
from openpyxl import load_workbook
from pseudo import LANGUAGE, escaped, spoken
from pypdf import PdfReader
from readers import ROOT
from test_escapes import WORDS

from csvariable import cli
from csvariable.documents.formats import formats, offered

pytestmark = pytest.mark.slow

MACHINES = {"csv", "github", "json", "jsonl", "junit", "parquet", "sarif"}
"""Formats that no person reads: names of steps, keys, and problems in English."""
TEAM = "kpis.csv --people people.csv"
ONE = f"{TEAM} --csm ana"
EVERY: Mapping[str, tuple[str, ...]] = {
    "compute": (
        f"plan.yaml {TEAM} --details",
        "year/plan.yaml year/q2.csv --people year/people-q2.csv --period 2024-Q2",
    ),
    "kpis": ("luck/plan.yaml --people luck/people.csv",),
    "noise": ("luck/plan.yaml --people luck/people.csv",),
    "explain": (f"plan.yaml {ONE}",),
    "statement": (
        f"plan.yaml {ONE}",
        f"plan.yaml {ONE} --redact",
        f"plan.yaml {ONE} --as-of 2026-02-15 --period 2026-Q1",
        "year/plan.yaml year/q3.csv --people year/people-q2.csv --csm emma --period 2024-Q3 --ledger pay",
        "french/plan.yaml french/kpis.csv --people french/people.csv --csm alice --period 2026-Q3",
    ),
    "booklet": ("plan.yaml", "plan.yaml --poster", "french/plan.yaml", "retail/plan.yaml", "menu/plan.yaml"),
    "explore": (f"plan.yaml {TEAM}", f"plan.yaml {TEAM} --plan", f"plan.yaml {ONE}"),
    "report": (
        f"plan.yaml {TEAM} --budget 9000",
        f"plan.yaml {TEAM} --details --redact names",
        "past/plan.yaml past/kpis.csv --people past/people.csv --details",
    ),
    "validate": ("plan.yaml", "broken.yaml"),
    "simulate": (f"plan.yaml {TEAM} --set cap_total=100 --details", f"plan.yaml {TEAM}"),
    "diff": ("changed.yaml french/plan.yaml", f"plan.yaml changed.yaml {TEAM} --details"),
    "objectives": ("aims/plan.yaml", "plan.yaml"),
    "vote": ("waiting.yaml ballots.csv",),
    "progress": (
        f"plan.yaml {TEAM}",
        f"plan.yaml {TEAM} --pay",
        "shops/plan.yaml shops/kpis.csv --people shops/people.csv --period 2026-Q2",
    ),
    "feasible": ("past/plan.yaml past/kpis.csv --people past/people.csv",),
    "routes": ("plan.yaml", "french/plan.yaml"),
    "budget": ("plan.yaml --limit 9000", f"plan.yaml {TEAM} --details"),
    "close": (
        "year/plan.yaml year/q3.csv --people year/people-q2.csv --period 2024-Q3 --ledger pay --dry-run",
    ),
    "verify": ("pay",),
    "history": ("pay", "pay --csm emma"),
    "compare": ("q1.json q2.json",),
    "dispute": ("pay --csm emma --period 2024-Q2 --kpi nps --says 45 --because ana",),
    "payroll": ("pay --period 2024-Q2",),
    "correct": (
        "pay year/q1-corrected.csv --people year/people-q1.csv --period 2024-Q1 --reason ana --dry-run",
    ),
    "test": ("plan.yaml --coverage", "broken.yaml"),
    "schema": (),  # what it says is a page for machines: tests/unit/test_schema.py
    "rule": (),  # all pages: tests/test_escapes.py
    "inspect": ("luck/surveys.csv", "kpis.csv"),
    "catalog": ("", "nrr"),
    "init": ("--list", "csm-saas made"),
}
"""What each command is run on."""


WITHOUT = {(f"statement plan.yaml {ONE} --as-of 2026-02-15 --period 2026-Q1", "xlsx")}
"""What cannot be written so: a projection has no workings."""


MONTHS = tuple(get_month_names("wide", locale=LANGUAGE).values())


def lines() -> Iterator[tuple[str, str | None]]:
    """Each command line with each format that people read; None is a command that writes in one way."""
    for verb, files in EVERY.items():
        forms: list[str | None] = [None]
        if any("--format" in one.opts for one in cli.load(verb).params):
            needs = getattr(import_module(cli.VERBS[verb].module), "WRITTEN", ())
            forms = [one.name for one in offered(needs) if one.name not in MACHINES]
        yield from ((f"{verb} {one}", form) for one in files for form in forms)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Plans of several kinds with their files, two closed periods, in the language of brackets."""
    here = tmp_path_factory.mktemp("every")
    shutil.copytree(ROOT / "plans/csm-saas", here, dirs_exist_ok=True)
    for name, there in (
        ("french", "plans/csm-saas-fr"),
        ("retail", "plans/retail-store"),
        ("menu", "plans/saas-menu"),
        ("shops", "plans/shops-contest"),
        ("aims", "plans/methode-objectifs"),
        ("past", "examples/back-test"),
        ("luck", "examples/from-exports/luck"),
        ("year", "docs/year"),
    ):
        shutil.copytree(ROOT / there, here / name)
    plan = (here / "plan.yaml").read_text("utf-8")
    (here / "changed.yaml").write_text(plan.replace("cap: 130 %", "cap: 120 %"), "utf-8")
    (here / "waiting.yaml").write_text(plan + "backlog: {tour: {statement: A tour}}\n", "utf-8")
    (here / "ballots.csv").write_text("objective,relevance,feasibility\ntour,4,5\n", "utf-8")
    (here / "broken.yaml").write_text(plan.replace("weight: ", "weigth: ", 1), "utf-8")
    for quarter in ("q1", "q2"):
        pay = ["year/plan.yaml", f"year/{quarter}.csv", "--people", f"year/people-{quarter}.csv"]
        paid = ["--period", f"2024-{quarter.upper()}"]
        first = ["--first"] if quarter == "q1" else []
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(here)
            assert cli.run(["close", *pay, *paid, "--ledger", "pay", "--yes", *first]) == 0
            assert cli.run(["compute", *pay, *paid, "--output", f"{quarter}.json"]) == 0
    with spoken(tmp_path_factory.mktemp("locale")):
        yield here


@pytest.fixture(autouse=True)
def reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody with a wide screen, who reads the language of brackets."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("CSVARIABLE_LANG", LANGUAGE)


@pytest.fixture(scope="module")
def files(folder: Path) -> list[str]:
    """The texts that a screen may quote."""
    texts = [one.read_text("utf-8") for one in folder.rglob("*") if one.suffix in {".yaml", ".csv"}]
    catalog = [one.read_text("utf-8") for one in (ROOT / "src/csvariable/catalog").rglob("*.yaml")]
    return [*texts, *catalog, *(one.stem for one in (ROOT / "src/csvariable/catalog/kpis").iterdir())]


CODE = re.compile(r"(?m)^ {4}.*$|@\w+|\{\w+\}")
"""What is shown as a plan is written, a fact of the workings, a gap that a page fills itself."""


class Said(HTMLParser):
    """What a page says: its texts, what pictures are called, the words of a script."""

    SAYING = ("title", "alt", "aria-label", "placeholder")

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.inside = ""
        self.text.append("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.text.append("\n")
        self.text += [f"\n{value}\n" for name, value in attrs if name in self.SAYING and value]

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and data.startswith("{"):
            self.text += texts(json.loads(data))
        elif self.inside not in {"script", "style"}:
            self.text.append(data)

    def handle_endtag(self, _: str) -> None:
        self.inside = ""
        self.text.append("\n")


def texts(data: object) -> Iterator[str]:
    """Yield the texts of a value of JSON, not its keys."""
    match data:
        case str() if data.startswith("<"):
            yield of_html(data.encode())
        case str():
            yield f"\n{data}\n"
        case dict():
            for one in data.values():
                yield from texts(one)
        case list():
            for one in data:
                yield from texts(one)
        case _:
            return


def of_html(data: bytes) -> str:
    page = Said()
    page.feed(data.decode())
    return "".join(page.text)


def of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def of_markdown(data: bytes) -> str:
    return re.sub(r"</?(?:details|summary|sub|br)>", " ", data.decode())


def of_xlsx(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join([*book.sheetnames, *(one for one in cells if isinstance(one, str) and one[:1] != "=")])


READ: Mapping[str, Callable[[bytes], str]] = {
    "html": of_html, "markdown": of_markdown, "pdf": of_pdf, "xlsx": of_xlsx,
}  # fmt: skip
"""How what is no text is read."""


def test_every_command_and_every_format_is_walked() -> None:
    assert list(EVERY) == list(cli.VERBS)
    assert set(READ) | MACHINES <= set(formats())
    assert {form for _, form in lines() if form} == set(formats()) - MACHINES


@pytest.mark.parametrize(("line", "form"), [*lines()])
def test_no_word_escapes(
    line: str, form: str | None, folder: Path, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "out" / (form or "page")
    out.parent.mkdir(exist_ok=True)
    out.unlink(missing_ok=True)
    asked = [] if form is None else ["--format", form, "--output", str(out)]
    code = cli.run([*shlex.split(line), *asked])
    shown = capsys.readouterr()
    if (line, form) in WITHOUT:
        assert (code, out.exists()) == (2, False)
        return
    assert code in (0, 1), shown.err
    said = (of_html(shown.out.encode()) if shown.out.startswith("<!doctype") else shown.out) + shown.err
    if form is not None:
        said += READ.get(form, bytes.decode)(out.read_bytes())
    said = CODE.sub(" ", said)
    assert escaped(said, [*files, *WORDS, line, LANGUAGE, *MONTHS]) == []
