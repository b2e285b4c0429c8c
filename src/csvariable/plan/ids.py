"""The ids of a plan: names that stand in routes, so that they stay when lines move (language, section 2)."""

import re
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.values import problem, read_word

ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")

RESERVED_IDS = frozenset(
    "null plan any all earned total target_incentive cap cap_total floor guarantee gates modifiers bonuses "
    "pool draw already_paid adjustments corrections modified gated participant collaborateur name nom role "
    "team equipe salary salaire annual_salary salaire_annuel ote entry entree exit sortie fte etp "
    "absence_days draw_balance owed email kpi indicateur value valeur target cible baseline weight poids n "
    "numerator numerateur denominator denominateur period periode amount montant reason motif "
    "prime_cible".split()
)
"""Words that are steps or columns: no KPI, role, gate, pool or bonus may take them."""


def read_id(value: object) -> str:
    """Read the id of a KPI, objective, role, gate, modifier, pool or bonus."""
    name = read_word(value)
    if not ID.fullmatch(name):
        raise problem(
            "wrong-id",
            msg("`{name}` is not an id: a lower-case letter, then letters, digits, `_` or `-`", name=name),
        )
    if name in RESERVED_IDS:
        raise problem("reserved-id", msg("`{name}` is the name of a step or of a column", name=name))
    return name


_ID_SHAPE: patterns.SchemaShape = {
    "type": "string",
    "patternErrorMessage": patterns.ID_WANTED,
    "pattern": rf"^(?!({'|'.join(sorted(RESERVED_IDS))})$){ID.pattern}$",
}
Id: TypeAlias = Annotated[str, PlainValidator(read_id), WithJsonSchema(_ID_SHAPE)]
