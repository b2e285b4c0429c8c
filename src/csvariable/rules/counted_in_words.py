"""A KPI that is counted in words has no target, no measure, and nothing is computed with it.

`unit: yes-no` and `unit: level` order people, and do not count: `meets` is better than `below`, but
not by so much. Curves and conditions compare the words themselves: a curve of a `yes-no` says
`is: yes`, one of a `level` says `from` or, for every point, `is`; a condition `from`, `up_to` or `is`.

```yaml
# fails
kpis:
  audit: {weight: 100 %, unit: yes-no, curve: {of: actual, lookup: [{from: yes, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  audit: {weight: 100 %, unit: yes-no, curve: {of: actual, lookup: [{is: yes, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg, quoted
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.rules.ladders import BoundPlace, Ladder, ladders
from csvariable.rules.parts import Tested, entries, tests, unit_of
from csvariable.text import Document, Scalar

_REFUSED = ("target", "baseline", "attainment", "measure", "range", "reading", "additive", "sample")
_ROUNDED = ("actual", "target", "attainment")
_OF_POINTS = {Unit.YES_NO.value: ("is",), Unit.LEVEL.value: ("from", "is")}
_OF_TESTS = {Unit.YES_NO.value: ("is",), Unit.LEVEL.value: ("from", "up_to", "is")}
_OF_AXES = ("", "from")


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each thing that is computed with words, and each word where a number is due."""
    for name, kpi in plan.kpis.items():
        if kpi.measured_in.words:
            yield from _of_kpi(("kpis", name), name, kpi)
    for ladder in ladders(plan):
        yield from _of_ladder(plan, ladder)
    for tested in (*tests(plan), *entries(plan)):
        yield from _of_test(plan, tested, document)
    for name, bonus in plan.bonuses.items():
        if bonus.per is not None and _counted_in_words(plan, bonus.per):
            yield _computed(("bonuses", name, "per"), bonus.per)
    for name, pool in plan.pool.items():
        if pool.kpi is not None and _counted_in_words(plan, pool.kpi):
            yield _computed(("pool", name, "by"), pool.kpi)


def _counted_in_words(plan: Plan, step: str) -> bool:
    unit = unit_of(plan, step)
    return unit is not None and bool(unit.words)


def _of_kpi(route: Route, name: str, kpi: Kpi) -> Iterator[Diagnostic]:
    for field in _REFUSED:
        if getattr(kpi, field) is not None:
            yield has_no(field, name)
    for field in _ROUNDED:
        if getattr(kpi.rounding, field, None) is not None:
            yield has_no(f"rounding.{field}", name)
    if kpi.lower_is_better:
        message = msg("the words of `{kpi}` stand from the worst to the best: the last is better", kpi=name)
        yield _error(message, (*route, "direction"), msg("leave `direction` out"), key=True)
    if kpi.reads_attainment:
        message = msg("`{kpi}` is counted in words: its curve reads the words", kpi=name)
        yield _error(message, (*route, "curve"), msg("write `of: actual` in the curve"))


def has_no(field: str, kpi: str) -> Diagnostic:
    """Return the refusal of a line of a KPI that is said of numbers only."""
    message = msg(
        "`{kpi}` is counted in words: it has no `{field}`, and its values are the words themselves",
        kpi=kpi,
        field=field,
    )
    return _error(
        message, ("kpis", kpi, *field.split(".")), msg("leave `{field}` out", field=field), key=True
    )


