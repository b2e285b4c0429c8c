"""Scenarios run on periods: what is read once, what is read again, and what stops one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction as F

import pytest
from shared_plans import PAID

from csvariable.facts.load import Tables
from csvariable.kernel.diagnostic import CellPlace, TextPlace
from csvariable.scenario import Base, Outcome, Scenario, Stage, outcomes, parse_sets, prepare, run
from csvariable.scenario.running import plans_of
from csvariable.tables.reading import read_table
from csvariable.text import Document, parse

CURVE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}"
PLAN = (
    PAID
    + f"""\
kpis:
  nrr: {{weight: 60 %, unit: percent, range: [0 %, 100 %], {CURVE}}}
  csat: {{weight: 40 %, unit: percent, missing: zero, {CURVE}}}
"""
)
FIRST = "participant,nrr,csat\nana,50 %,50 %\nben,100 %,\n"
SECOND = "participant,nrr,csat\nana,90 %,80 %\nben,99 %,50 %\ncid,10 %,10 %\n"


def document(text: str, name: str = "plan.yaml") -> Document:
    found, problems = parse(text, name)
    assert found is not None, problems
    return found


def stage(text: str, label: str | None = None) -> Stage:
    table, problems = read_table(text.encode(), f"{label or 'kpis'}.csv")
    assert table is not None, problems
    return Stage(label, Tables([table]))


def based(plan: str = PLAN, **periods: str) -> Base:
    stages = [stage(text, label) for label, text in periods.items()] or [stage(FIRST)]
    found, problems = prepare(document(plan), stages)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def base() -> Base:
    return based(Q1=FIRST, Q2=SECOND)


def flags(*texts: str) -> Scenario:
    found, _, problems = parse_sets(texts)
    assert found is not None, problems
    return found


def tried(base: Base, *texts: str) -> Outcome:
    return run(base, [flags(*texts)])[0]


def paid(outcome: Outcome) -> dict[str | None, tuple[F, F]]:
    """What each period costs before and after."""
    assert outcome.comparison is not None, outcome.diagnostics
    return {label: (one.before, one.after) for label, one in outcome.comparison.by_period.items()}


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [
        (one.rule, str(one.message).removeprefix(f"scenario `{outcome.scenario.name}`: "))
        for one in outcome.diagnostics
    ]


Q1, Q2 = F(500 + 600), F(540 + 320 + 594 + 200 + 60 + 40)


# --------------------------------------------------------------------------------------------- base


def test_the_base_holds_every_period_and_says_of_the_plan_its_errors_alone(base: Base) -> None:
    """The plan has no example, which is a warning for others to give."""
    assert {label: one.paid for label, one in base.results.items()} == {"Q1": Q1, "Q2": Q2}
    assert base.diagnostics == ()


def test_what_the_files_say_is_told_once_for_all_periods() -> None:
    text = (
        FIRST.replace("csat", "csat,color")
        .replace("\nana", "\nana")
        .replace(" %\n", " %,red\n")
        .replace(",\n", ",,blue\n")
    )
    one = stage(text)
    found, problems = prepare(document(PLAN), [Stage("Q1", one.tables), Stage("Q2", one.tables)])
    assert found is not None
    assert [one.severity for one in problems] == ["advice"]
    assert "color" in str(problems[0].message)
    assert found.diagnostics == problems


def test_a_period_that_cannot_be_read_is_no_base() -> None:
    found, problems = prepare(
        document(PLAN), [stage(FIRST, "Q1"), stage("participant,nrr\nana,soon\n", "Q2")]
    )
    assert found is None
    assert [(one.rule, one.severity) for one in problems] == [("wrong-cell", "error")]


def test_a_plan_that_is_wrong_is_told_by_its_errors_alone() -> None:
    found, problems = prepare(document(PLAN.replace("weight: 40 %", "weight: 50 %")), [stage(FIRST)])
    assert found is None
    assert [(one.rule, one.severity) for one in problems] == [("weights-do-not-sum", "error")]


def test_a_run_is_read_as_columns_once() -> None:
    many = based(one="participant,nrr,csat\nana,50 %,50 %\n", other="participant,nrr,csat\nben,50 %,50 %\n")
    found = many.earlier_of("other")
    assert many.earlier_of("other") is found
    assert list(many.earlier) == ["other"]


# ---------------------------------------------------------------------------------------- scenarios


def test_scenarios_come_back_in_their_order_each_with_its_own_plan_and_facts(base: Base) -> None:
    scenarios = [
        flags("facts.nrr=*0.5"),
        flags("target_incentive=2000"),
        Scenario("same"),
        flags("target_incentive=3000", "facts.csat=0 %"),
        flags("facts.csat=0 %"),
    ]
    found = run(base, scenarios)
    assert [one.scenario for one in found] == scenarios
    assert [paid(one) for one in found] == [
        {"Q1": (Q1, F(200 + 450)), "Q2": (Q2, F(270 + 320 + 297 + 200 + 30 + 40))},
        {"Q1": (Q1, 2 * Q1), "Q2": (Q2, 2 * Q2)},
        {"Q1": (Q1, Q1), "Q2": (Q2, Q2)},
        {"Q1": (Q1, F(2700)), "Q2": (Q2, 3 * F(540 + 594 + 60))},
        {"Q1": (Q1, F(900)), "Q2": (Q2, F(540 + 594 + 60))},
    ]
    assert [one.diagnostics for one in found] == [()] * 5
    assert run(base, []) == ()


def test_a_scenario_that_changes_nothing_is_the_run_itself(base: Base) -> None:
    same, _ = run(base, [Scenario("same"), flags("facts.csat=0 %")])
    assert same.comparison is not None
    assert all(same.comparison.after[label] is one for label, one in base.results.items())
    assert list(same.comparison.after) == ["Q1", "Q2"]


def test_a_scenario_beside_one_that_is_refused_is_run(base: Base) -> None:
    wrong, right, same = run(base, [flags("facts.none=1"), flags("facts.csat=0 %"), Scenario("same")])
    assert (wrong.comparison, told(wrong)) == (
        None,
        [("unknown-figure", "the facts hold no figure `none`")],
    )
    assert paid(right)["Q2"] == (Q2, F(540 + 594 + 60))
    assert paid(same) == {"Q1": (Q1, Q1), "Q2": (Q2, Q2)}
    alone, nothing = run(base, [flags("facts.none=1"), Scenario("nothing")])
    assert alone.comparison is None
    assert paid(nothing) == {"Q1": (Q1, Q1), "Q2": (Q2, Q2)}


def test_a_warning_of_several_periods_is_told_once_for_each_count(base: Base) -> None:
    found = tried(base, "facts.nrr=+20 points")
    assert told(found) == [
        ("stopped-at-range", "`nrr`: 1 value stopped at the range of the KPI"),
        ("stopped-at-range", "`nrr`: 2 values stopped at the range of the KPI"),
    ]
    assert paid(found)["Q1"] == (Q1, F(420 + 200 + 600))
    one = based(Q1=FIRST, Q2=FIRST)
    assert len(tried(one, "facts.nrr=+20 points").diagnostics) == 1


def test_scenarios_are_run_one_by_one_as_they_are_asked_for(base: Base) -> None:
    tried: list[str] = []

    def asked() -> Iterator[Scenario]:
        for at in range(3):
            tried.append(str(at))
            yield flags(f"target_incentive={at + 1}000")

    found = outcomes(base, asked())
    assert tried == []
    assert paid(next(found))["Q1"] == (Q1, Q1)
    assert tried == ["0"]
    assert len(list(found)) == 2


# ----------------------------------------------------------------------------- what stops a scenario


def test_every_route_that_leads_nowhere_is_told(base: Base) -> None:
    found = tried(base, "kpis.nrr.traget=1 %", "target_incentive=500", "kpis.csat.wheight=1 %")
    assert found.comparison is None
    assert [str(one.message) for one in found.diagnostics] == [
        "`kpis.nrr` has no key `traget`",
        "`kpis.csat` has no key `wheight`",
    ]


def test_a_scenario_that_makes_no_plan_is_told_by_its_errors_alone(base: Base) -> None:
    one, fine = run(base, [flags("kpis.nrr.weight=70 %"), flags("target_incentive=2000")])
    assert one.comparison is None
    assert one.document is not None
    assert [(problem.rule, problem.severity) for problem in one.diagnostics] == [
        ("weights-do-not-sum", "error")
    ]
    assert paid(fine)["Q1"] == (Q1, 2 * Q1)


def test_a_plan_without_errors_says_nothing() -> None:
    found, problems = plans_of(document(PLAN), Scenario("fine"))
    assert found is not None
    assert problems == ()


def test_facts_that_a_plan_refuses_stop_the_scenario_at_their_cell(base: Base) -> None:
    """Without a policy, who has no CSAT cannot be paid."""
    refused, paid_ = run(base, [flags("kpis.csat.missing=null"), flags("kpis.csat.missing=at-target")])
    assert refused.comparison is None
    assert told(refused) == [("missing-value", "`ben`: `csat` has no value")]
    assert refused.diagnostics[0].at == CellPlace("Q1.csv", 3, 11, "csat", "")
    assert paid_.comparison is not None


def test_facts_that_a_plan_refuses_stop_it_though_other_facts_would_do(base: Base) -> None:
    found = tried(base, "kpis.csat.missing=null", "facts.csat=50 %")
    assert found.comparison is None
    assert told(found) == [("missing-value", "`ben`: `csat` has no value")]


def test_facts_that_are_changed_into_what_cannot_be_paid_stop_the_scenario() -> None:
    attained = (
        PLAN.replace("{of: actual", "{of: attainment")
        .replace("missing: zero", "target: 80 %")
        .replace("range:", "target: 80 %, range:")
    )
    text = "participant,nrr,csat,csat.target\nana,50 %,50 %,80 %\n"
    own = based(attained, Q1=text)
    alone, both = run(own, [flags("facts.csat.target=0 %"), flags("cap=150 %", "facts.csat.target=0 %")])
    for one in (alone, both):
        assert one.comparison is None
        assert told(one) == [
            ("target-not-positive", "`ana`: the target of `csat` is not above 0, so there is no attainment")
        ]


def test_figures_that_are_not_there_stop_a_scenario_that_changes_the_plan_too(base: Base) -> None:
    found = tried(base, "target_incentive=2000", "facts.none=1")
    assert found.comparison is None
    assert told(found) == [("unknown-figure", "the facts hold no figure `none`")]


def test_warnings_of_changed_facts_are_told_beside_a_changed_plan(base: Base) -> None:
    found = tried(base, "target_incentive=2000", "facts.nrr=+20 points")
    assert [rule for rule, _ in told(found)] == ["stopped-at-range"] * 2
    assert paid(found)["Q1"] == (Q1, 2 * F(420 + 200 + 600))


# ----------------------------------------------------------------------------------- read again


WIDE, WHOLE = PLAN.replace("[0 %, 100 %]", "[0 %, 120 %]"), "kpis.nrr.range=[0 %, 100 %]"
PAST = "participant,nrr,csat,color\nana,50 %,50 %,red\nben,101 %,50 %,red\n"
"""With a column that nobody reads: an advice."""


def test_a_plan_that_reads_the_files_otherwise_reads_them_again(base: Base) -> None:
    found = tried(base, "kpis.nrr.range=[0 %, 200 %]", "facts.nrr=+20 points")
    assert told(found) == []
    assert paid(found)["Q1"] == (Q1, F(420 + 200 + 720))


def test_files_that_a_plan_cannot_read_stop_the_scenario_in_each_period() -> None:
    own = based(WIDE, Q1=PAST, Q2=FIRST, Q3=PAST)
    found = tried(own, WHOLE, "facts.csat=0 %")
    assert found.comparison is None
    assert [(one.rule, one.severity, one.at) for one in found.diagnostics] == [
        ("outside-range", "error", CellPlace(f"{label}.csv", 3, 5, "nrr", "101 %")) for label in ("Q1", "Q3")
    ]
    wider = tried(own, "kpis.nrr.range=[0 %, 200 %]")
    assert told(wider) == []
    assert wider.comparison is not None


def test_what_the_files_that_are_read_again_lack_is_told_once(base: Base) -> None:
    found = tried(base, "kpis.nrr.range=[0 %, 200 %]", "kpis.csat.missing=null")
    assert found.comparison is None
    assert told(found) == [("missing-value", "`ben`: `csat` has no value")]


def test_another_plan_reads_the_files_again() -> None:
    own = based(WIDE, Q1=PAST)
    whole, double = document(PLAN, "whole.yaml"), document(WIDE.replace("1000", "2000"), "double.yaml")
    refused, more = run(own, [Scenario("whole", plan=whole), Scenario("double", plan=double)])
    assert refused.comparison is None
    assert [one.rule for one in refused.diagnostics] == ["outside-range"]
    assert paid(more) == {"Q1": (F(1306), F(2612))}
    assert more.document is double


def test_of_another_plan_edits_and_facts_change(base: Base) -> None:
    double = document(PLAN.replace("1000", "2000"), "double.yaml")
    edited = flags("kpis.csat.missing=at-target", "facts.nrr=0 %").beside(Scenario("d", plan=double), "both")
    (found,) = run(base, [edited])
    assert paid(found)["Q1"] == (Q1, 2 * F(200 + 400))


def test_a_period_of_one_build_and_one_that_is_read_again_are_both_run() -> None:
    """A person with a weight of her own in one period: there a new weight is read from the files."""
    weights = "participant,nrr,csat,nrr.weight,csat.weight\nana,50 %,100 %,100 %,0 %\n"
    own = based(Q1=FIRST, Q2=weights)
    found = tried(own, "kpis.nrr.weight=100 %", "kpis.csat.weight=0 %")
    assert paid(found) == {"Q1": (Q1, F(1500)), "Q2": (F(500), F(500))}


def test_problems_of_a_frame_stand_at_the_line_of_their_scenario(base: Base) -> None:
    problem = tried(base, "target_incentive=2000", "kpis.nrr.weight=70 %").diagnostics[0]
    assert isinstance(problem.at, TextPlace)
    assert (problem.at.file, problem.at.line) == ("--set", 2)


def test_nobody_is_compared_with_a_mapping_of_others(base: Base) -> None:
    found = tried(base, "target_incentive=2000").comparison
    assert found is not None
    assert isinstance(found.before, Mapping)
    assert found.before == base.results
    assert found.name == "target_incentive=2000"
