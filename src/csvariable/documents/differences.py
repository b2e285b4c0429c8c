"""Two plans as a page: what changed in words, where curves differ, who is touched, and the euros."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csvariable.documents import plot
from csvariable.documents.comparison import comparison_blocks, guarded_tables, people_table, tally
from csvariable.documents.comparison_apart import Guarded
from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.markdown import escaped
from csvariable.documents.page import Page, Row, as_markdown
from csvariable.scenario import Amounts, Comparison, Outcome
from csvariable.scenario.differences import Difference, differences
from csvariable.scenario.idle_points import told_by
from csvariable.scenario.moved_curves import CurveChange, DifferingStretch, WordChange
from csvariable.speech.changes import change_sentences
from csvariable.speech.comparisons import change_text, share_text, word
from csvariable.speech.language import Language
from csvariable.speech.numbers import rate_text, value_text
from csvariable.speech.saying import in_language
from csvariable.text import Document

MARKER = "<!-- csvariable:diff:{name} -->"
"""The first line of a comment: by it an action finds the comment to update."""
LONGEST = 60_000
"""Characters of a comment; hosts refuse more."""
_SIGNS = {"changed": "~", "moved": "~", "side": "~", "added": "+", "removed": "-"}


def change_lines(old: Document, new: Document, language: Language) -> list[str]:
    """Return a line for each difference that can pay: a sign and a sentence; what moves no pay is counted."""
    found = told_by(differences(old, new), old, new)
    lines = []
    lines += [
        f"{_SIGNS[one.what]} {sentence}" for one, sentence in change_sentences(found, old, new, language)
    ]
    for name, many in (
        ("idle", sum(one.idle for one in found)),
        ("silent", sum(not one.pays and not one.idle for one in found)),
    ):
        if many:
            lines.append(f"= {word(language, name, count=many)}")
    return lines


def difference_page(
    old: Document,
    new: Document,
    curves: Sequence[CurveChange],
    view: ComparisonView,
    outcome: Outcome | None = None,
) -> Page:
    """Return the page of a diff: changes, curves, roles, and with facts the euros."""
    page = Page()
    lines = change_lines(old, new, view.language)
    page.lines(view.word("plan-changes"), lines or [view.word("same")])
    for one in curves:
        page.lines(curve_title(one, view), _drawn(one, view), drawn=True)
    touched = roles_touched(differences(old, new), view)
    if touched:
        names = ", ".join(view.word("base-role") if role is None else role for role in touched)
        page.lines("", [view.word("roles", roles=names)])
    if outcome is not None and outcome.comparison is not None:
        comparison_blocks(page, outcome, outcome.comparison, view)
    return page


def roles_touched(found: Sequence[Difference], view: ComparisonView) -> list[str | None]:
    """Return the roles whose pay can differ, None for people without one.

    A change of the base plan may touch all roles; in a plan without roles there is nothing to say.
    """
    pays = [one for one in found if one.pays]
    if any(one.role is None for one in pays):
        return [None, *view.plans.roles] if view.plans.roles else []
    return list(dict.fromkeys(one.role for one in pays))


def curve_title(one: CurveChange, view: ComparisonView) -> str:
    """Return whose curve differs, and where."""
    if one.words:
        named = ", ".join(word_name(change, one, view) for change in one.words)
        where = view.word("at-point", start=named)
    else:
        where = ", ".join(_stretch(stretch, one, view) for stretch in one.stretches)
    if one.role is None:
        return view.word("curve", kpi=view.kpi(one.kpi), where=where)
    return view.word("curve-role", kpi=view.kpi(one.kpi), role=one.role, where=where)


def _stretch(stretch: DifferingStretch, one: CurveChange, view: ComparisonView) -> str:
    start = None if stretch.start is None else _measure(stretch.start, one, view)
    end = None if stretch.end is None else _measure(stretch.end, one, view)
    if start is None:
        return view.word("everywhere") if end is None else view.word("up-to", end=end)
    if end is None:
        return view.word("from-on", start=start)
    return view.word("at-point", start=start) if start == end else view.word("from-to", start=start, end=end)


def _measure(value: Fraction, one: CurveChange, view: ComparisonView) -> str:
    return value_text(value, one.unit, currency=view.currency, language=view.language)


def _drawn(one: CurveChange, view: ComparisonView) -> list[str]:
    if one.words:
        return [_word_line(change, one, view) for change in one.words]
    lines = plot.curves(
        lambda at: one.heights(at)[0],
        lambda at: one.heights(at)[1],
        one.window,
        lambda at: _measure(at, one, view),
        lambda rate: rate_text(rate, language=view.language, places=0),
    )
    legend = "   ".join(
        f"{sign} {view.word(name)}"
        for sign, name in ((plot.OLD, "old"), (plot.NEW, "new"), (plot.BOTH, "both"))
    )
    return [*lines, legend]


def word_name(change: WordChange, one: CurveChange, view: ComparisonView) -> str:
    """Return a word of a measure as people read it; a plan names the words of a yes in no language."""
    known = one.unit.words
    return (
        _measure(Fraction(known.index(change.word)), one, view)
        if change.word in known
        else change.word.name(view.language)
    )


def _word_line(change: WordChange, one: CurveChange, view: ComparisonView) -> str:
    """Return what a word is paid in each plan that has it."""
    paid = {
        name: rate_text(rate, language=view.language)
        for name, rate in (("before", change.before), ("after", change.after))
        if rate is not None
    }
    name = "word-paid" if len(paid) > 1 else "word-new" if "after" in paid else "word-gone"
    return view.word(name, level=word_name(change, one, view), **paid)


# ------------------------------------------------------------------------------------- comments


def comment(  # noqa: PLR0913, PLR0917 - two plans, what differs, how it is read
    name: str,
    old: Document,
    new: Document,
    curves: Sequence[CurveChange],
    view: ComparisonView,
    outcome: Outcome | None,
) -> str:
    """Return a comment for a pull request: a marker, a headline, a table, and the rest folded.

    The same plans and facts give the same text, byte for byte.
    """
    found = outcome.comparison if outcome is not None else None
    refusal = Guarded(found).refusal if found is not None and view.redacted else None
    found = None if refusal is not None else found
    parts = [MARKER.format(name=name.replace("--", "-").replace(">", ""))]
    parts += [headline(view.plans.base.name.get(view.language) or name, found, view), ""]
    if found is not None:
        parts += [as_markdown(_teams(found, view)).rstrip(), "", escaped(_summary(found, view)), ""]
    if refusal is not None:
        parts += [escaped(in_language(refusal, view.language)), ""]
    folded = Page()
    folded.lines(
        view.word("plan-changes"),
        change_lines(old, new, view.language) or [view.word("same")],
        folded=True,
    )
    for one in curves:
        folded.lines(curve_title(one, view), _drawn(one, view), drawn=True, folded=True)
    if found is not None and not view.redacted:
        people_table(folded, found, view, folded=True)
    note = view.word("names-hidden") if view.redacted else view.word("updated")
    text = "\n".join([*parts, as_markdown(folded), f"<sub>{escaped(note)}</sub>", ""])
    return text if len(text) <= LONGEST else text[: LONGEST - 4].rsplit("\n", 1)[0] + "\n...\n"


def headline(name: str, found: Comparison | None, view: ComparisonView) -> str:
    """Return the one sentence of a comment, in bold."""
    if found is None:
        return f"**{escaped(view.word('no-facts', plan=name))}**"
    cost = found.cost
    people = len(found.people)
    base = view.word("on-person") if people == 1 else view.word("on-people", count=people)
    if len(found.periods) > 1:
        base = view.word("on-periods", people=base, count=len(found.periods))
    key = "rises" if cost.change > 0 else "falls" if cost.change < 0 else "stays"
    sentence = view.word(
        key,
        plan=name,
        change=view.money(abs(cost.change)),
        share=share_text(cost.share, view.language) or "-",
    )
    return f"**{escaped(sentence)}** {escaped(base)}"


def _teams(found: Comparison, view: ComparisonView) -> Page:
    """Return the table of a comment: by period in a back-test, else by team, and all."""
    pairs: Sequence[tuple[str, Amounts]] = []
    title = "team"
    if view.redacted:
        tables = [
            one for one in guarded_tables(Guarded(found), view) if one[0] in {"period", "team"} and one[1]
        ]
        title, pairs = tables[0] if tables else (title, pairs)
    elif len(found.periods) > 1:
        title = "period"
        pairs = [(period or "-", one) for period, one in found.by_period.items()]
    elif len(found.teams) > 1:
        pairs = [(team or view.word("no-team"), one) for team, one in found.teams.items()]
    rows = [Row((name, *view.cells(one))) for name, one in pairs]
    if found.rewards.before or found.rewards.after:
        rows.append(Row((view.word("rewards"), *view.cells(found.rewards))))
    rows.append(Row((view.word("total"), *view.cells(found.cost)), "bold"))
    page = Page()
    page.table("", [(view.word(title), False), *view.columns], rows)
    return page


def _summary(found: Comparison, view: ComparisonView) -> str:
    text = tally(found, view)
    if (found.gainers or found.losers) and not view.redacted:
        gain = found.gainers[0].change if found.gainers else Fraction(0)
        loss = found.losers[0].change if found.losers else Fraction(0)
        text += " " + view.word("largest", gain=_or_none(gain, view), loss=_or_none(loss, view))
    return text


def _or_none(value: Fraction, view: ComparisonView) -> str:
    return change_text(value, view.currency, view.language) if value else view.word("nothing")
