"""The routes of a plan, in whatever format they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from csvariable.documents.page import Page, Readable, Row
from csvariable.kernel.diagnostic import PlanPlace
from csvariable.speech.comparisons import word
from csvariable.speech.language import Language
from csvariable.text import Document, route_text


@dataclass(frozen=True)
class Routes(Readable):
    """Every route of a plan with its value and its line, in whatever format it is asked for."""

    document: Document
    language: Language

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - nobody is named here
        """Return a row for each route."""
        say = partial(word, self.language)
        page = Page()
        rows = [Row((route, value or "«»", str(line))) for route, value, line in self.found()]
        page.table("", [(say("route"), False), (say("value"), False), (say("where"), True)], rows)
        return page

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data."""
        routes = [{"route": route, "value": value, "line": line} for route, value, line in self.found()]
        return {"plan": self.document.name, "routes": routes}

    def found(self) -> Iterator[tuple[str, str, int]]:
        """Yield each route, its value as written, and its line."""
        for route, value in self.document.routes():
            yield route_text(route), value.text, self.document.place(PlanPlace(route)).line
