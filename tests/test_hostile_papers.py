"""Hostile texts through every format of every document: they are shown, and nothing of them wakes up."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from csvariable import commands
from csvariable.cli import run
from csvariable.documents.formats import offered

MARKUP = "<img src=x onerror=alert(1)>"
NAMES = (
    f"{MARKUP}</script><script>alert(2)</script>",
    "=HYPERLINK(1)",
    "[link=http://x]z[/link] :moneybag:",
    "a\u202e0001\u200b\u2066b",
    "#set page(width: 1pt); #read(1)",
    "| `x` | **y** | <!-- | _z_",
)
"""HTML, a formula, Rich, directions of reading, Typst, Markdown."""
DRIVERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufffd]")


def quoted(text: str) -> str:
    """A text as YAML, with escapes for what cannot be seen."""
    seen = "".join(f"\\u{ord(one):04x}" if DRIVERS.match(one) else one for one in text)
    return '"' + seen.replace('"', '\\"') + '"'


def plan() -> str:
    """A plan all of whose texts are hostile."""
    html, formula, rich, turned, typst, mark = map(quoted, NAMES)
    return f"""\
csvariable: 1
name: {html}
currency: EUR
period: quarter
target_incentive: 1000
cap: 120 %
consultation: {{asked_on: 2025-11-01, who: {mark}, how: {rich}, changed: {typst}}}
disputes: {html}
objectives:
  grow: {{statement: {html}, serves: {mark}, priority: main, origin: bottom-up}}
backlog:
  tour: {{statement: {formula}, origin: bottom-up}}
  playbook: {{statement: {html}, origin: top-down}}
kpis:
  nrr:
    name: {typst}
    objective: grow
    why: {html}
    weight: 60 %
    unit: percent
    owner: {turned}
    curve: {{of: actual, linear: [{{at: 90 %, pays: 0 %}}, {{at: 100 %, pays: 100 %}}]}}
  csat:
    name: {html}
    weight: 40 %
    unit: percent
    why: {rich}
    curve: {{of: actual, lookup: [{{from: 80 %, pays: 50 %}}, {{from: 90 %, pays: 100 %}}]}}
bonuses:
  trip: {{name: {formula}, when: {{csat: {{from: 90 %}}}}, gives: {{item: {html}, value: 50}}}}
odds:
  nrr: {{normal: {{mean: 97 %, sd: 3 %}}}}
  csat: {{normal: {{mean: 85 %, sd: 5 %}}}}
examples:
  {html}: {{given: {{team: {rich}, nrr: 100 %, csat: 90 %}}, expect: {{total: 1000}}}}
  {typst}: {{given: {{team: {mark}, nrr: 100 %, csat: 90 %}}, expect: {{total: 1}}}}
