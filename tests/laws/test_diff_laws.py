"""What `diff` says, done to the old plan, gives the pay of the new one; no tier is named without cause."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from meanings import TEXTS, plain

from csvariable.engine.exact.curves import on_curve
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve
from csvariable.kernel.quantity import read_quantity
from csvariable.plan.point import CORNER_WORDS, PLACE_WORDS
from csvariable.program.compilation import compile_plan
from csvariable.reading import read
from csvariable.scenario.differences import (
    SILENT,
    Difference,
    differences,
    exceeds,
    level_of,
    list_of,
    point_like,
    written_bound,
)
from csvariable.scenario.idle_points import told_by
from csvariable.scenario.moved_curves import differing
from csvariable.speech.changes import change_sentences
from csvariable.speech.closed_words import closed_word
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language
from csvariable.text import Document, Node, Scalar, Setting, parse

pytestmark = pytest.mark.slow

OTHERS = {
    "from": "above", "above": "from", "up_to": "below", "below": "up_to", "ratio": "distance",
    "person": "team", "team": "company", "month": "quarter", "quarter": "month", "actual": "attainment",
    "error": "zero", "zero": "at-target", "true": "false", "false": "true", "half-up": "half-even",
}  # fmt: skip
WORDS = ["bottom", "below", "meets", "exceeds", "top"]
IN_WORDS = f"""\
csvariable: 1
name: Words
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  grade:
    weight: 60 %
    unit: level
    levels: [{", ".join(WORDS)}]
    curve: {{of: actual, lookup: [{{is: bottom, pays: 0 %}}, {{is: meets, pays: 50 %}}, {{is: exceeds, pays: 50 %}}, {{is: top, pays: 150 %}}]}}
  care:
    weight: 40 %
    unit: level
    levels: [{", ".join(WORDS)}]
    curve: {{of: actual, lookup: [{{from: below, pays: 0 %}}, {{from: meets, pays: 40 %}}, {{from: top, pays: 120 %}}]}}
bonuses:
  club: {{when: {{grade: {{is: top}}}}, pays: 200}}
