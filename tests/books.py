"""A ledger in memory: closed and corrected as the commands do, with no disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from strategies import Scenario

from csvariable.commands.correcting import Refused, as_result, prepared
from csvariable.commands.entries import period_files
from csvariable.commands.verify import verified
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.ledger.closed import Ledger
from csvariable.ledger.opening import left_by, opening_of, owed_in
from csvariable.ledger.reading import read_ledger, whole_problems
from csvariable.ledger.replay import RunFile, replayed
from csvariable.tables.written import HowWritten
from csvariable.time.period import parse_period


def files_of(scenario: Scenario) -> list[RunFile]:
    """Return the files of a run."""
    kpis, people, _ = scenario.files
    found = [RunFile("plan", "plan.yaml", scenario.text.encode()), RunFile("kpis", "kpis.csv", kpis)]
    return found if people is None else [*found, RunFile("people", "people.csv", people)]


class Book:
    """The files of a ledger, and what is done to it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.said: Sequence[Diagnostic] = ()

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is read back."""
        found, problems = read_ledger("pay", self.files)
        assert found is not None, [str(one.message) for one in problems]
        return found

    def close(self, scenario: Scenario) -> bool:
        """Close a period; whether it could be."""
        files, ledger = files_of(scenario), self.ledger
        first = replayed(files, HowWritten(), scenario.period or "")
        if first.plans is None:
            self.said = first.diagnostics
            return False
        period = parse_period(scenario.period or "", first.plans.base)
        opening = opening_of(ledger, period.text, period.year[0].first) if ledger.periods else None
        done = replayed(files, HowWritten(), period.text, opening)
        self.said = done.diagnostics
        if done.results is None or done.plans is None:
            return False
        self.put(
            period.text,
            period_files(ledger, files, as_result(done), done.results, done.plans, HowWritten()),
        )
        return True

    def correct(self, scenario: Scenario) -> bool:
        """Correct a period; whether it could be."""
        given = files_of(scenario)
        done = prepared(self.ledger, self.files, scenario.period or "", given, HowWritten(), "reason")
        if isinstance(done, Refused):
            self.said = done.problems
            return False
        name, files = done.entry()
        self.put(name, files)
        return True

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write a folder."""
        self.files |= {f"{folder}/{name}": data for name, data in files.items()}

    def paid(self) -> dict[str, Fraction]:
        """Return what each person was paid in all."""
        found: dict[str, Fraction] = {}
        for period in self.ledger.periods:
            for name, person in period.account.people.items():
                found[name] = found.get(name, Fraction(0)) + Fraction(person["total"])
        return found

    def owed(self) -> dict[str, Fraction]:
        """Return what is still owed to each person."""
        return {
            name: sum((one.amount for one in lines), Fraction(0))
            for name, lines in owed_in(self.ledger).items()
        }

    def left(self) -> dict[str, dict[str, Fraction]]:
        """Return what is carried for each person after the last period, where it is not 0."""
        found: dict[str, dict[str, Fraction]] = {}
        for person, carried in left_by(self.ledger).items():
            own = {name: value for name, value in carried.items() if value}
            found |= {person: own} if own else {}
        return found

    def settled(self) -> dict[str, Fraction]:
        """Return what each person was paid and is owed, where it is not 0."""
        owed = self.owed()
        names = {*owed, *self.paid()}
        found = {name: self.paid().get(name, Fraction(0)) + owed.get(name, Fraction(0)) for name in names}
        return {name: value for name, value in found.items() if value}

    def problems(self, files: Mapping[str, bytes] | None = None) -> list[str]:
        """Return what verifying finds, in the files as they are or in others."""
        files = self.files if files is None else files
        ledger, found = read_ledger("pay", files)
        if ledger is None:
            return [str(one.message) for one in found]
        found = whole_problems(ledger, files)
        if not found:
            found = tuple(problem for one in verified(ledger, files) for problem in one.problems)
        return [str(one.message) for one in found]
