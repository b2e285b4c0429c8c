"""The pages of the KPI catalogue in a language: prose from the catalogue of messages, the rest as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill, indent
from typing import Final

from csvariable.catalog.entry import CatalogKpi, Gap
from csvariable.kernel.message import Message, in_context, msg
from csvariable.speech.catalogue import in_catalog
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

_WIDTH: Final = 100
_DIRECTIONS: Final = {
    "higher": msg("higher is better"),
    "lower": msg("lower is better"),
}
_KINDS: Final = {
    "source": in_context("gap", "a source"),
    "column": in_context("gap", "a column"),
    "value": in_context("gap", "a value"),
    "choice": in_context("gap", "a choice"),
}


def catalog_list(kpis: list[CatalogKpi], language: Language) -> str:
    """Return all KPIs, a line each: id, name and what it says."""
    width = max(len(kpi.id) for kpi in kpis)
    names = [in_catalog(kpi.name, language) for kpi in kpis]
    named = max(map(len, names))
    return "".join(
        f"{kpi.id:<{width}}  {name:<{named}}  {in_catalog(kpi.says, language)}\n"
        for kpi, name in zip(kpis, names, strict=True)
    )


def catalog_page(kpi: CatalogKpi, language: Language) -> str:
    """Return the page of a KPI for a terminal."""

    def said(message: Message) -> str:
        return in_language(message, language)

    def text(english: str) -> str:
        return in_catalog(english, language)

    title = said(msg("{name}: {value}", name=kpi.id, value=text(kpi.name)))
    rests = msg(
        "For the pay of one person it should rest on {count} answers or more.", count=kpi.answers or 0
    )
    example = kpi.example
    parts = [
        f"{title}\n{'=' * len(title)}",
        text(kpi.says),
        said(msg("Formula: {formula}", formula=text(kpi.formula))),
        said(_unit(kpi)),
        *([] if kpi.answers is None else [said(rests)]),
        said(msg("What a plan says of it:")),
        "\n".join(_gaps(kpi.gaps, language)),
        said(msg("Traps:")),
        "\n".join(_wrapped(f"- {text(trap)}") for trap in kpi.traps),
        said(msg("In a plan:")),
        indent(block(kpi).rstrip(), "    "),
        said(msg("Worked example:")),
        indent(example.rows.rstrip(), "    "),
        said(
            msg(
                "Value of `ana` for the third quarter of 2026: {value}, n {n}",
                value=example.value,
                n=example.n,
            )
        ),
    ]
    return "\n\n".join(part if "\n" in part else _wrapped(part) for part in parts) + "\n"


def _unit(kpi: CatalogKpi) -> Message:
    direction = _DIRECTIONS[kpi.direction]
    if not kpi.range:
        return msg("Unit: `{unit}`, {direction}.", unit=kpi.unit, direction=direction)
    within = f"`[{', '.join(kpi.range)}]`"
    return msg("Unit: `{unit}` in {range}, {direction}.", unit=kpi.unit, range=within, direction=direction)


def block(kpi: CatalogKpi) -> str:
    """Return the KPI as a plan takes it from the catalogue, with the worked example's fillings."""
    fills = "".join(f"\n      {gap.name}: {kpi.example.fill.get(gap.name, 'rows')}" for gap in kpi.gaps)
    lines = [f"kpis:\n  {kpi.id}:\n    unit: {kpi.unit}"]
    if kpi.range:
        lines.append(f"    range: [{', '.join(kpi.range)}]")
    if kpi.direction == "lower":
        lines.append("    direction: lower")
    lines.append(f"    measure:\n      use: catalog.{kpi.id}{fills}")
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


def _gaps(gaps: Sequence[Gap], language: Language) -> Iterator[str]:
    width = max(len(gap.name) for gap in gaps)
    for gap in gaps:
        kind = in_language(_KINDS[gap.kind], language)
        yield f"    {gap.name:<{width}}  {in_catalog(gap.asks, language)} ({kind})"
        for choice, meaning in gap.choices.items():
            yield f"    {'':<{width}}    {choice}: {in_catalog(meaning, language)}"
