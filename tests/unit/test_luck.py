"""Luck in pay that rests on few answers: exact chances, and what remedies leave."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction as F
from itertools import product
from math import ceil, comb, prod
from pathlib import Path

import pytest
from engine import plans_of
from measuring import tables_of
from shared_plans import PAID

from csvariable.cli import run
from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.kernel.unit import rounded
from csvariable.odds.answers import AnswerLevel, GradeLevel, mean, spread
from csvariable.odds.luck import noise
from csvariable.odds.noise import HeavyAccount, Noise, NotTold
from csvariable.odds.ranked import RankLevel
from csvariable.tables.reading import read_table

PLAN = (
    PAID
    + """\
sources:
  rows:
    file: r.csv
    participant: Who
    columns: {score: {column: Score, unit: score, range: [0, 10]}}
kpis:
  k:
    weight: 100 %
    UNIT
    MEASURE
    curve: {of: actual, CURVE}
"""
)
NPS = "lookup: [{from: 30, pays: 50 %}, {from: 40, pays: 100 %}, {above: 50, pays: 150 %}]"
SHARE = "lookup: [{from: 50 %, pays: 50 %}, {from: 90 %, pays: 100 %}]"


def plan_of(kind: str, more: str = "") -> str:
    if kind == "nps":
        text = PLAN.replace("UNIT", "unit: points\n    target: 40").replace("CURVE", NPS)
        return text.replace("MEASURE", "measure: {nps: rows.score}" + more)
    if kind == "share":
        measure, unit, curve = "{share: rows, that: {score: {from: 9}}}", "percent", SHARE
    else:
        measure, unit, curve = (
            "{mean: rows.score}",
            "score\n    range: [0, 10]",
            "lookup: [{from: 5, pays: 100 %}]",
        )
    text = PLAN.replace("UNIT", f"unit: {unit}").replace("CURVE", curve)
    return text.replace("MEASURE", f"measure: {measure}{more}")


def told(plan: str, answers: dict[str, list[int]]) -> Noise:
    plans, problems = plans_of(plan)
    assert plans is not None, [str(one.message) for one in problems]
    rows = "".join(f"{who},{score}\n" for who, scores in answers.items() for score in scores)
    staff, _ = read_table(("participant,team\n" + "".join(f"{who},t\n" for who in answers)).encode(), "p.csv")
    done = once(plans, Tables([], staff, sources=tables_of({"rows": ["Who,Score\n" + rows]})))
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    return noise(plans, done.results)


def test_answers_have_exact_chances() -> None:
    assert AnswerLevel(F(1, 3)).chances(2, F(1)) == {F(0): F(4, 9), F(1, 2): F(4, 9), F(1): F(1, 9)}
    found = AnswerLevel(F(1, 2), F(1, 4)).chances(2, F(100))
    assert found == {F(-100): F(1, 16), F(-50): F(1, 8), F(0): F(5, 16), F(50): F(1, 4), F(100): F(1, 4)}
    assert AnswerLevel(F(1)).chances(3, F(1)) == {F(1): F(1)}


def test_another_level_keeps_the_answers_in_between() -> None:
    assert AnswerLevel(F(1, 2), F(1, 4)).moved(F(0)) == AnswerLevel(F(3, 8), F(3, 8))
    assert AnswerLevel(F(1, 2), F(1, 4)).moved(F(9, 10)) == AnswerLevel(F(9, 10), F(0))
    assert AnswerLevel(F(1, 2)).moved(F(9, 10)) == AnswerLevel(F(9, 10))


def test_a_share_of_few_answers_is_paid_by_its_chances() -> None:
    found = told(plan_of("share"), {"ana": [10, 10, 10, 1], "ben": [10, 1]})
    ana, ben = found.luck
    chances = {F(k, 4): comb(4, k) * F(3, 4) ** k * F(1, 4) ** (4 - k) for k in range(5)}
    pays = {F(0): F(0), F(500): F(0), F(1000): F(0)}
    for value, chance in chances.items():
        pays[F(0) if value < F(1, 2) else F(500) if value < F(9, 10) else F(1000)] += chance
    assert ana.pay == pays
    assert (ana.n, ana.actual, ana.incentive) == (4, F(3, 4), F(1000))
    assert (ana.mean, ana.spread) == (mean(pays), spread(pays))
    assert (ana.on_target, ana.at_target) == (None, None)
    assert ben.pay == {F(0): F(1, 4), F(500): F(1, 2), F(1000): F(1, 4)}
    assert set(ana.after) == {"wider", "credibility", "pooled", "window"}


def test_the_gap_between_equal_people_is_that_of_every_pair() -> None:
    found = told(plan_of("share"), {"ana": [10, 1], "ben": [1, 10]})
    pay = {F(0): F(1, 4), F(500): F(1, 2), F(1000): F(1, 4)}
    pairs = [(abs(one - other), pay[one] * pay[other]) for one, other in product(pay, pay)]
    (equal,) = found.equal
    assert equal.gap == sum(gap * chance for gap, chance in pairs)
    assert equal.whole == sum(chance for gap, chance in pairs if gap >= 1000)
    alone = told(plan_of("share"), {"ana": [10, 1]})
    assert (len(alone.luck), alone.equal) == (1, [])  # nobody is compared with themselves


def test_eight_equal_people_with_fifteen_answers_each() -> None:
    """The gap averages about 1.4 target incentives, and is a whole one nearly always."""
    found = told(plan_of("nps"), {f"c{at}": [10] * 8 + [7] * 5 + [3] * 2 for at in range(8)})
    (equal,) = found.equal
    assert rounded(equal.gap, F(1, 100)) == F("1431.08")
    assert equal.whole is not None
    assert rounded(equal.whole, F(1, 10_000)) == F("0.9848")
    one = found.luck[0]
    assert rounded(one.mean, F(1, 100)) == F("800.10")
    assert one.spread == F("595.32")
    assert one.after == {
        "pooled": F("341.51"),
        "window": F("425.76"),
        "wider": F("403.39"),
        "credibility": F("252.47"),
    }
    assert one.on_target == one.mean
    assert one.at_target == 1000
    assert all(after < one.spread for after in one.after.values())


def test_what_is_not_told_is_said() -> None:
    total = plan_of("mean").replace("mean:", "sum:").replace("range: [0, 10]", "range: [0, 99]", 2)
    assert told(total, {"ana": [1, 9]}).left == [NotTold("k", "kind")]
    assert told(plan_of("mean"), {"ana": [0, 10] * 21}).left == []
    assert told(plan_of("mean"), {"ana": [0, 1, 10] * 21}).left == [NotTold("k", "ways")]
    assert told(plan_of("share"), {"ana": [10, 1] * 101}).left == [NotTold("k", "answers")]
    sampled = plan_of("share", "\n    sample: {min: 1, below: error}")
    assert told(sampled, {"ana": [10, 1]}).left == [NotTold("k", "sample")]
    many = told(plan_of("share"), {"ana": [10, 1] * 60, "ben": [10, 1] * 60})
    assert set(many.luck[0].after) == {"wider", "credibility"}
    assert told(plan_of("share", "\n    missing: zero"), {"ana": [10, 1], "ben": []}).left == []


LOWER = (
    plan_of("share", "\n    attainment: inverse\n    target: 25 %")
    .replace("unit: percent", "unit: percent\n    direction: lower")
    .replace("of: actual, lookup: [{from: 50 %, pays: 50 %}, {from: 90 %", "lookup: [{from: 50 %")
)


def test_an_amount_that_cannot_be_paid_is_no_zero() -> None:
    """No answer against: 25 % of target by 0 % has no attainment, so nothing is told that rests on it."""
    found = told(LOWER, {"ana": [10, 1, 1, 1], "ben": [10, 10, 10, 10]})
    assert [one.id for one in found.luck] == ["ben"]
    (ben,) = found.luck
    # Four answers that are all for: at that level there is no luck, and of the others' there is.
    assert (ben.pay, ben.on_target, ben.at_target) == ({F(0): F(1)}, None, F(1000))
    assert set(ben.after) == {"wider", "credibility", "window"}
    assert found.equal == []
    assert found.left == [
        NotTold("k", "unpaid", "ana", F(0), ("pay", "equal")),
        NotTold("k", "unpaid", "ben", F(0), ("pooled", "truly_on_target", "equal")),
    ]


def test_a_target_that_no_answers_can_have_is_not_told() -> None:
    text = plan_of("share", "\n    target: 120 %")
    (ana,) = told(text, {"ana": [10, 1]}).luck
    assert (ana.on_target, ana.at_target) == (None, None)


ROLES = """\
proration: calendar-days
roles:
  lead:
    kpis.j:
      weight: 0 %
      unit: percent
      measure: {share: rows, that: {score: {from: 9}}}
      curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
