"""The names of columns: ours, their French and usual spellings, and those of a plan's KPIs.

A header is compared without its accents, its case, and the difference between a space, `_`
and `-`. Nothing is matched by likeness: what is not a known name is unknown, with a suggestion.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from csvariable.tables.cells import names_currency
from csvariable.tables.folding import fold
from csvariable.tables.marks import HeaderUnit, unit_of_mark

TimeUnit: TypeAlias = Literal["hours", "minutes", "seconds", "days"]


def _index(spellings: Mapping[str, str]) -> dict[str, str]:
    """Return spelling -> name."""
    return {spelling: name for name, text in spellings.items() for spelling in text.split(", ")}


_TEXTS_OF: Final[Mapping[str, str]] = {
    "participant": "participant, participant id, id, matricule, csm id, employee id, id collaborateur",
    "name": "name, full name, nom, nom complet, prenom nom",
    "email": "email, e mail, mail, courriel, adresse email, adresse e mail",
    "role": "role, poste, fonction",
    "team": "team, equipe",
    "target_incentive": "target incentive, target bonus, prime cible, variable cible, bonus cible",
    "salary": "salary, salaire",
    "annual_salary": "annual salary, salaire annuel",
    "ote": "ote, on target earnings",
    "entry": "entry, entry date, entree, date entree, date d entree, arrivee, date d arrivee",
    "exit": "exit, exit date, sortie, date sortie, date de sortie, depart, date de depart",
    "fte": "fte, etp, temps de travail, taux d activite, quotite",
    "already_paid": "already paid, deja verse, deja paye",
    "draw_balance": "draw balance, solde avance, solde d avance",
    "kpi": "kpi, indicateur",
    "value": "value, valeur",
    "target": "target, cible, objectif",
    "n": "n, effectif, sample size",
    "numerator": "numerator, numerateur",
    "denominator": "denominator, denominateur",
    "period": "period, periode",
    "amount": "amount, montant",
    "reason": "reason, motif",
}
_PEOPLE: Final = frozenset({"csm", "collaborateur", "collaboratrice", "employee", "employe", "salarie"})
"""Headers that name the participant, unless another column already does: then they hold the name."""

_FIELDS: Final[Mapping[str, str]] = {
    "target": "target, cible, objectif",
    "baseline": "baseline, base, reference",
    "cap": "cap, plafond",
    "weight": "weight, poids",
    "numerator": "numerator, numerateur",
    "denominator": "denominator, denominateur",
    "n": "n, effectif",
}
ABSENCES: Final = frozenset({"absence days", "absence", "absences", "jours absence", "jours d absence"})
_ACCOUNTS: Final = _index(
    {"already_paid": "already paid, deja verse, deja paye", "owed": "owed, du, reste du"}
)
"""What stands before the id of a bonus that was paid in part, or on which something is owed."""
_TIMES: Final[Mapping[HeaderUnit | None, TimeUnit]] = {
    "h": "hours",
    "min": "minutes",
    "s": "seconds",
    "d": "days",
}
"""The units of time that a header of a KPI may name."""
_MARKED = re.compile(r"(?P<name>.*\S)\s*[(\[]\s*(?P<mark>[^()\[\]]+?)\s*[)\]]\s*|(?P<bare>.*\S)\s*%\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds."""

    name: str
    """Its one name: `participant`, `nrr`, `nrr.target`, `absence_days.sick`."""
    kpi: str | None = None
    field: str | None = None
    """What of the KPI (`target`, `baseline`, `cap`, `weight`, `numerator`, `denominator`), or
    the reason of an absence, as written."""
    reading: Literal["percent"] | None = None
    """The header carries a % sign: bare numbers are percentages."""
    unit: TimeUnit | None = None
    """The unit of time in the header: `frt (min)`."""
    currency: str | None = None
    """The currency of the plan, where the header names it: `arr (EUR)`."""


SPELLINGS: Final = _index(_TEXTS_OF)
"""The spellings of our columns, folded, and their one name."""
FIELD_NAMES: Final = _index(_FIELDS)
"""The same of what a person has of a KPI."""

COLUMN_NAMES: Final = frozenset({*_TEXTS_OF, "absence_days"})
"""The canonical names of the columns of sections 8 and 9."""


def is_reserved(name: str) -> bool:
    """Whether an id would be taken for a column, in either language."""
    folded = fold(name)
    return folded in SPELLINGS or folded in _PEOPLE or folded in ABSENCES


def canonical(
    header: str, kpis: Collection[str], declared: Collection[str] = (), currency: str | None = None
) -> Column | None:
    """Return what a header names, None if it names nothing.

    What the plan names comes first: its KPIs, then the columns that it declares. Of currencies, a header
    may name the one of the plan.
    """
    exact = _named(header, kpis, None, None, declared)
    if exact is not None:
        return exact
    marked = _MARKED.fullmatch(header)
    if marked is None:
        return None
    mark = marked["mark"] or "%"
    name = marked["name"] or marked["bare"]
    if mark == "%":
        return _named(name, kpis, "percent", None, declared)
    if currency is not None and names_currency(marked["mark"] or "", currency):
        found = _named(name, kpis, None, None, declared)
        return None if found is None else replace(found, currency=currency)
    unit = _TIMES.get(unit_of_mark(mark))
    return None if unit is None else _named(name, kpis, None, unit, declared)


