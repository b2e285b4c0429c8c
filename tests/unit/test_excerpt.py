"""What messages quote of other people's texts is cut in one place, with a sign."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csvariable.kernel.diagnostic import FilePlace, Label, error
from csvariable.kernel.excerpt import EXCERPT, LISTED, LONGEST, brief, excerpt
from csvariable.kernel.message import Amount, Message, listed, msg, quoted
from csvariable.kernel.unit import Unit

LONG = "x" * 500
CUT = "x" * (EXCERPT - 1) + "…"
OURS = "our own words " * 20


def test_a_text_of_the_length_is_whole_and_a_longer_one_says_that_it_is_cut() -> None:
    assert excerpt("x" * EXCERPT) == "x" * EXCERPT
    assert excerpt("x" * (EXCERPT + 1)) == CUT
    assert len(CUT) == EXCERPT == 80


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("there is no KPI `nrr`", "there is no KPI `nrr`"),
        (f"there is no KPI `{LONG}`; did you mean `nrr`?", f"there is no KPI `{CUT}`; did you mean `nrr`?"),
        (f'write "{LONG}"', f'write "{CUT}"'),
        (f"no such option: {LONG} at all", f"no such option: {CUT} at all"),
        (f'`{LONG}` and "{LONG}" and `{"x" * 80}`', f'`{CUT}` and "{CUT}" and `{"x" * 80}`'),
        (f"`a` {OURS}`b`", f"`a` {OURS}`b`"),
        ("a `" * 2_000, ("a `" * 2_000)[: LONGEST - 1] + "…"),
    ],
)
def test_what_a_sentence_quotes_is_cut_and_our_own_words_are_not(sentence: str, said: str) -> None:
    assert brief(sentence) == said
    assert brief(said) == said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (msg("no KPI `{name}`", name="nrr"), "no KPI `nrr`"),
        (msg("no KPI `{name}`", name="`" * 500), f"no KPI `{'`' * 80}…``"),
        (msg(OURS + "{name}", name=LONG), OURS + CUT),
        (msg("{why}", why=msg("no `{name}`", name=LONG)), f"no `{CUT}`"),
        (msg("{count} of {most}", count=12, most=Amount(Fraction(1, 2), Unit.RATE)), "12 of 50 %"),
        (msg("known: {names}", names=quoted([LONG, "b"], "or")), f"known: `{CUT}` or `b`"),
        (msg("known: {names}", names=listed(["`"], "or")), "known: `"),
    ],
)
def test_what_stands_in_the_gaps_of_a_message_is_cut(message: Message, said: str) -> None:
    assert str(brief(message)) == said
    assert brief(brief(message)) == brief(message)


def test_a_list_is_told_as_far_as_there_is_room() -> None:
    names = [f"name-{number:03}" for number in range(1_000)]
    said = str(brief(msg("{names}", names=listed(names, "or"))))
    assert said.startswith("name-000, name-001, ")
    assert said.endswith("name-058, name-059, …")
    assert len(said) <= LISTED + len(", …")
    assert str(brief(msg("{names}", names=listed(names[:60], "or")))).endswith("name-058 or name-059")


def test_every_text_of_a_problem_is_cut() -> None:
    place, long = FilePlace("plan.yaml"), f"`{LONG}`"
    problem = error(
        "unknown-kpi",
        msg("{said}", said=long),
        place,
        also=(Label(place, msg("{said}", said=long)),),
        help=msg("{said}", said=long),
    )
    assert [str(problem.message), str(problem.help), str(problem.also[0].text)] == [f"`{CUT}`"] * 3
    assert error("unknown-kpi", msg("short"), place).help is None
