"""What everybody is paid as a page: the table of the screen, remarks, and on request every step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from csvariable.documents.markdown import escaped
from csvariable.documents.measured import briefly
from csvariable.documents.page import Page, Row, as_markdown
from csvariable.documents.page_paper import paper_of
from csvariable.documents.paper.model import Paper
from csvariable.documents.summary import cost_of, heading_of, remarks, table_of
from csvariable.documents.view import View
from csvariable.kernel.message import msg
from csvariable.speech.saying import in_language


def payments_markdown(view: View, people: Iterable[Mapping[str, Any]]) -> str:
    """Return the page as Markdown; of each of the `people` all steps follow, as exact decimals."""
    return f"# {escaped(heading_of(view))}\n\n{as_markdown(_page(view, people))}"


def payments_paper(view: View, people: Iterable[Mapping[str, Any]]) -> Paper:
    """Return the same as a paper."""
    title = in_language(msg("What each person is paid"), view.language)
    return paper_of(_page(view, people, title), language=view.language, title=heading_of(view), over="")


def _page(view: View, people: Iterable[Mapping[str, Any]], title: str = "") -> Page:
    page = Page()
    columns, rows = table_of(view)
    page.table(
        title,
        [(column.header, column.number) for column in columns],
        [*(Row(tuple(row)) for row in rows[:-1]), Row(tuple(rows[-1]), "bold")],
    )
    cost = cost_of(view)
    if cost is not None:
        page.lines("", [cost])
    said = [
        view.word("of-person", person=view.person(at), remark=remark)
        for at in view.chosen
        for remark in remarks(view, at)
    ]
    said += [
        view.word("of-person", person=view.person(at), remark=line)
        for at in view.chosen
        for line in briefly(view, at)
    ]
    if said:
        page.lines(view.word("remarks"), said)
    for person in people:
        _steps(page, view, person)
    return page


def _steps(page: Page, view: View, person: Mapping[str, Any]) -> None:
    """Add the steps of a person, part by part where there are several."""
    name = person["name"]
    title = f"{person['id']} ({name})" if name else person["id"]
    parts = person.get("parts", ())
    columns = [(view.word("step"), False), (view.word("value"), True)]
    for number, part in enumerate(parts, 1):
        heading = view.word("part-of", number=number, count=len(parts))
        page.table(f"{title}, {heading}", columns, _rows(part))
    page.table(title, columns, _rows(person))


def _rows(part: Mapping[str, Any]) -> list[Row]:
    return [Row((step, str(value))) for step, value in part["steps"].items()]
