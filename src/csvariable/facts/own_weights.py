"""Weights that people have of their own: all weighted KPIs or none, each of a KPI that can pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csvariable.facts.model import Value
from csvariable.facts.people import Stretch
from csvariable.facts.plans import Plans
from csvariable.facts.typed import Reader
from csvariable.kernel.message import msg
from csvariable.kernel.unit import decimal_text
from csvariable.plan import Plan, Role


def check_own_weights(
    columns: Mapping[str, Sequence[Value]], people: Sequence[Stretch], plans: Plans, reader: Reader
) -> None:
    """Refuse weights that do not add up to 100 %, are of some KPIs only, or of KPIs that pay nothing."""
    of_role: dict[Role, Stretch] = {}
    none: list[Stretch] = []
    for row, one in enumerate(people):
        plan = plans.of(one.role)
        written = {
            kpi: weight
            for kpi in plan.kpis
            if f"{kpi}.weight" in columns
            and (weight := columns[f"{kpi}.weight"][row]) is not None
            and (weight or plan.choose is None)
        }
        if written:
            of_role.setdefault(one.role, one)
            _refuse_wrong(one, plan, written, reader)
        elif plan.choose is None and not any(spec.weight for spec in plan.kpis.values()):
            none.append(one)
    _refuse_without(none, of_role, reader)


def _refuse_wrong(one: Stretch, plan: Plan, written: Mapping[str, Fraction], reader: Reader) -> None:
    """Refuse the first thing that is wrong with the weights of a row."""
    pays = {kpi for kpi, spec in plan.kpis.items() if spec.curve is not None or spec.matrix is not None}
    bare = next((kpi for kpi, weight in written.items() if weight and kpi not in pays), None)
    if bare is not None:
        reader.refuse(
            "weight-without-curve",
            msg(
                "`{person}` has a weight for `{kpi}`, and no curve says what it pays",
                person=one.participant,
                kpi=bare,
            ),
            one.place(f"{bare}.weight"),
            msg("write a `curve` for `{kpi}` in the plan, or leave its weight empty", kpi=bare),
        )
        return
    weighted = [] if plan.choose is not None else [kpi for kpi, spec in plan.kpis.items() if spec.weight]
    lacking = next((kpi for kpi in weighted if kpi not in written), None)
    whole = sum(written.values(), Fraction(0))
    at = one.place(f"{next(iter(written))}.weight")
    if lacking is not None:
        reader.refuse(
            "weights-incomplete",
            msg("`{person}` has own weights, but none for `{kpi}`", person=one.participant, kpi=lacking),
            at,
            msg("give all weighted KPIs a weight, or none"),
        )
    elif whole != 1:
        reader.refuse(
            "weights-do-not-sum",
            msg(
                "the weights of `{person}` add up to {total} %, not 100 %",
                person=one.participant,
                total=decimal_text(whole * 100),
            ),
            at,
        )


def _refuse_without(none: Sequence[Stretch], of_role: Mapping[Role, Stretch], reader: Reader) -> None:
    """Refuse who has no weight at all, where the others of the role have weights of their own."""
    for one in none:
        other = of_role.get(one.role)
        if other is not None:
            reader.refuse(
                "weights-incomplete",
                msg(
                    "`{person}` has no weights: the plan gives none, and `{other}` has own ones",
                    person=one.participant,
                    other=other.participant,
                ),
                one.place("participant"),
                msg("give everybody of the role weights, or write them in the plan"),
            )
