"""Documents become plans, or every problem they hold, each in a plain sentence at its place."""
# ruff: noqa: E501, ISC004 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

from fractions import Fraction

import pytest
from findings import plain
from shared_plans import CSM_EUROPE

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, TextPlace
from csvariable.kernel.quantity import Quantity
from csvariable.plan.amounts import AnnualAmount
from csvariable.reading import Reading, read, role_edits
from csvariable.reading.places import place_of
from csvariable.rules.hints import key_note, key_suggestion, word_suggestion
from csvariable.text import Document, parse

PLAN = f"""\
{CSM_EUROPE}examples:
  on target: {{given: {{nrr: 105 %, csat: 92 %}}, expect: {{total: 2500}}}}
"""


def document_of(text: str) -> Document:
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    return document


def reading_of(text: str) -> Reading:
    return read(document_of(text))


def shown(text: str) -> list[str]:
    """`line:column rule: message` of all that is said."""
    document = document_of(text)
    return [_line(problem, document) for problem in read(document).diagnostics]


def _line(problem: Diagnostic, document: Document) -> str:
    place = place_of(problem, document)
    return f"{place.line}:{place.column} {problem.rule}: {problem.message}"


def only(text: str) -> Diagnostic:
    """The one thing that is said."""
    (problem,) = reading_of(text).diagnostics
    return problem


def test_a_right_plan_has_nothing_said_of_it() -> None:
    reading = reading_of(PLAN)
    assert reading.diagnostics == ()
    assert reading.plan is not None
    assert reading.plan.kpis["nrr"].weight == Fraction(3, 5)
    assert reading.plan.target_incentive == 2500


def test_blocks_for_anchors_may_stand_under_x_keys() -> None:
    text = PLAN + "x-curves:\n  anything: [1, {a: b}]\n"
    assert reading_of(text).diagnostics == ()