def _of_ladder(plan: Plan, ladder: Ladder) -> Iterator[Diagnostic]:
    unit = unit_of(plan, ladder.step) if not ladder.of_target else None
    if unit is None or not unit.words:
        yield from _words_of_numbers(ladder.all_places, ladder.step)
        return
    if ladder.kind.word != "lookup":
        yield _computed((*ladder.route, ladder.kind.word), ladder.step, key=True)
        return
    axis = ladder.route[-1] in {"rows", "columns"}
    if axis and _is_linear(plan, ladder.route):
        yield _computed((*ladder.route, "read"), ladder.step)
    allowed = _OF_AXES if axis else _OF_POINTS[unit.value]
    for place in ladder.all_places:
        is_threshold = place is ladder.threshold
        yield from _of_place(place, _OF_AXES if is_threshold else allowed, ladder.step)
    if unit is Unit.YES_NO and not axis:
        for place in ladder.places:
            if place.word == "is" and place.level.text in {"no", "false"}:
                message = msg("a no of `{step}` pays 0: write what a yes pays", step=ladder.step)
                yield _error(message, place.route, msg("write `is: yes`"))
    exact = {place.word == "is" for place in ladder.places}
    if len(exact) > 1:
        message = msg("the points of one curve say all `from`, or all `is`")
        yield _error(message, (*ladder.route, ladder.kind.word), key=True)
    elif exact == {True} and ladder.pays == "factor" and unit is not Unit.YES_NO:
        yield from _gaps(ladder, unit)


def _gaps(ladder: Ladder, unit: Unit) -> Iterator[Diagnostic]:
    written = {place.level.text for place in ladder.places}
    if missing := [word.id for word in unit.words if word.id not in written]:
        message = msg("no factor is said for {words}", words=quoted(missing, "and"))
        yield _error(message, (*ladder.route, ladder.kind.word), msg("write a point for each"), key=True)


def _is_linear(plan: Plan, route: Route) -> bool:
    owner = (plan.kpis if route[0] == "kpis" else plan.bonuses)[str(route[1])]
    matrix = owner.matrix
    return matrix is not None and getattr(matrix, str(route[-1])).read == "linear"


def _of_test(plan: Plan, tested: Tested, document: Document) -> Iterator[Diagnostic]:
    unit = unit_of(plan, tested.step)
    if unit is None:
        return  # there is no such step, which is said
    node = document.node(tested.route)
    alone = node is not None and isinstance(node.value, Scalar)
    if not unit.words:
        if alone:
            text = tested.places[0].level.text
            message = msg("`{step}: {text}` does not say how it is compared", step=tested.step, text=text)
            help_ = msg("write `{{from: {text}}}` for reached or `{{above: {text}}}` for exceeded", text=text)
            yield _error(message, tested.route, help_)
        else:
            yield from _words_of_numbers(tested.places, tested.step)
        return
    if alone and unit is not Unit.YES_NO:
        text = tested.places[0].level.text
        message = msg("`{step}: {text}` does not say how it is compared", step=tested.step, text=text)
        help_ = msg("write `{{from: {text}}}` for reached or `{{is: {text}}}` for this word alone", text=text)
        yield _error(message, tested.route, help_)
        return
    for place in tested.places:
        yield from _of_place(place, _OF_TESTS[unit.value], tested.step)


def _of_place(place: BoundPlace, allowed: tuple[str, ...], step: str) -> Iterator[Diagnostic]:
    if place.word in allowed:
        return
    message = msg("`{step}` is counted in words: `{word}` is not said of them", step=step, word=place.word)
    wanted = quoted([f"{word}: {place.level.text}" for word in allowed if word], "or")
    yield _error(message, place.route, msg("write {wanted}", wanted=wanted), key=bool(place.word))


def _words_of_numbers(places: tuple[BoundPlace, ...], step: str) -> Iterator[Diagnostic]:
    for place in places:
        if place.word == "is" and step:
            message = msg("`is` is said of words, and `{step}` is a number", step=step)
            yield _error(
                message, place.route, msg("write `from` for reached, `up_to` where lower is better"), key=True
            )


def _computed(route: Route, step: str, *, key: bool = False) -> Diagnostic:
    message = msg("`{step}` is counted in words: nothing is computed with it", step=step)
    return _error(message, route, msg("pay by a `lookup` of its words"), key=key)


def _error(message: Message, route: Route, help_: Message | None = None, *, key: bool = False) -> Diagnostic:
    return error("counted-in-words", message, PlanPlace(route, key=key), help=help_)
