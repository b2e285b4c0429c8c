"""Papers in every format: foreign text is never markup, extras are named, bytes are the same twice."""

from __future__ import annotations

import io
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pages import of_html, of_markdown
from pypdf import PdfReader
from readers import DEMO, HEAD, Ran
from statements import of
from sums import holds

from csvariable.cli import run
from csvariable.documents.clean import clean
from csvariable.documents.formats import Look
from csvariable.documents.paper.html import as_html
from csvariable.documents.paper.pdf import NoFontError, as_pdf
from csvariable.documents.paper.workbook import write_workbook
from csvariable.documents.pay_statement import PayStatement

RUN = [str(DEMO / "plan.yaml"), str(DEMO / "kpis.csv"), "--people", str(DEMO / "people.csv")]

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="x',
    "[bold red]Ana[/]",
    "[/]",
    ":moneybag:",
    "a|b *c* _d_ `e` ~~f~~ <g> &amp;",
    "# Title",
    '#import "x": y',
    "#eval(1) $x$ @ref <label>",
    "Ana\u202e0001",
    "Ana\x1b[31m",
    "Ana\u200b",
    "שלום",
    "Zoe\u0301",
)
"""Names that mean something to a terminal, a browser, a spreadsheet, Markdown, Typst or a reader's eye."""


def paid(name: str) -> PayStatement:
    """The statement of somebody with a name, whose KPI, bonus and reward have it as well."""
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\e") + '"'
    plan = f"""\
{HEAD}target_incentive: 1000
objectives: {{grow: {{statement: {quoted}}}}}
kpis:
  nrr:
    name: {quoted}
    why: {quoted}
    objective: grow
    weight: 100 %
    unit: percent
    curve: {{of: actual, lookup: [{{from: 0 %, pays: 100 %}}]}}
bonuses:
  gift: {{name: {quoted}, gives: {{item: {quoted}, value: 5}}}}
"""
    cell = '"' + name.replace('"', '""') + '"'
    return of(Ran(plan, f"id,name,nrr\nana,{cell},50 %\n"))[0]


class _Texts(HTMLParser):
    """The texts and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_markup(name: str) -> None:
    one, shown = paid(name), clean(name)
    page = _Texts()
    page.feed(as_html(one.paper()))
    assert page.texts.count(shown) >= 3
    assert not page.tags & {"script", "img", "g", "x"}
    assert not any(attribute.startswith("on") for attribute in page.attributes)
    markdown = one.markdown()
    assert re.sub(r"\\(.)", r"\1", markdown).count(shown) >= 3
    assert of_markdown(markdown) == of_html(as_html(one.paper()))
    stream = io.StringIO()
    one.show(stream, Look())
    assert stream.getvalue().count(shown) >= 3
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_data_to_typst_and_text_to_a_spreadsheet(name: str) -> None:
    one, shown = paid(name), clean(name)
    if name.isascii():
        document = PdfReader(io.BytesIO(as_pdf(one.paper(), since=0)))
        text = "".join(page.extract_text() for page in document.pages)
        wanted = shown.replace(" ", "")
        assert re.sub(r"\s", "", text).count(wanted) >= 3
    out = io.BytesIO()
    write_workbook(one.paper(), one.workings(), out)
    cells = [cell for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells].count(shown) >= 3
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert all(re.match(r"=(?:[\d(]|IF|MIN|MAX|SUM|'|AND|-)", formula) for formula in formulas)


def demo() -> list[PayStatement]:
    """The statements of the demonstration."""
    texts = [(DEMO / name).read_text("utf-8") for name in ("plan.yaml", "kpis.csv", "people.csv")]
    return of(Ran(*texts))


def test_a_pdf_has_the_same_bytes_twice_and_adds_up() -> None:
    one = demo()[2]
    first = as_pdf(one.paper(), since=86_400)
    assert first == as_pdf(one.paper(), since=86_400)
    document = PdfReader(io.BytesIO(first))
    assert b"pdfaid:part" in first.replace(b"\n", b"") or document.xmp_metadata is not None
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in document.pages))
    text = text.replace("\u00a0", " ")
    lines = [line.how.replace("\u00a0", " ") for line in of_html(as_html(one.paper())) if holds(line.how)]
    assert len(lines) > 10
    assert [how for how in lines if how not in text] == []


def test_letters_that_no_font_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    def lacking(*_: object, **__: object) -> bytes:
        message = 'PDF/A-2b error: the text `"日"` could not be displayed with font `"Libertinus Serif"`'
        raise typst.TypstError(message, message)

    monkeypatch.setattr(typst, "compile", lacking)
    with pytest.raises(NoFontError, match="日"):
        as_pdf(demo()[0].paper(), since=0)


@pytest.mark.parametrize(("module", "form"), [("typst", "pdf"), ("xlsxwriter", "xlsx")])
def test_a_format_without_its_extra_says_what_to_install(
    module: str,
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    out = tmp_path / f"ana.{form}"
    assert run(["statement", *RUN, "--csm", "ana", "-o", str(out)]) == 2
    assert f"install csvariable[{form}]" in capsys.readouterr().err
    assert not out.exists()


def test_a_workbook_has_its_formulas_with_what_they_came_to(tmp_path: Path) -> None:
    out = tmp_path / "ana.xlsx"
    assert run(["statement", *RUN, "--csm", "ana", "-o", str(out)]) == 0
    live, kept = load_workbook(out), load_workbook(out, data_only=True)
    assert live.sheetnames == ["Statement", "Steps", "Facts"]
    assert "_nrr.payout" in live.defined_names
    steps = {row[0].value: row[3].value for row in live["Steps"].iter_rows(min_row=2)}
    values = {row[0].value: row[3].value for row in kept["Steps"].iter_rows(min_row=2)}
    assert steps["nrr.actual"] == "='Facts'!$C$2"
    assert values["total"] == 3456.88


def test_a_booklet_is_a_pdf_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    files = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for file in files:
        assert run(["booklet", str(DEMO / "plan.yaml"), "--lang", "fr,en", "-o", str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert len(PdfReader(files[0]).pages) > 4
