"""Columns that nothing reads: which of them look as if they counted in what is paid.

A column of remarks is no fault. One that is spelt almost like a KPI, or that speaks of pay, of a
person's figures, of absences or of a period, is money that may be lost: it is a warning in every
format.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from csvariable.facts.headers import ABSENCES, FIELD_NAMES, SPELLINGS, Column, without_mark
from csvariable.facts.likeness import BETWEEN, SHORT, Vocabulary, is_slip, nearest
from csvariable.kernel.diagnostic import Diagnostic, advice, error, warning
from csvariable.kernel.message import Message, counted, listed, msg, quoted
from csvariable.tables.folding import fold
from csvariable.tables.table import Table

_SHOWN: Final = 8
"""Headers that a help names."""
_LONG_ALONE: Final = frozenset({"value", "target", "n", "numerator", "denominator"})
"""Columns that say something of the KPI that their row names."""

_RATE: Final = re.compile(r"[-+\u2212]?[0-9][^%A-Za-z]*%")
_AMOUNT: Final = re.compile(r"(?=.*[0-9])[^A-Za-z]*[$\u20ac\u00a3\u00a5][^A-Za-z]*")

_OF_PAY: Final = (
    "salary salaire bonus prime primes variable ote oti oib tic pay paid paye payout commission incentive "
    "draw avance remuneration verse package enveloppe euro euros eur"
)
_OF_A_PERSON: Final = (
    "role poste fonction team equipe entry exit entree sortie arrivee depart hire hired hiring embauche "
    "fte etp target targets cible objectif quota goal goals weight weighting poids ponderation baseline "
    "seniority anciennete"
)
_OF_ABSENCES: Final = "absence absences absent conge conges leave sick maladie vacation"
_OF_PERIODS: Final = "period periode quarter trimestre month mois semestre"

_WORDS: Final[Mapping[str, Message]] = {
    word: looks
    for looks, words in (
        (msg("looks like an amount of pay"), _OF_PAY),
        (msg("looks like a figure of a person"), _OF_A_PERSON),
        (msg("looks like an absence"), _OF_ABSENCES),
        (msg("looks like a period"), _OF_PERIODS),
    )
    for word in words.split()
}


def unread(
    table: Table, columns: Sequence[Column | None], words: Vocabulary, *, of_people: bool = False
) -> list[Diagnostic]:
    """Name, once, the columns of a table that nothing reads; a warning where one looks as if it counted.

    In a file of people rates and amounts do, whatever they are called.
    """
    read = {column.name for column in columns if column is not None}
    lost = [at for at, column in enumerate(columns) if column is None and table.header[at]]
    return [_listed(table, lost, read, words, of_people=of_people)] if lost else []


def _listed(
    table: Table, unused: list[int], read: Collection[str], words: Vocabulary, *, of_people: bool
) -> Diagnostic:
    named: list[Message | str] = []
    counts = False
    for at in unused:
        header = table.header[at]
        looks = _looks(header, read, words) or (_holds(table.distinct(at)) if of_people else None)
        if looks is None:
            named.append(f"`{header}`")
        else:
            counts = True
            named.append(msg("`{header}` ({looks})", header=header, looks=looks))
    message = counted(
        "{count} column is not used: {names}",
        "{count} columns are not used: {names}",
        len(named),
        names=listed(named),
    )
    if not counts:
        return advice("unused-column", message, table.place(-1, unused[0]))
    return warning(
        "unused-column",
        message,
        table.place(-1, unused[0]),
        help=msg("call it by the name of what it holds, or take it out: what it says is not paid"),
    )


def is_alone(problem: Diagnostic) -> bool:
    """Whether a problem names one unused column and no other."""
    return problem.rule == "unused-column" and dict(problem.message.values).get("count") == 1


def _looks(header: str, read: Collection[str], words: Vocabulary) -> Message | None:
    """Return what a column looks like that nothing reads; None for one that looks like nothing."""
    tokens = fold(re.sub(rf"(?<=[a-z])(?=[A-Z])|{BETWEEN}", " ", header)).split()
    if not tokens:
        return None  # signs alone: `-`, `...`
    for meant in _written_otherwise(tokens, words):
        if meant not in read:
            return msg("did you mean `{meant}`?", meant=meant)
    near = _other_mark(header, words) or nearest(" ".join(tokens), words, read) or _begun(tokens, words, read)
    if near is not None:
        return msg("did you mean `{meant}`?", meant=near)
    reason = next((one for one in words.reasons if f" {fold(one)} " in f" {' '.join(tokens)} "), None)
    if reason is not None and f"absence_days.{reason}" not in read:
        return msg("did you mean `{meant}`?", meant=f"absence_days.{reason}")
    kpi = next((one for one in words.kpis if one not in read and fold(one) in tokens), None)
    if kpi is not None:
        return msg("did you mean `{meant}`?", meant=kpi)
    told = (word for word in tokens if SPELLINGS.get(word) not in read)
    return next((looks for word in told if (looks := _WORDS.get(word)) is not None), None)


def _other_mark(header: str, words: Vocabulary) -> str | None:
    """Return the KPI whose id or name stands before a sign that is not read: `ARR (k\u20ac)`."""
    bare = without_mark(header)
    if bare is None:
        return None
    own = {fold(kpi): kpi for kpi in words.kpis}
    return words.shown.get(fold(bare), own.get(fold(bare)))


def _holds(texts: Sequence[str]) -> Message | None:
    """Return what a column looks like of which all cells are rates, or amounts with a sign of money."""
    filled = [text.strip() for text in texts if text.strip()]
    if filled and all(_RATE.fullmatch(text) for text in filled):
        return msg("looks like a figure of a person")
    if filled and all(_AMOUNT.fullmatch(text) for text in filled):
        return msg("looks like an amount of pay")
    return None


def _begun(tokens: Sequence[str], words: Vocabulary, read: Collection[str]) -> str | None:
    """Return the column that lacks and of which a header is the beginning: `targ`, `sal`, `nrr.tar`."""
    text, count = " ".join(tokens), len(tokens)
    lacking = {spelling: name for spelling, name in SPELLINGS.items() if name not in read}
    lacking |= {
        f"{fold(kpi)} {spelling}": f"{kpi}.{name}"
        for kpi in words.kpis
        for spelling, name in FIELD_NAMES.items()
        if f"{kpi}.{name}" not in read
    }
    for spelling, name in lacking.items():
        begun = " ".join(spelling.split()[:count])
        if len(tokens[-1]) >= SHORT and text != begun and begun.startswith(text):
            return name
    return None


def _written_otherwise(tokens: Sequence[str], words: Vocabulary) -> Iterator[str]:
    """Yield the columns of two parts that a header names in other signs, such as `nrr_target`."""
    text = " ".join(tokens)
    for reason in words.reasons:
        if any(is_slip(text, f"{absence} {fold(reason)}", 1) for absence in ABSENCES):
            yield f"absence_days.{reason}"
    for kpi in words.kpis:
        for spelling, name in FIELD_NAMES.items():
            if any(is_slip(text, pair, 1) for pair in (f"{fold(kpi)} {spelling}", f"{spelling} {fold(kpi)}")):
                yield f"{kpi}.{name}"


def of_long_files(
    table: Table, columns: Sequence[Column | None], *, of_people: bool = False
) -> list[Diagnostic]:
    """Name the columns that say something of the KPI of their row, where no column names a KPI.

    A KPI file that gives nothing for it, as one of its two columns is lacking, is an error.
    """
    names = [None if column is None else column.name for column in columns]
    wide = of_people or any(column is not None and column.kpi is not None for column in columns)
    half = None if wide else _half(names)
    if half is not None:
        there, lacking = half
        unknown = [text for text, name in zip(table.header, names, strict=True) if name is None and text]
        help_ = msg("call the column that holds it `{lacking}`", lacking=lacking)
        if unknown:
            help_ = msg(
                "call the column that holds it `{lacking}` (nothing reads {headers})",
                lacking=lacking,
                headers=quoted(unknown[:_SHOWN]),
            )
        at = names.index(there)
        message = msg(
            "`{header}` is read beside a column `{lacking}`, which is not there",
            header=table.header[at],
            lacking=lacking,
        )
        return [error("half-long-file", message, table.place(-1, at), help=help_)]
    found = [] if "kpi" in names else [at for at, name in enumerate(names) if name in _LONG_ALONE]
    if not found:
        return []
    message = counted(
        "the column {names} is read in long files alone, beside a column `kpi`",
        "the columns {names} are read in long files alone, beside a column `kpi`",
        len(found),
        names=quoted(table.header[at] for at in found),
    )
    kpi = next((column.name for column in columns if column is not None and column.name == column.kpi), "nrr")
    meant = kpi if names[found[0]] == "value" else f"{kpi}.{names[found[0]]}"
    help_ = msg("call it by the KPI that it is of, such as `{meant}`, or take it out", meant=meant)
    return [warning("unused-column", message, table.place(-1, found[0]), help=help_)]


def read_elsewhere(table: Table, columns: Sequence[Column | None], read: Collection[str]) -> list[Diagnostic]:
    """Name the columns that this language knows, and that a file of this kind gives nothing by."""
    found = [at for at, column in enumerate(columns) if column is not None and column.name not in read]
    if not found:
        return []
    message = counted(
        "the column {names} is not read in this file",
        "the columns {names} are not read in this file",
        len(found),
        names=quoted(table.header[at] for at in found),
    )
    help_ = msg("take it out, or put it into the file that it belongs to: what it says is not paid")
    return [warning("unused-column", message, table.place(-1, found[0]), help=help_)]


def _half(names: Sequence[str | None]) -> tuple[str, str] | None:
    """Return which of the columns `kpi` and `value` a long file has, and which it lacks."""
    if "kpi" in names:
        return None if {"value", "numerator", "target"} & set(names) else ("kpi", "value")
    return ("value", "kpi") if "value" in names else None


def kpis_of_people(table: Table, columns: Sequence[Column | None]) -> list[Diagnostic]:
    """Name the results of KPIs that stand in a people file, from which none is read."""
    found = [
        (at, column.kpi or "")
        for at, column in enumerate(columns)
        if column is not None
        and column.kpi is not None
        and column.field in {None, "numerator", "denominator"}
    ]
    if not found:
        return []
    message = msg(
        "results of {kpis} stand in the people file, which gives none",
        kpis=quoted(dict.fromkeys(kpi for _, kpi in found)),
    )
    return [
        warning(
            "unused-column",
            message,
            table.place(-1, found[0][0]),
            help=msg("put them into a KPI file, or name this file among the KPI files too"),
        )
    ]
