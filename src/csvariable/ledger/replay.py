"""A period computed again from the bytes that were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csvariable.engine.results import Results
from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.facts.opening import LedgerOpening
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, has_errors
from csvariable.ledger.manifest import Manifest
from csvariable.measures.source_file import read_source
from csvariable.plan.source import OF_OPENING
from csvariable.reading import read
from csvariable.tables.files import read_file
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten
from csvariable.text import Document, parse


@dataclass(frozen=True, slots=True)
class RunFile:
    """A file of a run: what it is, its name, its bytes."""

    kind: str
    """`plan`, `kpis`, `people`, `adjustments`, `late`, `source`."""
    name: str
    data: bytes
    source: str | None = None
    """The source of the plan whose raw rows it holds."""

    @property
    def role(self) -> str:
        """What it is in the run: its kind; `source deals` for the rows of a source."""
        return self.kind if self.source is None else f"{self.kind} {self.source}"


@dataclass(frozen=True, slots=True)
class Replay:
    """A run from bytes: results, or what stopped it."""

    document: Document | None
    plans: Plans | None
    tables: tuple[Table, ...]
    results: Results | None
    diagnostics: tuple[Diagnostic, ...]


def replayed(
    files: Sequence[RunFile],
    reading: HowWritten,
    period: str,
    opening: LedgerOpening | None = None,
) -> Replay:
    """Compute a period from the plan, which comes first, and the other files."""
    document, problems = parse(files[0].data, files[0].name)
    found = list(problems)
    plans = None
    if document is not None:
        said = read(document)
        found += said.diagnostics
        plans = None if said.plan is None else Plans(said.plan, said.roles)
    tables: dict[str, list[Table]] = {}
    sources: dict[str, list[Table]] = {}
    for one in files[1:]:
        if one.source is None:
            table, more = read_file(one.data, one.name, reading)
        elif plans is None or one.source.removesuffix(OF_OPENING) not in plans.base.sources:
            continue  # a plan that was corrected may have left a source out
        else:
            source = plans.base.sources[one.source.removesuffix(OF_OPENING)]
            table, more = read_source(one.data, one.name, source, reading)
        found += more
        if table is not None:
            of_kind = tables if one.source is None else sources
            of_kind.setdefault(one.source or one.kind, []).append(table)
    rows = {table.name: table for of_source in sources.values() for table in of_source}
    every = (
        *(table for kind in ("kpis", "late", "people", "adjustments") for table in tables.get(kind, ())),
        *rows.values(),
    )
    if plans is None or has_errors(found):
        return Replay(document, plans, every, None, tuple(found))
    people, adjustments = (next(iter(tables.get(kind, ())), None) for kind in ("people", "adjustments"))
    kpis, late = tables.get("kpis", ()), tables.get("late", ())
    given = Tables(kpis, people, adjustments, sources=sources, late=late, prefer="files", opening=opening)
    done = run(plans, given, period)
    return Replay(document, plans, every, done.results, (*found, *done.diagnostics))


def files_of(folder: str, manifest: Manifest, files: Mapping[str, bytes]) -> list[RunFile]:
    """Return the files that a period was computed from, under the names that they had then."""
    return [
        RunFile(one.kind, one.path, files[f"{folder}/{one.file}"], one.source)
        for one in (manifest.plan, *manifest.inputs)
        if one.file is not None
    ]
