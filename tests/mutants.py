"""Mutation testing of the core: change one operator, run the tests that reach it, expect a failure.

    python tests/mutants.py                          every module of the core
    python tests/mutants.py quantity rules           some of them: a module, or a package
    python tests/mutants.py --minutes 10             what fits in ten minutes
    python tests/mutants.py rules --tests tests/rules    with some tests only: what these kill, all kill
    python tests/mutants.py rules --again FILE       only the mutants that FILE names: the output of a run

A mutant lives in the memory of one forked process, where its functions take the place of the
module's; no file is ever changed. Survivors must be listed, with a reason, in tests/survivors/.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

# What every run imports, and starts no thread: forked, it is there at no cost.
import hypothesis  # noqa: F401
import pydantic  # noqa: F401
import pytest
import yaml  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "csvariable"
REASONS = ROOT / "tests" / "survivors"  # a file for each package
EDGE = ("__main__", "cli", "commands", "documents")  # as in the coverage: what talks to files and people
CORE = [
    module
    for module in sorted(str(file.relative_to(SOURCE))[:-3] for file in SOURCE.rglob("*.py"))
    if module.partition("/")[0] not in EDGE
]
TESTS = """
    tests/test_golden.py tests/test_cases.py tests/test_templates.py tests/test_cases_oracle.py
    tests/unit tests/rules
""".split()
FIRST = 16  # tests of the first run beside those of the module; all that are left follow if these pass
MEMORY = 2 * 10**9  # bytes of data of one mutant: a loop without end that also keeps what it makes
LIMIT = 60  # seconds of processor for one run of one mutant: a loop without end is a mutant killed
EACH = 1  # second more for each of its tests
HANGS = 10  # times as long on the clock

OPTIONS = "-x -q --no-header --tb=no -p no:cacheprovider -W ignore::pytest.PytestAssertRewriteWarning".split()

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass
class Mutant:
    """One change: its place, what it says (the key of its reason), and the module it is made in."""

    module: str
    line: int
    says: str
    anew: bool
    tree: ast.Module
    tests: list[list[str]] = field(default_factory=list)
    change: Callable[[], None] = lambda: None
    """Makes the change, in the process of the mutant."""


def changed(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - one case for each operator
    """Yield the nodes that may stand in the place of one node."""
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                other = copy.deepcopy(node)
                other.ops[at] = COMPARISONS[type(op)]()
                yield other
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in OPERATORS:
            yield ast.AugAssign(target, OPERATORS[type(op)](), value)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            pass
        case ast.If(test=ast.Name() | ast.Call() | ast.Attribute() | ast.NamedExpr() as test):
            yield ast.If(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)
        case ast.IfExp(test=ast.Name() | ast.Call() | ast.Attribute() as test):
            yield ast.IfExp(test, node.orelse, node.body)
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.Expr(value=ast.Call(func=call)) if ast.unparse(call) != "assert_never":
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case _:
            pass


def places(node: ast.AST, where: str) -> Iterator[tuple[ast.AST, str, int | None, str]]:
    """Yield where a node can be replaced: its parent, the field, the index, the function around it."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "bases"} or isinstance(node, ast.Raise):
            continue  # what is no computation, and the words of a refusal
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                if isinstance(child, ast.keyword) and child.arg == "strict":
                    continue  # a guard against what cannot be
                yield node, name, at if isinstance(value, list) else None, where
                inner = child.name if isinstance(child, ast.FunctionDef) else where
                yield from places(child, inner)


def said(node: ast.AST) -> str:
    """Return the first line of the text of a node."""
    return ast.unparse(node).strip().partition("\n")[0]


def mutants(module: str) -> list[Mutant]:
    """Return all mutants of a module."""
    tree = ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))
    found: list[Mutant] = []
    line = 1
    for parent, name, at, where in list(places(tree, "module")):
        holder = getattr(parent, name)
        old = holder if at is None else holder[at]
        line = getattr(old, "lineno", getattr(parent, "lineno", line))
        for new in changed(old):
            put = partial(setattr, parent, name, new) if at is None else partial(holder.__setitem__, at, new)
            around = "" if isinstance(old, ast.stmt) else f" in `{said(parent)}`"
            what = f"`{module}`, `{where}`: `{said(old)}` becomes `{said(new)}`{around}"
            found.append(Mutant(module, line, what, where == "module", tree, change=put))
    return found


class Loader(importlib.machinery.SourceFileLoader):
    """Loads a changed tree."""

    def __init__(self, name: str, file: str, tree: ast.Module) -> None:
        super().__init__(name, file)
        self.code = compile(tree, file, "exec", dont_inherit=True)

    def get_code(self, _fullname: str) -> CodeType:
        """Return the mutant."""
        return self.code


