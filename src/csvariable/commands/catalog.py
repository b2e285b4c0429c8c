"""`csvariable catalog`: the KPIs of the field, each with its formula, traps and a worked example."""

import json
import os
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from csvariable.catalog.entry import CatalogKpi, entry, ids
from csvariable.commands.completion import beginning
from csvariable.commands.misuse import unknown_kpi
from csvariable.commands.options import LangOption
from csvariable.speech.catalog_pages import block, catalog_list, catalog_page
from csvariable.speech.catalogue import in_catalog, language_of
from csvariable.speech.language import Language


class CatalogFormat(StrEnum):
    """How the catalogue is written."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


def _known(incomplete: str) -> list[str]:
    return beginning(ids(), incomplete)


def command(
    kpi: Annotated[
        str | None,
        typer.Argument(
            help="Id of a KPI; without it, all are listed.",
            metavar="KPI",
            show_default=False,
            autocompletion=_known,
        ),
    ] = None,
    output: Annotated[
        CatalogFormat, typer.Option("--format", "-f", help="text, json, or the yaml to paste.")
    ] = CatalogFormat.TEXT,
    lang: LangOption = None,
) -> int:
    """Look a KPI up: what it says, how it is computed, what goes wrong with it."""
    language = language_of(lang, os.environ)
    if kpi is not None and kpi not in ids():
        raise unknown_kpi(kpi)
    found = [entry(one) for one in (ids() if kpi is None else [kpi])]
    match output:
        case CatalogFormat.JSON:
            every = [_data(one, language) for one in found]
            said = every if kpi is None else every[0]
            sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        case CatalogFormat.YAML:
            sys.stdout.write("\n".join(map(block, found)))
        case CatalogFormat.TEXT:
            sys.stdout.write(
                catalog_list(found, language) if kpi is None else catalog_page(found[0], language)
            )
    return 0


def _data(kpi: CatalogKpi, language: Language) -> dict[str, Any]:
    """Return a KPI as data, its sentences in a language."""
    said = asdict(kpi)
    for name in ("name", "says", "formula"):
        said[name] = in_catalog(said[name], language)
    said["traps"] = [in_catalog(trap, language) for trap in said["traps"]]
    for gap in said["gaps"]:
        gap["asks"] = in_catalog(gap["asks"], language)
        gap["choices"] = {key: in_catalog(text, language) for key, text in gap["choices"].items()}
    return said
