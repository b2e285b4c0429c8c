"""Laws that need no second opinion: what must not matter does not, what must add up does."""

# ruff: noqa: E501 - a plan stands in one piece

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from fractions import Fraction as F
from itertools import product

import pytest
from agreement import Answer, answer_of, ask_engine, rows_of
from engine import Ran, compute, plans_of
from hypothesis import assume, given, settings, strategies as st
from strategies import Scenario, scenarios, shifted
from strategies.writing import Rows, headers, to_csv

from csvariable.documents.result import Heading, PlanFile, result
from csvariable.engine.run import once
from csvariable.kernel.unit import Mode, rounded

pytestmark = pytest.mark.slow

FEW = settings(max_examples=25)
PLUS = ("bonuses.", "pool.")
NO_PART = (".deferred", ".owed")
"""Steps of a bonus that say what is not paid now."""
EFFECTS = {
    "modified", "floor", "gated", "cap", "guarantee", "already_paid", "earned_replaced",
    "cap_total", "draw.advance", "adjustments", "rounding",
}  # fmt: skip
shuffles = st.randoms(use_true_random=False)


def answer(scenario: Scenario) -> Answer | None:
    """What the engine pays, None where it refuses."""
    ran = ask_engine(scenario, once)
    return None if ran.results is None else answer_of(ran.results)


def mixed(rows: Rows | None, dice: random.Random) -> Rows | None:
    """The same rows in another order."""
    return None if rows is None else dice.sample(rows, len(rows))


@FEW
@given(scenarios(), shuffles)
def test_the_order_of_rows_changes_nobody_s_pay(scenario: Scenario, dice: random.Random) -> None:
    other = shifted(scenario, kpis=mixed(scenario.kpis, dice), people=mixed(scenario.people, dice))
    assert answer(other) == answer(scenario)


@FEW
@given(scenarios(), shuffles)
def test_the_order_of_columns_changes_nobody_s_pay(scenario: Scenario, dice: random.Random) -> None:
    names = headers(scenario.kpis)
    order = dice.sample(names, len(names))
    kpis = [{name: row.get(name, "") for name in order} for row in scenario.kpis]
    assert answer(shifted(scenario, kpis=kpis)) == answer(scenario)


@FEW
@given(scenarios(), shuffles)
def test_the_order_of_keys_in_a_plan_changes_nobody_s_pay(scenario: Scenario, dice: random.Random) -> None:
    plan = {
        key: dict(dice.sample(list(part.items()), len(part))) if isinstance(part, dict) else part
        for key, part in scenario.plan.items()
    }
    assert answer(shifted(scenario, plan=plan)) == answer(scenario)


@FEW
@given(scenarios(alone=True))
def test_who_else_is_paid_does_not_matter_where_nothing_is_shared(scenario: Scenario) -> None:
    whole = answer(scenario)
    for who in {row["participant"] for row in scenario.people or scenario.kpis}:
        alone = shifted(
            scenario,
            kpis=[row for row in scenario.kpis if row["participant"] == who],
            people=None
            if scenario.people is None
            else [r for r in scenario.people if r["participant"] == who],
            adjustments=[r for r in scenario.adjustments or [] if r["participant"] == who] or None,
        )
        found = answer(alone)
        if whole is not None:
            assert found is not None
            assert found == {name: steps for name, steps in whole.items() if name.partition("[")[0] == who}


@FEW
@given(scenarios(alone=True))
def test_a_copy_under_another_id_is_paid_the_same(scenario: Scenario) -> None:
    before = answer(scenario)
    who = (scenario.people or scenario.kpis)[0]["participant"]

    def twice(rows: Rows | None) -> Rows | None:
        if rows is None:
            return None
        return rows + [row | {"participant": "copy"} for row in rows if row["participant"] == who]

    after = answer(
        shifted(
            scenario,
            kpis=twice(scenario.kpis),
            people=twice(scenario.people),
            adjustments=twice(scenario.adjustments),
        )
    )
    if before is None or after is None:
        assert before is after
        return
    assert {name: steps for name, steps in after.items() if not name.startswith("copy")} == before
    assert after["copy"] == before[who]


