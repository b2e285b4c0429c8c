"""Files of examples beside a plan: what is wrong with them is told, and nothing is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from shared_plans import PAID

from csvariable.cli import run
from csvariable.reading.examples import Examples, examples_problems
from csvariable.text import Scalar, parse

PLAN = (
    PAID
    + """\
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
"""
)
GOOD = "examples:\n  one: {given: {nrr: 95 %}, expect: {total: 1000}}\n"


def told(text: str) -> list[tuple[str, int, int]]:
    document, problems = parse(text, "p.cases.yaml")
    assert document is not None, problems
    places = [(one.rule, document.place(one.at)) for one in examples_problems(document)]  # type: ignore[arg-type]
    return [(rule, at.line, at.column) for rule, at in places]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GOOD, []),
        (GOOD + "x-note: {by: Ana}\n", []),
        ("examples:\n  odd: 4\n", [("wrong-shape", 2, 8)]),
        ("examples: 4\n", [("wrong-shape", 1, 11)]),
        ("examples: {}\n", [("empty-list", 1, 1)]),
        ("exampls:\n  one: {given: {nrr: 1}, expect: {total: 5}}\n", [("unknown-key", 1, 1)]),
        (GOOD + "name: P\n", [("unknown-key", 3, 1)]),
        ("x-note: 1\n", [("missing-key", 1, 1)]),
        (
            "examples:\n  one: {given: {nrr: [1]}, expect: {total: {a: 5}}}\n",
            [("wrong-shape", 2, 22), ("wrong-shape", 2, 44)],
        ),
        ("examples:\n  one: {given: {nrr: }, expect: {total: 5}}\n", [("missing-value", 2, 17)]),
        ('examples:\n  one: {given: {nrr: ""}, expect: {total: 5}}\n', []),
        ("examples:\n  one: {given: {nrr: 1}, expect: {}}\n", [("empty-expect", 2, 26)]),
    ],
)  # fmt: skip
def test_the_shape_of_a_file_of_examples(text: str, found: list[tuple[str, int, int]]) -> None:
    assert told(text) == found


def test_one_example_is_enough() -> None:
    one = {"given": {"nrr": Scalar("95 %")}, "expect": {"total": Scalar("1000")}}
    assert list(Examples.model_validate({"examples": {"one": one}}).examples) == ["one"]


def test_a_plan_reads_its_own_examples_alike() -> None:
    document, _ = parse(PLAN + "examples:\n  one: {given: {nrr: [1]}, expect: {total: 5}}\n", "p.yaml")
    assert document is not None
    from csvariable.reading import read

    assert [one.rule for one in read(document).diagnostics if one.severity == "error"] == ["wrong-shape"]


def test_broken_examples_beside_a_plan_fail_and_are_not_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(PLAN, "utf-8")
    Path("a.cases.yaml").write_text(GOOD, "utf-8")
    assert run(["test", "p.yaml"]) == 0
    assert "ok   one" in capsys.readouterr().out
    Path("b.cases.yaml").write_text(
        "examples:\n  two: {given: {nrr: 1 %}, expect: {total: 0}}\n  odd: 4\n", "utf-8"
    )
    assert run(["test", "p.yaml"]) == 1
    shown = capsys.readouterr().out
    assert "b.cases.yaml:3:8" in shown
    assert "wrong-shape" in shown
    assert "ok   one" in shown
    assert "two" not in shown.partition("b.cases.yaml")[0]


def test_a_warning_about_a_file_of_examples_keeps_none_of_them_from_being_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(PLAN, "utf-8")
    Path("a.cases.yaml").write_text(GOOD + "x-note: [1,5]\n", "utf-8")
    assert run(["test", "p.yaml"]) == 0
    shown = capsys.readouterr().out
    assert "flow-comma" in shown
    assert "ok   one" in shown