"""


def cell(text: str) -> str:
    """A text as a cell of CSV."""
    return '"' + text.replace('"', '""') + '"'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, another one, results of five periods, and people, all of them hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plan.yaml").write_text(plan(), "utf-8")
    (folder / "next.yaml").write_text(plan().replace("pays: 50 %", "pays: 60 %"), "utf-8")
    rows = ["participant,name,team,period,nrr,csat"]
    ids = [*(f"p{at}" for at in range(len(NAMES) - 1)), "=1+1"]
    for quarter in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"):
        for at, (who, name) in enumerate(zip(ids, NAMES, strict=True)):
            team = cell(NAMES[at % 2])
            rows.append(f"{who},{cell(name)},{team},{quarter},{93 + at} %,{70 + 5 * at + int(quarter[-1])} %")
    (folder / "kpis.csv").write_text("\n".join(rows) + "\n", "utf-8")
    week = ["participant,name,team,period,nrr,csat"]
    week += [f"{who},{cell(name)},,2026-Q1,91 %,80 %" for who, name in zip(ids, NAMES, strict=True)]
    (folder / "before.csv").write_text("\n".join(week) + "\n", "utf-8")
    ballots = ["voter,objective,relevance,feasibility", f"{cell(NAMES[0])},tour,4,5", "=2,playbook,3,2"]
    (folder / "ballots.csv").write_text("\n".join(ballots) + "\n", "utf-8")
    paid = [
        "participant,amount,reason",
        *(f"{who},1,{cell(name)}" for who, name in zip(ids, NAMES, strict=True)),
    ]
    (folder / "paid.csv").write_text("\n".join(paid) + "\n", "utf-8")
    mended = [rows[0], *(row.replace("93 %", "99 %") for row in rows[1:] if "2025-Q1" in row)]
    (folder / "mended.csv").write_text("\n".join(mended) + "\n", "utf-8")
    layout = {"base": NAMES[1], "adjustments": NAMES[0], "rewards.trip": NAMES[2]}
    codes = ", ".join(f"{what}: {quoted(code)}" for what, code in layout.items())
    columns = f"{quoted(NAMES[0])}: id, {quoted(NAMES[1])}: name, Code: code, Amount: amount, Note: comment"
    (folder / "payroll.yaml").write_text(f"codes: {{{codes}}}\ncolumns: {{{columns}}}\n", "utf-8")
    ledger = str(folder / "ledger")
    for at, period in enumerate(("2025-Q1", "2025-Q2")):
        asked = ["close", str(folder / "plan.yaml"), str(folder / "kpis.csv"), "--period", period]
        asked += ["--adjustments", str(folder / "paid.csv"), "--ledger", ledger, *(["--first"] * (at == 0))]
        assert run(asked) == 0
    said = ["--kpi", "nrr", "--says", "99 %", "--because", NAMES[0]]
    assert run(["dispute", ledger, "--csm", "p1", "--period", "2025-Q1", *said]) == 0
    for name in ("plan", "next"):
        asked = ["compute", str(folder / f"{name}.yaml"), str(folder / "kpis.csv"), *NOW]
        assert run([*asked, "-o", str(folder / f"{name}.json")]) == 0
    return folder


FACTS = ("plan.yaml", "kpis.csv")
NOW = ("--period", "2026-Q1")
COMMANDS: dict[str, tuple[str, ...]] = {
    "compute": ("compute", *FACTS, *NOW, "--details"),
    "a day": ("compute", *FACTS, *NOW, "--as-of", "2026-02-10"),
    "statement": ("statement", *FACTS, *NOW, "--csm", "p0"),
    "statement of a formula": ("statement", *FACTS, *NOW, "--csm", "=1+1"),
    "booklet": ("booklet", "plan.yaml", "--lang", "en"),
    "booklets": ("booklet", "plan.yaml", "--lang", "fr,en", "--poster"),
    "report": ("report", *FACTS),
    "simulate": ("simulate", *FACTS, *NOW, "--set", "cap=110 %", "--details"),
    "diff": ("diff", "plan.yaml", "next.yaml", "kpis.csv", *NOW),
    "budget": ("budget", *FACTS, "--draws", "10", "--limit", "9000"),
    "explore": ("explore", *FACTS, *NOW, "--plan"),
    "progress": ("progress", *FACTS, *NOW, "--previous", "before.csv"),
    "feasible": ("feasible", *FACTS),
    "noise": ("noise", *FACTS, *NOW),
    "objectives": ("objectives", "plan.yaml"),
    "explain": ("explain", *FACTS, *NOW, "--csm", "p0"),
    "vote": ("vote", "plan.yaml", "ballots.csv"),
    "routes": ("routes", "plan.yaml"),
    "compare": ("compare", "plan.json", "next.json"),
    "history": ("history", "ledger"),
    "history of a formula": ("history", "ledger", "--csm", "=1+1"),
    "payroll": ("payroll", "ledger", "--layout", "payroll.yaml", "--period", "2025-Q2"),
    "verify": ("verify", "ledger"),
    "correct": (
        *("correct", "ledger", "mended.csv", "--period", "2025-Q1", "--reason", MARKUP, "--dry-run"),
        *("--adjustments", "paid.csv"),
    ),
    "test": ("test", "plan.yaml"),
    "validate": ("validate", "plan.yaml"),
}
"""What is asked; each in every format that it is written in."""
MODULES = {"progress": "weekly"}
"""Where a command stands that has another name than its module."""
BESIDE = {"schema": "it says nothing of a file", "parquet": "texts are kept as they are: test_hostile.py"}
"""Commands and formats that are not asked here, and why."""
FAILS = {"test"}
"""Commands that find something: an example that is wrong on purpose."""


def forms_of(command: str) -> list[str]:
    """The formats that a command offers."""
    module = importlib.import_module(f"csvariable.commands.{MODULES.get(command, command)}")
    return [one.name for one in offered(module.WRITTEN) if one.name not in BESIDE]


def cases() -> Iterator[tuple[str, str]]:
    """Each document in each format."""
    for name, (command, *_) in COMMANDS.items():
        if command == "explore":
            yield name, "page"
        else:
            yield from ((name, form) for form in forms_of(command))
    yield "payroll", "xlsx"


def test_every_command_that_writes_is_asked() -> None:
    found = {one.name for one in pkgutil.iter_modules(commands.__path__)}
    writes = {
        one for one in found if hasattr(importlib.import_module(f"csvariable.commands.{one}"), "WRITTEN")
    }
    assert writes - {MODULES.get(asked, asked) for asked, *_ in COMMANDS.values()} - BESIDE.keys() == set()


class Found(HTMLParser):
    """Elements that no page of ours has, and attributes that run something."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.wrong: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in {"img", "iframe", "object", "b", "a"} or any(name.startswith("on") for name, _ in attrs):
            self.wrong.append(tag)


