"""The work of `budget`: read plan, files and models; bounds, draws, the value that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from csvariable.commands.budget_inputs import BudgetInputs, Wanted
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.misuse import Misuse
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems, to_tell
from csvariable.commands.progress import ProgressLine
from csvariable.commands.run_options import SourceOptions
from csvariable.commands.source_files import no_kpis, with_rows
from csvariable.commands.stages import read_document, read_plans, read_tables
from csvariable.commands.usage_error import UsageError
from csvariable.kernel.message import msg, quoted
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.budget import Budget
    from csvariable.engine.results import Results
    from csvariable.exposure import Exposure
    from csvariable.facts.load import Tables
    from csvariable.facts.opening import LedgerOpening
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.odds import OddsModel, Outcomes, Way
    from csvariable.solve import Solved


def read_budget(
    files: tuple[Path, Sequence[Path], Path | None, Path | None],
    period: str | None,
    odds: Path | None,
    csv: CsvOptions,
    look: LookOptions,
    *,
    opening: LedgerOpening | None = None,
    raw: SourceOptions | None = None,
) -> BudgetInputs | None:
    """Read everything; print what is wrong, and return None where it stops the run."""
    from csvariable.facts.measured_periods import sources_measured
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.odds import read_models

    plan, kpis, people, adjustments = files
    document, plans, found = read_plans(plan)
    models: dict[str, OddsModel] = {}
    documents = [document] if document is not None else []
    if odds is not None:
        stated, more = read_document(odds)
        found += more
        documents += [stated] if stated is not None else []
    else:
        stated = document
    if plans is not None and stated is not None:
        models, more = read_models(stated, plans)
        found += more
    tables: Tables | None = None
    paid: Tables | None = None
    results: Results | None = None
    if plans is not None and (kpis or (people is not None and sources_measured(plans))):
        rows = (plan, raw or SourceOptions())
        beside = (people, adjustments)
        (tables, paid), results, others = _facts(plans, kpis, beside, period, csv, opening=opening, rows=rows)
        found += others
    print_problems(to_tell(found), documents, look)
    if document is None or plans is None or has_errors(found):
        return None
    return BudgetInputs(document, plans, tables, paid, results, models)


def _facts(
    plans: Plans,
    kpis: Sequence[Path],
    beside: tuple[Path | None, Path | None],
    period: str | None,
    csv: CsvOptions,
    *,
    opening: LedgerOpening | None,
    rows: tuple[Path, SourceOptions],
) -> tuple[tuple[Tables | None, Tables | None], Results | None, list[Diagnostic]]:
    """Read the tables and pay the period named, or the last one that the files hold.

    The tables are all that was read, then those of the period that was paid.
    """
    from csvariable.engine.run import once
    from csvariable.engine.unmeasured import unmeasured
    from csvariable.facts.load import Tables
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.odds import periods_in, tables_of_period

    people, adjustments = beside
    files = [*kpis, *(path for path in (people, adjustments) if path)]
    found, problems = read_tables(files, csv)
    if len(found) < len(files):
        return (None, None), None, problems
    corrected = found.pop() if adjustments else None
    given = Tables(found[: len(kpis)], found[-1] if people else None)
    whole, more = with_rows(plans, *rows, csv, given, [])
    more = [*more, *no_kpis(plans, whole.kpis)]
    if has_errors(more):
        return (None, None), None, csv.judged([*problems, *more])
    problems = [*problems, *more]
    tables = replace(whole, opening=opening, adjustments=corrected)
    held = periods_in(tables, plans)
    chosen = period or (held[-1] if held else None)
    paid = tables_of_period(plans, tables, chosen) if held and chosen else tables
    paid = replace(paid, adjustments=corrected)  # of the period paid; those of the past had theirs
    done = once(plans, paid, chosen)
    lost = [] if done.results is None else unmeasured(done.results, plans, paid)
    return (tables, paid), done.results, csv.judged([*problems, *done.diagnostics, *lost])


# ---------------------------------------------------------------------------------- finding


def find(
    found: BudgetInputs, wanted: Wanted, progress: ProgressLine
) -> tuple[Budget | None, tuple[Diagnostic, ...]]:
    """Return everything that was asked, or the problems that stop it."""
    from csvariable.documents.budget import Budget
    from csvariable.odds.history import costs_of

    results = found.results
    exposed = _exposure(found, wanted, progress)
    drawn: Outcomes | None = None
    problems: tuple[Diagnostic, ...] = ()
    if wanted.draws:
        drawn, problems = _drawn(found.plans, found, wanted, progress)
        if drawn is None:
            return None, problems
    solved = _solved(found, wanted, progress) if wanted.solve else None
    return (
        Budget(
            found.document.name,
            found.plans.base.currency,
            None if results is None else results.facts.period,
            exposed,
            None if results is None else sum(costs_of(results), Fraction(0)),
            wanted.limit,
            drawn,
            solved,
        ),
        problems,
    )


def _exposure(found: BudgetInputs, wanted: Wanted, progress: ProgressLine) -> Exposure:
    from csvariable.exposure import exposure

    def told(done: int, whole: int) -> None:
        _say(progress, wanted.language, "working-bounds", done, whole)

    return exposure(found.plans, None if found.results is None else found.results.facts, told)


def _say(progress: ProgressLine, language: Language, what: str, done: int, whole: int) -> None:
    from csvariable.speech.budget import word

    share = 100 * done // max(1, whole)
    progress.say(word(language, "working", what=word(language, what), share=share))


def _drawn(
    plans: Plans, found: BudgetInputs, wanted: Wanted, progress: ProgressLine
) -> tuple[Outcomes | None, tuple[Diagnostic, ...]]:
    """Draw from the stated model, else from the history in both ways, with what people get on target."""
    from csvariable import odds

    def told(done: int, count: int) -> None:
        _say(progress, wanted.language, "working-odds", done, count)

    if found.tables is None or found.results is None:
        return None, ()
    if found.models:
        if wanted.way is not None:
            raise Misuse(msg("--draw is of the history; a model draws each result by itself"))
        facts = found.results.facts
        world = odds.world_of(plans, facts, found.models, wanted.draws, wanted.seed)
        return odds.drawn_from_model(world, told), ()
    if len(odds.periods_in(found.tables, plans)) < 2:
        raise UsageError("no-history", plan=found.document.name)
    history, problems = odds.read_history(plans, found.tables)
    if history is None:
        return None, tuple(one for one in problems if one.severity == "error")
    way = wanted.way or "periods"
    other: Way = "people" if way == "periods" else "periods"
    outcomes = odds.drawn_from_history(plans, history, wanted.draws, wanted.seed, told, way)
    beside = odds.drawn_from_history(plans, history, wanted.draws, wanted.seed, told, other)
    return odds.on_target(plans, history, replace(outcomes, other=beside), told), ()


def _solved(found: BudgetInputs, wanted: Wanted, progress: ProgressLine) -> Solved:
    """Find the value of a route; its costs are those of the facts, or P90 of the draws."""
    from csvariable.commands.pricing import pricing
    from csvariable.solve import NotSolvable, grid_of, solve
    from csvariable.speech.budget import word
    from csvariable.text import NotARoute, parse_route

    if found.results is None or wanted.limit is None or wanted.solve is None:
        raise AssertionError
    try:
        grid = grid_of(found.document, parse_route(wanted.solve), wanted.grain)
    except NotSolvable as problem:
        said = problem.said
        if problem.suggestions:
            near = quoted(problem.suggestions, "or")
            said = msg("{problem}; did you mean {near}?", problem=said, near=near)
        raise Misuse(said, "--solve") from None
    except NotARoute as problem:
        raise Misuse(problem.said, "--solve") from None
    return solve(
        found.document,
        grid,
        pricing(found, wanted, found.results, grid.route),
        wanted.limit,
        wanted.goal,
        lambda count: progress.say(word(wanted.language, "working-solve", count=count)),
    )
