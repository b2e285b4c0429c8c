"""What is stated of a KPI's results: a normal law, or a share of so many answers.

    odds:
      nrr:  {normal: {mean: 103 %, sd: 6 %}}       # grain: 0.1 % may be added
      csat: {share: {p: 88 %, n: 40}}

Both become tables of exact values. A normal is quantised to its grain; its chances come from the
series of the normal law in decimals of 60 digits, which are the same on every machine.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, listed, msg
from csvariable.kernel.quantity import NotAQuantity, read_quantity
from csvariable.kernel.unit import decimal_text
from csvariable.odds.dice import WHOLE, DiceTable, table
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.text import Document, Scalar

DIGITS = 60
SPREAD = 6
"""Standard deviations that a normal is drawn within; what lies beyond (2 in 10^9) is at the ends."""
STEPS = 50
"""Without a grain, the greatest power of ten that cuts a standard deviation in so many steps."""
MOST_VALUES = 20_000
MOST_ANSWERS = 5_000
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899")


@dataclass(frozen=True, slots=True)
class OddsModel:
    """The stated results of one KPI; `mean` is that of a normal, or the chance of a share."""

    kind: Literal["normal", "share"]
    mean: Fraction
    sd: Fraction = Fraction(0)
    grain: Fraction = Fraction(0)
    count: int = 0

    def around(self, mean: Fraction) -> OddsModel:
        """Return the same model with another mean."""
        return OddsModel(self.kind, mean, self.sd, self.grain, self.count)

    def table(self, low: Fraction | None, high: Fraction | None) -> DiceTable:
        """Return the values that are drawn; what lies outside the range of the KPI is at its ends."""
        return _table_of(self, low, high)


@lru_cache(maxsize=1024)
def _table_of(model: OddsModel, low: Fraction | None, high: Fraction | None) -> DiceTable:
    made = _share(model) if model.kind == "share" else _normal(model)
    return _clipped(made, low, high)


Models: TypeAlias = Mapping[str, OddsModel]


def _share(model: OddsModel) -> tuple[list[Fraction], list[Fraction]]:
    """Return k / n for each k and the chance of k or fewer, exactly."""
    values, sums = [], []
    n, p = model.count, model.mean
    top, bottom = p.numerator, p.denominator
    rest = bottom - top
    ways, reached = 1, 0
    whole = bottom**n
    for k in range(n + 1):
        reached += ways * top**k * rest ** (n - k)
        values.append(Fraction(k, n))
        sums.append(Fraction(reached * WHOLE // whole, WHOLE))  # as fine as it is drawn
        ways = ways * (n - k) // (k + 1)
    return values, sums


def _normal(model: OddsModel) -> tuple[list[Fraction], list[Fraction]]:
    """Return the multiples of the grain within reach, each with the chance of its upper edge."""
    if not model.sd:
        return [model.mean], [Fraction(1)]
    first = ((model.mean - SPREAD * model.sd) / model.grain).__floor__()
    last = ((model.mean + SPREAD * model.sd) / model.grain).__ceil__()
    values = [model.grain * at for at in range(first, last + 1)]
    edges = [(value + model.grain / 2 - model.mean) / model.sd for value in values]
    return values, [normal_chance(edge) for edge in edges]


@lru_cache(maxsize=100_000)  # around another mean, most edges lie as many deviations away
def normal_chance(at: Fraction) -> Fraction:
    """Return the chance that a normal of mean 0 and deviation 1 is at most `at`, to 40 decimals."""
    if at < 0:
        return 1 - normal_chance(-at)
    with localcontext() as context:
        context.prec = DIGITS
        x = Decimal(at.numerator) / Decimal(at.denominator)
        square = x * x
        term = total = x
        odd = 1
        while term > Decimal(10) ** -DIGITS:
            odd += 2
            term = term * square / odd
            total += term
        density = (-square / 2).exp() / (2 * PI).sqrt()
        return Fraction((Decimal("0.5") + density * total).quantize(Decimal(10) ** -40))


def _clipped(
    made: tuple[list[Fraction], list[Fraction]], low: Fraction | None, high: Fraction | None
) -> DiceTable:
    values, sums = made
    clipped: dict[Fraction, Fraction] = {}
    for value, chance in zip(values, sums, strict=True):
        kept = value if low is None else max(value, low)
        kept = kept if high is None else min(kept, high)
        clipped[kept] = chance
    return table(list(clipped), list(clipped.values()))


# ------------------------------------------------------------------------------- as written


def read_models(document: Document, plans: Plans) -> tuple[dict[str, OddsModel], tuple[Diagnostic, ...]]:
    """Return the models that `odds` in a plan or a file states, and what is wrong with them."""
    node = document.node(("odds",))
    if node is None:
        return {}, ()
    if not isinstance(node.value, dict):
        return {}, (_wrong(document, ("odds",), msg("`odds` names KPIs with their models")),)
    found: dict[str, OddsModel] = {}
    problems: list[Diagnostic] = []
    for name in node.value:
        route: Route = ("odds", name)
        kpi = plans.kpi(name) if name in plans.kpi_ids else None
        if kpi is None or kpi.is_of_steps:
            problems.append(_unknown(document, route, name, plans))
            continue
        try:
            found[name] = _model(document, route, kpi, plans.base.currency)
        except NotAQuantity as problem:
            problems.append(_wrong(document, route, problem.said))
    return found, tuple(problems)


def _unknown(document: Document, route: Route, name: str, plans: Plans) -> Diagnostic:
    if name in plans.kpi_ids:
        message = msg("`{name}` is computed from other KPIs; state the model of those", name=name)
        return _wrong(document, route, message)
    close = difflib.get_close_matches(name, plans.kpi_ids, n=1)
    advice = (
        msg("did you mean `{meant}`?", meant=close[0])
        if close
        else msg("the KPIs are: {known}", known=listed(plans.kpi_ids))
    )
    at = PlanPlace(route, key=True, file=document.name)
    return error("unknown-kpi", msg("`{name}` is not a KPI of the plan", name=name), at, help=advice)


def _wrong(document: Document, route: Route, message: Message) -> Diagnostic:
    return error(
        "wrong-odds",
        message,
        PlanPlace(route, file=document.name),
        help=msg("write `{{normal: {{mean: 103 %, sd: 6 %}}}}` or `{{share: {{p: 88 %, n: 40}}}}`"),
    )


def _model(document: Document, route: Route, kpi: Kpi, currency: str) -> OddsModel:
    """Read one model; raise NotAQuantity, saying what is wrong."""
    node = document.node(route)
    kinds = list(node.value) if node is not None and isinstance(node.value, dict) else []
    if kpi.is_in_words:
        raise NotAQuantity(msg("`{name}` is in words, and a model is of numbers", name=route[-1]))
    if kinds not in (["normal"], ["share"]):
        raise NotAQuantity(msg("a model is `normal` or `share`"))
    inner = document.node((*route, kinds[0]))
    if inner is None or not isinstance(inner.value, dict):
        raise NotAQuantity(msg("`{kind}` has no figures", kind=kinds[0]))
    texts = {
        name: child.value.text if isinstance(child.value, Scalar) else ""
        for name, child in inner.value.items()
    }
    if kinds[0] == "share":
        return _share_of(texts, kpi)
    return _normal_of(texts, kpi, currency)


def _share_of(texts: Mapping[str, str], kpi: Kpi) -> OddsModel:
    _only(texts, {"p", "n"}, {"p", "n"})
    if kpi.unit != "percent":
        raise NotAQuantity(msg("a `share` is of a KPI in percent"))
    chance = in_unit(read_quantity(texts["p"]), kpi.measured_in)
    if not 0 <= chance <= 1:
        raise NotAQuantity(msg("`p: {value}` is not between 0 % and 100 %", value=texts["p"]))
    count = texts["n"].strip()
    if not (count.isascii() and count.isdigit() and 0 < int(count) <= MOST_ANSWERS):
        raise NotAQuantity(
            msg("`n: {value}` is not a whole number from 1 to {most}", value=count, most=MOST_ANSWERS)
        )
    return OddsModel("share", chance, count=int(count))


def _normal_of(texts: Mapping[str, str], kpi: Kpi, currency: str) -> OddsModel:
    _only(texts, {"mean", "sd"}, {"mean", "sd", "grain"})

    def level(name: str) -> Fraction:
        return in_unit(read_quantity(texts[name]), kpi.measured_in, currency)

    mean, sd = level("mean"), level("sd")
    if sd < 0:
        raise NotAQuantity(msg("`sd` is below 0"))
    grain = level("grain") if "grain" in texts else _grain(sd)
    if grain <= 0:
        raise NotAQuantity(msg("`grain` is above 0"))
    if 2 * SPREAD * sd / grain > MOST_VALUES:
        raise NotAQuantity(
            msg(
                "a grain of {grain} makes more than {most} values",
                grain=decimal_text(grain),
                most=MOST_VALUES,
            )
        )
    return OddsModel("normal", mean, sd, grain)


def _grain(sd: Fraction) -> Fraction:
    if not sd:
        return Fraction(1)
    grain = Fraction(10) ** 12
    while grain > sd / STEPS:
        grain /= 10
    return grain


def _only(texts: Mapping[str, str], needed: set[str], known: set[str]) -> None:
    for name in sorted(needed):
        if not texts.get(name):
            raise NotAQuantity(msg("`{name}` is missing", name=name))
    for name in texts:
        if name not in known:
            raise NotAQuantity(
                msg("`{name}` is not known here: {known} are", name=name, known=listed(sorted(known)))
            )


def ranged(model: OddsModel, kpi: Kpi, currency: str) -> DiceTable:
    """Return the table of a model within the range of its KPI."""
    return model.table(*range_of(kpi, currency))
