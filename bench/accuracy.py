"""Count the wrong cents of a payout file: `python bench/accuracy.py REFERENCE.csv PAID.csv`.

Columns are found by name, so a file may hold as many others as it likes. Both
files are streamed, and the people must stand in the same order. What is printed
is one JSON object.
"""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

PEOPLE = ("participant", "id")
AMOUNTS = ("nrr.payout", "revenue.payout", "grr.payout", "frt.payout", "total")


@dataclass(slots=True)
class Count:
    """How a file of payouts differs from the reference; amounts in cents."""

    people: int = 0
    wrong_people: int = 0
    wrong_amounts: int = 0
    total_error: int = 0
    worst: int = 0


class Unreadable(Exception):
    """A file of payouts that cannot be compared."""


def places(header: Sequence[str]) -> list[int]:
    """Where the person and the amounts stand in a row."""
    person = next((name for name in PEOPLE if name in header), None)
    missing = [name for name in AMOUNTS if name not in header]
    if person is None:
        raise Unreadable(f"no column {' or '.join(PEOPLE)}")
    if missing:
        raise Unreadable(f"no column {', '.join(missing)}")
    return [header.index(name) for name in (person, *AMOUNTS)]


def cents(text: str) -> Decimal:
    """An amount of a cell in cents; more than two decimals stay, and are wrong."""
    try:
        return Decimal(text) * 100
    except InvalidOperation:
        raise Unreadable(f"{text!r} is not an amount") from None


def compared(reference: Path, paid: Path) -> Count:
    """Compare two files, row by row."""
    count = Count()
    with (
        reference.open(encoding="utf-8", newline="") as right,
        paid.open(encoding="utf-8-sig", newline="") as given,
    ):
        expected, found = csv.reader(right), csv.reader(given)
        here, there = places(next(expected, [])), places(next(found, []))
        try:
            for expected_row, found_row in zip(expected, found, strict=True):
                add(count, [expected_row[i] for i in here], [found_row[i] for i in there])
        except ValueError:
            raise Unreadable("another number of rows") from None
    return count


def add(count: Count, expected: Sequence[str], found: Sequence[str]) -> None:
    """Count one person."""
    if expected[0] != found[0]:
        raise Unreadable(f"person {found[0]!r} stands where {expected[0]!r} was due")
    count.people += 1
    if expected == found:
        return
    errors = [cents(b) - cents(a) for a, b in zip(expected[1:], found[1:], strict=True)]
    wrong = [error for error in errors if error]
    if wrong:
        count.wrong_people += 1
        count.wrong_amounts += len(wrong)
        count.total_error += round(errors[-1])
        count.worst = max(count.worst, *(-int(-abs(error) // 1) for error in wrong))


def main(arguments: Sequence[str]) -> int:
    """Read the command line; return the exit code."""
    if len(arguments) != 2:
        print("usage: python bench/accuracy.py REFERENCE.csv PAID.csv", file=sys.stderr)
        return 2
    try:
        count = compared(Path(arguments[0]), Path(arguments[1]))
    except (OSError, Unreadable) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(json.dumps(asdict(count)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