"""


def test_who_had_the_kpi_in_an_earlier_role_alone_is_told() -> None:
    plans, problems = plans_of(plan_of("share") + ROLES)
    assert plans is not None, [str(one.message) for one in problems]
    staff, _ = read_table(
        b"participant,role,entry,exit\nana,lead,2026-01-01,2026-08-15\nana,,2026-08-16,\n", "p.csv"
    )
    rows = tables_of({"rows": ["Who,Score\nana,10\nana,1\n"]})
    done = once(plans, Tables([], staff, sources=rows), "2026-Q3")
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    assert [(one.id, one.kpi) for one in noise(plans, done.results).luck] == [("ana", "k"), ("ana", "j")]


ACCOUNTS = (
    PAID
    + """\
sources:
  rows:
    file: r.csv
    account: Client
    participant: Who
    columns: {old: {column: Old, unit: money}, new: {column: New, unit: money}}
kpis:
  grr:
    weight: 100 %
    unit: percent
    missing: zero
    measure: {ratio: {of: {least: [rows.new, rows.old]}, over: rows.old}}
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  more: {unit: percent, measure: {ratio: {of: rows.new, over: rows.old}}}
"""
)


def test_the_account_that_moves_a_ratio_most_is_told_with_the_pay_that_hangs_on_it() -> None:
    """Of each ratio of each person, whatever other KPIs stand before it."""
    plans, _ = plans_of(
        ACCOUNTS.replace("kpis:\n", "kpis:\n  clients: {unit: number, measure: {count: rows}}\n")
    )
    assert plans is not None
    staff, _ = read_table(b"participant\nana\nben\n", "p.csv")
    rows = "Client,Who,Old,New\nacme,ana,60,60\nbolt,ana,40,30\n"
    done = once(plans, Tables([], staff, sources=tables_of({"rows": [rows]})))
    assert done.results is not None
    heavy = noise(plans, done.results).heavy
    assert heavy == [
        HeavyAccount("ana", "grr", "acme", F(90, 100), F(30, 100), F(-600)),
        HeavyAccount("ana", "more", "acme", F(90, 100), F(30, 100), F(0)),
    ]


def heaviest(text: str, rows: str) -> Noise:
    plans, problems = plans_of(text)
    assert plans is not None, [str(one.message) for one in problems]
    staff, _ = read_table(b"participant\nana\n", "p.csv")
    done = once(plans, Tables([], staff, sources=tables_of({"rows": ["Client,Who,Old,New\n" + rows]})))
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    return noise(plans, done.results)


RATIO = ACCOUNTS[: ACCOUNTS.index("  more:")]


def test_the_change_of_an_account_is_not_told_where_it_cannot_be_paid() -> None:
    lower = RATIO.replace(
        "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}",
        "direction: lower\n    attainment: inverse\n    target: 50 %\n    "
        "curve: {lookup: [{from: 50 %, pays: 100 %}]}",
    )
    found = heaviest(lower, "acme,ana,100,90\n")
    assert found.heavy == [HeavyAccount("ana", "grr", "acme", F(9, 10), F(0), None)]
    assert found.left[1:] == [NotTold("grr", "unpaid", "ana", F(0), ("account",))]
    sampled = RATIO.replace("missing: zero", "sample: {min: 1, below: zero}")
    found = heaviest(sampled, "acme,ana,60,60\nbolt,ana,40,30\n")
    assert [one.change for one in found.heavy] == [None]
    assert found.left[1:] == [NotTold("grr", "sample", "ana", None, ("account",))]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "plan.yaml").write_text(plan_of("nps"), "utf-8")
    (tmp_path / "people.csv").write_text("participant\nana\nben\n", "utf-8")
    (tmp_path / "r.csv").write_text("Who,Score\nana,10\nana,3\nana,9\nben,8\nben,10\n", "utf-8")
    return tmp_path


def test_luck_is_shown_in_words_and_as_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["noise", "plan.yaml", "--people", "people.csv"]
    assert run(asked) == 0
    shown = capsys.readouterr().out
    assert "What luck alone does to pay" in shown
    assert "if all 2 were equally good" in shown
    assert run([*asked, "--lang", "fr"]) == 0
    assert "Ce que le hasard seul fait à la paie" in capsys.readouterr().out
    assert run([*asked, "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["luck"]] == ["ana", "ben"]
    assert found["luck"][1]["pay"] == [
        {"total": "0.00", "chance": "0.25"},
        {"total": "1000.00", "chance": "0.5"},
        {"total": "1500.00", "chance": "0.25"},
    ]
    before = sum(float(one["spread"]) for one in found["luck"]) / 2
    for one in found["remedies"]:
        after = sum(float(each["spread_after"][one["remedy"]]) for each in found["luck"]) / 2
        assert (one["kpi"], one["people"]) == ("k", 2)
        assert abs(float(one["before"]) - before) <= 0.01
        assert abs(float(one["after"]) - after) <= 0.01
    assert [one["remedy"] for one in found["remedies"]] == ["pooled", "window", "wider", "credibility"]
    assert run([*asked, "-f", "markdown"]) == 0
    assert "| ana |" not in capsys.readouterr().out
    (here / "r.csv").write_text("Who,Score\nana,11\n", "utf-8")
    assert run(asked) == 1


def test_what_cannot_be_paid_is_said_in_every_format_and_in_both_languages(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "plan.yaml").write_text(LOWER, "utf-8")
    (here / "r.csv").write_text("Who,Score\nana,10\nana,1\nana,1\nben,10\nben,10\n", "utf-8")
    asked = ["noise", "plan.yaml", "--people", "people.csv", "--width", "200"]

    def shown(*more: str) -> str:
        assert run([*asked, *more]) == 0
        return capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")

    told = "ana, `k`: the plan cannot pay for 0 %, so this is not told: what luck does to the pay, "
    assert told.replace("`", "") in shown().replace("`", "")
    assert "ana, k : le plan ne peut pas payer pour 0 %, donc ceci n'est pas dit :" in shown(
        "--lang", "fr"
    ).replace("`", "").replace("’", "'")
    markdown = shown("-f", "markdown")
    assert "the plan cannot pay for 0 %" in markdown
    assert "ana" not in markdown
    data = json.loads(shown("-f", "json"))
    assert data["not_told"][0] == {
        "kpi": "k",
        "id": "ana",
        "reason": "unpaid",
        "value": "0",
        "figures": ["pay", "equal"],
    }


def test_many_amounts_are_told_as_a_span(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of("nps", "\n    missing: zero").replace(
        NPS, "linear: [{at: -100, pays: 0 %}, {at: 100, pays: 100 %}]"
    )
    (here / "plan.yaml").write_text(plan, "utf-8")
    (here / "r.csv").write_text("Who,Score\n" + "ana,10\nana,3\nana,8\n" * 3, "utf-8")
    assert run(["noise", "plan.yaml", "--people", "people.csv"]) == 0
    assert "(P10 to P90)" in capsys.readouterr().out
    total = plan_of("mean", "\n    missing: zero").replace("mean:", "sum:").replace("[0, 10]", "[0, 99]")
    (here / "plan.yaml").write_text(total, "utf-8")
    assert run(["noise", "plan.yaml", "--people", "people.csv"]) == 0
    assert "it is no share, NPS, median, percentile or mean of few grades" in capsys.readouterr().out
    median = plan_of("mean", "\n    missing: zero").replace("mean:", "median:").replace("[0, 10]", "[0, 99]")
    (here / "plan.yaml").write_text(median, "utf-8")
    (here / "r.csv").write_text("Who,Score\n" + "".join(f"ana,{at}\n" for at in range(40)), "utf-8")
    assert run(["noise", "plan.yaml", "--people", "people.csv"]) == 0
    assert "`k`: values that can come out in more than 400 ways are not told" in capsys.readouterr().out


# ------------------------------------------------------------------------------------------------ grades


@pytest.mark.parametrize(
    "grades",
    [
        {F(1): F(1, 2), F(4): F(1, 3), F(5): F(1, 6)},
        {F(9, 2): F(3, 4), F(3): F(1, 4)},
        {F(7): F(1)},
    ],
)
def test_means_of_grades_have_the_chances_of_all_the_ways_to_give_them(grades: dict[F, F]) -> None:
    level = GradeLevel(grades)
    for n in (1, 2, 5):
        wanted: dict[F, F] = {}
        for given_ in product(grades, repeat=n):
            middle = sum(given_, F(0)) / n
            wanted[middle] = wanted.get(middle, F(0)) + prod(grades[grade] for grade in given_)
        assert level.chances(n, F(1)) == wanted
        assert len(wanted) <= level.ways(n)
        assert level.value == mean(wanted)


def test_a_level_of_grades_is_moved_by_the_best_or_the_worst_grade() -> None:
    level = GradeLevel({F(3): F(1, 2), F(4): F(1, 2)}, F(1), F(5))
    assert level.moved(F(7, 2)) is level
    assert level.moved(F(4)).grades == {F(3): F(1, 3), F(4): F(1, 3), F(5): F(1, 3)}
    assert level.moved(F(1)).grades == {F(1): F(1)}
    assert GradeLevel({F(3): F(1, 2), F(4): F(1, 2)}).moved(F(4)).grades == {F(4): F(1)}
    assert [level.reaches(F(value)) for value in (0, 1, 5, 6)] == [False, True, True, False]
    assert [GradeLevel({F(3): F(1)}).reaches(F(value)) for value in (2, 3)] == [False, True]


@pytest.mark.parametrize("part", [None, F(9, 10), F(1, 4), F(1)])
@pytest.mark.parametrize("values", [{F(1): 1, F(4): 2, F(9): 1}, {F(5): 3}, {F(1): 1, F(2): 1, F(7): 2}])
def test_what_stands_at_a_rank_has_the_chances_of_all_the_ways_to_draw(
    values: dict[F, int], part: F | None
) -> None:
    pool = [value for value, count in values.items() for _ in range(count)]
    level = RankLevel(values, part)
    for n in (1, 2, 3, 4):
        wanted: dict[F, F] = {}
        for drawn in product(pool, repeat=n):
            ordered = sorted(drawn)
            value = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
            if part is not None:
                value = ordered[max(1, ceil(part * n)) - 1]
            wanted[value] = wanted.get(value, F(0)) + F(1, len(pool) ** n)
        assert level.chances(n, F(1)) == wanted
        assert len(wanted) <= level.ways(n)


def test_a_rank_is_moved_by_multiplying_what_was_measured() -> None:
    level = RankLevel({F(2): 1, F(4): 2, F(10): 1})
    assert level.value == 4
    assert level.moved(F(4)) is level
    assert level.moved(F(6)).values == {F(3): 1, F(6): 2, F(15): 1}
    assert [level.reaches(F(value)) for value in (4, 6, 0, -1)] == [True, True, False, False]
    assert [RankLevel({F(0): 1}).reaches(F(value)) for value in (0, 1)] == [True, False]
    assert level.beside([RankLevel({F(4): 1, F(5): 1})]).values == {F(2): 1, F(4): 3, F(10): 1, F(5): 1}


@pytest.mark.parametrize("kind", ["median: rows.score", "percentile: {of: rows.score, at: 50 %}"])
def test_luck_of_a_rank_is_told(kind: str) -> None:
    plan = plan_of("mean", "\n    target: 5").replace("mean: rows.score", kind)
    found = told(plan, {"ana": [4, 5, 6], "ben": [4, 5, 9]})
    ana, ben = found.luck
    # Of three of 4, 5 or 6 the middle one is 4 where two or more are: 7 of 27 ways.
    assert ana.pay == ben.pay == {F(0): F(7, 27), F(1000): F(20, 27)}
    assert (ana.actual, ana.on_target, ana.at_target) == (F(5), F(20000, 27), F(1000))
    # Of all six, 4 and 5 are two each: the middle one is 4 where two or more of three are, 7 of 27 ways.
    assert ana.after["credibility"] == spread({F(0): F(7, 27), F(1000): F(20, 27)})
    assert found.left == []
    assert found.equal[0].people == 2


def test_a_rank_with_too_many_ways_is_not_told() -> None:
    plan = (
        plan_of("mean")
        .replace("mean: rows.score", "median: rows.score")
        .replace("range: [0, 10]", "range: [0, 99]", 2)
    )
    assert told(plan, {"ana": list(range(28))}).left == [NotTold("k", "ways")]
    assert told(plan, {"ana": list(range(29))}).left == []


def test_of_a_rank_whose_rows_came_in_groups_no_luck_is_told() -> None:
    """An engine gives each value once, with how many rows have it."""
    plans, _ = plans_of(plan_of("mean").replace("mean: rows.score", "median: rows.score"))
    assert plans is not None
    staff, _ = read_table(b"participant\nana\n", "p.csv")
    done = once(plans, Tables([], staff, sources=tables_of({"rows": ["Who,Score\nana,4\nana,5\nana,9\n"]})))
    assert done.results is not None
    assert noise(plans, done.results).left == []
    known = {of: replace(one, grades=None) for of, one in done.results.facts.measured.items()}
    grouped = replace(done.results, facts=replace(done.results.facts, measured=known))
    found = noise(plans, grouped)
    assert (found.luck, found.left) == ([], [NotTold("k", "kind")])


def test_luck_of_a_mean_of_grades_is_told() -> None:
    found = told(plan_of("mean", "\n    target: 5"), {"ana": [4, 6], "ben": [0, 10]})
    ana, ben = found.luck
    # Of two answers of 4 or 6 three quarters of the ways come to 5 or more, which pays the whole.
    assert ana.pay == {F(0): F(1, 4), F(1000): F(3, 4)}
    assert ben.pay == {F(0): F(1, 4), F(1000): F(3, 4)}
    assert (ana.on_target, ana.at_target) == (F(750), F(1000))
    assert set(ana.after) == {"pooled", "window", "wider", "credibility"}
    # Eight answers of 4 or 6: 163 of 256 ways have four or more of 6.
    assert mean(ana.pay) == 750
    assert ana.after["window"] == spread({F(0): F(93, 256), F(1000): F(163, 256)})
    assert found.equal[0].people == 2
    assert found.left == []
    beyond = told(plan_of("mean", "\n    missing: zero\n    target: 5"), {"ana": [], "ben": [5]})
    assert beyond.luck[0].on_target == 1000