def without_mark(header: str) -> str | None:
    """Return what stands before the sign of a unit in a header: `frt` of `frt (ms)`."""
    marked = _MARKED.fullmatch(header)
    return None if marked is None else marked["name"] or marked["bare"]


def _named(
    header: str,
    kpis: Collection[str],
    reading: Literal["percent"] | None,
    unit: TimeUnit | None,
    declared: Collection[str] = (),
) -> Column | None:
    """Return the column of a header without marks."""
    name = _id(header, [*kpis, *declared])
    if name is not None:
        return Column(name, name if name in kpis else None, None, reading, unit)
    folded = fold(header)
    if folded in SPELLINGS or folded in _PEOPLE:
        return Column(SPELLINGS.get(folded, "participant"), None, None, reading, unit)
    owner, dot, rest = header.partition(".")
    if not dot or not rest.strip():
        return None
    if fold(owner) in ABSENCES:
        return Column(f"absence_days.{rest.strip()}", None, rest.strip(), reading, unit)
    account = _id(f"{_ACCOUNTS[fold(owner)]}.{rest.strip()}", declared) if fold(owner) in _ACCOUNTS else None
    if account is not None:
        return Column(account, None, None, reading, unit)
    kpi, field = _id(owner, kpis), FIELD_NAMES.get(fold(rest))
    return Column(f"{kpi}.{field}", kpi, field, reading, unit) if kpi and field else None


def _id(text: str, ids: Collection[str]) -> str | None:
    """Return the only id that a text names, exactly or folded."""
    text = text.strip()
    if text in ids:
        return text
    same = [one for one in ids if fold(one) == fold(text)]
    return same[0] if len(same) == 1 else None


class Matches(NamedTuple):
    """What the headers of a table name."""

    columns: tuple[Column | None, ...]
    clashes: tuple[tuple[int, int], ...]
    """Pairs of columns that name the same thing: an error for the caller."""


def match(
    headers: Sequence[str],
    kpis: Collection[str],
    declared: Collection[str] = (),
    shown: Mapping[str, str] = MappingProxyType({}),
    currency: str | None = None,
) -> Matches:
    """Return what each header names, and which ones name the same.

    A header that names nothing else is a KPI by the name that the plan shows of it in either language
    (`shown`, folded, to its id), unless the rows name theirs in a column `kpi`.
    `csm` or `collaborateur` beside an id (`csm_id`, `matricule`) is the name of the person.
    """
    columns = [canonical(header, kpis, declared, currency) for header in headers]
    people = [
        index
        for index, (header, column) in enumerate(zip(headers, columns, strict=True))
        if column == Column("participant") and fold(header) in _PEOPLE
    ]
    if shown and Column("kpi") not in columns:
        for index, header in enumerate(headers):
            columns[index] = columns[index] or _by_name(header, shown, currency)
    names = [column.name for column in columns if column]
    if names.count("participant") > len(people) and "name" not in names:
        for index in people:
            columns[index] = Column("name")
    first: dict[str, int] = {}
    clashes = []
    for index, column in enumerate(columns):
        if column and first.setdefault(column.name, index) != index:
            clashes.append((first[column.name], index))
    return Matches(tuple(columns), tuple(clashes))


def _by_name(header: str, shown: Mapping[str, str], currency: str | None) -> Column | None:
    """Return the KPI whose shown name a header is, perhaps with a mark: `Satisfied clients (%)`."""
    if fold(header) in shown:
        return canonical(shown[fold(header)], [shown[fold(header)]])
    marked = _MARKED.fullmatch(header)
    kpi = None if marked is None else shown.get(fold(marked["name"] or marked["bare"]))
    if marked is None or kpi is None:
        return None
    return canonical(f"{kpi} ({marked['mark'] or '%'})", [kpi], (), currency)


def suggest(header: str, known: Iterable[str]) -> str | None:
    """Return the known name that a header was perhaps meant to be."""
    folded = {fold(name): name for name in known}
    close = difflib.get_close_matches(fold(header)[:80], folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else None


# ----------------------------------------------------------------------------- ids


def held_text(participant: str) -> str | None:
    """Return the id that a formula of a spreadsheet holds, which keeps its zeros: `007` of `="007"`."""
    found = re.fullmatch('="(.*)"', participant, re.DOTALL)
    return None if found is None else found[1]


# ----------------------------------------------------------------------------- look-alikes

# Cyrillic, Greek and other letters that look like Latin ones, after case folding.
_CONFUSED: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u043a\u043c\u0442\u0432\u043d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b2\u03b7\u03b6\u03bc\u0131\u2010\u2011\u2019",
    "aeopcyxijsdkmtbhaeiknoptyxbhzmi--'",
)
_AS_DIGITS: Final = str.maketrans("oil", "011")


def look_alike(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of different ids that a reader takes for one.

    They differ only by case, blanks, invisible characters, compatibility form or letters of
    other alphabets; and `O07` is taken for `007`, where all the other characters are digits.
    """
    first: dict[str, str] = {}
    pairs: dict[tuple[str, str], None] = {}
    for one in dict.fromkeys(ids):
        other = first.setdefault(skeleton(one), one)
        if other != one:
            pairs[other, one] = None
    return list(pairs)


def skeleton(text: str) -> str:
    """Return what remains of an id when only its looks count."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_CONFUSED)
    seen = "".join(x for x in plain if not x.isspace() and unicodedata.category(x) not in {"Cf", "Cc"})
    digits = seen.translate(_AS_DIGITS)
    return digits if digits.isdigit() and any(x.isdigit() for x in seen) else seen
