"""The interpreter of the page in a real browser: every step of random plans is the engine's, exactly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from agreement import ask_engine
from browser import INTERPRETER, opened
from engine import plans_of
from hypothesis import given, settings
from playwright.sync_api import Page
from readers import ROOT, Ran, table
from strategies import DRAWN, Scenario, scenarios

from csvariable.documents.explore.explorer import Explorer
from csvariable.documents.explore.movable import written_as
from csvariable.documents.explore.parameters import Parameter, parameters
from csvariable.documents.explore.program_data import ProgramData, facts_data, orders, text
from csvariable.documents.explore.variants import variants
from csvariable.documents.view import View
from csvariable.engine.demands import refusals
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.results import Results
from csvariable.engine.run import programs_of, run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.reading import read
from csvariable.statement import Otherwise
from csvariable.text import Document, Scalar, parse_route, route_text
from csvariable.text.node import Setting
from csvariable.text.parsing import parse

RUN = """(data) => {
  const machine = new Machine(data);
  const texts = (table) => Object.fromEntries(Object.entries(table).map(([name, column]) =>
    [name, Array.from(column, (one) => one == null ? null : one[0] + "/" + one[1])]));
  return [texts(machine.table.rows), texts(machine.table.people)];
}"""
"""Runs a program and returns its tables."""
RUN_ALL = f"(all) => all.map({RUN})"
"""Runs many."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page with the interpreter and nothing else."""
    with opened() as one:
        one.add_script_tag(content=f"{INTERPRETER}\nwindow.Machine = Machine; window.fraction = fraction;")
        yield one


def whole(results: Results) -> dict[str, Any]:
    """A run as data, with everybody in it."""
    data = ProgramData()
    programs = data.programs(results.programs, alone=False)
    everybody = range(len(results.facts.people))
    return {
        **facts_data(results, everybody, alone=False),
        "roles": programs,
        "schedule": orders({role: results.programs[role] for role in dict.fromkeys(results.facts.roles)}),
        "numbers": [text(one) for one in data.numbers],
        "splits": data.splits,
        "parameters": [],
    }


def differing(results: Results, found: list[dict[str, list[str | None]]]) -> list[tuple[str, int]]:
    """The steps and places that are not what the engine computed."""
    wrong = []
    for computed, told in zip((results.rows, results.people), found, strict=True):
        for name, column in computed.items():
            for at, value in enumerate(column):
                there = told[name][at] if name in told else None
                if (None if there is None else Fraction(there)) != value:
                    wrong.append((name, at))
    return wrong


READS = """(all) => all.map((data) => {
  const nobody = { people: [], roles_of: [], teams: [], present: [], columns: {} };
  const nothing = { roles: {}, schedule: { rows: [], people: [] }, parameters: [] };
  const machine = new Machine({ ...data, ...nobody, ...nothing });
  return [...new Set(machine.readsOf(data.node).numbers)].sort((one, other) => one - other);
})"""
"""The numbers that a formula is said to read: a change of others does not count it again."""


def test_a_formula_is_counted_again_when_any_of_its_numbers_moves(page: Page) -> None:
    """Each step of random plans by itself: it reads all numbers that it is written with."""
    formulas: dict[str, dict[str, Any]] = {}

    @settings(DRAWN, max_examples=250)
    @given(scenarios())
    def draw(scenario: Scenario) -> None:
        plans, _ = plans_of(scenario.text)
        results = ask_engine(scenario).results
        for program in () if plans is None or results is None else results.programs.values():
            for step in program.steps:
                alone = ProgramData()
                node = alone.node(step.formula)
                numbers = [text(one) for one in alone.numbers]
                formulas[json.dumps(node)] = {"node": node, "numbers": numbers, "splits": alone.splits}

    draw()
    assert len(formulas) > 200
    told = page.evaluate(READS, list(formulas.values()))
    for one, slots in zip(formulas.values(), told, strict=True):
        assert slots == list(range(len(one["numbers"]))), one["node"]


POOLED = """csvariable: 1
name: Plan
currency: JPY
period: quarter
kpis:
  csat: {unit: minutes, scope: person}
pool:
  shared: {amount: 3000, by: presence, each_at_most: 1024, excess: lost}
"""