@FEW
@given(scenarios())
def test_an_unknown_column_changes_nothing(scenario: Scenario) -> None:
    kpis = [row | {"remarks of the manager": "very good"} for row in scenario.kpis]
    assert answer(shifted(scenario, kpis=kpis)) == answer(scenario)


@FEW
@given(scenarios())
def test_two_files_are_one_file(scenario: Scenario) -> None:
    assume(len(scenario.kpis) > 1 and scenario.people is not None)
    _, people, adjustments = scenario.files
    cut = len(scenario.kpis) // 2
    parts = [to_csv(scenario.kpis[:cut], columns=headers(scenario.kpis)), to_csv(scenario.kpis[cut:])]
    ran = compute(scenario.text, parts, people, adjustments, scenario.period, how=once)
    assert (None if ran.results is None else answer_of(ran.results)) == answer(scenario)


def long_rows(rows: Rows, ids: list[str]) -> Rows:
    """The values of a wide file, one row for each."""
    found = []
    for row in rows:
        owner = {"participant": row["participant"], "team": row["team"]}
        for name in ids:
            top, bottom = f"{name}.numerator", f"{name}.denominator"
            if name in row or top in row:
                counts = {"numerator": row.get(top, ""), "denominator": row.get(bottom, "")}
                found.append(owner | {"kpi": name, "value": row.get(name, "")} | counts)
    return found


def says_of_people(rows: Rows, ids: list[str]) -> bool:
    """Whether rows of KPIs say something of the person beside the KPIs."""
    own = {
        "participant",
        "team",
        *(f"{one}{part}" for one in ids for part in ("", ".numerator", ".denominator")),
    }
    return any(set(row) - own or row["team"] for row in rows if row["participant"] not in {"", "*"})


@FEW
@given(scenarios())
def test_wide_and_long_files_say_the_same(scenario: Scenario) -> None:
    assume(scenario.people is not None)
    assume(not says_of_people(scenario.kpis, [kpi.id for kpi in scenario.specs]))
    long = long_rows(scenario.kpis, [kpi.id for kpi in scenario.specs])
    assume(long)
    assert answer(shifted(scenario, kpis=long)) == answer(scenario)


@settings(max_examples=4)
@given(scenarios(timed=False))
def test_twelve_dialects_say_the_same(scenario: Scenario) -> None:
    expected = answer(scenario)
    for delimiter, (encoding, end) in product(
        ",;\t|", (("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r\n"))
    ):
        files = [
            None if rows is None else to_csv(rows, delimiter=delimiter, end=end).decode().encode(encoding)
            for rows in (scenario.kpis, scenario.people, scenario.adjustments)
        ]
        assert files[0] is not None
        ran = compute(scenario.text, [files[0]], files[1], files[2], scenario.period, how=once)
        assert (None if ran.results is None else answer_of(ran.results)) == expected


@FEW
@given(scenarios(), st.integers(2, 7))
def test_counts_and_their_multiples_are_one_ratio(scenario: Scenario, times: int) -> None:
    def more(row: dict[str, str]) -> dict[str, str]:
        return {
            name: str(int(text) * times) if name.endswith(("numerator", "denominator")) and text else text
            for name, text in row.items()
        }

    assert answer(shifted(scenario, kpis=[more(row) for row in scenario.kpis])) == answer(scenario)


@settings(max_examples=80)
@given(scenarios())
def test_the_lines_of_a_person_add_up_to_the_total(scenario: Scenario) -> None:
    paid = answer(scenario)
    assume(paid is not None)
    assert paid is not None
    for who, steps in paid.items():
        if "[" in who:
            continue
        lines = [
            value
            for name, value in steps.items()
            if name == "earned" or name in EFFECTS or (name.startswith(PLUS) and not name.endswith(NO_PART))
        ]
        assert sum(lines) - steps.get("draw.repaid", 0) == steps["total"]