@pytest.mark.parametrize(("name", "form"), list(cases()))
def test_nothing_of_a_hostile_text_wakes_up(
    name: str, form: str, files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(files)
    out = tmp_path / f"out.{form}"
    asked = COMMANDS[name]
    language = () if "--lang" in asked else ("--lang", "en")
    kind = () if form in {"page", "xlsx"} and name != "statement" else ("-f", form)
    expected = 1 if name in FAILS else 0
    if name == "explain":
        stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        monkeypatch.setattr("sys.stdout", stream)
        assert run([*asked, *language]) == expected
        out.write_bytes(stream.buffer.getvalue())
    else:
        assert run([*asked, *language, *kind, "-o", str(out)]) == expected
    check(form, out.read_bytes())


def check(form: str, data: bytes) -> None:
    """Nothing of a document drives a terminal, runs, opens or computes anything."""
    if form == "xlsx":
        check_workbook(data)
        return
    if form == "pdf":
        check_pdf(data)
        return
    text = data.decode("utf-8-sig")
    assert not DRIVERS.search(text.replace("\r\n", "\n"))
    if form in {"html", "page"}:
        found = Found()
        found.feed(text)
        assert found.wrong == []
        assert found.scripts == (2 if form == "page" else 0)
    elif form == "markdown":
        bare = re.sub(r"<!-- csvariable:\S+ -->|```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
        assert not re.search(r"(?<!\\)<(?:img|script|!--)", bare), bare
    elif form == "csv":
        cells = re.split(r"[,;\n]", text)
        assert [one for one in cells if re.match(r'"?[=+@]', one)] == []
    elif form in {"json", "sarif"}:
        json.loads(text)
    elif form == "junit":
        tags = {one.tag for one in ET.fromstring(text).iter()}  # noqa: S314 - what we wrote
        assert tags <= {"testsuites", "testsuite", "testcase", "failure", "error", "properties", "property"}
    elif form == "github":
        assert all(line.startswith("::") for line in text.splitlines() if line.strip())


def check_pdf(data: bytes) -> None:
    """A PDF shows the texts, and holds nothing that acts."""
    read = PdfReader(io.BytesIO(data))
    text = "".join(page.extract_text() for page in read.pages)
    shown = re.sub(r"\s+", "", text)
    assert any(re.sub(r"\s+", "", one) in shown for one in ("#set page(width: 1pt)", MARKUP))
    assert not DRIVERS.search(text)
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/OpenAction", b"/EmbeddedFile"):
        assert word not in data


def check_workbook(data: bytes) -> None:
    """Every formula is one of ours, and no text is one."""
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for one in row:
                if one.data_type == "f":
                    assert "HYPERLINK" not in str(one.value)
                    assert not str(one.value).startswith("=1+1")
                elif isinstance(one.value, str):
                    assert not DRIVERS.search(one.value)
