"""Write the KPI file of N people for the benchmark plan: `python bench/data.py 1000000 kpis.csv`.

The file is wide, with the percent signs of a spreadsheet export. It depends on
N alone: every value is a hash of the person's number and the column's, so the
same command writes the same bytes on every machine, and the file for 1,000
people is the beginning of the file for 1,000,000. One value in ten lies exactly
on a bound of the plan.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BOUND_EVERY = 10
"""One value in this many lies exactly on a bound."""

_CHUNK = 10_000
_WORD = 2**64 - 1


class Column(NamedTuple):
    """One KPI of the file. Values are whole numbers of the last decimal written."""

    name: str
    low: int
    high: int
    bounds: tuple[int, ...]
    decimals: int
    suffix: str

    def written(self, value: int) -> str:
        """The value as the file writes it."""
        unit = 10**self.decimals
        return f"{value // unit}.{value % unit:0{self.decimals}}{self.suffix}"


COLUMNS = (
    # 90 %, 100 % and 110 % of 105 %
    Column("nrr", 70_00, 130_00, (94_50, 105_00, 115_50), 2, "%"),
    # 75 %, 100 %, 150 % and 187.5 % (the cap) of 135,000
    Column("revenue", 60_000_00, 270_000_00, (101_250_00, 135_000_00, 202_500_00, 253_125_00), 2, ""),
    # 90 %, 92 %, 100 %, 105 % and 108 % (the cap) of 91 %
    Column("grr", 78_00, 100_00, (81_90, 83_72, 91_00, 95_55, 98_28), 2, "%"),
    # 8, 5, 4 and 1 hours
    Column("frt", 5, 120, (80, 50, 40, 10), 1, ""),
)


def mixed(number: int) -> int:
    """A 64-bit hash of a whole number: one step of the splitmix64 generator."""
    word = (number * 0x9E3779B97F4A7C15) & _WORD
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _WORD
    return word ^ (word >> 31)


def value(person: int, index: int, column: Column) -> int:
    """The value of one person in one column."""
    drawn, chance = divmod(mixed(person * len(COLUMNS) + index), BOUND_EVERY)
    if chance == 0:
        return column.bounds[drawn % len(column.bounds)]
    return column.low + drawn % (column.high - column.low + 1)


def rows(people: int) -> Iterator[str]:
    """The lines of the file, header first."""
    yield ",".join(("participant", *(column.name for column in COLUMNS))) + "\n"
    for person in range(1, people + 1):
        cells = (column.written(value(person, index, column)) for index, column in enumerate(COLUMNS))
        yield f"p{person:07}," + ",".join(cells) + "\n"


def write(people: int, path: Path) -> None:
    """Write the file of so many people, a chunk of lines at a time."""
    with path.open("w", encoding="utf-8", newline="") as file:
        chunk: list[str] = []
        for row in rows(people):
            chunk.append(row)
            if len(chunk) == _CHUNK:
                file.writelines(chunk)
                chunk.clear()
        file.writelines(chunk)


def main(arguments: list[str]) -> int:
    """Read the command line; return the exit code."""
    match arguments:
        case [people, path] if people.isascii() and people.isdigit():
            write(int(people), Path(path))
            return 0
    print("usage: python bench/data.py PEOPLE OUT.csv", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