"""  # noqa: E501


def document(text: str) -> Document:
    """A plan as a document."""
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def meaning(one: Document) -> Any:
    """What a plan and its roles say of pay; None where it is no plan."""
    found = read(one, opinions=False)
    if found.plan is None or any(problem.severity == "error" for problem in found.diagnostics):
        return None
    whole = [plain(found.plan), *(plain(found.roles[role]) for role in sorted(found.roles))]
    return [_paid(part) for part in whole], sorted(found.roles)


def _paid(value: Any) -> Any:
    if isinstance(value, dict):
        keep = {key: _paid(one) for key, one in value.items() if key not in SILENT | {"roles", "examples"}}
        return {key: one for key, one in keep.items() if one is not None}
    return [_paid(one) for one in value] if isinstance(value, list) else value


def edited(order: random.Random, text: str) -> str:
    """A plan with one to three values, bounds, points or parts written otherwise."""
    for _ in range(order.randrange(1, 4)):
        text = order.choice((_value, _value, _word, _point, _gone, _twice, _level_word))(order, text)
    return text


def _swapped(order: random.Random, text: str, pattern: str, new: Callable[[re.Match[str]], str]) -> str:
    places = list(re.finditer(pattern, text))
    if not places:
        return text
    found = order.choice(places)
    return text[: found.start()] + new(found) + text[found.end() :]


def _value(order: random.Random, text: str) -> str:
    factor = order.choice((2, 3, 5))
    return _swapped(order, text, r"(?<![\w.-])\d+(?![\w.-])", lambda found: str(int(found[0]) + factor))


def _word(order: random.Random, text: str) -> str:
    pattern = rf"(?<![\w-])({'|'.join(OTHERS)})(?![\w-])"
    return _swapped(order, text, pattern, lambda found: OTHERS[found[0]])


def _point(order: random.Random, text: str) -> str:
    """A point put into a list: half of them pay what is paid there already."""

    def inserted(found: re.Match[str]) -> str:
        level, pays = int(found["level"]) + 1, found["pays"] if order.random() < 0.5 else "37 %"
        word = found["word"]
        if word == "from" and order.random() < 0.3:
            word, level = "above", level - 1
        return f"{found[0]}, {{{word}: {level}{found['sign']}, {found['key']}: {pays}}}"

    pattern = (
        r"\{(?P<word>from|above|at): (?P<level>\d+)(?P<sign>(?: ?%)?), (?P<key>pays|rate): (?P<pays>\d+ ?%)\}"
    )
    return _swapped(order, text, pattern, inserted)


def _gone(order: random.Random, text: str) -> str:
    return _swapped(
        order,
        text,
        r", \{(?:from|above|at|is): [^{}]*\}|\{is: [^{}]*\}, |\n  [a-z_-]+: \{[^\n]*\}(?=\n)",
        lambda _: "",
    )


def _level_word(order: random.Random, text: str) -> str:
    """A point of a word put before another, or of another word."""
    word = order.choice(WORDS)
    pays = order.choice(("0 %", "50 %", "70 %"))

    def changed(found: re.Match[str]) -> str:
        new = f"{{{found['key']}: {word}, pays: {pays}}}"
        return order.choice((new, f"{new}, {found[0]}", f"{found[0]}, {new}"))

    return _swapped(order, text, r"\{(?P<key>is|from): [a-z]+, pays: \d+ %\}", changed)


def _twice(order: random.Random, text: str) -> str:
    def doubled(found: re.Match[str]) -> str:
        return f"{found[0]}\n  {found['id']}-again: {found['rest']}"

    return _swapped(order, text, r"\n  (?P<id>[a-z]+): (?P<rest>\{[^\n]*\})(?=\n)", doubled)


def pairs(seed: int, count: int) -> Iterator[tuple[Document, Document]]:
    """Two valid plans, the second with some edits."""
    order = random.Random(seed)  # noqa: S311 - a fixed sequence is wanted
    texts = [*TEXTS.values(), IN_WORDS, IN_WORDS]
    while count:
        text = order.choice(texts)
        other = edited(order, text)
        if other == text:
            continue
        found, problems = parse(other, "plan.yaml")
        if found is None or problems or meaning(found) is None:
            continue
        count -= 1
        yield document(text), found


def done(old: Document, said: list[Difference]) -> Document:
    """The old plan with what is said of it done to it, one after the other."""
    by = Setting("a difference")
    for one in said:
        found = list_of(one.route)
        point = found is not None and len(one.route) == len(found[0]) + 1
        if point and found is not None and one.what in {"added", "removed", "moved", "side"}:
            old = old.edited({found[0]: _listed(old.node(found[0]), one)}, by)
        elif found is not None:
            old = old.edited({found[0]: _changed(old.node(found[0]), found, one)}, by)
        else:
            old = old.edited({one.route: one.new}, by)
    return old


def _listed(node: Node | None, one: Difference) -> Node:
    """A list of points without one, and with another, in the order of their bounds."""
    before = list(node.value) if node is not None and isinstance(node.value, tuple) else []
    items = list(before)
    if one.old is not None and (at := point_like(one.old, dict(enumerate(items)))) is not None:
        del items[at]
    place = one.route[-1] if isinstance(one.route[-1], int) else len(items)
    items[place:place] = [] if one.new is None else [one.new]
    if any(_is_word(item) for item in items):
        known = all(level_of(item) in WORDS for item in items)  # other words stand as they are written
        return Node(
            tuple(sorted(items, key=lambda item: WORDS.index(str(level_of(item)))) if known else items)
        )
    falling = len(before) > 1 and _level(before[0]) > _level(before[-1])
    return Node(tuple(sorted(items, key=lambda item: (_level(item) * (-1 if falling else 1), exceeds(item)))))


def _is_word(node: Node) -> bool:
    return isinstance(level_of(node), str)


def _level(node: Node) -> Any:
    bound = written_bound(node)
    return -1 if bound is None else read_quantity(bound[1].text).value


def _changed(node: Node | None, found: tuple[Route, int], one: Difference) -> Node:
    """A list of points of which the one that stands at the bound of the difference says something else."""
    listed, at = found
    assert node is not None
    assert isinstance(node.value, tuple)
    items = list(node.value)
    place = None if one.point is None else point_like(one.point, dict(enumerate(items)))
    place = at if place is None else place
    point = items[place].value
    assert isinstance(point, dict)
    key = str(one.route[len(listed) + 1])
    children = {name: child for name, child in point.items() if name != key}
    items[place] = Node(children if one.new is None else {**children, key: one.new})
    return Node(tuple(items))


def check(old: Document, new: Document) -> None:
    """Both laws, of one pair of plans."""
    found = told_by(differences(old, new), old, new)
    said = [one for one, _ in change_sentences(found, old, new, "en")]
    idle = [one for one in found if one.idle]
    again = done(old, [*said, *idle])
    assert meaning(again) == meaning(new), [(one.route, one.what, one.before, one.after) for one in said]
    without = done(old, said)
    assert meaning(without) is not None, [(one.route, one.what, one.before, one.after) for one in idle]
    before, after = _curves(without), _curves(new)
    assert all(not differing(before[kpi], after[kpi]) for kpi in before), (said, idle)
    _tiers(old, new, said)


def plans(one: Document) -> Plans:
    """A plan with its roles."""
    found = read(one, opinions=False)
    assert found.plan is not None
    return Plans(found.plan, found.roles)


def _curves(one: Document) -> dict[str, Curve]:
    program = compile_plan(plans(one).base, None)
    return {step.kpi: step.curve for step in program.row_steps if step.kpi and isinstance(step.curve, Curve)}


def _tiers(old: Document, new: Document, said: list[Difference]) -> None:
    """No sentence names a tier of a KPI whose pay is the same around its bounds."""
    before, after = _curves(old), _curves(new)
    for one in said:
        found = list_of(one.route)
        if one.route[0] != "kpis" or found is None or one.route[2] != "curve":
            continue
        kpi = str(one.route[1])
        if kpi not in before or kpi not in after or before[kpi].of != after[kpi].of:
            continue
        first, second = before[kpi], after[kpi]
        cuts = sorted({piece.start for curve in (first, second) for piece in curve.segments})
        width = cuts[-1] - cuts[0] + 2
        spots = {*cuts, *(cuts[0] - 1 + width * at / 97 for at in range(98))}
        assert any(on_curve(first, at) != on_curve(second, at) for at in spots), (kpi, one.before, one.after)


def test_what_is_said_done_to_the_old_plan_gives_the_pay_of_the_new_one() -> None:
    for old, new in pairs(11, 120):
        check(old, new)


@pytest.mark.fuzz
def test_what_is_said_done_to_the_old_plan_gives_the_pay_of_the_new_one_in_quantity() -> None:
    for old, new in pairs(random.SystemRandom().randrange(2**32), 6000):
        check(old, new)


ROUTE = re.compile(r"(?:kpis|gates|bonuses|modifiers|roles|pool)\.[a-z]|\[\d")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sentence_is_a_route_and_each_holds_what_is_new(language: Language) -> None:
    for old, new in pairs(5, 60):
        for one, sentence in change_sentences(differences(old, new), old, new, language):
            bare = sentence.replace("bonuses.", "") if "bonuses." in (one.after or "") else sentence
            assert not ROUTE.search(bare.replace(str(one.before), "").replace(str(one.after), "")), sentence
            if one.new is not None and isinstance(one.new.value, Scalar) and one.new.value.text.isalpha():
                chosen = None if one.new.value.quoted else closed_word(one.new.value.text, one.route)
                assert in_language(chosen or one.new.value.text, language) in sentence


def test_all_bounds_have_a_word() -> None:
    from csvariable.speech.written import BOUND

    assert set(BOUND) == {*PLACE_WORDS, *CORNER_WORDS}