def test_what_each_gets_at_most_of_a_pool_moves_the_pool(page: Page) -> None:
    one = Ran(POOLED, "participant,team,csat\nbob,0,600\nann,0,390\n")
    document, _ = parse(POOLED, "plan.yaml")
    assert document is not None
    found, _ = parameters(document, one.results.facts)
    data = {**whole(one.results), "parameters": [each.data() for each in found]}
    routes = [route_text(each.movable.sets[0].route) for each in found]
    distances = [text(Fraction(510 if route.endswith("each_at_most") else 0)) for route in routes]
    assert page.evaluate(STEPS, [data, [distances]]) == ["", ["1500/1", "1500/1"]]


PLANS = 2800
"""Random plans that are run in the browser; three in four of them can be paid."""
TOGETHER = 100
"""Programs that go to the browser at once."""


def test_every_step_of_random_plans_is_the_engines(page: Page) -> None:
    drawn: list[tuple[Scenario, Results]] = []

    @settings(DRAWN, max_examples=PLANS)
    @given(scenarios())
    def draw(scenario: Scenario) -> None:
        results = ask_engine(scenario).results
        if results is not None:
            drawn.append((scenario, results))

    draw()
    for first in range(0, len(drawn), TOGETHER):
        some = drawn[first : first + TOGETHER]
        found = page.evaluate(RUN_ALL, [whole(results) for _, results in some])
        for (scenario, results), tables in zip(some, found, strict=True):
            assert differing(results, tables) == [], scenario
    assert len(drawn) >= 2000
    assert sum(len(results.facts.people) for _, results in drawn) >= 4000


MOVE = """([data, column, rows, value]) => {
  const machine = new Machine(data);
  machine.put(column, rows, fraction(value));
  const one = machine.total(0);
  return one === null ? null : one[0] + "/" + one[1];
}"""
"""Moves a result on a page of one person, and returns the total."""