class Finder(importlib.abc.MetaPathFinder):
    """Finds one module in a changed tree."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = name_of(mutant.module)
        self.file = str(SOURCE / f"{mutant.module}.py")
        self.tree = mutant.tree

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for the one module."""
        if fullname != self.name:
            return None
        loader = Loader(self.name, self.file, self.tree)
        return importlib.util.spec_from_file_location(fullname, self.file, loader=loader)


def name_of(module: str) -> str:
    """Return the name that imports a module."""
    return f"csvariable.{module.replace('/', '.')}".removesuffix(".__init__")


def preload() -> None:
    """Import the product here, so that each process finds it done; no thread may run.

    Polars starts some: the modules that need it are left to the processes.
    """
    sys.modules["polars"] = None  # type: ignore[assignment]  # makes its import fail
    for module in CORE:
        with contextlib.suppress(ImportError):
            importlib.import_module(name_of(module))
    del sys.modules["polars"]
    if len(list(Path("/proc/self/task").glob("*"))) > 1:
        sys.exit("an import starts a thread: nothing can be forked safely")
    gc.freeze()


def function_of(member: object) -> FunctionType | None:
    """Return the function of a member of a module or a class."""
    member = getattr(member, "__func__", member)  # of a class or static method
    kept = getattr(member, "func", None)  # of a cached property
    found = inspect.unwrap(member) if callable(member) else getattr(member, "fget", kept)
    found = getattr(found, "__func__", found)
    return found if isinstance(found, FunctionType) else None


def graft(old: dict[str, Any], new: dict[str, Any], module: str) -> None:
    """Give the functions of a module the code of its mutant."""
    for name, member in new.items():
        before = old.get(name)
        if isinstance(member, type) and isinstance(before, type) and member.__module__ == module:
            graft(dict(vars(before)), dict(vars(member)), module)
        fresh, there = function_of(member), function_of(before)
        if fresh and there and fresh.__module__ == module:
            there.__code__ = fresh.__code__
            there.__defaults__ = fresh.__defaults__
            there.__kwdefaults__ = fresh.__kwdefaults__


def install(mutant: Mutant) -> None:
    """Put a mutant in the place of its module: a function changes its code, all else is imported again."""
    mutant.change()
    ast.fix_missing_locations(mutant.tree)
    finder = Finder(mutant)
    if mutant.anew or finder.name not in sys.modules:
        for name in [name for name in sys.modules if mutant.anew and name.partition(".")[0] == "csvariable"]:
            del sys.modules[name]
        sys.meta_path.insert(0, finder)
        return
    module = sys.modules[finder.name]
    space: dict[str, Any] = {"__name__": finder.name, "__file__": finder.file}
    exec(compile(mutant.tree, finder.file, "exec", dont_inherit=True), space)  # noqa: S102 - our own source
    graft(vars(module), space, finder.name)


def start(mutant: Mutant, tests: list[str]) -> int:
    """Run tests against a mutant in a process of its own; return its number."""
    if pid := os.fork():
        return pid
    code = 1
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        seconds = LIMIT + EACH * len(tests)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        install(mutant)
        code = pytest.main([*OPTIONS, *tests])
    finally:
        os._exit(int(code))


def reaching(tests: list[str]) -> dict[str, dict[int, set[str]]]:
    """Run the tests once; return for each module and line the tests that run it (0: on import)."""
    from coverage import CoverageData

    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "coverage")
        command = [sys.executable, *"-m pytest -q -n auto -p no:cacheprovider".split()]
        command += [
            "-m",
            "not slow and not fuzz",
            "--cov=csvariable",
            "--cov-context=test",
            "--cov-report=",
            "--cov-fail-under=0",
            *tests,
        ]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "COVERAGE_FILE": file}, check=True)
        data = CoverageData(file)
        data.read()
        found: dict[str, dict[int, set[str]]] = {}
        for module in CORE:
            lines = data.contexts_by_lineno(str(SOURCE / f"{module}.py"))
            found[module] = {
                line: {c.rpartition("|")[0] for c in tests if c} for line, tests in lines.items()
            }
        return found