@FEW
@given(scenarios())
def test_limits_limit_and_floors_hold(scenario: Scenario) -> None:
    paid = answer(scenario)
    assume(paid is not None)
    assert paid is not None
    for steps in paid.values():
        assert steps.get("cap", 0) <= 0 <= steps.get("floor", 0)
        assert steps.get("cap_total", 0) <= 0 <= steps.get("guarantee", 0)
        assert all(value >= 0 for name, value in steps.items() if name.startswith(PLUS))
        assert all(value >= 0 for name, value in steps.items() if name.endswith((".payout_rate", ".part")))


@FEW
@given(scenarios())
def test_parts_add_up_to_the_target_incentive(scenario: Scenario) -> None:
    paid = answer(scenario)
    assume(paid is not None)
    assert paid is not None
    for steps in paid.values():
        parts = [
            value
            for name, value in steps.items()
            if name.endswith(".part") and not name.startswith((*PLUS, "gates.", "modifiers."))
        ]
        if parts and sum(parts):
            assert sum(parts) == steps["target_incentive"]


@FEW
@given(scenarios())
def test_the_same_inputs_give_the_same_bytes(scenario: Scenario) -> None:
    first = printed(ask_engine(scenario, once))
    plans_of.cache_clear()
    assert printed(ask_engine(scenario, once)) == first


def printed(ran: Ran) -> str:
    """A run as JSON, or its problems."""
    if ran.results is None:
        return repr(ran.diagnostics)
    heading = Heading(PlanFile("plan.yaml", ""), "", (), None, ran.currency)
    return json.dumps(result(ran.results, heading, range(len(ran.results.facts.people)), []))


@FEW
@given(scenarios())
def test_the_printed_total_is_the_sum_of_the_printed_lines(scenario: Scenario) -> None:
    ran = ask_engine(scenario, once)
    assume(ran.results is not None)
    found = json.loads(printed(ran))
    assert F(found["totals"]["payout"]) == sum((F(one["total"]) for one in found["people"]), F(0))
    for one in found["people"]:
        lines = {
            n: F(v)
            for n, v in one["steps"].items()
            if n == "earned" or n in EFFECTS or (n.startswith(PLUS) and not n.endswith(NO_PART))
        }
        assert sum(lines.values()) - F(one["steps"].get("draw.repaid", 0)) == F(one["total"])


@FEW
@given(scenarios())
def test_a_currency_with_the_same_coin_pays_the_same_figures(scenario: Scenario) -> None:
    assume(scenario.plan["currency"] == "EUR")
    assert answer(shifted(scenario, plan=scenario.plan | {"currency": "CHF"})) == answer(scenario)


HEAD = "csvariable: 1\nname: t\nperiod: quarter\n"
FULL = "curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}"


def paid(
    plan: str, rows: str, currency: str = "EUR", people: str | None = None, period: str | None = None
) -> Answer:
    """The steps of everybody."""
    staff = None if people is None else people.encode()
    ran = compute(f"{HEAD}currency: {currency}\n{plan}", [rows.encode()], staff, None, period)
    assert ran.results is not None, [(one.rule, str(one.message)) for one in ran.diagnostics]
    return answer_of(ran.results)


weights = st.lists(st.integers(1, 3000), min_size=1, max_size=6)


@FEW
@given(weights, st.integers(0, 10**7))
def test_somebody_at_100_percent_everywhere_is_paid_the_target_exactly(shares: list[int], cents: int) -> None:
    whole = sum(shares)
    kpis = "".join(
        f"  k{at}: {{weight: {one}/{whole}, unit: percent, {FULL}}}\n" for at, one in enumerate(shares)
    )
    names = ",".join(f"k{at}" for at in range(len(shares)))
    rows = f"participant,{names}\nana,{','.join(['5 %'] * len(shares))}\n"
    steps = paid(f"target_incentive: {cents // 100}.{cents % 100:02d}\nkpis:\n{kpis}", rows)["ana"]
    assert steps["total"] == F(cents, 100)


@pytest.mark.parametrize("actual", ["0 %", "79.999999 %", "80 %", "200 %"])
def test_a_closed_gate_pays_zero_and_an_open_one_changes_nothing(actual: str) -> None:
    plan = f"target_incentive: 777\nkpis:\n  k: {{weight: 100 %, unit: percent, {FULL}}}\n"
    gate = "gates:\n  g: {when: {k: {from: 80 %}}, otherwise: {of: plan, times: 0 %}}\n"
    rows = f"participant,k\nana,{actual}\n"
    open_ = F(actual.removesuffix(" %")) >= 80
    assert paid(plan + gate, rows)["ana"]["total"] == (paid(plan, rows)["ana"]["total"] if open_ else 0)


LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]"
rates = st.integers(0, 20000)


@FEW
@given(rates, rates, rates)
def test_caps_are_idempotent_ordered_and_idle_above_the_most(actual: int, cap: int, more: int) -> None:
    def total(limit: str) -> F:
        plan = f"target_incentive: 1000\n{limit}kpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
        return paid(plan, f"participant,k\nana,{actual / 100:.2f} %\n")["ana"]["total"]

    def rate(value: int) -> str:
        return f"{value // 100}.{value % 100:02d} %"

    once_ = total(f"cap: {rate(cap)}\n")
    assert total(f"cap: [{rate(cap)}, {rate(cap)}]\n") == once_
    assert total(f"cap: {once_.numerator / once_.denominator:.2f}\n") == once_
    assert total(f"cap: {rate(cap + more)}\n") >= once_
    assert total("cap: 200 %\n") == total("")
    low, high = sorted((cap, more))
    both = total(f"cap: {rate(high)}\nfloor: {rate(low)}\n")
    bare = total("")
    money = [F(round(F(value, 10) * 100), 100) for value in (low, high)]
    assert both == min(max(bare, money[0]), money[1]) == max(min(bare, money[1]), money[0])


@FEW
@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_money_in_cents_and_in_whole_coins_is_the_same_money(incentive: int, actual: int) -> None:
    def plan(amount: str) -> str:
        return f"target_incentive: {amount}\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}, beyond: continue}}}}\n"

    rows = f"participant,k.numerator,k.denominator\nana,{actual},1000003\n"
    cents = paid(plan(f"{incentive // 100}.{incentive % 100:02d}"), rows)["ana"]["total"]
    assert paid(plan(str(incentive)), rows, "JPY")["ana"]["total"] == cents * 100


TIES = {
    "half-up": ("0.13", "0.12"),
    "half-down": ("0.12", "0.12"),
    "half-even": ("0.12", "0.12"),
    "up": ("0.13", "0.13"),
    "down": ("0.12", "0.12"),
}


@pytest.mark.parametrize(("mode", "expected"), TIES.items())
def test_half_a_cent_follows_the_mode(mode: str, expected: tuple[str, str]) -> None:
    plan = f"target_incentive: 100\nrounding: {{mode: {mode}}}\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    rows = "participant,k\nana,0.125 %\nbob,0.1249999 %\n"
    found = paid(plan, rows)
    assert (found["ana"]["total"], found["bob"]["total"]) == tuple(F(one) for one in expected)


@pytest.mark.parametrize(
    ("mode", "expected"), [("half-up", "-0.13"), ("half-even", "-0.12"), ("down", "-0.12"), ("up", "-0.13")]
)
def test_negative_halves_are_rounded_like_positive_ones(mode: Mode, expected: str) -> None:
    assert rounded(F(-125, 1000), F(1, 100), mode) == F(expected)


@pytest.mark.parametrize(
    ("policy", "total"), [("zero", "500"), ("at-target", "1000"), ("reweight", "1000"), ("hold", "500")]
)
def test_a_missing_value_pays_what_its_policy_says(policy: str, total: str) -> None:
    kpis = f"  a: {{weight: 50 %, unit: percent, missing: {policy}, {FULL}}}\n  b: {{weight: 50 %, unit: percent, {FULL}}}\n"
    steps = paid(f"target_incentive: 1000\nkpis:\n{kpis}", "participant,a,b\nana,-,5 %\n")["ana"]
    assert steps["total"] == F(total)
    assert "a.actual" not in steps


def test_nothing_of_nothing_is_missing_and_not_zero() -> None:
    kpi = f"k: {{weight: 100 %, unit: percent, missing: at-target, {FULL}}}"
    steps = paid(
        f"target_incentive: 1000\nkpis:\n  {kpi}\n", "participant,k.numerator,k.denominator\nana,0,0\n"
    )["ana"]
    assert steps["total"] == 1000
    assert "k.actual" not in steps