SHAPES = [
    ("currency: EUR\n", "", "1:1 missing-key: the key `currency` is missing"),
    ("csvariable: 1\n", "", "1:1 missing-key: the key `csvariable` is missing"),
    ("    unit: percent\n    target", "    target", "7:3 missing-key: the key `unit` of `nrr` is missing"),
    ("weight: 60 %", "weight: 60", "8:13 bare-rate: a rate needs its sign: `60` could mean 60 % or 60 times the whole"),
    ("weight: 60 %", "weight: [60 %]", "8:13 wrong-shape: a list stands where a rate such as `85 %` is due"),
    ("weight: 60 %", "weight: {a: b}", "8:13 wrong-shape: a mapping stands where a rate such as `85 %` is due"),
    ("weight: 60 %", "weight: 4 h", "8:13 wrong-number: `4 h` is not a rate: write one such as `85 %`"),
    ("weight: 60 %", "weight: abc", "8:13 wrong-number: `abc` is not a number: write a rate such as `85 %`"),
    ("weight: 60 %", "weight: 1/0", "8:13 wrong-number: `1/0` divides by zero: write a rate such as `85 %`"),
    ("weight: 60 %", "weight: -60 %", "8:13 negative-payment: a payment or a factor is 0 % or more"),
    ("incentive: 2500", "incentive: 2,500.5", "5:19 wrong-number: `2,500.5` has a thousands separator; write `2500.5`"),
    ("incentive: 2500", "incentive: 25,5", "5:19 wrong-number: decimals take a point in a plan; write `25.5`"),
    ("incentive: 2500", "incentive: 010", "5:19 wrong-number: `010` can be read as `10` and as `8`"),
    ("incentive: 2500", "incentive: 1_000", "5:19 wrong-number: `1_000` has an underscore; write `1000`"),
    ("incentive: 2500", "incentive: 5 %", "5:19 wrong-number: `5 %` is not an amount: write one such as `2500`"),
    ("incentive: 2500", "incentive: -5", "5:19 negative-payment: an amount of a plan is 0 or more"),
    ("incentive: 2500", "incentive: ''", "5:19 wrong-number: `` is not a number: write an amount such as `2500` or `2500.50`"),
    ("period: quarter", "period: weekly", "4:9 wrong-word: `weekly` is not one of `month`, `quarter`, `half` or `year`"),
    ("period: quarter", "period: annual", "4:9 wrong-word: `annual` is not one of `month`, `quarter`, `half` or `year`; did you mean `year`?"),
    ("name: CSM Europe", "name:", "2:1 missing-value: a value is missing here: write a text"),
    ("name: CSM Europe", "name: {fr: [a]}", "2:7 wrong-shape: a list stands where a text is due"),
    ("kpis:\n", "kpis2: {}\nkpis:\n", "6:1 unknown-key: unknown key `kpis2`"),
    ("of: actual", "of: actuel", "17:11 wrong-word: `actuel` is not one of `attainment` or `actual`; did you mean `actual`?"),
    ("of: actual", "of: actual\n      linear: [{at: 1 %, pays: 1 %}]", "16:5 one-kind: this curve has two kinds: keep one of `lookup`, `linear`, `marginal`, `whole`"),
    ("{from: 80 %, pays", "{pays", "18:16 one-bound: a bound is missing: write `from` (reached) or `above` (exceeded), or `up_to` and `below` where lower is better"),
    ("at: 90 %, pays: 0 %", "at: 90 %", "12:17 missing-key: the key `pays` is missing"),
    ("examples:", "review_by: 2026-02-30\nexamples:", "19:12 wrong-date: `2026-02-30` is not a day of the calendar"),
    ("examples:", "year_starts: 13-01\nexamples:", "19:14 wrong-date: `13-01` is not a month and a day such as `04-01`"),
    ("examples:", "gates: 3\nexamples:", "19:8 wrong-shape: the text `3` stands where a mapping of keys and values is due"),
    ("examples:", "gates:\nexamples:", "19:1 wrong-shape: nothing stands here: write a mapping of keys and values"),
    ("examples:", "ramp: 3\nexamples:", "19:7 wrong-shape: the text `3` stands where a mapping of keys and values is due"),
    ("examples:", "rounding: {actual: 13}\nexamples:", "19:20 wrong-number: at most 12 is allowed here"),
    ("examples:", "guarantee: {months: x, pays: 1 %}\nexamples:", "19:21 wrong-number: `x` is not a whole number such as `3`"),
    ("examples:", "draw: {amount: 100, recover: 50 %, x: 1}\nexamples:", "19:36 unknown-key: unknown key `x`"),
    ("examples:", "proration: days\nexamples:", "19:12 wrong-word: `days` is not one of `calendar-days`, `months` or `none`; did you mean `calendar-days`?"),
    ("examples:", "cap: [150 %, {share: 1 %, of: wage}]\nexamples:", "19:31 wrong-word: `wage` is not one of `salary`, `annual_salary` or `ote`"),
    ("examples:", "cap: 4 h\nexamples:", "19:6 wrong-number: `4 h` is not an amount: write one such as `2500`"),
    ("examples:", "bonuses: {b: {gives: {leave_days: 0.3}}}\nexamples:", "19:35 wrong-number: leave is given in half days: `0.3` is not a number of half days"),
    ("examples:", "bonuses: {b: {gives: {}}}\nexamples:", "19:15 one-source: `gives` names nothing: write `item`, `voucher`, `leave_days` or `badge`"),
    ("examples:", "bonuses: {b: {per: nrr}}\nexamples:", "19:11 one-source: `per` needs `pays`"),
    ("examples:", "bonuses: {b: {pays: 5, lookup: [{from: 1, pays: 2}]}}\nexamples:", "19:11 one-source: `lookup` needs `of`, the step that it reads"),
    ("examples:", "bonuses: {b: {pays: [5]}}\nexamples:", "19:11 one-source: a list of amounts goes with `rank`, one amount for each place"),
    ("examples:", "bonuses: {b: {when: {nrr: {from: 1 %, above: 2 %}}, pays: 1}}\nexamples:", "19:22 one-bound: a condition has at most one lower and one upper bound"),
    ("examples:", "bonuses: {b: {gives: {leave_days: 1e3}}}\nexamples:", "19:35 wrong-number: `1e3` has an exponent; write the number in full"),
    ("target: 105 %\n", "target: 105 %\n    range: [0 %, 1 %, 2 %]\n", "11:12 wrong-shape: at most 2 values stand here"),
    ("target: 105 %\n", "target: 105 %\n    measure: 3\n", "11:14 wrong-shape: the text `3` stands where a mapping of keys and values is due"),
    ("target: 105 %\n", "target: 105 %\n    matrix: {rows: {of: csat, from: [1 %]}, columns: {of: csat, from: [1 %]}, pays: [[1 %]]}\n", "7:3 one-kind: a KPI has a `curve` or a `matrix`, not both"),
    ("examples:", "bonuses: {b: {gives: {leave_days: [1]}}}\nexamples:", "19:35 wrong-shape: a list stands where a number of days such as `1` or `0.5` is due"),
    ("examples:", "bonuses: {b: {}}\nexamples:", "19:11 one-source: a bonus has one source: `pays`, `per`, `of`, `matrix`, `rank`, `gives` or `badge`"),
    ("{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}", "", "18:7 empty-list: `lookup` is empty: write at least one entry"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), SHAPES)
