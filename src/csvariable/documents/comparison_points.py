"""What one more point of each KPI is worth, as a table; where others read it, no single one's."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.page import Page, Row
from csvariable.documents.team_groups import FEW
from csvariable.kernel.unit import Unit
from csvariable.scenario.points import Worth
from csvariable.speech.comparisons import change_text
from csvariable.speech.figures import points as points_text


def points_block(page: Page, worths: Sequence[Worth], view: ComparisonView) -> None:
    """Add what one more point is worth: per KPI, and with details per person."""
    rows = []
    for one in worths:
        mean = one.mean
        if mean is None:
            continue
        step = view.word("one-less" if one.falling else "one-more", unit=_point(one.unit, view))
        if view.redacted and len(one.known) < FEW:
            continue
        ends = () if view.redacted else (min(one.known), max(one.known))
        shown = [change_text(value, view.currency, view.language) for value in (view.about(mean), *ends)]
        rows.append(Row((view.kpi(one.kpi), step, *shown)))
    columns = [(view.word("kpi"), False), ("", False)]
    columns += [
        (view.word(name), True) for name in (("mean",) if view.redacted else ("mean", "least", "most"))
    ]
    page.table(view.word("points"), columns, rows)
    if view.details and worths and not view.redacted:
        ids = [who for who, _ in worths[0].people]
        page.table(
            "",
            [(view.word("person"), False), *((one.kpi, True) for one in worths)],
            [
                Row(
                    (
                        who,
                        *(
                            ""
                            if (value := one.people[at][1]) is None
                            else change_text(value, view.currency, view.language)
                            for one in worths
                        ),
                    )
                )
                for at, who in enumerate(ids)
            ],
        )


def _point(unit: Unit, view: ComparisonView) -> str:
    """Return how large a point of a unit is: `1 point`, `1 h`; of money, a share of the target."""
    if unit is Unit.MONEY:
        return view.word("of-the-target")
    size = Fraction(1, 100) if unit is Unit.PERCENT else Fraction(1)
    return points_text(size, unit, currency=view.currency, language=view.language)


__all__ = ["points_block"]