def spread(tests: set[str], count: int) -> list[str]:
    """Return a number of tests, at even distances."""
    ordered = sorted(tests)
    return [ordered[at * len(ordered) // count] for at in range(count)] if len(ordered) > count else ordered


def survivors(todo: list[Mutant], jobs: int, until: float) -> Iterator[tuple[Mutant, bool | None]]:
    """Run mutants, some at a time; yield each with whether it survives, None where time was up."""
    waiting, running = list(reversed(todo)), dict[int, tuple[Mutant, float]]()  # with when it must end
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            if time.monotonic() > until:
                yield mutant, None
            elif not mutant.tests:
                yield mutant, True
            else:
                tests = mutant.tests.pop(0)
                end = time.monotonic() + HANGS * (LIMIT + EACH * len(tests))
                running[start(mutant, tests)] = (mutant, end)
        for pid, (mutant, end) in list(running.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended and time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
                _, status = os.waitpid(pid, 0)
            elif not ended:
                continue
            del running[pid]
            if status != 0:
                yield mutant, False
            else:
                waiting.append(mutant)  # with the tests left, or none: then it survives
        time.sleep(0.01)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def chosen(asked: Sequence[str]) -> list[str]:
    """Return the modules of the core that are named, by their own names or those of their packages."""
    unknown = [one for one in asked if not any(f"{module}/".startswith(f"{one}/") for module in CORE)]
    if unknown:
        sys.exit(f"not in the core: {', '.join(unknown)}")
    return [
        module for module in CORE if not asked or any(f"{module}/".startswith(f"{one}/") for one in asked)
    ]


def planned(
    modules: list[str], lines: dict[str, dict[int, set[str]]], reasons: str, again: str | None
) -> tuple[list[Mutant], list[Mutant]]:
    """Return each module without a change, and the mutants: each with the tests it must meet."""
    todo: list[Mutant] = []
    unchanged: list[Mutant] = []
    known = {test for one in lines.values() for tests in one.values() for test in tests}
    for module in modules:
        everywhere = set[str]().union(*lines[module].values()) or own_tests(module, known)
        tree = ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))
        unchanged.append(
            Mutant(module, 0, "", False, tree, [some] if (some := spread(everywhere, FIRST)) else [])
        )
        for mutant in mutants(module):
            if again is not None and f"- {mutant.says}:" not in again:
                continue
            # A line of the module, or of a function that it calls, runs once: for who imports it first.
            mutant.anew |= lines[module].get(mutant.line) == set()
            told = everywhere | own_tests(module, known)
            there = told if mutant.anew else lines[module].get(mutant.line) or told
            own = own_tests(module, there)
            first = [*sorted(own), *spread(there - own, FIRST)]
            # A line whose result is kept runs for one test alone: the module's others may know it too.
            hidden = own_tests(module, told) - there
            # What is known to survive is not asked of everybody again.
            rest = [] if f"- {mutant.says}:" in reasons else [sorted(there - set(first)), sorted(hidden)]
            mutant.tests = [some for some in (first, *rest) if some]
            todo.append(mutant)
    return unchanged, todo


def own_tests(module: str, tests: set[str]) -> set[str]:
    """Return the tests in files that are called after a module, or else after its package."""
    parts = reversed(module.split("/"))
    found = ({test for test in tests if f"_{part}" in test.partition("::")[0]} for part in parts)
    return next((some for some in found if some), set())


def main() -> int:
    """Run what is asked; return 1 where a survivor has no reason."""
    asks = argparse.ArgumentParser(description="mutation testing of the core")
    asks.add_argument(
        "modules", nargs="*", help="modules or packages of the core, like program/pools or rules"
    )
    asks.add_argument("--minutes", type=float, default=180.0, help="time to spend")
    asks.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    asks.add_argument("--tests", nargs="+", default=TESTS, help="the tests to meet")
    asks.add_argument("--again", type=Path, help="only the mutants that this file names")
    asked = asks.parse_args()
    again = asked.again.read_text("utf-8") if asked.again else None
    os.chdir(ROOT)
    until = time.monotonic() + 60 * asked.minutes
    modules = chosen(asked.modules)
    reasons = "\n".join(file.read_text("utf-8") for file in sorted(REASONS.glob("*.md")))
    unchanged, todo = planned(modules, reaching(asked.tests), reasons, again)
    preload()
    failing = [one.module for one, survives in survivors(unchanged, asked.jobs, until) if not survives]
    if failing:
        sys.exit(f"without any change, tests fail on {', '.join(failing)}")
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for mutant, survives in survivors(todo, asked.jobs, until):
        known = f"- {mutant.says}:" in reasons
        counts[mutant.module][3 if survives is None else 0 if not survives else 1 if known else 2] += 1
        if survives and not known:
            say(f"line {mutant.line}: - {mutant.says}:")
    say(f"\n{'module':24} killed  justified  survive  not run")
    for module, (killed, justified, alive, unrun) in counts.items():
        say(f"{module:24} {killed:6} {justified:10} {alive:8} {unrun:8}")
    return int(any(alive for _, _, alive, _ in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