def test_shapes(old: str, new: str, expected: str) -> None:
    assert old in PLAN
    assert shown(PLAN.replace(old, new, 1)) == [expected]


KEYS = [
    ("weigth", "unknown key `weigth`, did you mean `weight`?", "write `weight` instead of `weigth`"),
    ("poids", "unknown key `poids`, did you mean `weight`?", "write `weight` instead of `poids`"),
]


@pytest.mark.parametrize(("key", "message", "help_"), KEYS)
def test_a_missing_key_and_its_misspelling_are_one_problem(key: str, message: str, help_: str) -> None:
    problem = only(PLAN.replace("weight: 60 %", f"{key}: 60 %"))
    assert (
        str(problem.message),
        plain(problem.help),
    ) == (message, help_)
    assert problem.fix is None


@pytest.mark.parametrize(
    ("word", "key", "note"),
    [
        ("tiers", "lookup", "a `lookup` pays the amount of the last point reached"),
        ("paliers", "lookup", None),
        ("tranches", "marginal", "`marginal` pays each band at its own rate, `whole` pays everything at the rate reached"),
        ("seuil", "threshold", "a threshold is where pay starts; an accelerator is a steeper slope"),
        ("plafond", "cap", None),
        ("linaer", "linear", None),
    ],
)  # fmt: skip
def test_words_of_other_tools_are_understood(word: str, key: str, note: str | None) -> None:
    keys = ("of", "lookup", "linear", "marginal", "whole", "threshold", "cap", "beyond")
    assert key_suggestion(word, keys) == key
    assert note is None or str(key_note(word)) == note


def test_an_accelerator_is_explained() -> None:
    problem = only(PLAN.replace("of: actual\n", "of: actual\n      accelerator: 2\n"))
    assert str(problem.message) == "unknown key `accelerator`"
    assert (
        problem.help and str(problem.help)
    ) == "a threshold is where pay starts; an accelerator is a steeper slope; write one more point"


def test_a_word_far_from_all_gets_no_suggestion() -> None:
    assert word_suggestion("zzz", ("nrr", "csat")) is None
    assert key_suggestion("zzz", ("weight", "unit")) is None


@pytest.mark.parametrize("text", ["- 1\n", "[]\n", "abc\n"])
def test_what_is_no_mapping_is_no_plan(text: str) -> None:
    document, problems = parse(text, "plan.yaml")
    said = problems if document is None else read(document).diagnostics
    assert said


def test_a_problem_in_an_anchor_is_told_once_with_its_uses() -> None:
    text = PLAN.replace("lookup: [", "lookup: &points [").replace("pays: 50 %", "pays: yes")
    text += "modifiers:\n  m: {by: csat, of: plan, curve: {lookup: *points}}\n"
    problem = only(text)
    assert str(problem.message).startswith("`yes` is not a number")
    assert [str(label.text) for label in problem.also] == ["also used here, through an alias"]
    assert isinstance(problem.also[0].at, TextPlace)
    assert problem.also[0].at.line == 22


def test_rules_run_on_what_can_be_read() -> None:
    text = (
        PLAN.replace("weight: 40 %", "weight: 45 %")
        .replace("target: 105 %", "target: 105")
        .replace("pays: 50 %", "pays: maybe")
        .replace("examples:", "gates: {g: {when: {nrx: {from: 1 %}}, otherwise: {of: plan}}}\nexamples:")
    )
    assert [line.partition(": ")[0] for line in shown(text)] == [
        "6:1 weights-do-not-sum",
        "10:13 wrong-unit",
        "18:35 wrong-number",
        "19:20 unknown-step",
        "19:39 gate-without-effect",
    ]


def test_nothing_is_said_of_what_only_follows() -> None:
    unread = PLAN.replace("unit: percent\n    target: 105 %", "unit: percnt\n    target: 105 %")
    text = unread + "gates: {g: {when: {nrr: {from: 80 %}}, otherwise: {of: [nrr], times: 0 %}}}\n"
    assert [line.partition(": ")[0] for line in shown(text)] == ["9:11 wrong-word"]


# --------------------------------------------------------------------- roles

ROLES = (
    PLAN
    + """\
roles:
  senior: {target_incentive: 3500, kpis.nrr.target: 108 %}
  head:
    target_incentive: {annual: 24000}
    kpis.nrr.scope: team
    kpis.nrr.weight: 50 %
    kpis.csat.weight: 30 %
    kpis.engagement: {weight: 20 %, unit: score, range: [1, 5], target: 4, curve: {linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}
"""
)


