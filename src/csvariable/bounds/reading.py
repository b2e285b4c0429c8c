"""A program read over intervals: the same formulas, with every fact a range of values.

A value is kept as a sum of parts times numbers (`linear`) for as long as it is one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, assert_never

from csvariable.bounds.interval import (
    FLAG,
    NOTHING,
    ONE,
    ZERO,
    Interval,
    exactly,
    hull,
    made,
    outermost,
    product,
    quotient,
    rounded_interval,
    scaled,
)
from csvariable.bounds.linear import MANY, VOID, Linear, added, number, part, times
from csvariable.bounds.shapes import heights, on_curve, on_grid, pieces
from csvariable.bounds.splits import KeptSplit
from csvariable.bounds.sums import KeptSum
from csvariable.bounds.trail import PERSON, BoxColumn, KeptNode, ReadNode, Trail
from csvariable.kernel.figure import told
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Sum,
)
from csvariable.kernel.segment import BoundWord

Domains: TypeAlias = Mapping[str, Interval]
"""What each column can hold, and under its step's name what comes from other rows."""

UNKNOWN = Interval(None, None, absent=True)
"""A value of which nothing is known."""


@dataclass(slots=True)
class BoundReading:
    """The steps of a row, or of a person over the rows given, read over intervals."""

    steps: Mapping[str, Formula]
    domains: Domains
    rows: tuple[BoundReading, ...] | None = None
    """The readings of the person's rows, where these are steps of a person."""
    at: int = 0
    """Which of the rows it is."""
    _known: dict[str, Linear] = field(default_factory=dict)
    _sums: dict[int, KeptSum] = field(default_factory=dict)
    """The long sums by the number of their formulas."""
    _splits: dict[int, KeptSplit] = field(default_factory=dict)
    _trail: Trail = field(default_factory=Trail)
    """One for a person, for rows, and for readings elsewhere."""
    _owner: object = field(default_factory=object)
    """What makes parts of this row other parts than those of another; kept in a reading elsewhere."""

    def __post_init__(self) -> None:
        """Let the rows of a person tell what they look at."""
        for at, row in enumerate(self.rows or ()):
            row.at, row._trail = at, self._trail  # noqa: SLF001 - of its own kind

    def elsewhere(
        self, column: BoxColumn, interval: Interval, above: frozenset[ReadNode] | None = None
    ) -> BoundReading:
        """Return the reading where one column has other values: what does not look at it is kept.

        `above` is what looks at the column, where that is known.
        """
        if above is None:
            above = self._trail.above(column)
        at, name = column
        domains, rows = self.domains, self.rows
        if rows is None:
            domains = {**domains, name: interval}
        else:
            rows = tuple(one.elsewhere(column, interval, above) if one.at == at else one for one in rows)
        known, sums, splits = self._known.copy(), self._sums.copy(), self._splits.copy()
        for node in above:
            if len(node) == 3 and node[0] == self._place:
                key = node[1]
                if isinstance(key, str):
                    known.pop(key, None)
                elif key in sums:
                    sums[key] = sums[key].without(above)
                else:
                    splits.pop(key, None)
        return BoundReading(self.steps, domains, rows, self.at, known, sums, splits, self._trail, self._owner)

    @property
    def owner(self) -> int:
        """The identity of the row, in this reading and in those made of it."""
        return id(self._owner)

    @property
    def _place(self) -> int:
        return PERSON if self.rows is not None else self.at

    def interval(self, formula: Formula) -> Interval:
        """Return the values that a formula can take."""
        return self.linear(formula).interval

    def step(self, name: str) -> Linear:
        """Return the form of a step; what comes from other rows is told by the domains."""
        node: KeptNode = (self._place, name, None)
        if name not in self._known:
            self._trail.begin()
            self._known[name] = self._formed(name)
            self._trail.end(node)
        self._trail.look(node)
        return self._known[name]

    def _formed(self, name: str) -> Linear:
        formula = self.steps.get(name)
        if formula is None:
            return VOID
        if isinstance(formula, Over | Shared | Placed):
            given = self._domain(told(name))
            return self._part_of(name, self._across(formula) if given is None else given)
        return self.linear(formula)

    def _part_of(self, of: Hashable, interval: Interval) -> Linear:
        """Return the form of what stands for itself, such as a formula that is no sum."""
        return part((self.owner, of), interval)

    def linear(self, formula: Formula) -> Linear:  # noqa: C901, PLR0912 - one case a node
        """Return the form of a formula."""
        match formula:
            case Given(value=value):
                return number(value)
            case Fact(column=column):
                return self._fact(column)
            case Ref(step=name):
                return self.step(name)
            case OfParts(step=name, fold=fold):
                return self._of_parts(name, last=fold == "last")
            case Sum(terms=terms):
                return self._sum(formula, terms)
            case Product(factors=factors):
                return self._product(formula, factors)
            case Quotient(top=top, bottom=bottom):
                return self._quotient(formula, top, bottom)
            case Least(of=of):
                return self._outermost(formula, of, least=True)
            case Greatest(of=of):
                return self._outermost(formula, of, least=False)
            case Curve():
                return self._curve(formula)
            case Grid(row=row, column=column):
                return self._made(formula, on_grid(formula, self.interval(row), self.interval(column)))
            case Holds(left=left, word=word, right=right):
                return self._made(formula, self._holds(left, word, right))
            case Known(of=of):
                return self._made(formula, _known(self.linear(of)))
            case Choose(when=when, then=then, otherwise=otherwise):
                return self._choose(formula, when, then, otherwise)
            case Rounded(of=of, unit=unit, mode=mode):
                return self._made(formula, rounded_interval(self.interval(of), unit, mode))
            case Part():
                return self._made(formula, self._part(formula))
            case Over() | Shared() | Placed():
                message = f"{type(formula).__name__} stands alone as the formula of a step"
                raise TypeError(message)
            case _:
                assert_never(formula)

    def _across(self, formula: Over | Shared | Placed) -> Interval:
        """Return what is known of a step across rows by looking at this row alone."""
        match formula:
            case Over():
                return UNKNOWN
            case Placed(tells="members"):
                return UNKNOWN
            case Placed(eligible=flag, prizes=prizes, tells=tells):
                most = Fraction(len(prizes)) if tells == "place" else max(prizes, default=ZERO)
                found = Interval(ZERO, most)
            case Shared(member=flag):
                found = self._share(formula)
            case _:
                assert_never(formula)
        there = self.step(flag).interval
        if there.empty or there.point == 0:
            return NOTHING if there.empty else exactly(ZERO)
        return found.maybe(there.absent or isinstance(formula, Shared))

    def _share(self, node: Shared) -> Interval:
        """Return what is known of a share: at most the amount, and an award is never raised."""
        pot, key = self.step(node.amount).interval, self.step(node.key).interval
        if node.pooled or pot.low is None or pot.low < 0:
            return UNKNOWN
        award = rounded_interval(key, node.unit, "up")
        most = min(pot.most, award.most) if node.at_most else pot.most
        return made((0, ZERO), most if node.each is None else min(most, exactly(node.each).most))

    def _made(self, formula: Formula, interval: Interval) -> Linear:
        return self._part_of(id(formula), interval)

    def _fact(self, column: str) -> Linear:
        if self.rows is not None:
            return self.rows[-1].linear(Fact(column))
        return part((self.owner, "fact", column), self._domain(column) or NOTHING)

    def _domain(self, column: str) -> Interval | None:
        """Return what a column can hold, and remember that it was asked."""
        self._trail.look((self.at, column))
        return self.domains.get(column)

    def _of_parts(self, name: str, *, last: bool) -> Linear:
        if self.rows is None:
            message = "a row has no parts"
            raise TypeError(message)
        if last or len(self.rows) == 1:
            return self.rows[-1].step(name)
        found = [one.step(name) for one in self.rows]
        if any(one.absent or one.empty for one in found):  # a part without a value adds nothing
            found = [
                self._part_of((name, at), hull((exactly(ZERO), one.interval.surely())))
                if one.absent and not one.empty
                else one
                for at, one in enumerate(found)
                if not one.empty
            ]
        return added(found)

    def _sum(self, formula: Sum, terms: tuple[Formula, ...]) -> Linear:
        """Return the form of a sum; of a long one, only terms that are not known are read."""
        if len(terms) < MANY:
            return added([self.linear(term) for term in terms])
        node: KeptNode = (self._place, id(formula), None)
        self._trail.look(node)
        kept = self._sums.get(id(formula))
        if kept is None or kept.formula is not formula:
            kept = KeptSum.new(formula)
        if kept.stale:
            read: dict[int, Linear] = {}
            for at in sorted(kept.stale):
                self._trail.begin()
                read[at] = self.linear(terms[at])
                for one in self._trail.end(node):
                    kept.readers.setdefault(one, set()).add(at)
            kept = kept.moved(read)
            self._sums[id(formula)] = kept
        return kept.form

    def _product(self, formula: Product, factors: tuple[Formula, ...]) -> Linear:
        forms = [self.linear(factor) for factor in factors]
        if any(one.empty for one in forms):
            return VOID
        fixed, loose, absent = ONE, [], False
        for one in forms:
            if one.parts:
                loose.append(one)
            else:
                fixed *= one.constant
                absent |= one.absent
        if not loose:
            return Linear(fixed, {}, absent)
        if len(loose) == 1:
            return times(loose[0], fixed, absent=absent)
        found = loose[0].interval
        for one in loose[1:]:
            found = product(found, one.interval)
        return self._made(formula, scaled(found, fixed).maybe(absent))

    def _quotient(self, formula: Formula, top: Formula, bottom: Formula) -> Linear:
        over, under = self.linear(top), self.linear(bottom)
        if not under.parts:
            return times(over, 1 / under.constant, absent=under.absent) if under.constant else VOID
        return self._made(formula, quotient(over.interval, under.interval))

    def _outermost(self, formula: Formula, of: tuple[Formula, ...], *, least: bool) -> Linear:
        forms = [self.linear(one) for one in of]
        absent = any(one.absent for one in forms)
        for at, one in enumerate(forms):
            if all(at == to or _always(one, other, least=least) for to, other in enumerate(forms)):
                return Linear(one.constant, one.parts, absent, one.empty)
        return self._made(formula, outermost((one.interval for one in forms), least=least))

    def _curve(self, formula: Curve) -> Linear:
        of = self.linear(formula.of)
        value = of.interval
        if value.empty:
            return VOID
        found = pieces(formula, value)
        if len(found) == 1 and found[0].slope:
            low, high = heights(found[0])
            capped = formula.cap is not None and high > (0, formula.cap)
            if low >= (0, ZERO) and not capped:
                sign = -1 if formula.falling else 1
                line = times(of, sign * found[0].slope)
                return added([line, number(found[0].base - found[0].start * found[0].slope)])
        return self._made(formula, on_curve(formula, value))

    def _holds(self, left: Formula, word: BoundWord, right: Formula) -> Interval:
        gap = added([self.linear(left), times(self.linear(right), -ONE)]).interval
        if gap.empty:
            return NOTHING
        if word in {"up_to", "below"}:
            gap = gap.opposite()
        strict = word in {"above", "below"}
        above = gap.low is not None and (gap.low > 0 or (gap.low == 0 and (not strict or gap.low_open)))
        under = gap.high is not None and (gap.high < 0 or (gap.high == 0 and (strict or gap.high_open)))
        found = exactly(ONE) if above else exactly(ZERO) if under else FLAG
        return found.maybe(gap.absent)

    def _choose(self, formula: Formula, when: Formula, then: Formula, otherwise: Formula) -> Linear:
        flag = self.linear(when)
        if flag.empty:
            return VOID
        yes = self.linear(then)
        if isinstance(when, Known) and when.of == then:
            yes = Linear(yes.constant, yes.parts, absent=False, empty=yes.empty)
        if not flag.parts:
            chosen = yes if flag.constant else self.linear(otherwise)
            return Linear(chosen.constant, chosen.parts, chosen.absent or flag.absent, chosen.empty)
        found = hull((yes.interval, self.linear(otherwise).interval))
        return self._made(formula, found.maybe(flag.absent))

    def _part(self, formula: Part) -> Interval:
        split = formula.split
        node: KeptNode = (self._place, id(split), None)
        self._trail.look(node)
        kept = self._splits.get(id(split))
        if kept is None or kept.split is not split:
            self._trail.begin()
            kept = KeptSplit.of(
                split, self.interval(split.total), [self.interval(one) for one in split.weights]
            )
            self._trail.end(node)
            self._splits[id(split)] = kept
        return kept.part(split.place(formula.name))


def _known(form: Linear) -> Interval:
    if form.empty:
        return exactly(ZERO)
    return FLAG if form.absent else exactly(ONE)


def _always(one: Linear, other: Linear, *, least: bool) -> bool:
    """Whether a form is never on the wrong side of another."""
    gap = added([other, times(one, -ONE)]).interval
    return gap.low is not None and gap.low >= 0 if least else gap.high is not None and gap.high <= 0
