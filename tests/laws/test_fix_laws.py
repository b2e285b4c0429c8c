"""A fix is certain or is not there: plans with one mistake, mended, are the plans that they were."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from meanings import TEXTS, plain

from csvariable.commands.validate import checked_text, mended_text
from csvariable.plan import Plan
from csvariable.plan.model import keys_at
from csvariable.reading import read
from csvariable.rules.hints import KEYS, VALUES
from csvariable.text import Document

pytestmark = pytest.mark.slow

ELSEWHERE = sorted({word for words in (*KEYS.values(), *VALUES.values()) for word in words.split()})
OURS = sorted({*KEYS, *VALUES, *keys_at(Plan, ())})
WORD = re.compile(r"(?<![\w.])[a-z][a-z_-]{2,}(?![\w.])")

Change: TypeAlias = Callable[[random.Random, str], str]


def typed(order: random.Random, word: str) -> str:
    """A word with a slip of the finger."""
    at = order.randrange(len(word) - 1)
    return order.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + order.choice("aeionrst") + word[at + 1 :],
        )
    )


CHANGES: dict[str, tuple[str, Change]] = {
    "a slip in a word": (WORD.pattern, typed),
    "a word in capitals": (WORD.pattern, lambda order, word: order.choice((word.upper(), word.title()))),
    "another sign between words": (WORD.pattern, lambda _, word: word.translate(str.maketrans("_-", "-_"))),
    "a word of elsewhere": (WORD.pattern, lambda order, _: order.choice(ELSEWHERE)),
    "another word of ours": (WORD.pattern, lambda order, _: order.choice(OURS)),
    "no sign": (r"\d ?%", lambda _, found: found[0]),
    "a fraction for a rate": (r"\b\d+ ?%", lambda _, found: str(float(found.rstrip(" %")) / 100)),
    "a decimal comma": (r"\d\.\d", lambda _, found: found.replace(".", ",")),
    "a comma and a zero": (r"\b\d+(?= ?%)", lambda _, found: f"{found},0"),
    "thousands": (r"\b\d{4,}\b", lambda order, found: f"{found[:-3]}{order.choice(',_. ')}{found[-3:]}"),
    "a zero before": (r"(?<![\d.\w-])\d+\b", lambda _, found: f"0{found}"),
    "a word for the sign": (
        r"(?<=\d) ?(%|h|min|d)\b",
        lambda order, found: {
            "h": order.choice((" hours", " heures", "")),
            "d": order.choice((" days", " jours", "")),
            "min": order.choice((" minutes", "")),
        }.get(found.strip(), order.choice((" percent", " pct"))),
    ),
    "another yes": (
        r"\b(true|false)\b",
        lambda order, found: {"true": "yes", "false": order.choice(("no", "off"))}[found],
    ),
    "a currency in small letters": (r"\bEUR\b", lambda _, found: found.lower()),
    "a value that is gone": (r"(?<=: )[^\s,{}\[\]]+", lambda _, __: ""),
}  # fmt: skip


def slips(seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Plans with one mistake each: what it is, the plan as it was, the plan as it is."""
    order = random.Random(seed)  # noqa: S311 - a fixed sequence is wanted
    texts = list(TEXTS.values())
    while count:
        text, (what, (pattern, change)) = order.choice(texts), order.choice(list(CHANGES.items()))
        places = list(re.finditer(pattern, text))
        if not places:
            continue
        found = order.choice(places)
        wrong = text[: found.start()] + change(order, found[0]) + text[found.end() :]
        if wrong != text:
            count -= 1
            yield what, text, wrong


def meaning(document: Document) -> Any:
    """What a plan and its roles say, examples and their amounts included."""
    found = read(document, opinions=False)
    assert found.plan is not None
    assert not [str(one.message) for one in found.diagnostics if one.severity == "error"]
    whole = plain(found.plan)
    roles = {name: plain(plan) for name, plan in found.roles.items()}
    for one in (whole, *roles.values()):
        one.pop("examples")
        one.pop("roles")
    return whole, roles


def broken(seed: int, count: int) -> tuple[list[str], dict[str, int]]:
    """The mistakes that are mended into another plan, and how many are mended by kind."""
    wrong, mended = [], dict.fromkeys(CHANGES, 0)
    meanings: dict[str, Any] = {}
    for what, text, slip in slips(seed, count):
        found, data, done = mended_text(slip.encode(), "plan.yaml")
        if not done:
            assert data == slip.encode()
            continue
        if text not in meanings:
            original = checked_text(text.encode(), "plan.yaml").document
            assert isinstance(original, Document)
            meanings[text] = meaning(original)
        errors = [one for one in found.problems if one.severity == "error"]
        if errors or not isinstance(found.document, Document) or meaning(found.document) != meanings[text]:
            lines = [one for one in slip.splitlines() if one not in text.splitlines()]
            after = [one for one in data.decode().splitlines() if one not in text.splitlines()]
            wrong.append(f"{what}: {lines} -> {after} {[str(one.message) for one in errors]}")
        mended[what] += 1
    return wrong, mended


def test_what_is_mended_is_the_plan_that_was_meant() -> None:
    wrong, mended = broken(7, 700)
    assert wrong == []
    certain = {"a word in capitals", "no sign", "a decimal comma", "a comma and a zero", "another yes"}
    assert {what for what, count in mended.items() if count} >= certain
    assert not mended["a slip in a word"]


@pytest.mark.fuzz
def test_what_is_mended_is_the_plan_that_was_meant_in_quantity() -> None:
    wrong, _ = broken(random.SystemRandom().randrange(2**32), 20_000)
    assert wrong == []


def test_two_plans_that_pay_otherwise_are_told_apart() -> None:
    (name, text), *_ = TEXTS.items()
    other = checked_text(text.replace("target_incentive: ", "target_incentive: 1", 1).encode(), name).document
    same = checked_text(text.encode(), name).document
    assert isinstance(other, Document)
    assert isinstance(same, Document)
    assert meaning(other) != meaning(same)
