"""The catalogues of messages: gathered from the source, brought up to date, compiled.

    python tools/catalogue.py update     gather messages, merge them into each .po, compile each .mo
    python tools/catalogue.py check      exit 1 where a catalogue lags behind the source, or lacks a sentence

Babel does the work: extraction, merging, plurals, files. What is ours is the typography: a translator
writes plain spaces and apostrophes, and each language's rules are applied once, on the way into the .mo.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from csvariable.catalog.entry import entry as catalog_kpi, ids
from csvariable.catalog.preset import preset, preset_ids
from csvariable.cli import texts
from csvariable.commands.init import templates
from csvariable.reading.result_schema import result_schema
from csvariable.reading.schema import plan_schema, sentences
from csvariable.rules import names, page, rules, shapes
from csvariable.rules.manual import parts
from csvariable.speech.catalogue import CATALOG, HELP, RULE, SCHEMA, TEMPLATE

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "csvariable"
LOCALE = SOURCE / "speech" / "locale"
MAKERS = {"msg": 1, "Message": 1, "counted": 2, "in_context": 2}
"""Functions that make a message, and how many of their first arguments are its words."""

Found = tuple[str, str | None, str | None]
"""English, its plural, its context."""


def gathered() -> Catalog:
    """Return every message of the source with the files where it stands."""
    catalogue = Catalog(project="csvariable", charset="utf-8", fuzzy=False)
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for text, plural, context in messages_of(path):
            entry = (text, plural) if plural is not None else text
            catalogue.add(entry, locations=[(name, 0)], context=context)
    for text in sentences([plan_schema(), result_schema()]):
        catalogue.add(text, locations=[("src/csvariable/reading/schema.py", 0)], context=SCHEMA)
    for text in texts():
        if text:
            catalogue.add(text, locations=[("src/csvariable/cli.py", 0)], context=HELP)
    for name in names():
        for part in parts(page(name) or ""):
            if isinstance(part, str):
                module = Path(str((rules().get(name) or shapes).__file__))
                place = module.relative_to(ROOT).as_posix()
                catalogue.add(part, locations=[(place, 0)], context=RULE)
    add_kpis(catalogue)
    add_templates(catalogue)
    return catalogue


def add_kpis(catalogue: Catalog) -> None:
    """Add the texts of the KPI catalogue and of the presets."""
    for kpi in map(catalog_kpi, ids()):
        place = f"src/csvariable/catalog/kpis/{kpi.id}.yaml"
        for text in kpi.texts():
            catalogue.add(text, locations=[(place, 0)], context=CATALOG)
    for name in preset_ids():
        for text in preset(name).texts():
            place = f"src/csvariable/catalog/presets/{name}.yaml"
            catalogue.add(text, locations=[(place, 0)], context=CATALOG)


def add_templates(catalogue: Catalog) -> None:
    """Add the comments, names and pages of the templates of plans."""
    for template in templates():
        for text in template.texts():
            catalogue.add(text, locations=[(f"plans/{template.name}/plan.yaml", 0)], context=TEMPLATE)


def messages_of(path: Path) -> Iterator[Found]:
    """Yield the messages that a module makes; raise where one is no literal, and so in no catalogue."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS):
            continue
        if node.func.id == "Message" and path.name == "message.py":
            continue
        words = [
            one.value if isinstance(one, ast.Constant) else None for one in node.args[: MAKERS[node.func.id]]
        ]
        if len(words) != MAKERS[node.func.id] or not all(isinstance(word, str) for word in words):
            raise SystemExit(f"{path}:{node.lineno}: a message is written out where it is made")
        first, *more = (str(word) for word in words)
        if node.func.id == "counted":
            yield first, more[0], None
        elif node.func.id == "in_context":
            yield more[0], None, first
        else:
            yield first, None, None


# ------------------------------------------------------------------------------ typography

_NO_BREAK, _NARROW, _APOSTROPHE = "\u00a0", "\u202f", "\u2019"
_MINUS = re.compile(r"(?<![\w-])-(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SPACED = re.compile(r" (?=[:;?!%»€](?!\w))|(?<=«) ")


def french(text: str) -> str:
    """Return a French sentence with no-break spaces and typographic apostrophes, outside of code and gaps."""
    pieces = text.split("`")
    for at in range(0, len(pieces), 2):
        said = _THOUSANDS.sub(_NARROW, _SPACED.sub(_NO_BREAK, pieces[at]))
        pieces[at] = _MINUS.sub("\u2212", said).replace("'", _APOSTROPHE)
    return "`".join(pieces)


TYPOGRAPHY: dict[str, Callable[[str], str]] = {"fr": french}


class _Compiled(Catalog):
    """A catalogue whose header says only what reading it needs: no dates."""

    plurals = ""

    @property  # type: ignore[misc]
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header."""
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", self.plurals)]


def compiled(catalogue: Catalog, language: str) -> bytes:
    """Return a catalogue as gettext reads it, set as the language sets its texts."""
    typeset = TYPOGRAPHY.get(language, str)
    made = _Compiled(locale=catalogue.locale, charset="utf-8", fuzzy=False)
    made.plurals = catalogue.plural_forms
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            texts = message.string
            told = tuple(map(typeset, texts)) if isinstance(texts, tuple | list) else typeset(texts)
            made.add(message.id, told, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, made)
    return buffer.getvalue()


# ------------------------------------------------------------------------------ files


def read(path: Path) -> Catalog:
    """Return the catalogue of a language as its translators left it."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parents[1].name, domain="csvariable")


_CHANGING = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Language-Team|Report-Msgid-Bugs-To)'
    r"[^\n]*\n",
    re.MULTILINE,
)


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .po file whose lines change only with its messages."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalogue,
        width=110,
        sort_output=True,
        omit_header=False,
        include_lineno=False,
        ignore_obsolete=True,
    )
    text = _CHANGING.sub("", buffer.getvalue().decode())
    return re.sub(r"\A(#[^\n]*\n)+", "# Messages of csvariable.\n", text).encode()


def renewed(path: Path) -> Catalog:
    """Return the catalogue of a language with exactly the messages of the source."""
    catalogue = read(path)
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def lacking(catalogue: Catalog) -> list[str]:
    """Return the English of the messages that have no translation, or one that nobody has confirmed."""
    return [
        str(one.id)
        for one in catalogue
        if one.id
        and (one.fuzzy or not (all(one.string) if isinstance(one.string, tuple | list) else one.string))
    ]


def main(what: str) -> int:
    """Update or check every catalogue; return the exit code."""
    wrong = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/csvariable.po")):
        language, catalogue = path.parents[1].name, renewed(path)
        po, mo = written(catalogue), compiled(catalogue, language)
        stale = [
            file
            for file, data in ((path, po), (path.with_suffix(".mo"), mo))
            if not file.exists() or file.read_bytes() != data
        ]
        if what == "update":
            path.write_bytes(po)
            path.with_suffix(".mo").write_bytes(mo)
        for file in stale if what == "check" else ():
            sys.stdout.write(f"{file.relative_to(ROOT)} lags behind the source: make catalogue\n")
        untold = lacking(catalogue)
        for text in untold:
            sys.stdout.write(f"{language}: no translation of {text!r}\n")
        wrong += len(untold) + (len(stale) if what == "check" else 0)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
