"""What the shape of a plan does not allow, in plain sentences: where, why, what to write, what mends it."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

from typing import NamedTuple

import pytest
from documents import marked, read as document_of
from findings import plain
from shared_plans import PAID

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace
from csvariable.kernel.excerpt import brief
from csvariable.kernel.message import msg, quoted
from csvariable.plan.ids import RESERVED_IDS
from csvariable.reading import read
from csvariable.text import Document, Node, Scalar, written

PLAN = (
    PAID
    + """\
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
"""
)
POINT = "{from: 90 %, pays: 100 %}"
CURVE = f"{{of: actual, lookup: [{POINT}]}}"
NO_IDS = str(brief(msg("words that are no ids: {words}", words=quoted(sorted(RESERVED_IDS)))))
CURVE_KEYS = (
    "keys that may stand here: `of`, `lookup`, `linear`, `marginal`, `whole`, `threshold`, `cap`, `beyond`"
)
STEEPER = "a threshold is where pay starts; an accelerator is a steeper slope"
UNITS = "`percent`, `points`, `number`, `score`, `money`, `hours`, `minutes`, `days`, `yes-no` or `level`"
PERIODS = "`month`, `quarter`, `half` or `year`"
BLOCK = "a mapping of keys and values"


class Told(NamedTuple):
    """What is underlined, rule and sentence, what to do."""

    at: str
    rule: str
    message: str
    help: str | None = None


def changed(old: str, new: str) -> Document:
    assert old in PLAN
    return document_of(PLAN.replace(old, new, 1))


def problems(document: Document) -> list[Diagnostic]:
    return list(read(document, opinions=False).diagnostics)


def told(document: Document) -> list[Told]:
    """All that is said, opinions apart."""
    found = []
    for one in problems(document):
        assert isinstance(one.at, PlanPlace)
        found.append(
            Told(
                marked(document.text, document.place(one.at)),
                one.rule,
                str(one.message),
                plain(one.help),
            )
        )
    return found


def before(key: str) -> tuple[str, str]:
    """The change that puts lines above the KPIs."""
    return "kpis:", f"{key}\nkpis:"


SHAPES = [
    # keys that are missing
    (("currency: EUR\n", ""), Told("1:1 csvariable", "missing-key", "the key `currency` is missing", "write the code of a currency, such as `currency: EUR`")),
    (("csvariable: 1\n", ""), Told("1:1 name", "missing-key", "the key `csvariable` is missing", "write `csvariable: 1`, the version of the language, as the first line")),
    (("unit: percent, ", ""), Told("7:3 nrr", "missing-key", "the key `unit` of `nrr` is missing", "write one of: `percent`, `points`, `number`, `score`, `money`, `hours`, `minutes`, `days`")),
    ((POINT, "{from: 90 %}"), Told("7:69 from", "missing-key", "the key `pays` is missing", "write what is paid there, such as `pays: 100 %`")),
    (before("bonuses: {b: {rank: {by: nrr}, pays: [1]}}"), Told("6:15 rank", "missing-key", "the key `top` of `rank` is missing")),
    (("unit: percent", "unit: percent, range: [1 %]"), Told("7:46 [1 %]", "wrong-shape", "2 values are due here")),
    (("unit: percent", "unit: percent, range: []"), Told("7:46 []", "wrong-shape", "2 values are due here")),
    (("unit: percent", "unit: percent, range: [1 %, 2 %, 3 %]"), Told("7:46 [1 %, 2 %, 3 %]", "wrong-shape", "at most 2 values stand here")),
    # keys that nobody knows
    (("weight: 100 %", "weigth: 100 %"), Told("7:9 weigth", "unknown-key", "unknown key `weigth`, did you mean `weight`?", "write `weight` instead of `weigth`")),
    (("pays: 100 %", "pay: 100 %"), Told("7:81 pay", "unknown-key", "unknown key `pay`, did you mean `pays`?", "write `pays` instead of `pay`")),
    (("unit: percent", "unti: percent"), Told("7:24 unti", "unknown-key", "unknown key `unti`, did you mean `unit`?", "write `unit` instead of `unti`")),
    (("name: P", "nom: P"), Told("2:1 nom", "unknown-key", "unknown key `nom`, did you mean `name`?", "write `name` instead of `nom`")),
    (("of: actual", "of: actual, accelerator: 2"), Told("7:59 accelerator", "unknown-key", "unknown key `accelerator`", f"{STEEPER}; write one more point")),
    (("of: actual", "of: actual, seuil: 80 %"), Told("7:59 seuil", "unknown-key", "unknown key `seuil`, did you mean `threshold`?", STEEPER)),
    (("of: actual", "of: actual, zzz: 1"), Told("7:59 zzz", "unknown-key", "unknown key `zzz`", CURVE_KEYS)),
    (("of: actual", "of: actual, OF: 1"), Told("7:59 OF", "unknown-key", "unknown key `OF`", CURVE_KEYS)),
    ((f"lookup: [{POINT}]", "linear: [{from: 90 %, pays: 100 %}]"), Told("7:69 from", "unknown-key", "unknown key `from`, did you mean `at`?", "write `at` instead of `from`")),
    (before("bonuses: {b: {pays: 1, times: 5 %}}"), Told("6:24 times", "unknown-key", "unknown key `times`", "a bonus stands outside the weights and has no factor: write the amount it pays, and in `when` the condition that it needs")),
    (("from: 90 %", "from: 90 %, to: 95 %"), Told("7:81 to", "unknown-key", "unknown key `to`", "there is no second bound to write: the next point says where this one ends")),
    # numbers that are none
    (("unit: percent", "unit: percent, target: abc"), Told("7:47 abc", "wrong-number", "`abc` is not a number: write a value such as `90 %`, `42` or `4 h`")),
    # words of a closed list
    (("quarter", "quartr"), Told("4:9 quartr", "wrong-word", f"`quartr` is not one of {PERIODS}; did you mean `quarter`?", "write `quarter`")),
    (("quarter", "Monthly"), Told("4:9 Monthly", "wrong-word", f"`Monthly` is not one of {PERIODS}; did you mean `month`?", "write `month`")),
    (("quarter", "hours"), Told("4:9 hours", "wrong-word", f"`hours` is not one of {PERIODS}")),
    (("quarter", "eur"), Told("4:9 eur", "wrong-word", f"`eur` is not one of {PERIODS}")),
    (("unit: percent", "unit: PCT"), Told("7:30 PCT", "wrong-word", f"`PCT` is not one of {UNITS}; did you mean `percent`?", "write `percent`")),
    (before("profile: uk"), Told("6:10 uk", "wrong-word", "`uk` is not `fr`")),
    (before("profile: FR"), Told("6:10 FR", "wrong-word", "`FR` is not `fr`; did you mean `fr`?", "write `fr`")),
    (before("gates: {g: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, cap: 1 %}, missing: fail}}"), Told("6:81 fail", "wrong-word", "`fail` is not one of `holds` or `fails`; did you mean `fails`?", "write `fails`")),
    # one shape where another is due
    (before("gates: 3"), Told("6:8 3", "wrong-shape", f"the text `3` stands where {BLOCK} is due")),
    (before("gates: ''"), Told("6:8 ''", "wrong-shape", f"the text `` stands where {BLOCK} is due")),
    (before("gates:"), Told("6:1 gates", "wrong-shape", f"nothing stands here: write {BLOCK}")),
    (before("gates: [1]"), Told("6:8 [1]", "wrong-shape", f"a list stands where {BLOCK} is due", "ids are keys, no list: write `gates: {a: {...}}`")),
    (before("gates: [{nom: g}, {nom: h}]"), Told("6:8 [{nom: g}, {nom: h}]", "wrong-shape", f"a list stands where {BLOCK} is due", "ids are keys, no list: write `gates: {g: {...}}`")),
    (before("gates: [G, h]"), Told("6:8 [G, h]", "wrong-shape", f"a list stands where {BLOCK} is due", "ids are keys, no list: write `gates: {a: {...}}`")),
    (before("gates: [{nom: [1]}]"), Told("6:8 [{nom: [1]}]", "wrong-shape", f"a list stands where {BLOCK} is due", "ids are keys, no list: write `gates: {a: {...}}`")),
    (before("gates: [[1]]"), Told("6:8 [[1]]", "wrong-shape", f"a list stands where {BLOCK} is due", "ids are keys, no list: write `gates: {a: {...}}`")),
    (before("bonuses: [club]"), Told("6:10 [club]", "wrong-shape", f"a list stands where {BLOCK} is due", "ids are keys, no list: write `bonuses: {club: {...}}`")),
    (before("bonuses: {b: {pays: 1, when: nrr >= 88 %}}"), Told("6:30 nrr >= 88 %", "wrong-shape", f"the text `nrr >= 88 %` stands where {BLOCK} is due", "write `{nrr: {from: 88 %}}`")),
    (before("bonuses: {b: {pays: 1, when: {any: [nrr < 88 %]}}}"), Told("6:37 nrr < 88 %", "wrong-shape", f"the text `nrr < 88 %` stands where {BLOCK} is due", "write `{nrr: {below: 88 %}}`")),
    (before("bonuses: {b: {pays: 1, when: 'nrr ≤ 8'}}"), Told("6:30 'nrr ≤ 8'", "wrong-shape", f"the text `nrr ≤ 8` stands where {BLOCK} is due", "write `{nrr: {up_to: 8}}`")),
    (before("bonuses: {b: {pays: 1, when: always}}"), Told("6:30 always", "wrong-shape", f"the text `always` stands where {BLOCK} is due", "write a step and a bound, such as `{always: {from: 90 %}}`")),
    (before("gates: {g: 3}"), Told("6:12 3", "wrong-shape", f"the text `3` stands where {BLOCK} is due", "keys that may stand here: `name`, `why`, `when`, `otherwise`, `missing`")),
    (before("draw: [1]"), Told("6:7 [1]", "wrong-shape", f"a list stands where {BLOCK} is due", "keys that may stand here: `amount`, `recover`")),
    (before("guarantee: [1]"), Told("6:12 [1]", "wrong-shape", f"a list stands where {BLOCK} is due", "keys that may stand here: `months`, `periods`, `pays`")),
    (before("objectives: {o: 3}"), Told("6:17 3", "wrong-shape", f"the text `3` stands where {BLOCK} is due", "keys that may stand here: `statement`, `serves`, `weight`, `origin`, `priority`, `commitment`, `why`, `horizon`, `owner`, `parent`, `key_results`")),
    (before("bonuses: {b: 3}"), Told("6:14 3", "wrong-shape", f"the text `3` stands where {BLOCK} is due")),
    (before("languages: {a: b}"), Told("6:12 {a: b}", "wrong-shape", "a mapping stands where a list in brackets is due")),
    ((f"[{POINT}]", "5"), Told("7:67 5", "wrong-shape", "the text `5` stands where a list in brackets is due")),
    ((POINT, "5"), Told("7:68 5", "wrong-shape", f"the text `5` stands where {BLOCK} is due", "keys that may stand here: `from`, `above`, `up_to`, `below`, `is`, `pays`")),
    # nothing in it
    ((POINT, ""), Told("7:59 lookup", "empty-list", "`lookup` is empty: write at least one entry")),
    (before("examples: {e: {given: {}, expect: {}}}"), Told("6:27 expect", "empty-expect", "this example expects nothing, so it could never fail: write a step and its value")),
    (before("bonuses: {expect: {pays: 1, when: {any: []}}}"), Told("6:36 any", "empty-list", "`any` is empty: write at least one entry")),
    ((f"curve: {CURVE}", "matrix: {rows: {of: nrr, from: []}, columns: {of: nrr, from: [1 %]}, pays: [[1 %]]}"), Told("7:64 from", "empty-list", "`from` is empty: write at least one entry")),
    # what a reader says
    (("  nrr: {weight", "  NRR: {weight"), Told("7:3 NRR", "wrong-id", "`NRR` is not an id: a lower-case letter, then letters, digits, `_` or `-`")),
    (("  nrr: {weight", "  total: {weight"), Told("7:3 total", "reserved-id", "`total` is the name of a step or of a column", NO_IDS)),
    (("weight: 100 %", "weight: 1"), Told("7:17 1", "bare-rate", "a rate needs its sign: `1` could mean 1 % or 1 times the whole", "write `1 %` or `100 %`")),
    (("weight: 100 %", "weight: [1]"), Told("7:17 [1]", "wrong-shape", "a list stands where a rate such as `85 %` is due")),
    (("weight: 100 %", "weight: "), Told("7:9 weight", "missing-value", "a value is missing here: write a rate such as `85 %`")),
    (("name: P", "name: {de: P}"), Told("2:1 name", "unknown-language", "a text is written in `fr` and `en`, not in `de`")),
    ((CURVE, "{of: actual}"), Told("7:39 curve", "one-kind", "a curve has one kind: write one of `lookup`, `linear`, `marginal`, `whole`")),
    (before("gates: {g: {when: {}, otherwise: {of: plan, times: 0 %}}}"), Told("6:13 when", "empty-condition", "this condition tests nothing: write a step and a bound")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), SHAPES, ids=range(len(SHAPES)))
def test_what_a_plan_cannot_hold_is_told_in_plain_words(change: tuple[str, str], expected: Told) -> None:
    assert told(changed(*change)) == [expected]


FIXES: list[tuple[tuple[str, str], str | None]] = [
    (("weight: 100 %", "Weight: 100 %"), "{unit: percent, curve: "),
    (("weight: 100 %", "weigth: 100 %"), None),
    (("quarter", "Quarter"), "period: quarter"),
    (("quarter", "quartr"), None),
    (("quarter", "trimestre"), None),
    (("weight: 100 %", "weight: 100"), "{weight: 100 %,"),
    (("weight: 100 %", "weight: 1"), None),
    (("weight: 100 %", "weight: 100,0 %"), "{weight: 100.0 %,"),
    (("currency: EUR", "currency: eur"), "currency: EUR"),
    (("of: actual", "of: actual, seuil: 80 %"), None),
    (("of: actual", "of: actual, zzz: 1"), None),
    (("quarter", "hours"), None),
    (("weight: 100 %", "weight: [1]"), None),
    (("  nrr: {weight", "  NRR: {weight"), None),
    ((POINT, ""), None),
]


@pytest.mark.parametrize(("change", "line"), FIXES, ids=range(len(FIXES)))
def test_what_is_certain_is_mended(change: tuple[str, str], line: str | None) -> None:
    document = changed(*change)
    (found,) = problems(document)
    if line is None:
        assert found.fix is None
    else:
        assert found.fix is not None
        mended = document_of(written(document, found.fix))
        assert line in mended.text
        assert problems(mended) == []


def test_a_key_in_capitals_keeps_its_value() -> None:
    (found,) = problems(changed("weight: 100 %", "WEIGHT: 100 %"))
    assert found.fix is not None
    assert list(found.fix) == [("kpis", "nrr", "WEIGHT"), ("kpis", "nrr", "weight")]
    gone, moved = found.fix.values()
    assert gone is None
    assert isinstance(moved, Node)
    assert moved.value == Scalar("100 %")


def test_each_misspelt_key_stands_for_one_that_is_missing() -> None:
    document = changed("weight: 100 %, unit: percent", "wieght: 100 %, unti: percent")
    assert [str(one.message) for one in problems(document)] == [
        "unknown key `wieght`, did you mean `weight`?",
        "unknown key `unti`, did you mean `unit`?",
    ]
    both = changed(POINT, "{from: 90 %, payz: 1 %}, {fro: 95 %, pays: 2 %}")
    assert [str(one.message) for one in problems(both)] == [
        "unknown key `payz`, did you mean `pays`?",
        "unknown key `fro`, did you mean `from`?",
    ]


def test_a_key_that_is_there_is_not_meant_by_another() -> None:
    found = told(changed("weight: 100 %", "poids: 50 %, weight: 100 %"))
    assert [(one.at, str(one.message)) for one in found] == [("7:9 poids", "unknown key `poids`")]
    assert str(found[0].help).startswith(
        "keys that may stand here: `name`, `why`, `objective`, `weight`, `unit`, "
    )


def test_entries_that_cannot_be_read_are_no_empty_list() -> None:
    found = told(changed(POINT, "{from: 90 %, pays: 1}, {from: 4x, pays: 1 %}"))
    assert [(one.at, one.rule) for one in found] == [("7:87 1", "bare-rate"), ("7:98 4x", "wrong-number")]


def test_a_misspelt_key_hides_nothing_that_follows() -> None:
    text = PLAN.replace("unit: percent", "unti: percent") + "draw: 3\n"
    assert [one.at for one in told(document_of(text))] == ["7:24 unti", "8:7 3"]


def test_an_id_is_underlined_itself_beside_what_it_names() -> None:
    found = told(changed(*before("gates: {G: 3}")))
    assert [(one.at, one.rule) for one in found] == [("6:9 G", "wrong-id"), ("6:12 3", "wrong-shape")]


def test_a_long_text_is_cut() -> None:
    (found,) = told(changed(CURVE, "y" * 100))
    assert str(found.message) == f"the text `{'y' * 79}…` stands where {BLOCK} is due"
    (found,) = told(changed("unit: percent", f"unit: {'x' * 100}"))
    assert str(found.message) == f"`{'x' * 79}…` is not one of {UNITS}"
