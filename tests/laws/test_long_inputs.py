"""However long the texts of a plan and its files are, what is told of them is short."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from engine import compute, plans_of
from hypothesis import given, settings, strategies as st
from strategies import Scenario, scenarios
from transcript import ROOT

from csvariable import rules
from csvariable.cli import run
from csvariable.engine.run import once
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.excerpt import LONGEST
from csvariable.rules.manual import examples, whole
from csvariable.rules.shapes import TEXTS

DEMO = ROOT / "examples" / "demo"
PLANS = [path.read_text("utf-8") for path in sorted((ROOT / "plans").glob("*/plan.yaml"))] + [
    whole(plan) for name in rules.names() if name not in TEXTS for _, plan in examples(rules.page(name) or "")
]
WORD = re.compile(r'[^\s,;\[\]{}:#"]+')
LONG = [
    *("x" * 3_000, "9" * 3_000, "é" * 3_000, '"' + "a `b` " * 600 + '"', "[" * 3_000, "a > " * 800 + "b"),
    *(f"[{'aa, ' * 700}aa]", "{" + ", ".join(f"k{at}: 1" for at in range(700)) + "}", "a: b: " * 500),
    *("*" + "x" * 3_000, "&" + "x" * 3_000 + " 1", "@" + "y" * 3_000, "%" + "z" * 3_000, "=" * 3_000),
]
longer = st.tuples(st.integers(0, 10**6), st.sampled_from(LONG), st.booleans())


def lengthened(text: str, change: tuple[int, str, bool]) -> bytes:
    """A text in which one word is replaced by a long one, or goes on with it."""
    place, long, goes_on = change
    words = list(WORD.finditer(text))
    start, end = words[place % len(words)].span() if words else (0, 0)
    return (text[: end if goes_on else start] + long + text[end:]).encode()


def assert_short(problems: Iterable[Diagnostic]) -> None:
    """Message, help and labels are no longer than stated."""
    for one in problems:
        for said in (one.message, one.help or "", *(label.text for label in one.also)):
            assert len(str(said)) <= LONGEST, f"{one.rule}: {str(said)[:200]}"


@given(st.sampled_from(PLANS), longer)
@settings(max_examples=200)
def test_what_is_told_of_a_plan_is_short(plan: str, change: tuple[int, str, bool]) -> None:
    _, problems = plans_of(lengthened(plan, change))
    assert_short(problems)


@given(scenarios(), longer, st.sampled_from(("plan", "kpis", "people", "adjustments")))
def test_what_is_told_of_files_is_short(
    scenario: Scenario, change: tuple[int, str, bool], which: str
) -> None:
    kpis, people, adjustments = scenario.files
    files: dict[str, bytes | None] = {
        "plan": scenario.text.encode(),
        "kpis": kpis,
        "people": people,
        "adjustments": adjustments,
    }
    files[which] = lengthened((files[which] or b"csm\n").decode(), change)
    ran = compute(
        files["plan"] or b"",
        [files["kpis"] or b""],
        files["people"],
        files["adjustments"],
        scenario.period,
        how=once,
    )
    assert_short(ran.diagnostics)


PAID = ("compute", "plan.yaml", "kpis.csv", "--people", "people.csv")
OTHER = ("simulate", "plan.yaml", "kpis.csv", "--people", "people.csv")
HEAD = "error: --solve and --fail-on-limit: "
LIMITED = ("budget", "plan.yaml", "kpis.csv", "--people", "people.csv", "--limit")


@pytest.fixture(params=["en", "fr"])
def shown(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> pytest.CaptureFixture[str]:
    """What a terminal shows in a language, in the folder of the demo."""
    monkeypatch.chdir(DEMO)
    monkeypatch.setenv("CSVARIABLE_LANG", str(request.param))
    monkeypatch.setenv("COLUMNS", "100")
    return capsys


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), ()),
        (("rule",), ()),
        (("init",), ()),
        (("diff", "plan.yaml"), ()),
        (("compute",), ("kpis.csv",)),
        (("compute", "plan.yaml"), ()),
        *(
            ((*PAID, f"--{name}"), ())
            for name in ("csm", "period", "encoding", "delimiter", "decimal", "width")
        ),
        *(((*PAID, f"--{name}"), ()) for name in ("format", "output", "lang", "adjustments")),
        *(((*OTHER, f"--{name}"), ()) for name in ("set", "fail-if", "scenarios")),
        *(((*LIMITED, *more), ()) for more in ((), ("1000", "--solve"), ("1000", "--odds"))),
    ],
)
def test_what_is_told_of_a_command_is_short(
    before: tuple[str, ...], after: tuple[str, ...], shown: pytest.CaptureFixture[str]
) -> None:
    for long in LONG[::3]:
        assert run([*before, long, *after]) in {1, 2}
        told = shown.readouterr()
        assert told.err
        assert max(map(len, (told.out + told.err).splitlines())) <= LONGEST + len(HEAD)
