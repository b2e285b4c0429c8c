"""The page of `explore` as one file: its frame, its words, the data and the scripts that move it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from csvariable.documents.clean import clean, visible_json
from csvariable.documents.explore.explorer import Explorer
from csvariable.documents.paper.html import POLICY, style
from csvariable.kernel.message import Filling, Message, msg
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class ExplorePage:
    """A page in HTML."""

    shown: Explorer

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.shown.view.language)

    def text(self) -> str:
        """Return the whole page as one file."""
        return "\n".join(self._page()) + "\n"

    def _page(self) -> Iterator[str]:
        one = self.shown.view.person(self.shown.people[0]) if len(self.shown.people) == 1 else ""
        title = _text(self._say(msg("What if? · {plan}"), plan=self.shown.view.name))
        here = files(__package__)
        policy = POLICY.replace("style-src", "script-src 'unsafe-inline'; style-src")
        yield "<!doctype html>"
        yield f'<html lang="{_text(self.shown.view.language)}">'
        yield '<head><meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="robots" content="noindex">'
        yield f"<title>{title}</title>"
        yield f"<style>\n{style()}{here.joinpath('page.css').read_text('utf-8')}</style></head>"
        yield "<body><main>"
        yield f'<header><p class="over">{title}</p>'
        yield f'<div class="head"><h1>{_text(one) or self._select()}</h1>'
        yield '<p class="beside" id="total" role="status"></p></div>'
        yield '<p class="under" id="difference" aria-live="polite"></p>'
        yield from self._cost()
        yield "</header>"
        lead = msg("Move a result and see what it pays: the rules are those of the plan, counted exactly.")
        yield f"<p>{_text(self._say(lead))}"
        yield f' <button type="button" id="back">{_text(self._say(msg("Back to what is")))}</button></p>'
        yield '<div class="desk"><section aria-labelledby="h-kpis">'
        yield f'<h2 id="h-kpis">{_text(self._say(msg("Results")))}</h2><div id="kpis"></div>'
        yield from self._plan()
        yield '</section><section aria-labelledby="h-lines">'
        yield from self._team()
        yield f'<h2 id="h-lines">{_text(self._say(msg("How it comes about")))}</h2>'
        yield '<table class="account"><tbody id="lines"></tbody></table>'
        yield "</section></div></main>"
        whole = visible_json(json.dumps(self.shown.data, ensure_ascii=False, separators=(",", ":")))
        yield f'<script type="application/json" id="data">{_in_script(whole)}</script>'
        scripts = (here.joinpath(name).read_text("utf-8") for name in ("interpreter.js", "page.js"))
        yield f"<script>{_joined(scripts)}</script>"
        yield "</body></html>"

    def _select(self) -> str:
        label = _text(self._say(msg("Person")))
        return f'<label for="person" class="quiet">{label}</label> <select id="person"></select>'

    def _plan(self) -> Iterator[str]:
        if not self.shown.planned:
            return
        yield f"<h2>{_text(self._say(msg('The plan')))}</h2>"
        if self.shown.variants:
            label = _text(self._say(msg("Its form")))
            yield f'<p><label for="form">{label}</label> <select id="form">'
            options = (self._say(msg("as it is written")), *(one.label for one in self.shown.variants))
            yield from (f'<option value="{at}">{_text(one)}</option>' for at, one in enumerate(options))
            yield "</select></p>"
        yield '<div id="plan"></div>'
        if self.shown.refused:
            yield f"<details><summary>{_text(self._say(msg('What cannot be moved here')))}</summary><dl>"
            yield from (
                f"<dt>{_text(one.route)}</dt><dd>{_text(self._say(one.reason))}</dd>"
                for one in self.shown.refused
            )
            yield "</dl></details>"

    def _cost(self) -> Iterator[str]:
        """Yield what the team costs, where it stays in sight while sliders move."""
        if self.shown.planned:
            yield f'<p class="team"><span class="quiet">{_text(self._say(msg("What the team costs")))}</span>'
            yield '<span class="amount" id="cost" role="status"></span>'
            yield '<span class="quiet" id="cost-difference"></span></p>'

    def _team(self) -> Iterator[str]:
        if not self.shown.planned:
            return
        heads = (msg("Person"), msg("Before"), msg("After"), msg("Change"))
        cells = "".join(
            f'<th scope="col"{" class=number" if at else ""}>{_text(self._say(one))}</th>'
            for at, one in enumerate(heads)
        )
        yield f'<h2 id="h-team">{_text(self._say(msg("Who gains, who loses")))}</h2>'
        yield '<div class="crew" tabindex="0" role="region" aria-labelledby="h-team">'
        yield f'<table><thead><tr>{cells}</tr></thead><tbody id="people"></tbody></table></div>'
        yield '<p class="quiet" id="unmoved"></p>'
        yield f"<h2>{_text(self._say(msg('The same change in the terminal')))}</h2>"
        yield '<pre id="sets" tabindex="0"></pre>'


def _text(said: str) -> str:
    return escape(clean(said))


def _in_script(said: str) -> str:
    """Return JSON that ends no element it stands in, whatever its texts hold."""
    return said.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _joined(scripts: Iterator[str]) -> str:
    return "\n".join(scripts)


__all__ = ["ExplorePage"]
