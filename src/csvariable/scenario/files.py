"""Scenario files: named what-ifs, each with changes of the plan and of the facts.

scenarios:
  steeper:
    description: A steeper accelerator
    changes: {"kpis.nrr.curve.linear[2].pays": 160 %}
    facts: {nps: +5 points, nrr: "*1.02", only: {team: emea}}
    people: {add: 3 like ana, remove: [ben]}
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, listed, msg
from csvariable.reading.roles import removes
from csvariable.scenario.model import Edit, FactChange, PeopleChange, Scenario
from csvariable.text import Document, Node, NotARoute, Scalar, Setting, parse_route

PARTS = ("description", "changes", "facts", "people")
_LIKE = re.compile(r"([1-9][0-9]{0,3}) +like +(.+)", re.ASCII)
ONLY = ("team", "role", "participant")


def scenarios_in(document: Document) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """Return the scenarios of a file, beside everything that is wrong with its form."""
    reader = _Reader(document)
    found = reader.scenarios()
    return found, tuple(reader.problems)


class _Reader:
    """Reads one file and keeps what is wrong with it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Diagnostic] = []

    def refuse(
        self, rule: str, message: Message, route: Route, *, key: bool = False, advice: Message | None = None
    ) -> None:
        """Keep an error at a route of the file."""
        at = PlanPlace(route, key=key, file=self.document.name)
        self.problems.append(error(rule, message, at, help=advice))

    def scenarios(self) -> tuple[Scenario, ...]:
        """Read every scenario."""
        root = self.mapping((), msg("a scenario file"))
        self.known(root, ("scenarios", *(key for key in root if key.startswith("x-"))), ())
        if "scenarios" not in root:
            advice = msg("write `scenarios:` and below it a name, then `changes` or `facts`")
            self.refuse("no-scenarios", msg("the file holds no scenarios"), (), advice=advice)
            return ()
        named = self.mapping(("scenarios",), msg("`scenarios`"))
        return tuple(self.scenario(name) for name in named)

    def scenario(self, name: str) -> Scenario:
        """Read one scenario."""
        route: Route = ("scenarios", name)
        parts = self.mapping(route, msg("the scenario `{name}`", name=name))
        self.known(parts, PARTS, route)
        changes, only = self.facts((*route, "facts")) if "facts" in parts else ((), {})
        edits = self.edits((*route, "changes"), name) if "changes" in parts else ()
        people = self.people((*route, "people")) if "people" in parts else None
        if not changes and not edits and people is None:
            self.refuse(
                "empty-scenario", msg("the scenario `{name}` changes nothing", name=name), route, key=True
            )
        description = self.document.value((*route, "description"))
        home = PlanPlace(route, key=True, file=self.document.name)
        return Scenario(
            name, description.text if description else None, edits, changes, only, None, home, people
        )

    def people(self, route: Route) -> PeopleChange | None:
        """Read who joins and who leaves."""
        parts = self.mapping(route, msg("`people`"))
        self.known(parts, ("add", "remove"), route)
        added: list[tuple[int, str]] = []
        for text in self.texts((*route, "add")) if "add" in parts else ():
            found = _LIKE.fullmatch(text.strip())
            if found is None:
                self.refuse(
                    "wrong-change",
                    msg("`{text}` does not say who joins", text=text),
                    (*route, "add"),
                    advice=msg("write how many and whom they are like: `3 like ana`"),
                )
            else:
                added.append((int(found[1]), found[2].strip()))
        removed = self.texts((*route, "remove")) if "remove" in parts else ()
        if not added and not removed:
            return None
        return PeopleChange(tuple(added), tuple(removed), PlanPlace(route, key=True, file=self.document.name))

    def texts(self, route: Route) -> tuple[str, ...]:
        """Read a text or a list of texts."""
        node = self.document.node(route)
        items = () if node is None else node.value if isinstance(node.value, tuple) else (node,)
        texts = [item.value.text for item in items if isinstance(item.value, Scalar)]
        if len(texts) < len(items) or not texts:
            message = msg("`{name}` takes a name or a list of names", name=route[-1])
            self.refuse("wrong-change", message, route)
        return tuple(texts)

    def edits(self, route: Route, name: str) -> tuple[Edit, ...]:
        """Read new values of routes."""
        found = []
        for key, node in self.mapping(route, msg("`changes`")).items():
            by = Setting(f"scenario {name}", self.document, (*route, key))
            try:
                found.append(Edit(parse_route(key), None if removes(node) else node, by))
            except NotARoute as problem:
                self.refuse("unknown-route", problem.said, (*route, key), key=True)
        return tuple(found)

    def facts(self, route: Route) -> tuple[tuple[FactChange, ...], Mapping[str, frozenset[str]]]:
        """Read changes of facts, and whose facts change."""
        parts = self.mapping(route, msg("`facts`"))
        changes = []
        for figure in parts:
            text = self.document.value((*route, figure))
            if figure == "only":
                continue
            if text is None:
                advice = msg("write `+5 points`, `*1.02`, `-2 %` or a value")
                self.refuse(
                    "wrong-change",
                    msg("`{name}` needs a change", name=figure),
                    (*route, figure),
                    advice=advice,
                )
            else:
                at = PlanPlace((*route, figure), file=self.document.name)
                changes.append(FactChange(figure, text.text, at))
        return tuple(changes), self.only((*route, "only")) if "only" in parts else {}

    def only(self, route: Route) -> Mapping[str, frozenset[str]]:
        """Read whose facts change."""
        parts = self.mapping(route, msg("`only`"))
        self.known(parts, ONLY, route)
        found: dict[str, frozenset[str]] = {}
        for name in parts:
            found[name] = frozenset(self.texts((*route, name)))
        return found

    def mapping(self, route: Route, what: Message) -> Mapping[str, Node]:
        """Return the mapping at a route; say so where it is none."""
        node = self.document.node(route)
        if node is not None and isinstance(node.value, dict):
            return node.value
        self.refuse(
            "wrong-kind", msg("{what} is a mapping: names, colons and values", what=what), route, key=True
        )
        return {}

    def known(self, parts: Iterable[str], allowed: Iterable[str], route: Route) -> None:
        """Say which keys are not known."""
        names = list(allowed)
        for key in parts:
            if key not in names:
                near = difflib.get_close_matches(key, names)
                advice = (
                    msg("did you mean `{meant}`?", meant=near[0])
                    if near
                    else msg("there are: {names}", names=listed(names))
                )
                self.refuse(
                    "unknown-key",
                    msg("there is no key `{key}` here", key=key),
                    (*route, key),
                    key=True,
                    advice=advice,
                )
