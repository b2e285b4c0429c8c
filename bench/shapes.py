"""Write the same people in the shapes that real files have: `python bench/shapes.py 100000 FOLDER`.

Each shape is the plain KPI file of `data.py` with one thing that real files have, a plan for it
and, where it has one, a people file; `all` has every one of them but the long form, and
`all-long` the long form too. What is paid differs only where the plan looks at it.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from data import COLUMNS, mixed, value

HERE = Path(__file__).parent
PERIOD = "2026-Q3"
ROLES = ("junior", "senior", "lead")
FIRST_NAMES = ("Ana", "Ben", "Chloé", "David", "Élodie", "Farid", "Grace", "Hugo")
KPIS = tuple(column.name for column in COLUMNS)

_ROLES = """roles:
  junior: {target_incentive: 1800}
  senior: {kpis.grr.target: 92 %}
  lead: {target_incentive: 4000, kpis.frt: null, kpis.nrr.weight: 50 %}
"""
_PRORATED = "proration: {amount: calendar-days}\n"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a shape has beside the plain form."""

    name: str
    capitals: bool = False
    units: bool = False
    quoted: bool = False
    accents: bool = False
    people: bool = False
    roles: bool = False
    dates: bool = False
    fte: bool = False
    period: bool = False
    long: bool = False

    @property
    def plan(self) -> str:
        """The name of its plan."""
        return "plan" + ("-roles" if self.roles else "") + ("-dates" if self.dates else "") + ".yaml"

    def files(self, folder: Path, people: int) -> tuple[Path, Path, Path | None]:
        """Its plan, KPI file and people file."""
        name = f"{self.name}-{people}.csv"
        return folder / self.plan, folder / f"kpis-{name}", folder / f"people-{name}" if self.people else None

    def arguments(self, folder: Path, people: int) -> tuple[str, ...]:
        """The files and options of a command that reads it."""
        plan, kpis, staff = self.files(folder, people)
        named = ("--people", str(staff)) if staff else ()
        return (str(plan), str(kpis), *named, *(("--period", PERIOD) if self.period or self.dates else ()))


SHAPES = (
    Shape("plain"),
    Shape("capitals", capitals=True),
    Shape("units", units=True),
    Shape("quoted", quoted=True),
    Shape("accents", accents=True),
    Shape("people", people=True),
    Shape("roles", roles=True),
    Shape("dates", dates=True),
    Shape("fte", fte=True),
    Shape("period", period=True),
    Shape("long", long=True),
    Shape("people-roles-dates", people=True, roles=True, dates=True),
    Shape("all", True, True, True, True, True, True, True, True, True),
    Shape("all-long", True, False, True, True, True, True, True, True, True, True),
)


def entry_of(person: int) -> str:
    """The day a person came: one in eight inside the period, the others before."""
    drawn = mixed(person * 31 + 7)
    first = date(2026, 7, 2) if drawn % 8 == 0 else date(2010, 1, 1)
    return (first + timedelta(drawn // 8 % (80 if drawn % 8 == 0 else 6000))).isoformat()


def exit_of(person: int) -> str:
    """The last day of one person in fifty; nothing for the others."""
    drawn = mixed(person * 37 + 11)
    return "" if drawn % 50 else (date(2026, 9, 22) + timedelta(drawn // 50 % 8)).isoformat()


def said_of(shape: Shape, person: int) -> dict[str, str]:
    """What is said of a person beside the KPIs."""
    said: dict[str, str] = {}
    if shape.accents:
        said["name"] = f"{FIRST_NAMES[mixed(person) % len(FIRST_NAMES)]} {person}"
    if shape.people or shape.roles:
        said["team"] = f"team {mixed(person) % 500}"
    if shape.roles:
        said["role"] = ROLES[mixed(person * 3 + 1) % len(ROLES)]
    if shape.dates:
        said |= {"entry": entry_of(person), "exit": exit_of(person)}
    if shape.fte:
        said["fte"] = ("100 %", "80 %", "50 %")[mixed(person * 5 + 2) % 3]
    return said


def kpi_rows(shape: Shape, people: int) -> Iterator[Sequence[str]]:
    """The rows of the KPI file, header first."""
    beside = [] if shape.people else list(said_of(shape, 1))
    period = [PERIOD] if shape.period else []
    marks = {"nrr": " (%)", "grr": " (%)", "frt": " (h)"} if shape.units else {}
    head = ["kpi", "value"] if shape.long else [kpi + marks.get(kpi, "") for kpi in KPIS]
    yield ["participant", *beside, *(["period"] if shape.period else []), *head]
    for person in range(1, people + 1):
        said = [] if shape.people else list(said_of(shape, person).values())
        start = [id_of(shape, person), *said, *period]
        cells = [column.written(value(person, at, column)) for at, column in enumerate(COLUMNS)]
        if shape.long:
            yield from ([*start, kpi, cell] for kpi, cell in zip(KPIS, cells, strict=True))
        else:
            yield [*start, *cells]


def people_rows(shape: Shape, people: int) -> Iterator[Sequence[str]]:
    """The rows of the people file, header first; its people stand in another order."""
    yield ["participant", *said_of(shape, 1)]
    for at in range(people):
        person = people - at
        yield [id_of(shape, person), *said_of(shape, person).values()]


def id_of(shape: Shape, person: int) -> str:
    """The id of a person."""
    return f"{'P' if shape.capitals else 'p'}{person:07}"


def write(shape: Shape, people: int, folder: Path) -> None:
    """Write the files of a shape; those that are there stay."""
    plan, kpis, staff = shape.files(folder, people)
    text = (HERE / "plan.yaml").read_text("utf-8")
    head, mark, examples = text.partition("examples:")
    if shape.roles or shape.dates:  # the examples are of the plan without them
        mark = examples = ""
    plan.write_text(
        head + (_ROLES if shape.roles else "") + (_PRORATED if shape.dates else "") + mark + examples, "utf-8"
    )
    _write(kpis, lambda: kpi_rows(shape, people), quoted=shape.quoted)
    if staff is not None:
        _write(staff, lambda: people_rows(shape, people), quoted=shape.quoted)


def _write(path: Path, rows: Callable[[], Iterator[Sequence[str]]], *, quoted: bool) -> None:
    if path.exists():
        return
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\n").writerows(
        rows()
    )
    path.write_text(out.getvalue(), "utf-8")


def main(arguments: list[str]) -> int:
    """Read the command line; return the exit code."""
    match arguments:
        case [people, folder, *names] if people.isascii() and people.isdigit():
            Path(folder).mkdir(parents=True, exist_ok=True)
            for shape in SHAPES:
                if not names or shape.name in names:
                    write(shape, int(people), Path(folder))
            return 0
    print("usage: python bench/shapes.py PEOPLE FOLDER [SHAPE...]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