def test_a_move_gives_the_total_that_the_engine_gives(page: Page) -> None:
    """On a page that holds one person alone, whatever others the plan counts with."""
    moved: list[str] = []

    @settings(DRAWN, max_examples=150)
    @given(scenarios())
    def draw(scenario: Scenario) -> None:
        results = ask_engine(scenario).results
        plans, _ = plans_of(scenario.text)
        if results is None or plans is None:
            return
        view = View(results, plans, "en", [0], "Plan")
        data = Explorer(view, [0], "csvariable simulate").data
        pay = Otherwise(results, plans, 0)
        for slider in data["sliders"][0]:
            if slider["refused"]:
                continue
            kpi = slider["column"].removesuffix(".actual")
            for share in (Fraction(0), Fraction(1, 3), Fraction(1)):
                low, step = Fraction(slider["low"]), Fraction(slider["step"])
                value = low + step * ((Fraction(slider["high"]) - low) / step * share // 1)
                after = pay.computed(kpi, pay.rows[-1], value)
                found = page.evaluate(MOVE, [data, slider["column"], slider["rows"], text(value)])
                if after is not None:
                    assert Fraction(found) == after.people["total"][pay.at], (scenario, kpi, value)
                    moved.append(kpi)

    draw()
    assert len(moved) > 200


SET = """([data, distances]) => {
  const machine = new Machine(data);
  machine.set(distances.map(fraction));
  return Array.from(machine.table.people.total, (one) => one === null ? null : one[0] + "/" + one[1]);
}"""
"""Moves the plan, and returns what everybody is paid."""


@pytest.mark.parametrize(
    ("name", "period"), [("demo", None), ("methode-articles", None), ("posthog-csm", "2026-Q1")]
)
def test_a_plan_that_is_moved_pays_what_the_engine_pays(page: Page, name: str, period: str | None) -> None:
    """Every slider by itself, and all at once, against the plan with those values."""
    one, document, files = ran(f"examples/{name}", period)
    found, _ = parameters(document, one.results.facts)
    assert len(found) >= 5
    everybody = range(len(one.results.facts.people))
    view = View(one.results, one.plans, "en", everybody, "Plan")
    data = Explorer(view, everybody, "csvariable simulate", found, (), (), planned=True).data
    movable_values = [{at: one.movable.high - one.movable.value} for at, one in enumerate(found)]
    movable_values += [{at: one.movable.low - one.movable.value} for at, one in enumerate(found)]
    movable_values.append(
        {
            at: one.movable.step * (3 if at % 2 else -2)
            for at, one in enumerate(found)
            if one.movable.low < one.movable.value
        }
    )
    for movable in movable_values:
        distances = [text(movable.get(at, Fraction(0))) for at in range(len(found))]
        totals = page.evaluate(SET, [data, distances])
        assert [None if one is None else Fraction(one) for one in totals] == changed(
            files, document, found, movable, period
        )


def ran(name: str, period: str | None = None) -> tuple[Ran, Document, list[str]]:
    """A run of a template or an example, its plan, and its files."""
    folder = ROOT / name
    files = [(folder / one).read_text("utf-8") for one in ("plan.yaml", "kpis.csv", "people.csv")]
    document, _ = parse(files[0], "plan.yaml")
    assert document is not None
    return Ran(files[0], files[1], files[2], period), document, files


def test_random_plans_that_are_moved_pay_what_the_engine_pays(page: Page) -> None:
    """One value at an end of its slider, and several at once: the page refuses, or pays the same."""
    moved = {"pays": 0, "crossed": 0, "under": 0}

    @settings(DRAWN, max_examples=60)
    @given(scenarios())
    def draw(scenario: Scenario) -> None:
        results = ask_engine(scenario).results
        document, _ = parse(scenario.text, "plan.yaml")
        if results is None or document is None:
            return
        found, _ = parameters(document, results.facts)
        data = {**whole(results), "parameters": [one.data() for one in found]}
        movable_values = [{at: one.movable.high - one.movable.value} for at, one in enumerate(found)][:4]
        movable_values += [
            {
                at: (one.movable.high if (at + turn) % 2 else one.movable.low) - one.movable.value
                for at, one in enumerate(found)
            }
            for turn in (0, 1)
        ]
        for movable in movable_values:
            distances = [text(movable.get(at, Fraction(0))) for at in range(len(found))]
            refusal, totals = page.evaluate(STEPS, [data, [distances]])
            moved[refusal or "pays"] += 1
            if refusal:
                continue
            edited = document.edited(
                {route: Scalar(said) for route, said in written_by(found, movable).items()}, Setting("test")
            )
            reading = read(edited)
            assert reading.plan is not None, (scenario, movable)
            programs = programs_of(Plans(reading.plan, reading.roles), results.facts)
            after = evaluate(programs, results.facts)
            lost = {row for row, _ in refusals(programs, results.facts, after)}
            paid = [
                None if lost & {*one.rows} else total
                for one, total in zip(after.facts.people, after.people["total"], strict=True)
            ]
            assert [None if one is None else Fraction(one) for one in totals] == paid, (scenario, movable)

    draw()
    assert moved["pays"] > 100


IN_FORM = """([data, at, distances]) => {
  const variant = data.variants[at], columns = new Machine(data).columns;
  const parameters = data.parameters.map((one, number) => ({ ...one, moves: variant.moves[number] }));
  const machine = new Machine({ ...data, ...variant.form, parameters }, columns);
  machine.set(distances.map(fraction));
  return Array.from(machine.table.people.total, (one) => one === null ? null : one[0] + "/" + one[1]);
}"""
"""What everybody is paid by the plan in another form, with values moved."""


@pytest.mark.parametrize(
    "name", ["examples/demo", "plans/csm-saas", "plans/account-manager", "plans/ecommerce"]
)
def test_a_plan_in_another_form_pays_what_the_engine_pays(page: Page, name: str) -> None:
    """Without each part that can be left out, as it is and with its values moved."""
    one, document, files = ran(name)
    facts = one.results.facts
    moved, _ = parameters(document, facts)
    forms = list(variants(document, facts, moved, "en"))
    assert forms
    everybody = range(len(facts.people))
    view = View(one.results, one.plans, "en", everybody, "Plan")
    data = Explorer(view, everybody, "csvariable simulate", moved, forms, (), planned=True).data
    for at, form in enumerate(forms):
        pairs = [one.partition("=") for one in form.sets]
        edits = {parse_route(route): None if said == "null" else Scalar(said) for route, _, said in pairs}
        without = document.edited(edits, Setting("test"))
        there = [number for number, moves in enumerate(form.moves) if moves is not None]
        movable_values: list[dict[int, Fraction]] = [{}]
        movable_values.append(
            {
                number: moved[number].movable.step * (2 if number % 2 else -1)
                for number in there
                if moved[number].movable.low
                < moved[number].movable.value
                < moved[number].movable.high - moved[number].movable.step
            }
        )
        for movable in movable_values:
            distances = [text(movable.get(number, Fraction(0))) for number in range(len(moved))]
            totals = page.evaluate(IN_FORM, [data, at, distances])
            assert [None if said is None else Fraction(said) for said in totals] == changed(
                files, without, moved, movable, None
            ), form.sets


STEPS = """([data, all]) => {
  const machine = new Machine(data);
  for (const distances of all) machine.set(distances.map(fraction));
  return [machine.refusal, machine.people.map((_, at) => machine.total(at)?.join("/") ?? null)];
}"""
"""Moves the plan in several steps."""


def test_what_was_refused_leaves_nothing_behind(page: Page) -> None:
    """Bounds pass one another and a third value moves meanwhile; when they are back, it counts."""
    one, document, files = ran("examples/demo")
    moved, _ = parameters(document, one.results.facts)
    everybody = range(len(one.results.facts.people))
    view = View(one.results, one.plans, "en", everybody, "Plan")
    data = Explorer(view, everybody, "csvariable simulate", moved, (), (), planned=True).data
    routes = {route_text(each.movable.sets[0].route): number for number, each in enumerate(moved)}
    first, second = (routes[f"kpis.nrr.curve.linear[{at}].at"] for at in (0, 1))
    target, weight = routes["target_incentive"], routes["kpis.nrr.weight"]
    steps: list[dict[int, Fraction]] = [
        {
            first: moved[first].movable.high - moved[first].movable.value,
            second: moved[second].movable.low - moved[second].movable.value,
        }
    ]
    steps.append({**steps[0], target: Fraction(500)})
    steps.append({target: Fraction(500)})

    def told(movable: dict[int, Fraction]) -> list[str]:
        return [text(movable.get(number, Fraction(0))) for number in range(len(moved))]

    assert page.evaluate(STEPS, [data, list(map(told, steps[:2]))])[0] == "crossed"
    refusal, totals = page.evaluate(STEPS, [data, list(map(told, steps))])
    assert refusal == ""
    assert [Fraction(said) for said in totals] == changed(files, document, moved, steps[2], None)
    # Adoption gives 30 points of weight to retention, and is to give one more to satisfaction.
    taken = {weight: Fraction(3, 10), weight + 1: Fraction(-1, 100)}
    assert page.evaluate(STEPS, [data, [told(taken)]])[0] == "under"


CHOSEN = """csvariable: 1
name: Plan
currency: EUR
period: quarter
target_incentive: 1000
choose: {of: [a, b], from: 1, up_to: 2}
kpis:
  a: {weight: 50 %, unit: number, curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}}
  b: {weight: 50 %, unit: number, curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}}
"""


def test_who_is_refused_by_a_moved_plan_costs_nothing_certain(page: Page) -> None:
    """Of two KPIs one may be chosen after the move, and somebody has chosen both: the engine pays nobody."""
    one = Ran(CHOSEN, "participant,a,b,a.weight,b.weight\nann,1,1,50 %,50 %\nben,1,1,100 %,\n")
    document, _ = parse(CHOSEN, "plan.yaml")
    assert document is not None
    found, _ = parameters(document, one.results.facts)
    data = {**whole(one.results), "parameters": [each.data() for each in found]}
    distances = [text(Fraction(-1 if "up_to" in each.data()["route"] else 0)) for each in found]
    assert page.evaluate(STEPS, [data, [distances]]) == ["", [None, "1000/1"]]


def changed(
    files: list[str],
    document: Document,
    found: Sequence[Parameter],
    movable: dict[int, Fraction],
    period: str | None,
) -> list[Fraction | None]:
    """What everybody is paid by the plan with other values."""
    edits = {route: Scalar(said) for route, said in written_by(found, movable).items()}
    edited = document.edited(edits, Setting("test"))
    reading = read(edited)
    assert reading.plan is not None
    done = run(
        Plans(reading.plan, reading.roles), Tables([table(files[1], "k")], table(files[2], "p")), period
    )
    assert done.results is not None
    return list(done.results.people["total"])


def written_by(found: Sequence[Parameter], movable: dict[int, Fraction]) -> dict[Route, str]:
    """What stands in the plan where some of its values have moved."""
    values: dict[Route, Fraction] = {}
    kinds = {}
    for at, distance in movable.items():
        for one in found[at].movable.sets:
            values[one.route] = values.get(one.route, one.value) + one.sign * distance
            kinds[one.route] = one.like
    return {route: written_as(value, kinds[route]) for route, value in values.items()}
