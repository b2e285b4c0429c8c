"""Hostile texts through every format of every document: they are shown, and nothing of them wakes up."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from csvariable.cli import run

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
    return folder


FACTS = ("plan.yaml", "kpis.csv")
NOW = ("--period", "2026-Q1")
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "compute": (
        ("compute", *FACTS, *NOW, "--details"),
        ("text", "csv", "html", "json", "jsonl", "markdown", "pdf"),
    ),
    "a day": (("compute", *FACTS, *NOW, "--as-of", "2026-02-10"), ("text", "csv", "html", "markdown")),
    "statement": (
        ("statement", *FACTS, *NOW, "--csm", "p0"),
        ("text", "html", "json", "markdown", "pdf", "xlsx"),
    ),
    "statement of a formula": (
        ("statement", *FACTS, *NOW, "--csm", "=1+1"),
        ("text", "html", "markdown", "xlsx"),
    ),
    "booklet": (("booklet", "plan.yaml", "--lang", "en"), ("html", "markdown", "pdf")),
    "booklets": (("booklet", "plan.yaml", "--lang", "fr,en", "--poster"), ("html",)),
    "report": (("report", *FACTS), ("text", "html", "json", "markdown")),
    "simulate": (
        ("simulate", *FACTS, *NOW, "--set", "cap=110 %", "--details"),
        ("text", "csv", "html", "json", "markdown"),
    ),
    "diff": (("diff", "plan.yaml", "next.yaml", "kpis.csv", *NOW), ("text", "html", "json", "markdown")),
    "budget": (("budget", *FACTS, "--draws", "10", "--limit", "9000"), ("text", "html", "json", "markdown")),
    "explore": (("explore", *FACTS, *NOW, "--plan"), ("page",)),
    "progress": (("progress", *FACTS, *NOW, "--previous", "before.csv"), ("text", "html", "markdown")),
    "feasible": (("feasible", *FACTS), ("text", "html", "json", "markdown")),
    "noise": (("noise", *FACTS, *NOW), ("text", "json", "markdown")),
    "objectives": (("objectives", "plan.yaml"), ("text", "json", "markdown")),
    "explain": (("explain", *FACTS, *NOW, "--csm", "p0"), ("text",)),
}
"""What is asked, and in which formats it is written."""


def cases() -> Iterator[tuple[str, str]]:
    """Each document in each format."""
    for name, (_, forms) in COMMANDS.items():
        yield from ((name, form) for form in forms)


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
    monkeypatch.delenv("CI", raising=False)
    out = tmp_path / f"out.{form}"
    kind = () if form == "page" else ("-f", form)
    to = () if name == "explain" else ("-o", str(out))
    asked, _ = COMMANDS[name]
    if name == "explain":
        stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        monkeypatch.setattr("sys.stdout", stream)
        assert run([*asked, "--lang", "en"]) == 0
        out.write_bytes(stream.buffer.getvalue())
    else:
        language = () if "--lang" in asked else ("--lang", "en")
        assert run([*asked, *language, *kind, *to]) == 0
    data = out.read_bytes()
    if form == "xlsx":
        check_workbook(data)
        return
    if form == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
        assert "#set page(width: 1pt)" in re.sub(r"\s+", " ", text)
        assert not DRIVERS.search(text)
        return
    text = data.decode("utf-8")
    assert not DRIVERS.search(text)
    if form in {"html", "page"}:
        found = Found()
        found.feed(text)
        assert found.wrong == []
        assert found.scripts == (2 if form == "page" else 0)
    elif form == "markdown":
        bare = re.sub(r"<!-- csvariable:\S+ -->|```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
        assert not re.search(r"(?<!\\)<(?:img|script|!--)", bare), bare
    elif form == "csv":
        cells = re.split(r"[,\n]", text)
        assert [one for one in cells if re.match(r'"?[=+@]', one)] == []


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
