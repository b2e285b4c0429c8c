"""`csvariable init`: a plan that works, with its data, from a template."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

import csvariable
from csvariable.commands.completion import beginning
from csvariable.commands.files import read_bytes, write_folder
from csvariable.commands.options import ForceOption, LangOption
from csvariable.commands.review import today
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats.json_ import as_json
from csvariable.speech.catalogue import in_template, language_of, title_of_template
from csvariable.speech.edge import say
from csvariable.speech.language import Language
from csvariable.speech.templates import page_retold, plan_retold, texts_of

RETOLD = {"plan.yaml": plan_retold, "README.md": page_retold}
"""The files that are words."""
CARD = "template.yaml"
"""The file of a template that describes it; it is not copied."""

_REVIEW: Final = re.compile(rb"(?m)^(review_by: )\d{4}-\d\d-\d\d")
_HALF_A_YEAR: Final = 6

FIRST = "csm-saas"
"""The template to try first."""


class Template(NamedTuple):
    """A folder of `plans/` and what its card says."""

    name: str
    title: str
    description: str
    period: str | None
    folder: Path

    def files(self, language: Language) -> dict[str, bytes]:
        """What is copied: the plan and the page beside it in a language, the data as they are."""
        found = {path.name: read_bytes(path) for path in sorted(self.folder.iterdir()) if path.is_file()}
        say = partial(in_template, language=language)
        return {
            name: RETOLD[name](data.decode("utf-8"), say).encode() if name in RETOLD else data
            for name, data in found.items()
            if name != CARD
        }

    def texts(self) -> list[str]:
        """Every text that a catalogue translates."""
        plan, page = ((self.folder / name).read_text("utf-8") for name in RETOLD)
        return [self.title, self.description, *texts_of(plan, page)]


def templates_known(incomplete: str) -> list[str]:
    """Offer the names of the templates to the shell."""
    return beginning((one.name for one in templates()), incomplete)


def command(
    template: Annotated[
        str | None,
        typer.Argument(
            help="Name of a template.", metavar="TEMPLATE", show_default=False, autocompletion=templates_known
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Argument(help="Where to write; else TEMPLATE.", metavar="FOLDER", show_default=False),
    ] = None,
    *,
    exports: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FOLDER",
            help="Start from a folder of exports, in the FOLDER named first.",
            show_default=False,
        ),
    ] = None,
    show_list: Annotated[bool, typer.Option("--list", help="Show the templates.")] = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> int:
    """Start a plan from a template, or from exports: plan, sample data, schema for editors."""
    language = language_of(lang, os.environ)
    if exports is not None:
        return _from_exports(exports, Path(template or "plan"), language, force=force)
    if show_list or template is None:
        sys.stdout.write(catalogue(templates(), language))
        return 0
    chosen = choose(template)
    target = folder or Path(template)
    files = dated(chosen.files(language), today(os.environ)) | schema(language)
    write_folder(target, files, force=force)
    sys.stdout.write(farewell(chosen, target, files, language))
    return 0


def _from_exports(exports: Path, target: Path, language: Language, *, force: bool) -> int:
    from csvariable.commands.exports import plan_from

    files = {"plan.yaml": plan_from(exports, target, language).encode()} | schema(language)
    write_folder(target, files, force=force)
    written = say(language, "written", files=", ".join(sorted(files)), folder=str(target))
    plan = shlex.quote(str(target / "plan.yaml"))
    sys.stdout.write(f"{written}\n\n{say(language, 'next')}\n  csvariable validate {plan}\n")
    return 0


def dated(files: Mapping[str, bytes], day: date) -> dict[str, bytes]:
    """Return files whose plan is to be looked at again half a year after a day, at the end of the month."""
    months = day.year * 12 + day.month - 1 + _HALF_A_YEAR + 1
    again = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    plan = _REVIEW.sub(rb"\g<1>" + again.isoformat().encode(), files["plan.yaml"])
    return {**files, "plan.yaml": plan}


def home() -> Path:
    """Find the templates: inside the installed package, or beside the source of a checkout."""
    package = Path(csvariable.__file__).parent
    for folder in (package / "plans", package.parents[1] / "plans"):
        if folder.is_dir():
            return folder
    raise UsageError("no-templates")


def templates() -> list[Template]:
    """All templates, by name."""
    return [_template(card.parent) for card in sorted(home().glob(f"*/{CARD}"))]


def choose(name: str) -> Template:
    """The template of that name."""
    every = {template.name: template for template in templates()}
    if name not in every:
        near = get_close_matches(name.casefold(), every, n=1)
        if near:
            raise UsageError("no-such-template-but", name=name, meant=near[0], names=", ".join(every))
        raise UsageError("no-such-template", name=name, names=", ".join(every))
    return every[name]


def schema(language: Language) -> dict[str, bytes]:
    """The schema of a plan, which the first line of a plan names for editors."""
    try:
        module = import_module("csvariable.commands.schema")
    except ModuleNotFoundError:
        return {}
    return {"plan.schema.json": as_json(module.Schema("plan", language).data()).encode()}


def catalogue(every: list[Template], language: Language) -> str:
    """The list of templates and how to start from one."""
    width = max((len(template.name) for template in every), default=0)
    lines = [
        f"{template.name:<{width}}  {title_of_template(template.title, language)}\n"
        f"{'':<{width}}  {title_of_template(template.description, language)}\n"
        for template in every
    ]
    example = f"csvariable init {FIRST} {say(language, 'folder')}"
    lines.append(f"\n{say(language, 'start-one')}\n  {example}\n")
    return "".join(lines)


def farewell(chosen: Template, folder: Path, files: Mapping[str, bytes], language: Language) -> str:
    """What was written and which commands come next."""
    plan, kpis, people = (shlex.quote(str(folder / name)) for name in ("plan.yaml", "kpis.csv", "people.csv"))
    period = f" --period {chosen.period}" if chosen.period else ""
    written = say(language, "written", files=", ".join(sorted(files)), folder=str(folder))
    return (
        f"{written}\n\n{say(language, 'next')}\n"
        f"  csvariable validate {plan}\n"
        f"  csvariable compute {plan} {kpis} --people {people}{period}\n"
    )


def _template(folder: Path) -> Template:
    """Read the card of a template with the reader of plans."""
    from csvariable.text.parsing import parse

    card, _ = parse(read_bytes(folder / CARD), CARD)
    if card is None:
        raise UsageError("no-templates")

    def words(*route: str) -> str:
        found = card.value(route)
        return found.text if found else ""

    period = words("period")
    return Template(
        folder.name, words("title"), words("description"), None if period == "null" else period, folder
    )
