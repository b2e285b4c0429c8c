"""The measurements as a section of `docs/performance.md`."""

import datetime
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy import Count
from measure import Series, ratio
from tools import ENGINE, FLOOR, LIMITS, MEMORY, STEP, StartUp

BEGIN = "<!-- bench: begin, written by bench/run.py -->"
END = "<!-- bench: end -->"
START_UP = ("<!-- start-up: begin, written by bench/run.py -->", "<!-- start-up: end -->")


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured on one number of people."""

    people: int
    series: Mapping[str, Series]
    counts: Mapping[str, Count | str]


def section(versions: Mapping[str, str], sizes: Sequence[Size]) -> str:
    """The section of the sizes, markers included."""
    blocks = [
        BEGIN,
        "## Measured",
        machine(versions),
        *(block for size in sizes for block in size_blocks(size)),
        *growth_blocks(sizes),
        END,
    ]
    return "\n\n".join(blocks) + "\n"


def machine(versions: Mapping[str, str]) -> str:
    """Where and on what it was measured."""
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    missing = "" if ENGINE in versions else f" {ENGINE} was not installed: its rows are missing."
    return (
        f"On {datetime.date.today().isoformat()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}; {listed}. "
        "Every command is a process of its own, in rounds of shuffled order; where "
        "nothing else is said the least of all runs is compared, and the most is named beside it: the spread. "
        "CPU time (user and system) is held against limits, because it is what a machine with nothing else to do "
        f"takes; load at the end {os.getloadavg()[0]:.1f}. Rerun with `make bench`.{missing}"
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, first column to the left, others to the right."""
    rule = ["---", *("---:" for _ in header[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *rows))


def plain(reason: str) -> str:
    """A reason as the cell of a table."""
    return reason.replace("|", "/")


def verdict(value: float, limit: float) -> str:
    """How a value stands to its limit, as words; nothing fails because of it."""
    return f"{limit:g} ({'within' if value <= limit else 'over'})"


def start_up_section(versions: Mapping[str, str], rows: Sequence[tuple[StartUp, Series, Series]]) -> str:
    """The section of the start-ups, markers included."""
    return "\n\n".join([START_UP[0], *start_up_blocks(versions, rows), START_UP[1]]) + "\n"


def start_up_blocks(
    versions: Mapping[str, str], rows: Sequence[tuple[StartUp, Series, Series]]
) -> Iterator[str]:
    """The start-up table: each command beside the imports it is compared with."""
    yield "## Start-up"
    yield machine(versions)
    yield (
        "Shortest and longest run, least CPU time of a run; minima are compared. CPU time is held against the "
        "limit: both sides are work of nearly one thread, so it is what a machine with nothing else to do takes. "
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )
    header = ("command", "runs", "ms, from", "to", "CPU ms", "beside", "ms, from", "to", "CPU ms",
              "x wall", "x CPU", "limit")  # fmt: skip
    lines: list[Sequence[str]] = []
    for start_up, series, base in rows:
        if not (series.measured and base.measured):
            reason = series.failure or base.failure or "not run"
            lines.append((f"`{start_up.name}`", plain(reason), *("" for _ in header[2:])))
            continue
        _, of_minima = ratio(series, base)
        times = of_cpu(series, base)
        lines.append(
            (
                f"`{start_up.name}`",
                str(len(series.samples)),
                *milliseconds(series),
                f"`{start_up.imports}`",
                *milliseconds(base),
                f"{of_minima:.2f}",
                f"{times:.2f}",
                verdict(times, start_up.limit),
            )
        )
    yield table(header, lines)


def milliseconds(series: Series) -> Sequence[str]:
    """The shortest and the longest run and the least CPU time, in milliseconds."""
    return tuple(f"{seconds * 1000:.0f}" for seconds in (series.best, series.worst, series.least_cpu))


def size_blocks(size: Size) -> Iterator[str]:
    """The table of one number of people, and what it says about the limits."""
    yield f"### {size.people:,} people"
    header = ("tool", "runs", "CPU s, from", "to", "x floor", "wall s, from", "to",
              "peak MiB", "people with a wrong cent", "worst, cents")  # fmt: skip
    base = size.series[FLOOR]
    yield table(header, [size_row(name, size, base) for name in size.series])
    yield from limit_lines(size, base)


def size_row(name: str, size: Size, base: Series) -> Sequence[str]:
    """The row of one tool."""
    series, count = size.series[name], size.counts.get(name, "not counted")
    if not series.measured:
        return (name, f"not run: {plain(series.failure or 'no sample')}", *("" for _ in range(8)))
    times = of_cpu(series, base) if base.measured else float("nan")
    wrong = (f"{count.wrong_people:,}", str(count.worst)) if isinstance(count, Count) else (plain(count), "")
    return (
        name,
        str(len(series.samples)),
        f"{series.least_cpu:.3f}",
        f"{series.most_cpu:.3f}",
        f"{times:.2f}",
        f"{series.best:.3f}",
        f"{series.worst:.3f}",
        f"{series.peak:,.0f}",
        *wrong,
    )


def of_cpu(series: Series, base: Series) -> float:
    """How many times the base, of the least CPU times."""
    return series.least_cpu / base.least_cpu


def limit_lines(size: Size, base: Series) -> Iterator[str]:
    """The engine against the project's limits at this size."""
    engine = size.series.get(ENGINE)
    if engine is None or not (engine.measured and base.measured):
        return
    parts = []
    if size.people in LIMITS:
        times = of_cpu(engine, base)
        parts.append(f"{times:.2f} times the floor, limit {verdict(times, LIMITS[size.people])}")
    if size.people == MEMORY[0]:
        parts.append(f"{engine.peak:,.0f} MiB, limit {verdict(engine.peak, MEMORY[1])}")
    count = size.counts.get(ENGINE)
    if isinstance(count, Count):
        parts.append(f"{count.wrong_amounts:,} wrong amounts, limit {verdict(count.wrong_amounts, 0)}")
    if parts:
        yield f"{ENGINE}: {'; '.join(parts)}."


def growth_blocks(sizes: Sequence[Size]) -> Iterator[str]:
    """What one more person costs, between the smallest size and each larger one."""
    if len(sizes) < 2:
        return
    first, *others = sorted(sizes, key=lambda size: size.people)
    measured = {
        size.people: size.series[ENGINE]
        for size in sizes
        if ENGINE in size.series and size.series[ENGINE].measured
    }
    few, many, limit = STEP
    if few in measured and many in measured:
        times = of_cpu(measured[many], measured[few])
        yield (
            f"{ENGINE}: {many:,} people, all paid twice, cost {times:.2f} times {few} people, "
            f"limit {verdict(times, limit)}."
        )
    yield "### Growth"
    yield (
        f"Microseconds of CPU time for each person beyond the first {first.people:,}, from the least of each "
        "size: the same number in every column is linear growth. Small sizes are mostly start-up, and noise."
    )
    rows = []
    for name, start in first.series.items():
        cells = [
            f"{(size.series[name].least_cpu - start.least_cpu) / (size.people - first.people) * 1e6:.2f}"
            if start.measured and name in size.series and size.series[name].measured
            else ""
            for size in others
        ]
        rows.append((name, *cells))
    yield table(("tool", *(f"to {size.people:,}" for size in others)), rows)


def put(text: str, path: Path, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Write a section between its markers; what stands around them stays."""
    begins, ends = marks
    page = path.read_text(encoding="utf-8") if path.exists() else "# Performance\n"
    before, begin, rest = page.partition(begins)
    _, end, after = rest.partition(ends)
    if not begin or not end:
        before, after = page.rstrip("\n") + "\n\n", "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + text.rstrip("\n") + after, encoding="utf-8")
