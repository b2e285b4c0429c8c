"""What the README promises is tested: the page of promises names each, and a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"\| (?P<promise>[^|]+) \| (?P<tests>`tests/[^|]+) \|")


def words(text: str) -> str:
    """A text on one line, as it is read."""
    return " ".join(text.split())


def rows() -> list[tuple[str, list[str]]]:
    page = (ROOT / "docs" / "promises.md").read_text("utf-8")
    found = [ROW.fullmatch(line) for line in page.splitlines()]
    return [(one["promise"], re.findall(r"`(tests/[^`]+)`", one["tests"])) for one in found if one]


def test_each_promise_stands_in_the_readme() -> None:
    readme = words((ROOT / "README.md").read_text("utf-8"))
    assert [promise for promise, _ in rows() if promise not in readme] == []


def test_each_bullet_of_the_readme_is_a_promise() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    bullets = [words(one) for one in re.findall(r"^- (.*(?:\n  .*)*)", readme, re.MULTILINE)]
    promises = [promise for promise, _ in rows()]
    assert len(bullets) > 20
    assert [one for one in bullets if not any(promise in one for promise in promises)] == []


def test_each_test_that_is_named_is_there() -> None:
    named = [name for _, tests in rows() for name in tests]
    assert len(named) > 30
    for name in named:
        path, _, test = name.partition("::")
        text = (ROOT / path).read_text("utf-8")
        assert f"def {'test_' if test == '*' else test + '('}" in text, name


def test_what_the_readmes_count_is_there() -> None:
    kpis = len(list((ROOT / "src" / "csvariable" / "catalog" / "kpis").glob("*.yaml")))
    cases = sum(path.is_dir() for path in (ROOT / "tests" / "cases").iterdir())
    for name, said in (
        ("README.md", ("KPIs", "worked examples")),
        ("README.fr.md", ("indicateurs", "exemples")),
    ):
        text = words((ROOT / name).read_text("utf-8"))
        assert f"{kpis} {said[0]}" in text, name
        assert f"{cases} {said[1]}" in text, name


def test_both_readmes_promise_as_much_in_each_part() -> None:
    """The same parts with as many bullets, and in each part the same options and pages."""
    parts = [
        re.split(r"^## ", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
        for name in ("README.md", "README.fr.md")
    ]
    assert len(parts[0]) == len(parts[1])
    for one, other in zip(*parts, strict=True):
        bullets = [len(re.findall(r"^- ", text, re.MULTILINE)) for text in (one, other)]
        assert bullets[0] == bullets[1], (one, other)
    options = [set(re.findall(r"--[a-z-]+", "".join(some))) for some in parts]
    assert options[0] == options[1]


def test_the_third_calculator_shares_no_code() -> None:
    for path in (ROOT / "tests" / "oracle").glob("*.py"):
        found = re.findall(r"^\s*(?:from|import) (\S+)", path.read_text("utf-8"), re.MULTILINE)
        assert [name for name in found if name.split(".")[0] in {"csvariable", "polars", "pydantic"}] == [], (
            path
        )