def test_a_role_is_a_whole_plan() -> None:
    reading = reading_of(ROLES)
    assert reading.diagnostics == ()
    assert list(reading.roles) == ["senior", "head"]
    senior, head = reading.roles["senior"], reading.roles["head"]
    assert isinstance(senior.kpis["nrr"].target, Quantity)
    assert senior.kpis["nrr"].target.value == Fraction(108, 100)
    assert senior.kpis["csat"].weight == Fraction(2, 5)
    assert isinstance(head.target_incentive, AnnualAmount)
    assert list(head.kpis) == ["nrr", "csat", "engagement"]
    assert reading.plan is not None
    assert list(reading.plan.kpis) == ["nrr", "csat"]


def test_the_edits_of_a_role() -> None:
    edits = role_edits(document_of(ROLES + "  less: {kpis.csat: null, examples: ~}\n"), "less")
    assert edits == {("kpis", "csat"): None, ("examples",): None}
    assert role_edits(document_of(ROLES), "nobody") == {}


def test_problems_of_a_role_stand_at_its_lines() -> None:
    text = ROLES.replace("kpis.csat.weight: 30 %", "kpis.csat.weight: 35 %").replace(
        "target: 108 %", "target: 108"
    )
    assert shown(text) == [
        "22:53 wrong-unit: role `senior`: `108` stands where a percentage such as `90 %` is due: `nrr` is in percent",
        "23:3 weights-do-not-sum: role `head`: the weights add up to 105 %, not 100 %",
    ]
    document = document_of(text)
    (labels,) = [
        problem.also for problem in read(document).diagnostics if problem.rule == "weights-do-not-sum"
    ]
    places = [document.place(label.at).line for label in labels if isinstance(label.at, PlanPlace)]
    assert places[1:] == [26, 27, 28]


def test_a_role_without_its_plan_is_not_blamed_for_the_plan() -> None:
    text = ROLES.replace("weight: 40 %", "weight: 45 %")
    assert [line for line in shown(text) if "role" in line] == [
        "22:3 weights-do-not-sum: role `senior`: the weights add up to 105 %, not 100 %"
    ] or [line for line in shown(text) if "role" in line] == []


def test_what_a_role_removes_and_somebody_names() -> None:
    text = (
        PLAN
        + "gates: {g: {when: {csat: {from: 80 %}}, otherwise: {of: plan, times: 0 %}}}\nroles: {r: {kpis.csat: null, kpis.nrr.weight: 100 %}}\n"
    )
    errors = [line for line in shown(text) if "unknown-step" in line]
    assert errors == ["22:13 unknown-step: role `r`: there is no step `csat`"]


LINES = [
    ("{kpis.nrr.taget: 1 %}", "`kpis.nrr` has no key `taget`; did you mean `kpis.nrr.target`?"),
    ("{kpis.nrx.target: 1 %}", "there is no `kpis.nrx` to change; did you mean `kpis.nrr.target`?"),
    ("{kpis.zzz.target: 1 %}", "there is no `kpis.zzz` to change"),
    ("{kpiz: {}}", "a plan has no key `kpiz`; did you mean `kpis`?"),
    ("{kpis.zzz: null}", "there is no `kpis.zzz` to remove"),
    ("{'kpis[': 1}", "`kpis[` is not a route: after `kpis` it cannot be read; write keys with dots and items with "
     "brackets, like `kpis.nrr.curve.linear[1].pays`"),
    ("{'kpis.nrr.curve.linear[9].pays': 1 %}", "`kpis.nrr.curve.linear[9].pays` cannot be set: `kpis.nrr.curve.linear` is a list of 3"),
    ("{target_incentive.annual: 3}", "`target_incentive.annual` cannot be set: `target_incentive` is a text"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "message"), LINES)
def test_lines_of_a_role_that_lead_nowhere(lines: str, message: str) -> None:
    problem = only(PLAN + f"roles:\n  r: {lines}\n")
    assert str(problem.message) == message
    assert isinstance(problem.at, PlanPlace)
    assert problem.at.key


def test_a_condition_on_a_kpi_called_tests() -> None:
    text = PLAN.replace("  csat:", "  tests:").replace("csat: 92", "tests: 92")
    text += "gates: {g: {when: {tests: {from: 80 %}}, otherwise: {of: plan, times: 0 %}}}\n"
    assert reading_of(text).diagnostics == ()


def test_a_role_that_is_no_mapping() -> None:
    assert shown(PLAN + "roles: {r: 3}\n") == [
        "21:12 wrong-shape: the text `3` stands where a mapping of keys and values is due"
    ]
    assert shown(PLAN + "roles: 3\n") == [
        "21:8 wrong-shape: the text `3` stands where a mapping of keys and values is due"
    ]
