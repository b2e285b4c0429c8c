"""`csvariable test`: the examples inside plans and in the `*.cases.yaml` beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TextIO

import typer

from csvariable.cases import Mismatch, Unused, Verdict, cases_in, coverage, verdict
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import read_bytes
from csvariable.commands.grouped import grouped
from csvariable.commands.options import form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.validate import NO_PLAN, plan_files
from csvariable.documents.clean import clean
from csvariable.documents.color import wants_color
from csvariable.documents.formats import Diagnosed, Examined, Look, Shown, Structured
from csvariable.documents.problems import ProblemReport, render
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error, has_errors
from csvariable.kernel.message import msg
from csvariable.reading import read
from csvariable.reading.examples import examples_problems
from csvariable.speech.examples import coverage_text, mismatch_text, summary_text
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language
from csvariable.text import Document, parse

if TYPE_CHECKING:
    from csvariable.documents.placed import Found


class TestedPlan(NamedTuple):
    """A plan, its documents by name, and what became of its examples."""

    name: str
    documents: dict[str, Document | str]
    problems: tuple[Diagnostic, ...]
    verdicts: tuple[Verdict, ...]
    plans: Plans | None
    waiting: int = 0
    """Examples that were not run, because the plan is wrong."""


WRITTEN = (Shown, Structured, Diagnosed, Examined)
"""What can be asked of Examples."""


@dataclass(frozen=True)
class ExampleReport:
    """What became of the examples of some plans, in whatever format it is asked for."""

    tested: Sequence[TestedPlan]
    unused: Mapping[str, tuple[int, list[Unused]]]
    """By plan: how many tiers, gates and roles there are, and those that no example exercised."""
    language: Language

    def show(self, stream: TextIO, look: Look) -> None:
        """Show a line for each example, and what differs."""
        colored = wants_color(look.color, terminal=stream.isatty(), environ=look.environ)
        if not self.tested:
            stream.write(in_language(NO_PLAN, self.language) + "\n")
        for one in self.tested:
            stream.writelines(_lines(one, self.language, self.unused.get(one.name), color=colored))

    def problems(self) -> Sequence[Found]:
        """Return what is wrong, with its places."""
        return [one for _, some in self.examined() for one in some]

    def lines(self) -> Iterable[str]:
        """Return a line for each problem."""
        for one in self.tested:
            problems = [problem for _, some in _parts(one) for problem in some]
            yield from ProblemReport(problems, one.documents, self.language).lines()

    def examined(self) -> Iterator[tuple[str, Sequence[Found]]]:
        """Yield each example with what is wrong with it; a plan that cannot be read is one."""
        for one in self.tested:
            for name, problems in _parts(one):
                yield name, ProblemReport(problems, one.documents).problems()

    def data(self) -> list[dict[str, object]]:
        """Return an object for each plan."""
        return [_data(one, self.unused.get(one.name)) for one in self.tested]


@grouped
def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Plans, or folders with plans; else this folder.", metavar="PATH", show_default=False
        ),
    ] = None,
    *,
    cover: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help="List the tiers, gates and roles that no example exercised; then the exit code is 1.",
        ),
    ] = False,
    plans_only: Annotated[
        bool, typer.Option("--plans-only", help="Leave out files that are no plans, for hooks that name all.")
    ] = False,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    look: LookOptions,
) -> int:
    """Pay the person of each example and compare with what the example expects, exactly."""
    chosen = format_of(form, to.output, WRITTEN)
    tested = [_tested(path) for path in plan_files(paths or [Path()], plans_only=plans_only)]
    unused = {
        one.name: coverage(one.verdicts, one.plans) for one in tested if cover and one.plans is not None
    }
    with suppress(BrokenPipeError):  # what is wrong stays wrong, whoever stops reading
        deliver(ExampleReport(tested, unused, look.language), chosen, to, look)
    failed = any(
        has_errors(one.problems) or any(not found.passed for found in one.verdicts) for one in tested
    )
    gaps = any(missing for _, missing in unused.values())
    nothing = not any(one.verdicts or one.problems for one in tested)
    return int(failed or gaps or (nothing and not (plans_only and not tested)))


def _tested(path: Path) -> TestedPlan:
    """Read a plan, its examples and those of the files beside it, and judge them."""
    name = str(path)
    document, problems = parse(read_bytes(path, limit=5), name)
    if document is None:
        return TestedPlan(name, {}, problems, (), None)
    reading = read(document)
    problems = (*problems, *(one for one in reading.diagnostics if one.severity == "error"))
    documents: dict[str, Document | str] = {name: document}
    if reading.plan is None:
        return TestedPlan(name, documents, problems, (), None, len(cases_in(document)))
    plans = Plans(reading.plan, reading.roles)
    cases = cases_in(document)
    for beside in _beside(path):
        other, more = parse(read_bytes(beside, limit=5), str(beside))
        if other is not None:
            documents[str(beside)] = other
            more = (*more, *examples_problems(other))
            cases += [] if has_errors(more) else cases_in(other, str(beside))
        problems = (*problems, *more)
    return TestedPlan(name, documents, problems, tuple(verdict(case, plans) for case in cases), plans)


def _beside(path: Path) -> Iterator[Path]:
    """Yield every `*.cases.yaml` in the folder of a plan."""
    yield from sorted(path.parent.glob("*.cases.yaml"))


def _lines(
    one: TestedPlan, language: Language, unused: tuple[int, list[Unused]] | None, *, color: bool
) -> Iterator[str]:
    yield clean(one.name) + "\n"
    problems = [*one.problems, *(problem for found in one.verdicts for problem in found.problems)]
    for found in one.verdicts:
        mark = (
            ("\x1b[32mok\x1b[0m  " if color else "ok  ")
            if found.passed
            else ("\x1b[31mFAIL\x1b[0m" if color else "FAIL")
        )
        yield f"  {mark} {clean(found.case.name)}\n"
        for mismatch in found.mismatches:
            line = _line_of(one, found, mismatch.step)
            yield f"       {mismatch_text(mismatch, language)}   [{line}]\n"
    if problems:
        yield "\n" + render(problems, one.documents, "text", color=color, width=100, language=language)
    if unused is not None:
        yield coverage_text(unused[0], unused[1], _places(one), language)
    passed = sum(found.passed for found in one.verdicts)
    yield summary_text(passed, len(one.verdicts), language, one.waiting) + "\n"


def _parts(one: TestedPlan) -> Iterator[tuple[str, Sequence[Diagnostic]]]:
    """Yield the plan itself where it is wrong, then each example."""
    if one.problems:
        yield one.name, one.problems
    for found in one.verdicts:
        name = f"{found.case.file or one.name}: {found.case.name}"
        yield name, [*found.problems, *(_missed(found, mismatch) for mismatch in found.mismatches)]


def _missed(found: Verdict, mismatch: Mismatch) -> Diagnostic:
    at = PlanPlace((*found.case.route, "expect", mismatch.step), file=found.case.file)
    said = msg(
        "{step}: expected {expected}, found {found}",
        step=mismatch.step,
        expected=mismatch.expected,
        found=msg("no value") if mismatch.found is None else mismatch.found,
    )
    return error("example-failed", said, at)


def _line_of(one: TestedPlan, found: Verdict, step: str) -> str:
    document = one.documents[found.case.file or one.name]
    if isinstance(document, str):
        return ""
    at = document.place(PlanPlace((*found.case.route, "expect", step)))
    return f"{clean(at.file)}:{at.line}"


def _places(one: TestedPlan) -> dict[tuple[object, ...], str]:
    """Return where the routes of the plan stand, for the gaps of coverage."""
    document = one.documents[one.name]
    if isinstance(document, str):
        return {}
    return {
        route: f"{clean(one.name)}:{document.place(PlanPlace(route)).line}" for route, _ in document.routes()
    }


def _data(one: TestedPlan, unused: tuple[int, list[Unused]] | None) -> dict[str, object]:
    data: dict[str, object] = {
        "plan": one.name,
        "problems": [{"rule": problem.rule, "message": problem.message} for problem in one.problems],
        "examples": [
            {
                "name": found.case.name,
                "passed": found.passed,
                "mismatches": [
                    {"step": m.step, "expected": m.expected, "found": m.found} for m in found.mismatches
                ],
                "problems": [
                    {"rule": problem.rule, "message": problem.message} for problem in found.problems
                ],
            }
            for found in one.verdicts
        ],
    }
    if unused is not None:
        data["coverage"] = {
            "wanted": unused[0],
            "unused": [{"what": gap.what, "name": gap.name, "role": gap.role} for gap in unused[1]],
        }
    return data
