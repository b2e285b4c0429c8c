"""Models as they are written under `odds`: what each figure means, and every way to write one wrong."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from findings import plain

from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace
from csvariable.odds import OddsModel, read_models
from csvariable.odds.model import MOST_ANSWERS, MOST_VALUES, ranged
from csvariable.text import parse

CURVE = "curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}"
PLAN = (
    "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
    "  nrr: {weight: 25 %, unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 100 %}]}}\n"
    f"  calls: {{weight: 25 %, unit: number, {CURVE}}}\n"
    f"  arr: {{weight: 25 %, unit: money, {CURVE}}}\n"
    f"  both: {{weight: 25 %, unit: number, measure: {{sum: {{calls: 50 %}}}}, {CURVE}}}\n"
    "roles: {head: {kpis.visits: {unit: number}}}\n"
)


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(problem.message) for problem in problems]
    return found


def models(text: str) -> tuple[dict[str, OddsModel], tuple[Diagnostic, ...]]:
    """Read what stands under `odds`."""
    document, problems = parse(text, "odds.yaml")
    assert document is not None, problems
    return read_models(document, plans())


def model(kpi: str, text: str) -> OddsModel:
    """Read one model that is right."""
    found, problems = models(f"odds: {{{kpi}: {text}}}\n")
    assert problems == ()
    assert list(found) == [kpi]
    return found[kpi]


def refused(kpi: str, text: str) -> str:
    """Say what is wrong with one model."""
    found, problems = models(f"odds: {{{kpi}: {text}}}\n")
    assert found == {}
    (problem,) = problems
    assert (problem.rule, problem.at) == ("wrong-odds", PlanPlace(("odds", kpi), file="odds.yaml"))
    assert (
        problem.help and str(problem.help)
    ) == "write `{normal: {mean: 103 %, sd: 6 %}}` or `{share: {p: 88 %, n: 40}}`"
    return str(problem.message)


@pytest.mark.parametrize(
    ("kpi", "text", "found"),
    [
        ("nrr", "{normal: {mean: 103 %, sd: 6 %}}", OddsModel("normal", F("1.03"), F("0.06"), F("0.001"))),
        (
            "nrr",
            "{normal: {mean: 103 %, sd: 6 %, grain: 1 %}}",
            OddsModel("normal", F("1.03"), F("0.06"), F("0.01")),
        ),
        ("nrr", "{normal: {mean: 103 %, sd: 0 %}}", OddsModel("normal", F("1.03"), F(0), F(1))),
        ("calls", "{normal: {mean: 7, sd: 50}}", OddsModel("normal", F(7), F(50), F(1))),
        ("calls", "{normal: {mean: 7, sd: 49.9}}", OddsModel("normal", F(7), F("49.9"), F(1, 10))),
        ("calls", "{normal: {mean: 7, sd: 499.9}}", OddsModel("normal", F(7), F("499.9"), F(1))),
        ("calls", "{normal: {mean: 7, sd: 500}}", OddsModel("normal", F(7), F(500), F(10))),
        ("calls", "{normal: {mean: 7, sd: 499999}}", OddsModel("normal", F(7), F(499_999), F(1000))),
        (
            "calls",
            "{normal: {mean: 7, sd: 6000000000000}}",
            OddsModel("normal", F(7), F(6 * 10**12), F(10**11)),
        ),
        ("arr", "{normal: {mean: -5 EUR, sd: 5}}", OddsModel("normal", F(-5), F(5), F(1, 10))),
        ("visits", "{normal: {mean: 5, sd: 5}}", OddsModel("normal", F(5), F(5), F(1, 10))),
        ("nrr", "{share: {p: 88 %, n: 40}}", OddsModel("share", F("0.88"), count=40)),
        ("nrr", "{share: {p: 0 %, n: 1}}", OddsModel("share", F(0), count=1)),
        ("nrr", f"{{share: {{p: 100 %, n: {MOST_ANSWERS}}}}}", OddsModel("share", F(1), count=5000)),
        ("nrr", "{share: {p: 5 %, n: ' 7 '}}", OddsModel("share", F("0.05"), count=7)),
    ],
)
def test_a_model_has_the_figures_of_its_kpis_unit(kpi: str, text: str, found: OddsModel) -> None:
    assert model(kpi, text) == found


def test_a_normal_may_have_so_many_values_and_none_more() -> None:
    """Twelve deviations of 5 % in steps of 0.003 % are 20,000."""
    assert MOST_VALUES == 20_000
    assert model("nrr", "{normal: {mean: 100 %, sd: 5 %, grain: 0.003 %}}").grain == F(3, 100_000)
    assert refused("nrr", "{normal: {mean: 100 %, sd: 5 %, grain: 0.0029 %}}") == (
        "a grain of 0.000029 makes more than 20,000 values"
    )


@pytest.mark.parametrize(
    ("kpi", "text", "message"),
    [
        ("nrr", "7", "a model is `normal` or `share`"),
        ("nrr", "{}", "a model is `normal` or `share`"),
        ("nrr", "{normal: {mean: 1 %, sd: 1 %}, share: {p: 1 %, n: 1}}", "a model is `normal` or `share`"),
        ("nrr", "{uniform: {from: 1 %, to: 2 %}}", "a model is `normal` or `share`"),
        ("nrr", "{normal: 7}", "`normal` has no figures"),
        ("nrr", "{share: [p, n]}", "`share` has no figures"),
        ("nrr", "{normal: {}}", "`mean` is missing"),
        ("nrr", "{normal: {mean: 1 %}}", "`sd` is missing"),
        ("nrr", "{normal: {mean: '', sd: 1 %}}", "`mean` is missing"),
        ("nrr", "{normal: {mean: {a: 1}, sd: 1 %}}", "`mean` is missing"),
        ("nrr", "{normal: {mean: 1 %, sd: 1 %, skew: 1}}", "`skew` is not known here: grain, mean, sd are"),
        (
            "nrr",
            "{normal: {mean: 103, sd: 6 %}}",
            "`103` stands where a percentage such as `90 %` is due",
        ),
        ("nrr", "{normal: {mean: 1 %, sd: -1 %}}", "`sd` is below 0"),
        ("nrr", "{normal: {mean: 1 %, sd: 1 %, grain: 0 %}}", "`grain` is above 0"),
        ("nrr", "{normal: {mean: 1 %, sd: 1 %, grain: -1 %}}", "`grain` is above 0"),
        ("nrr", "{share: {n: 4}}", "`p` is missing"),
        ("nrr", "{share: {p: 1 %}}", "`n` is missing"),
        ("nrr", "{share: {p: 1 %, n: 4, grain: 1 %}}", "`grain` is not known here: n, p are"),
        ("nrr", "{share: {p: 100.01 %, n: 4}}", "`p: 100.01 %` is not between 0 % and 100 %"),
        ("nrr", "{share: {p: -1 %, n: 4}}", "`p: -1 %` is not between 0 % and 100 %"),
        ("nrr", "{share: {p: 1 %, n: 0}}", "`n: 0` is not a whole number from 1 to 5,000"),
        ("nrr", "{share: {p: 1 %, n: 5001}}", "`n: 5001` is not a whole number from 1 to 5,000"),
        ("nrr", "{share: {p: 1 %, n: 1.5}}", "`n: 1.5` is not a whole number from 1 to 5,000"),
        ("nrr", "{share: {p: 1 %, n: ٣}}", "`n: ٣` is not a whole number from 1 to 5,000"),
        ("calls", "{share: {p: 1 %, n: 4}}", "a `share` is of a KPI in percent"),
        (
            "both",
            "{normal: {mean: 1, sd: 1}}",
            "`both` is computed from other KPIs; state the model of those",
        ),
    ],
)
def test_a_model_that_is_wrong_says_why_at_its_place(kpi: str, text: str, message: str) -> None:
    assert refused(kpi, text) == message


def test_a_document_without_odds_states_nothing() -> None:
    assert models("name: P\n") == ({}, ())


@pytest.mark.parametrize("text", ["odds: 7\n", "odds: [nrr]\n"])
def test_odds_that_name_no_kpis_are_refused(text: str) -> None:
    found, (problem,) = models(text)
    assert found == {}
    assert str(problem.message) == "`odds` names KPIs with their models"
    assert problem.at == PlanPlace(("odds",), file="odds.yaml")


def test_a_name_that_is_no_kpi_is_told_with_the_nearest_one() -> None:
    """All models are looked at, and those that are right are read."""
    share = "{share: {p: 5 %, n: 2}}"
    found, problems = models(f"odds:\n  nrrr: {share}\n  zzz: {share}\n  nrr: {share}\n  calls: {share}\n")
    assert found == {"nrr": OddsModel("share", F("0.05"), count=2)}
    assert [
        (
            one.rule,
            str(one.message),
            plain(one.help),
        )
        for one in problems[:2]
    ] == [
        ("unknown-kpi", "`nrrr` is not a KPI of the plan", "did you mean `nrr`?"),
        ("unknown-kpi", "`zzz` is not a KPI of the plan", "the KPIs are: nrr, calls, arr, both, visits"),
    ]
    assert [one.at for one in problems] == [
        PlanPlace(("odds", "nrrr"), key=True, file="odds.yaml"),
        PlanPlace(("odds", "zzz"), key=True, file="odds.yaml"),
        PlanPlace(("odds", "calls"), file="odds.yaml"),
    ]


def test_a_model_stays_within_the_range_of_its_kpi() -> None:
    """A percentage starts at 0; money has no end."""
    wide = OddsModel("normal", F(1), F(1), F(1))
    kpis = plans().base.kpis
    assert ranged(wide, kpis["nrr"], "EUR").values == tuple(map(F, range(8)))
    assert ranged(wide, kpis["arr"], "EUR").values == tuple(map(F, range(-5, 8)))
