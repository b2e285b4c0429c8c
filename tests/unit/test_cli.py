"""The command line: quick to start, clear when it cannot run, exact in its exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import typer

import csvariable
from csvariable import cli
from csvariable.__main__ import main
from csvariable.commands.usage_error import UsageError

HEAVY = ("polars", "pydantic", "rich", "yaml")


def started(*arguments: str) -> list[str]:
    """Run the command in a fresh interpreter and say which heavy packages it imported."""
    code = f"""
import sys
sys.argv = ["csvariable", *{arguments!r}]
from csvariable.__main__ import main
code = main()
sys.stderr.write(" ".join(name for name in {(*HEAVY, "typer")!r} if name in sys.modules))
sys.exit(code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout
    return done.stderr.split()


def test_the_version_imports_nothing() -> None:
    assert started("--version") == []
    assert started("-V") == []


def test_the_help_imports_only_typer() -> None:
    assert started("--help") == ["typer"]


PLAIN = """csvariable: 1
name: P
currency: EUR
period: month
target_incentive: 100
kpis:
  a:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
"""
OF_OTHER_PLANS = (
    "measures.model measures.work odds plan.bonus plan.gate plan.gift plan.measure plan.measure_of_rows "
    "plan.matrix plan.modifier plan.pool plan.source speech.measured"
).split()
"""Modules that the pay of a plain plan needs nothing of."""


@pytest.mark.parametrize(
    ("command", "unasked"),
    [
        (["compute", "-f", "csv"], [*OF_OTHER_PLANS, "bounds", "statement"]),
        (["explain", "--csm", "ana"], OF_OTHER_PLANS),
        (["statement", "--csm", "ana"], OF_OTHER_PLANS),
    ],
    ids=["compute", "explain", "statement"],
)
def test_a_plain_run_imports_nothing_of_other_plans(
    command: list[str], unasked: list[str], tmp_path: Path
) -> None:
    """What a plan without sources pays asks nothing of the past, of limits, or of raw rows."""
    (tmp_path / "plan.yaml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "kpis.csv").write_text("participant,a\nana,50 %\n", encoding="utf-8")
    verb, *options = command
    code = (
        "import sys; from csvariable.cli import run;"
        f"assert run({[verb, 'plan.yaml', 'kpis.csv', *options]!r}) == 0;"
        f"print([name for name in {unasked!r} if f'csvariable.{{name}}' in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"


APART = (
    "amounts balance bonus condition consultation contest database_table effective gate gift matrix measure "
    "measure_of_rows menu modifier money_point named_level objective people_column pool presence rounding "
    "row_owner row_read rows sample source source_column yearly_target"
).split()
"""The modules of `plan` that hold what few plans have."""
UNASKED = (
    "json",
    "babel",
    "csvariable.commands.run_options",
    "csvariable.documents.row_set",
    "csvariable.program.build",
    "csvariable.tables.csv_writing",
)
"""What a plan is not checked with."""


def test_checking_a_plain_plan_makes_no_class_of_a_part_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAIN, encoding="utf-8")
    # The libraries read the metadata of packages, and Python 3.13 reads JSON for that.
    code = (
        "import sys, importlib.metadata; there = set(sys.modules);"
        "from csvariable.cli import run; assert run(['validate', 'plan.yaml']) == 0;"
        f"apart = [name for name in {APART!r} if f'csvariable.plan.{{name}}' in sys.modules];"
        f"others = [name for name in {UNASKED!r} if name in sys.modules and name not in there];"
        "rules = [name for name in sys.modules if name.startswith('csvariable.rules.')];"
        "print(apart + others + [name for name in rules if name.count('.') > 2])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_process_ends_with_the_code_and_all_that_was_written(tmp_path: Path) -> None:
    def ran(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "csvariable", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    code, schema, problems = ran("schema", "plan")
    assert (code, problems) == (0, "")
    assert json.loads(schema)
    long = "csvariable: 1\n" + "".join(f"unknown{n}: 1\n" for n in range(500))
    (tmp_path / "plan.yaml").write_text(long, encoding="utf-8")
    code, said, _ = ran("validate", "--format", "json", "plan.yaml")
    assert code == 1
    assert len(said) > 2**16  # more than a pipe holds
    assert json.loads(said)
    (tmp_path / "plan.yaml").write_text("csvariable: 1\n", encoding="utf-8")
    code, _, problems = ran("validate", "--format", "concise", "plan.yaml")
    assert code == 1
    assert ran("validate", "none.yaml")[0] == 2
    assert ran("validate", "none.yaml")[2].endswith("\n")


def test_every_verb_has_one_line_of_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["-h"]) == 0
    shown = capsys.readouterr().out
    for name, verb in cli.VERBS.items():
        assert any(line.split() == [name, *verb.help.split()] for line in shown.splitlines())


def test_help_names_no_type_of_python(capsys: pytest.CaptureFixture[str]) -> None:
    for name in cli.VERBS:
        assert cli.run([name, "-h"]) == 0
        shown = capsys.readouterr().out
        assert "Usage" in shown
        assert not re.search(r"<str|<int|<bool|<list|Path", shown), name
    assert cli.run(["compute", "-h"]) == 0
    assert "  KPIS  Files of KPIs; none where" in capsys.readouterr().out


def test_the_version_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["csvariable", "-V"])
    assert main() == 0
    assert capsys.readouterr().out == f"csvariable {csvariable.__version__}\n"
    monkeypatch.setattr(sys, "argv", ["csvariable", "--help"])
    assert main() == 0


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["--dance"], ["init", "--dance"], ["init", "--lang", "de"]]
)
def test_what_cannot_be_understood_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert "csvariable" in shown.err


