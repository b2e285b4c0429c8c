"""A language made of brackets: whatever stands outside of them did not come from the catalogue.

Each sentence is said between ⟦ and ⟧, and what stands in its gaps between ⟨ and ⟩. A word that is
in no sentence was never a message; a word that stands in a gap and in no file, id or option is an
English word that was put there as a text.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from types import ModuleType

from csvariable.speech import catalogue

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "eo"
"""Esperanto: nobody needs it here, and its plurals are two, its numbers not the English ones."""

_OPEN, _CLOSE, _GAP, _END = "⟦⟧⟨⟩"


def tool() -> ModuleType:
    """Return `tools/catalogue.py`."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bracketed(text: str) -> str:
    """Return a sentence between brackets, its gaps between others."""
    said = []
    for before, gap, _, _ in Formatter().parse(text):
        said.append(before.replace("{", "{{").replace("}", "}}"))
        if gap is not None:
            said.append(f"{_GAP}{{{gap}}}{_END}")
    return f"{_OPEN}{''.join(said)}{_CLOSE}"


def write_catalogue(folder: Path) -> None:
    """Write the catalogue of the language of brackets: every message of the source is in it."""
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "csvariable.mo").write_bytes(_compiled())


@cache
def _compiled() -> bytes:
    made = tool()
    found = made.Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    for one in made.gathered():
        if one.id:
            plain = one.context in {catalogue.HELP, catalogue.RULE, catalogue.SCHEMA}
            said = [f"{_OPEN}{text}{_CLOSE}" if plain else bracketed(text) for text in _forms(one.id)]
            found.add(one.id, said[0] if isinstance(one.id, str) else tuple(said), context=one.context)
    compiled = made.compiled(found, LANGUAGE)
    assert isinstance(compiled, bytes)
    return compiled


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Let the language of brackets be spoken."""
    write_catalogue(folder)
    with catalogue.with_folder(folder):
        yield


# ------------------------------------------------------------------------------ what escapes

_CODE = re.compile(
    r"`[^`]*`"  # code, as it is written in sentences
    r"|https?://\S+"
    r"|\$ .*"
    r"|(?<!\w)--?[\w-]+(?:=\S+)?"  # options
    r"|[\w./\\-]+\.(?:yaml|csv|json|md|py)\S*"  # files
    r"|\b[a-z][\w-]*(?:\.[\w-]+)+"  # steps, routes
    r"|\[[a-z\d-]+\]"  # the name of a rule
    r"|\bo{2,}\b"  # marks of a drawing
    r"|\b[0-9a-f]{8,}\b"  # hashes
    r"|UTF-\d+|\bok\b|US\$"
)
_COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")
_WORD = re.compile(r"[^\W\d_]{2,}")


def bare(text: str) -> str:
    """Return what stands in no sentence: outside of all brackets, or straight inside a gap."""
    said: list[str] = []
    around: list[str] = []
    for sign in text:
        if sign in (_OPEN, _GAP):
            around.append(sign)
            said.append(" ")
        elif sign in (_CLOSE, _END):
            around.pop() if around else None
            said.append(" ")
        elif sign in "\n`" or not around or around[-1] == _GAP:
            said.append(sign)
    return "".join(said)


@lru_cache(4096)
def _words(known: str) -> frozenset[str]:
    """Return the words of a text that may be quoted; a file is quoted by many screens."""
    return frozenset(_WORD.findall(_COMMENT.sub("", known)))


def escaped(text: str, known: Iterable[str]) -> list[str]:
    """Return the words that came from no catalogue, apart from code and from words that are known."""
    allowed = frozenset().union(*map(_words, known))
    found = dict.fromkeys(_WORD.findall(_CODE.sub(" ", bare(text))))
    return [word for word in found if word not in allowed]
