"""The sentence of a curve: where a value stands, and what it is paid for standing there."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.formula import Curve
from csvariable.kernel.segment import Segment
from csvariable.kernel.unit import Unit
from csvariable.speech.figures import ends, exact_number, points
from csvariable.speech.gifts import stars
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import MINUS, NO_BREAK, day_unit
from csvariable.speech.sentences import sentence
from csvariable.statement import Tier
from csvariable.statement.used import tier_of

_RATES = frozenset({Unit.RATE, Unit.PERCENT})


def curve_sentence(voice: Voice, curve: Curve, unit: Unit) -> str:
    """Return where a value stands on a curve of a unit, and the sum that gives its height."""
    at = voice.reader.value(curve.of)
    if at is None:
        return sentence(voice.language, "no-value")
    tier, measured = tier_of(curve, at), voice.unit(curve.of) or Unit.RATE
    text, height = _place(voice, tier, measured, unit)
    if curve.cap is not None and height > curve.cap:
        return sentence(voice.language, "curve-cap", sentence=text, cap=voice.said(curve.cap, unit))
    return sentence(voice.language, "not-negative", sentence=text) if height < 0 else text


def star_sentence(voice: Voice, curve: Curve) -> str:
    """Return where a value stands on the points of a badge, and the stars that it is given for it."""
    at = voice.reader.value(curve.of)
    if at is None:
        return sentence(voice.language, "no-value")
    tier, measured = tier_of(curve, at), voice.unit(curve.of) or Unit.RATE
    most = int(max(one.base for one in curve.segments))

    def drawn(height: Fraction) -> str:
        return stars(height, most, voice.language)

    segment, following = tier.segment, tier.following
    x = voice.said(at, measured, *(one.start for one in curve.segments))
    given = drawn(curve.before if segment is None else segment.base)
    if measured.words:
        return sentence(voice.language, "named", name=x, value=given)
    if segment is None:
        first = curve.segments[0]
        start = voice.said(first.start, measured)
        return sentence(voice.language, _short_of(curve, first), x=x, start=start, pays=given)
    start = voice.said(segment.start, measured)
    if following is None:
        return sentence(voice.language, _reached(curve, segment), x=x, start=start, pays=given)
    if at == following.start:
        start = voice.said(following.start, measured)
        return sentence(voice.language, _short_of(curve, following), x=x, start=start, pays=given)
    return sentence(
        voice.language,
        "stars-between",
        x=x,
        start=start,
        base=given,
        end=voice.said(following.start, measured),
        arrives=drawn(following.base),
        pays=given,
    )


def _short_of(curve: Curve, point: Segment) -> str:
    """Return the name of the sentence of a value that does not come to a point of a curve."""
    if curve.falling:
        return "over" if point.owns_start else "not-below"
    return "under" if point.owns_start else "not-past"


def _reached(curve: Curve, segment: Segment) -> str:
    """Return the name of the sentence of a value that has come to a point of a curve."""
    if curve.falling:
        return "within" if segment.owns_start else "below"
    return "reaches" if segment.owns_start else "passes"


def _place(voice: Voice, tier: Tier, measured: Unit, unit: Unit) -> tuple[str, Fraction]:
    """Return the sentence and the height before caps."""
    curve, segment = tier.curve, tier.segment
    bounds = [one.start for one in curve.segments]
    x = voice.said(tier.at, measured, *bounds)
    if measured.words:
        height = curve.before if segment is None else segment.base
        return sentence(voice.language, "word-pays", x=x, pays=voice.said(height, unit)), height
    if segment is None:
        first = curve.segments[0]
        pays = sentence(voice.language, "pays", rate=voice.said(curve.before, unit))
        if curve.before and curve.before == first.base:
            pays = sentence(voice.language, "factor-keeps", rate=voice.said(curve.before, unit))
        start = voice.said(first.start, measured)
        text = sentence(voice.language, _short_of(curve, first), x=x, start=start, pays=pays)
        owed = tier.at * first.slope
        if unit is Unit.MONEY and tier.at < first.start == 0 and owed < 0 and not curve.before:
            text = sentence(voice.language, "not-taken-back", sentence=text, amount=voice.said(owed, unit))
        return text, curve.before
    height = segment.base + (tier.at - segment.start) * segment.slope
    if segment.on_all:
        return _on_all(voice, segment, x, (measured, unit), height), height
    if segment.slope and tier.at != segment.start:
        return _on_slope(voice, tier, segment, x, (measured, unit), height), height
    pays = sentence(voice.language, "pays", rate=voice.said(height, unit))
    start = voice.said(segment.start, measured)
    if tier.following is not None and not segment.slope:
        if tier.at == tier.following.start:  # it stands on the next point, and is not past it
            name, start = _short_of(curve, tier.following), voice.said(tier.at, measured)
            return sentence(voice.language, name, x=x, start=start, pays=pays), height
        return _between(voice, tier, segment, x, (measured, unit), pays), height
    return sentence(voice.language, _reached(curve, segment), x=x, start=start, pays=pays), height


def _between(  # noqa: PLR0913, PLR0917 - a place between two points
    voice: Voice, tier: Tier, segment: Segment, x: str, units: tuple[Unit, Unit], pays: str
) -> str:
    """Between two points: what each of them pays, and what is paid here."""
    following = tier.following
    if following is None:  # pragma: no cover - the caller has looked
        raise AssertionError(segment)
    arrives = segment.base + (following.start - segment.start) * segment.slope
    return sentence(
        voice.language,
        "between",
        x=x,
        start=voice.said(segment.start, units[0]),
        base=voice.said(segment.base, units[1]),
        end=voice.said(following.start, units[0]),
        arrives=voice.said(arrives if segment.slope else following.base, units[1]),
        pays=pays,
    )


def _on_slope(  # noqa: PLR0913, PLR0917 - a place on a curve and its numbers
    voice: Voice, tier: Tier, segment: Segment, x: str, units: tuple[Unit, Unit], height: Fraction
) -> str:
    distance, slope = tier.at - segment.start, segment.slope
    if tier.curve.falling:
        distance, slope = -distance, -slope
    sign = "+" if slope > 0 else MINUS
    base, rise = voice.said(segment.base, units[1]), _rise(voice, distance, abs(slope), units)
    total = voice.said(height, units[1])
    summed = f"{base} {sign}{NO_BREAK}{rise} ={NO_BREAK}{total}"
    if tier.following is not None:
        return _between(voice, tier, segment, x, units, summed)
    start = voice.said(segment.start, units[0])
    return sentence(voice.language, "beyond", x=x, start=start, base=base, pays=summed)


def _rise(voice: Voice, distance: Fraction, slope: Fraction, units: tuple[Unit, Unit]) -> str:
    """Return distance × slope: in points where the measure is a rate, else in its unit."""
    measured, unit = units
    if measured in _RATES:
        far = points(distance, measured, currency=voice.currency, language=voice.language)
        if unit in _RATES and not ends(slope):
            return f"{far} ×{NO_BREAK}{slope.numerator} ÷{NO_BREAK}{slope.denominator}"
        if unit in _RATES:
            return f"{far} ×{NO_BREAK}{exact_number(slope, language=voice.language)}"
        return f"{far} ×{NO_BREAK}{voice.said(slope / 100, unit)}"
    if measured is Unit.MONEY and unit is Unit.MONEY:
        return f"{voice.said(distance, measured)} ×{NO_BREAK}{voice.said(slope, Unit.RATE)}"
    far = exact_number(distance, language=voice.language)
    names = {Unit.HOURS: "h", Unit.MINUTES: "min", Unit.DAYS: day_unit(voice.language)}
    if measured in names:
        far += NO_BREAK + names[measured]
    elif measured is Unit.MONEY:
        far = voice.said(distance, measured)
    return f"{far} ×{NO_BREAK}{voice.said(slope, unit)}"


def _on_all(voice: Voice, segment: Segment, x: str, units: tuple[Unit, Unit], height: Fraction) -> str:
    """The rate of the band, times the whole."""
    measured, unit = units
    factor = voice.said(segment.slope, Unit.RATE if measured is unit else unit)
    start, total = voice.said(segment.start, measured), voice.said(height, unit)
    return sentence(
        voice.language, "band", x=x, start=start, pays=f"{x} ×{NO_BREAK}{factor} ={NO_BREAK}{total}"
    )
