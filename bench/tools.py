"""What is measured: the commands, and the limits the project has set itself."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import Command, CommandFailed, text_of

HERE = Path(__file__).parent
PLAN = HERE / "plan.yaml"

ENGINE = "csvariable"
FLOOR = "floor (bare Polars)"

LIMITS = {1_000_000: 1.6, 100_000: 1.5}
"""CPU time of the engine in times the floor, by people."""

STEP = (20, 10_000, 2.5)
"""Times that so many people may cost what the few do: all lines of both are paid twice."""

MEMORY = (1_000_000, 1536)
"""Peak memory of the engine in MiB, at so many people."""

DISTRIBUTIONS = ("csvariable", "polars", "pandas", "openfisca-core", "zen-engine")


@dataclass(frozen=True, slots=True)
class StartUp:
    """A command whose start-up is compared with the imports it cannot do without."""

    name: str
    arguments: Command
    imports: str
    """The statement that imports what the command cannot do without."""
    limit: float


def start_ups(facts: Path, out: Path) -> Iterator[StartUp]:
    """The start-up rows; facts hold 20 people."""
    models = "from pydantic import BaseModel"
    yield StartUp(f"{ENGINE} --version", ("--version",), "import typer", 2.0)
    yield StartUp(f"{ENGINE} --help", ("--help",), "import typer", 2.0)
    yield StartUp(f"{ENGINE} validate", ("validate", str(PLAN)), f"import typer, yaml; {models}", 2.0)
    yield StartUp(
        f"{ENGINE} compute, 20 people",
        compute(facts, out),
        f"import typer, yaml, polars, rich; {models}",
        1.8,
    )


def compute(facts: Path, out: Path) -> Command:
    """The arguments that pay a file of people."""
    return ("compute", str(PLAN), str(facts), "--format", "csv", "--force", "--output", str(out))


@dataclass(frozen=True, slots=True)
class Tools:
    """The interpreters, and what was found installed beside them."""

    python: str
    peer_python: str

    @property
    def engine(self) -> Path | None:
        """The engine's command, if it is installed beside the interpreter."""
        command = Path(self.python).parent / ENGINE
        return command if os.access(command, os.X_OK) else None

    def imports(self, statement: str) -> Command:
        """The command that imports modules and does nothing else."""
        return (self.python, "-c", statement)

    def versions(self) -> dict[str, str]:
        """The versions of what is measured, as far as it is installed."""
        code = (
            "import json, sys\nfrom importlib.metadata import PackageNotFoundError, version\n"
            "found = {}\n"
            "for name in sys.argv[1:]:\n"
            "    try:\n        found[name] = version(name)\n"
            "    except PackageNotFoundError:\n        pass\n"
            "print(json.dumps(found))\n"
        )
        found: dict[str, str] = {}
        for python in (self.peer_python, self.python):
            try:
                found |= json.loads(text_of((python, "-c", code, *DISTRIBUTIONS)))
            except CommandFailed:
                continue
        return found

    def sized(self, facts: Path, out: Path) -> dict[str, Command]:
        """The commands that pay one file of people; each writes `<out>/<number>.csv`."""
        commands: dict[str, Command] = {}
        if self.engine is not None:
            commands[ENGINE] = (str(self.engine), *compute(facts, output(out, ENGINE)))
        scripts = (
            (FLOOR, self.python, HERE / "floor.py"),
            ("pandas (float)", self.peer_python, HERE / "peers" / "pandas_float.py"),
            ("OpenFisca-core", self.peer_python, HERE / "peers" / "openfisca_scales.py"),
            ("GoRules ZEN", self.peer_python, HERE / "peers" / "zen_rules.py"),
        )
        for name, python, script in scripts:
            commands[name] = (python, str(script), str(facts), str(output(out, name)))
        return commands


def output(folder: Path, name: str) -> Path:
    """The payout file of a tool."""
    word = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    return folder / f"paid-{word.strip('-')}.csv"
