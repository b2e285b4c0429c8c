"""Run commands as processes of their own and measure them.

Rounds are interleaved: each round runs every command once, in an order drawn
anew, so that a slow minute of a shared machine is shared by all of them. No
number here decides anything: there is no timed assertion.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

Command = tuple[str, ...]

LONG = 20.0
"""Seconds after which a command is not run a second time."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall time and CPU time in seconds, peak resident memory in MiB."""

    wall: float
    cpu: float
    peak: float


@dataclass(slots=True)
class Series:
    """The runs of one command, or why it could not be run."""

    samples: list[Sample] = field(default_factory=list)
    failure: str | None = None

    @property
    def measured(self) -> bool:
        """Whether there is anything to report."""
        return self.failure is None and bool(self.samples)

    @property
    def wall(self) -> float:
        """The median wall time."""
        return median(sample.wall for sample in self.samples)

    @property
    def best(self) -> float:
        """The shortest wall time."""
        return min(sample.wall for sample in self.samples)

    @property
    def worst(self) -> float:
        """The longest wall time."""
        return max(sample.wall for sample in self.samples)

    @property
    def least_cpu(self) -> float:
        """The least CPU time."""
        return min(sample.cpu for sample in self.samples)

    @property
    def most_cpu(self) -> float:
        """The most CPU time."""
        return max(sample.cpu for sample in self.samples)

    @property
    def cpu(self) -> float:
        """The median CPU time."""
        return median(sample.cpu for sample in self.samples)

    @property
    def peak(self) -> float:
        """The largest peak memory."""
        return max(sample.peak for sample in self.samples)


class CommandFailed(Exception):
    """A command that ended with another exit code than 0."""


def environment() -> dict[str, str]:
    """The environment of the children: ours, with byte code allowed to be cached."""
    return {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def once(command: Command, most: int | None = None) -> Sample:
    """Run a command to its end, or to so many seconds of CPU; its output is dropped, its errors are told."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(),
        )
        if most is not None and sys.platform == "linux":
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most))
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if most is not None and process.returncode < 0 and usage.ru_utime + usage.ru_stime > most - 1:
            raise CommandFailed(f"over {most} s")
        if process.returncode != 0:
            errors.seek(0)
            lines = errors.read().decode("utf-8", "replace").strip().splitlines()
            raise CommandFailed(f"exit code {process.returncode}: {lines[-1] if lines else 'no message'}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def text_of(command: Command) -> str:
    """What a command prints, for the small helpers that are not measured."""
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise CommandFailed(lines[-1] if lines else f"exit code {done.returncode}")
    return done.stdout


def warmed(commands: Iterable[Command]) -> None:
    """Run each command once, unmeasured, so that caches of code and files are warm."""
    for command in commands:
        try:
            once(command)
        except CommandFailed:
            continue  # said when it is measured


def interleaved(
    commands: Mapping[str, Command], runs: int, order: random.Random, most: int | None = None
) -> dict[str, Series]:
    """So many rounds of all commands, each round in an order of its own; `most` is seconds of CPU of each."""
    series = {name: Series() for name in commands}
    for number in range(1, runs + 1):
        names = [name for name in commands if _goes_on(series[name])]
        order.shuffle(names)
        for name in names:
            _tell(f"round {number} of {runs}: {name}")
            try:
                series[name].samples.append(once(commands[name], most))
            except CommandFailed as failed:
                series[name].failure = str(failed)
                _tell(f"{name} failed, {failed}")
    return series


def _goes_on(series: Series) -> bool:
    """Whether a command is worth another run."""
    return series.failure is None and not any(sample.wall > LONG for sample in series.samples)


def _tell(message: str) -> None:
    """Progress, on standard error."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


def ratio(series: Series, base: Series) -> tuple[float, float]:
    """How many times the base: of the medians, and of the shortest runs."""
    return series.wall / base.wall, series.best / base.best