def test_a_misspelt_verb_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["complte"]) == 2
    assert "did you mean `compute`" in capsys.readouterr().err


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], int]], None]:
    """Let `init` do something else."""

    def install(action: Callable[[], int]) -> None:
        module = ModuleType("stand_in")
        module.command = action  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "stand_in", module)
        monkeypatch.setitem(cli.VERBS, "init", cli.Verb("stand_in", "A stand-in."))

    return install


def raising(problem: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise problem

    return action


@pytest.mark.parametrize("code", [0, 1, 2])
def test_what_a_command_returns_is_the_exit_code(
    code: int, verb: Callable[[Callable[[], int]], None]
) -> None:
    def action() -> int:
        return code

    verb(action)
    assert cli.run(["init"]) == code


@pytest.mark.parametrize(
    ("problem", "code", "message"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (typer.Exit(1), 1, ""),
        (UsageError("no-such-file", path="a.csv"), 2, "error: there is no file a.csv\n"),
        (UsageError("no-such-file", path="\x1b[2Ja"), 2, ""),
        (OSError(28, "No space left on device"), 2, "error: the system refused: No space left on device\n"),
    ],
)
def test_how_a_command_can_end(
    problem: BaseException,
    code: int,
    message: str,
    verb: Callable[[Callable[[], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    verb(raising(problem))
    assert cli.run(["init"]) == code
    shown = capsys.readouterr().err
    assert "\x1b" not in shown
    if message or not isinstance(problem, UsageError):
        assert shown == message


def test_an_unexpected_problem_is_one_line_without_data(
    verb: Callable[[Callable[[], int]], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verb(raising(RuntimeError("ana earns 2500")))
    assert cli.run(["init"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("internal error, please report: RuntimeError at ")
    assert shown.count("\n") == 1
    assert "ana" not in shown
    monkeypatch.setenv("CSVARIABLE_DEBUG", "1")
    assert cli.run(["init"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_trouble_is_told_in_the_language_of_the_reader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["--lang", "fr"], ["--lang=fr"]):
        assert cli.run(["init", "nothing", *arguments]) == 2
        assert capsys.readouterr().err.startswith("erreur : il n’y a pas de modèle nothing")
    monkeypatch.setenv("CSVARIABLE_LANG", "fr")
    assert cli.run(["init", "nothing"]) == 2
    assert capsys.readouterr().err.startswith("erreur : ")


def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    command = f"{sys.executable} -m csvariable init --list | true"
    done = subprocess.run(command, shell=True, capture_output=True, check=True)  # noqa: S602
    assert not done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "csvariable", "init", "--list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    assert done.returncode == 2
    assert done.stderr == "error: the system refused: No space left on device\n"