@FEW
@given(st.integers(1, 91), st.integers(0, 10**6))
def test_the_parts_of_a_split_period_add_up_to_the_period(turn: int, cents: int) -> None:
    day = date(2026, 7, 1) + timedelta(turn)
    plan = (
        f"target_incentive: {cents // 100}.{cents % 100:02d}\nproration: {{amount: calendar-days}}\n"
        f"kpis:\n  k: {{weight: 100 %, unit: percent, {FULL}}}\n"
    )
    people = (
        "participant,team,entry,exit\n"
        f"ana,a,2020-01-01,{day - timedelta(1)}\nana,b,{day},\nbob,a,2020-01-01,\n"
    )
    found = paid(plan, "participant,k\nana,5 %\nbob,5 %\n", people=people, period="2026-Q3")
    assert abs(found["ana"]["total"] - found["bob"]["total"]) <= F(1, 100)
    assert found["bob"]["total"] == F(cents, 100)


@FEW
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6), st.integers(0, 10**6))
def test_a_pool_is_shared_to_the_last_cent(points: list[int], cents: int) -> None:
    plan = (
        "kpis:\n  k: {unit: number}\n"
        f"pool:\n  pot: {{amount: {cents // 100}.{cents % 100:02d}, by: k, scope: company}}\n"
    )
    rows = "participant,k\n" + "".join(f"p{at},{one}\n" for at, one in enumerate(points))
    assert sum(steps["pool.pot"] for steps in paid(plan, rows).values()) == F(cents, 100)


def test_the_ids_007_and_7_are_two_people() -> None:
    plan = f"target_incentive: 100\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    found = paid(plan, "participant,k\n007,100 %\n7,50 %\n")
    assert [found[name]["total"] for name in ("007", "7")] == [100, 50]


def test_percent_signs_in_the_header_or_the_cell_say_the_same() -> None:
    plan = f"target_incentive: 100\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    assert paid(plan, "participant,k (%)\nana,95\n") == paid(plan, "participant,k\nana,95 %\n")
    ratio = plan.replace("unit: percent,", "unit: percent, reading: ratio,")
    assert paid(ratio, "participant,k\nana,0.95\n") == paid(plan, "participant,k\nana,95 %\n")


def test_hours_and_minutes_say_the_same() -> None:
    kpi = "weight: 100 %, direction: lower, curve: {of: actual, linear: [{at: 8 h, pays: 50 %}, {at: 2 h, pays: 150 %}]}"
    plan = f"target_incentive: 1000\nkpis:\n  k: {{unit: hours, {kpi}}}\n"
    minutes = plan.replace("unit: hours", "unit: minutes")
    one = paid(plan, "participant,k\nana,3.25\n")["ana"]["total"]
    assert paid(minutes, "participant,k\nana,195\n")["ana"]["total"] == one
    assert paid(plan, "participant,k\nana,3:15:00\n")["ana"]["total"] == one


@FEW
@given(st.integers(1, 150), st.integers(0, 300), st.integers(0, 300))
def test_a_marginal_curve_is_continuous_and_a_whole_one_jumps(edge: int, low: int, high: int) -> None:
    def rate(kind: str, x: F) -> F:
        bands = f"[{{from: 0 %, rate: {low} %}}, {{from: {edge} %, rate: {high} %}}]"
        plan = f"target_incentive: 1\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, {kind}: {bands}}}}}\n"
        rows = f"participant,k.numerator,k.denominator\nana,{x.numerator},{x.denominator}\n"
        return paid(plan, rows)["ana"]["k.payout_rate"]

    at, under = F(edge, 100), F(edge, 100) - F(1, 10**9)
    assert abs(rate("marginal", at) - rate("marginal", under)) <= F(3, 10**9)
    assert rate("whole", at) == at * high / 100
    assert rate("whole", under) == under * low / 100


def test_rows_read_back_are_the_rows_written() -> None:
    rows = [{"participant": "ana", "k": "5 %"}]
    assert rows_of(to_csv(rows)) == rows
