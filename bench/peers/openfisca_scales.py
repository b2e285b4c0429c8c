"""The benchmark plan in OpenFisca-core: variables, formulas and dated scales.

Amounts keep the type OpenFisca gives them, 32-bit floats. The KPI file is read
and the payouts are written with Polars, so that the time is the engine's own.

`python bench/peers/openfisca_scales.py IN.csv OUT.csv`
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-07"
START = "2026-01-01"
KPIS = ("nrr", "revenue", "grr", "frt")

PERSON = build_entity(key="person", plural="persons", label="Person", is_person=True)


def scale(brackets: Mapping[float, float], value: str = "rate") -> dict[str, Any]:
    """A scale of the parameter tree, from its thresholds and their rates or amounts."""
    described: dict[str, Any] = {
        "brackets": [
            {"threshold": {START: {"value": at}}, value: {START: {"value": given}}}
            for at, given in brackets.items()
        ]
    }
    if value == "amount":
        described["metadata"] = {"type": "single_amount"}
    return described


# Attainments and payout rates are in percent: 90 is a 32-bit float, 0.9 is not.
# The lines of grr and frt start from a base and rise by band. A shorter response
# is better, so frt counts the hours saved below eight.
SCALES = {
    "nrr": scale({90: 50, 100: 100, 110: 150}, "amount"),
    "revenue": scale({0: 1.0, 100: 1.5, 150: 2.0}),
    "grr": scale({90: 5, 100: 10}),
    "frt": scale({0: 50 / 3, 3: 25, 4: 50 / 3, 7: 0}),
}


def rounded(part: float, rate: Any) -> Any:
    """A part times a payout rate in percent, to the cent."""
    return np.round(part * rate / 100, 2)


def nrr_payout(person: Any, period: Any, parameters: Any) -> Any:
    """Lookup on the attainment."""
    return rounded(875, parameters(period).nrr.calc(100 * person("nrr", period) / 105))


def revenue_payout(person: Any, period: Any, parameters: Any) -> Any:
    """Marginal bands on the attainment, with a threshold and a cap."""
    attainment = 100 * person("revenue", period) / 135_000
    rate = np.minimum(parameters(period).revenue.calc(attainment), 250)
    return rounded(625, np.where(attainment >= 75, rate, 0))


def grr_payout(person: Any, period: Any, parameters: Any) -> Any:
    """Straight lines on the attainment, with a threshold and a cap."""
    attainment = 100 * person("grr", period) / 91
    rate = np.minimum(50 + parameters(period).grr.calc(attainment), 180)
    return rounded(625, np.where(attainment >= 92, rate, 0))


def frt_payout(person: Any, period: Any, parameters: Any) -> Any:
    """Straight lines on the hours, fewer is better."""
    saved = 8 - person("frt", period)
    rate = 25 + parameters(period).frt.calc(saved)
    return rounded(375, np.where(saved >= 0, rate, 0))


def total(person: Any, period: Any) -> Any:
    """The sum of the four payouts."""
    return sum(person(f"{kpi}_payout", period) for kpi in KPIS)


def variable(name: str, formula: Callable[..., Any] | None = None) -> type[Variable]:
    """A variable of a person for a month: an input, or what a formula gives."""
    members: dict[str, Any] = {
        "value_type": float,
        "entity": PERSON,
        "definition_period": DateUnit.MONTH,
        "label": name,
    }
    if formula is not None:
        members["formula"] = formula
    return type(name, (Variable,), members)


def system() -> TaxBenefitSystem:
    """The plan as a tax and benefit system."""
    built = TaxBenefitSystem([PERSON])
    built.parameters = ParameterNode("", data=SCALES)
    for kpi in KPIS:
        built.add_variable(variable(kpi))
    for formula in (nrr_payout, revenue_payout, grr_payout, frt_payout, total):
        built.add_variable(variable(formula.__name__, formula))
    return built


def simulation(kpis: pl.DataFrame) -> Simulation:
    """A simulation that holds the KPIs of everyone."""
    built = SimulationBuilder().build_default_simulation(system(), count=kpis.height)
    for kpi in KPIS:
        built.set_input(kpi, PERIOD, kpis[kpi].to_numpy())
    return built


def main(source: str, target: str) -> None:
    """From the KPI file to the file of payouts."""
    kpis = pl.read_csv(source).with_columns(
        pl.col("nrr", "grr").str.strip_suffix("%").cast(pl.Float64)
    )
    run = simulation(kpis)
    paid = {f"{kpi}.payout": run.calculate(f"{kpi}_payout", PERIOD) for kpi in KPIS}
    paid["total"] = run.calculate("total", PERIOD)
    pl.DataFrame({"participant": kpis["participant"], **paid}).write_csv(target, float_precision=2)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
