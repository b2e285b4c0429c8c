"""What `simulate` is asked to try: flags, sweeps, scenario files and other plans, as scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csvariable.commands.stages import read_document

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.scenario import Scenario
    from csvariable.text import Document


@dataclass(frozen=True)
class ScenarioOptions:
    """What is to be tried, and where it is written."""

    scenarios: tuple[Scenario, ...]
    documents: tuple[Document, ...]
    problems: tuple[Diagnostic, ...]


def scenario_options(
    sets: Sequence[str], sweeps: Sequence[str], files: Sequence[Path], against: Sequence[Path]
) -> ScenarioOptions:
    """Read all that is to be tried; what `--set` says holds in every scenario, sweeps multiply them."""
    from csvariable.scenario import Scenario, parse_sets, parse_sweeps, scenarios_in, written_over

    flags, flag_document, problems = parse_sets(sets)
    points, more = parse_sweeps(sweeps)
    problems += more
    documents = [flag_document] if sets and flag_document is not None else []
    found: list[Scenario] = []
    for path in files:
        document, more = read_document(path)
        problems += more
        if document is not None:
            documents.append(document)
            named, more = scenarios_in(document)
            found += named
            problems += more
    for path in against:
        document, more = read_document(path)
        problems += more
        if document is not None:
            documents.append(document)
            found.append(Scenario(str(path), plan=document))
    problems += written_over(flags, points, found)
    if flags is not None:
        found = [one.beside(flags, one.name) for one in found] or [flags]
    if points:
        starts = [replace(flags, name="")] if not files and not against and flags else found or [Scenario("")]
        found = [
            start.beside(point, f"{start.name}, {point.name}" if start.name else point.name)
            for start in starts
            for point in points
        ]
    return ScenarioOptions(tuple(found), tuple(documents), tuple(problems))
