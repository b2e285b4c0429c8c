"""Names that a plan and its files are free to choose, the engine's own words among them.

A scenario is drawn with marks in the place of names (`§k1§`); a name is then put for each mark.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .dice import Dice

if TYPE_CHECKING:
    from .scenario import Scenario

Names = dict[str, str]
MARK = re.compile("§[a-z][0-9]+§")

ENGINE = (
    "periods present counted full_period targets time ramp parts parts-last settled reached "
    "actual attainment payout_rate curve_rate part payout target_of_row target_of_member own_rate "
    "peers_rate gated_rate earned_replaced days_of_row days_of_person key member by given eligible "
    "advance repaid balance rounding run row id person company of step sum count last share peer absent "
    "modifier gate bonus reward effect pot all-time csm matricule poste depart reference objectif "
    "none nan inf true false yes no on off y t x"
).split()
"""Words that steps, columns, figures, frames and other spellings of headers are named by."""
FREE = ("nrr", "csat", "nps", "rev", "a", "q-1", "a_b", "a-b", "expansion_arr", "z9")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
REST = LETTERS + "0123456789_-"
PEOPLE = ("ana", "bob", "007", "7", "zoe", "Élodie", "present", "team", "role", "None", "a b", "9-x", "@time")
TEAMS = ("north", "south", "company", "person", "role", "Équipe 1", "@team", "0")
CHOICES = {"w": PEOPLE, "t": TEAMS}
RESERVED = frozenset(
    "null plan any all earned total target_incentive cap cap_total floor guarantee gates modifiers bonuses "
    "pool draw already_paid adjustments modified gated participant collaborateur name nom role team "
    "equipe salary salaire annual_salary salaire_annuel ote entry entree exit sortie fte etp "
    "absence_days draw_balance owed email kpi indicateur value valeur target cible baseline weight poids n "
    "numerator numerateur denominator denominateur period periode amount montant reason motif "
    "prime_cible".split()
)


def mark(kind: str, at: int) -> str:
    """The mark of a name: of a KPI (k), column (c), gate, modifier, bonus, pool, role, objective (o).

    And of a reason of absence (a), a person (w) and a team (t).
    """
    return f"§{kind}{at}§"


def an_id(dice: Dice) -> str:
    """Any legal id: often a word that the engine uses itself."""
    form = dice.whole(0, 9)
    if form <= 3:
        return dice.pick(FREE)
    if form <= 8:
        return dice.pick(ENGINE)
    found = dice.pick(LETTERS) + "".join(dice.pick(REST) for _ in range(dice.pick((1, 3, 12, 39))))
    return f"{found[:39]}x" if found in RESERVED else found


def names_for(dice: Dice, marks: list[str], *, sorted_alike: bool = False) -> Names:
    """A name for each mark; `sorted_alike`: names sort as their marks do, so odd cents stay where they are.

    A KPI and a column of one plan have different names: both are named in one place.
    """
    found: Names = {}
    for kind in dict.fromkeys(one[1] for one in marks):
        mine = sorted(one for one in marks if one[1] == kind)
        taken = {name for one, name in found.items() if {kind, one[1]} == {"k", "c"}}
        drawn: list[str] = []
        for _ in mine:
            drawn.append(_another(dice, kind, {*taken, *drawn}))
        found |= dict(zip(mine, sorted(drawn) if sorted_alike else drawn, strict=True))
    return found


def _another(dice: Dice, kind: str, taken: set[str]) -> str:
    """A name that nothing of its kind has."""
    name = dice.pick(CHOICES[kind]) if kind in CHOICES else an_id(dice)
    spare = CHOICES.get(kind, FREE)
    return name if name not in taken else next(one for one in spare if one not in taken)


def put(thing: Any, names: Names) -> Any:
    """The same thing with names in the place of marks."""
    if isinstance(thing, str):
        return MARK.sub(lambda found: names[found[0]], thing)
    if isinstance(thing, dict):
        return {put(key, names): put(value, names) for key, value in thing.items()}
    return [put(one, names) for one in thing] if isinstance(thing, list) else thing


def marks_of(scenario: Scenario) -> list[str]:
    """The marks of a scenario, sorted."""
    text = repr((scenario.plan, scenario.kpis, scenario.people, scenario.adjustments))
    return sorted(set(MARK.findall(text)))


def named(scenario: Scenario, names: Names) -> Scenario:
    """A scenario with names in the place of its marks."""
    return replace(
        scenario,
        plan=put(scenario.plan, names),
        kpis=put(scenario.kpis, names),
        people=put(scenario.people, names),
        adjustments=put(scenario.adjustments, names),
        specs=[replace(kpi, id=put(kpi.id, names), node=put(kpi.node, names)) for kpi in scenario.specs],
    )
