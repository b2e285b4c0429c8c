"""Pictures as SVG that stands inside a page: no script, no colour that is needed to read it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from html import escape
from typing import Final

from csvariable.documents.clean import clean
from csvariable.documents.paper.model import Bars, Dot, Picture, Scale, Stroke
from csvariable.kernel.unit import decimal_text

WIDTH: Final = 420
HEIGHT: Final = 220
LEFT: Final = 64
RIGHT: Final = 24
TOP: Final = 28
BOTTOM: Final = 30
LETTER: Final = Fraction(13, 2)
"""Width of a letter of the labels, about."""


def as_svg(picture: Picture, name: str) -> str:
    """Return a picture; `name` is its own on the page."""
    return "".join(_parts(picture, escape(name)))


def alone(picture: Picture | Bars) -> str:
    """Return a picture that stands by itself, with its own style in black and a few colours."""
    drawn = as_bars(picture, "p") if isinstance(picture, Bars) else as_svg(picture, "p")
    tag = '<svg xmlns="http://www.w3.org/2000/svg" '
    return drawn.replace("<svg ", tag, 1).replace("<title", f"<style>{_STYLE}</style><title", 1)


_STYLE: Final = (
    'text{font-family:"Libertinus Serif","DejaVu Sans Mono";font-size:12px;fill:#444}'
    ".grid{stroke:#ccc}.axis,.tick{stroke:#555}"
    ".curve{fill:none;stroke:#0b5c8a;stroke-width:2.5}.other{stroke:#555;stroke-dasharray:6 4}"
    ".owned{fill:#0b5c8a}.open{fill:#fff;stroke:#0b5c8a;stroke-width:1.5}"
    ".more{fill:#0b5c8a}.less{fill:#fff;stroke:#b3400e;stroke-width:2}"
    ".peer{fill:#b3400e;fill-opacity:.55}"
    ".drop{stroke:#b3400e;stroke-dasharray:2 3}circle.person{fill:#b3400e}"
    "text.person{fill:#b3400e;font-weight:bold}"
)
"""What the style of a page says of its pictures, for readers that have no page around them."""


BAR: Final = 36
"""Height of a bar with its words above it."""
BARS_WIDTH: Final = 420
"""As wide as other pictures, so that its words are as large on a phone."""
_MOST: Final = 44
"""Letters of a label beside which an amount has room."""


def as_bars(bars: Bars, name: str) -> str:
    """Return bars; `name` is their own on the page. What is lost is outlined, what is gained is full."""
    return "".join(_bars(bars, escape(name)))


def _bars(bars: Bars, name: str) -> Iterator[str]:
    values = [value for _, value, _ in bars.rows]
    low, high = min([Fraction(0), *values]), max([Fraction(0), *values])
    span = (high - low) or Fraction(1)
    height = BAR * len(bars.rows) + 6
    told = " · ".join(f"{label}, {said}" for label, _, said in bars.rows)
    size = f'viewBox="0 0 {BARS_WIDTH} {height}"'
    yield f'<svg class="bars" {size} role="img" aria-labelledby="{name}-t {name}-d">'
    yield f'<title id="{name}-t">{_text(bars.title)}</title><desc id="{name}-d">{_text(told)}</desc>'
    room = BARS_WIDTH - 4
    zero = 2 - low / span * room
    for at, (label, value, said) in enumerate(bars.rows):
        y, end = at * BAR, 2 + (value - low) / span * room
        start, wide = min(zero, end), abs(end - zero)
        kind = "less" if value < 0 else "more"
        yield f'<text x="2" y="{y + 13}">{_text(_short(label))}</text>'
        yield f'<text class="said" x="{BARS_WIDTH - 2}" y="{y + 13}" text-anchor="end">{_text(said)}</text>'
        place = f'x="{decimal_text(start, 1)}" y="{y + 18}" width="{decimal_text(wide, 1)}" height="11"'
        yield f'<rect class="{kind}" {place}/>'
    axis = decimal_text(zero, 1)
    for at in range(len(bars.rows)):
        yield f'<line class="axis" x1="{axis}" y1="{at * BAR + 15}" x2="{axis}" y2="{at * BAR + 32}"/>'
    yield "</svg>"


def _short(label: str) -> str:
    """Return the beginning of a label that has no room; the words beside the bars have it whole."""
    return label if len(label) <= _MOST else f"{label[: _MOST - 1]}…"


def _parts(picture: Picture, name: str) -> Iterator[str]:
    yield f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">'
    yield f'<title id="{name}-t">{_text(picture.title)}</title>'
    yield f'<desc id="{name}-d">{_text(picture.alternative)}</desc>'
    right, floor = WIDTH - RIGHT, HEIGHT - BOTTOM
    for value, label in picture.up.ticks:
        y = _y(picture, value)
        yield f'<line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/>'
        yield f'<text x="{LEFT - 8}" y="{y}" dy="4" text-anchor="end">{_text(label)}</text>'
    for value, label in picture.across.ticks:
        x = _x(picture, value)
        yield f'<line class="tick" x1="{x}" y1="{floor}" x2="{x}" y2="{floor + 5}"/>'
        place, anchor = _within(_across(picture.across, value), label)
        yield f'<text x="{place}" y="{floor + 19}" text-anchor="{anchor}">{_text(label)}</text>'
    yield f'<line class="axis" x1="{LEFT}" y1="{floor}" x2="{right}" y2="{floor}"/>'
    for stroke in picture.strokes:
        yield _stroke(picture, stroke)
    for dot in picture.dots:
        yield from _dot(picture, dot)
    yield "</svg>"


def _stroke(picture: Picture, stroke: Stroke) -> str:
    points = " ".join(f"{_x(picture, x)},{_y(picture, y)}" for x, y in stroke.points)
    return f'<polyline class="curve {stroke.style}" points="{points}"/>'


def _dot(picture: Picture, dot: Dot) -> Iterator[str]:
    x, y = _x(picture, dot.at[0]), _y(picture, dot.at[1])
    if dot.kind == "person":
        floor = HEIGHT - BOTTOM
        yield f'<line class="drop" x1="{x}" y1="{y}" x2="{x}" y2="{floor}"/>'
        yield f'<line class="drop" x1="{LEFT}" y1="{y}" x2="{x}" y2="{y}"/>'
        yield f'<circle class="person" cx="{x}" cy="{y}" r="5.5"/>'
        place, anchor = _beside(picture, dot)
        side = f'x="{place}" y="{y}" dy="-11" text-anchor="{anchor}"'
        yield f'<text class="person" {side}>{_text(dot.label)}</text>'
    elif dot.kind == "peer":
        # Told apart from the ends of a curve by its shape, also in grey and without colours.
        yield f'<path class="peer" d="M{x} {y}m0 -6l6 6l-6 6l-6 -6z"/>'
    else:
        yield f'<circle class="{dot.kind}" cx="{x}" cy="{y}" r="3.5"/>'


def _beside(picture: Picture, dot: Dot) -> tuple[str, str]:
    """Return where the words of a point stand, beside the scale."""
    at, half = _across(picture.across, dot.at[0]), len(dot.label) * LETTER / 2
    return _within(at, dot.label) if at - half >= LEFT else (str(LEFT + 2), "start")


def _within(at: Fraction, label: str) -> tuple[str, str]:
    """Return where words stand, so that they stay inside the picture."""
    half = len(label) * LETTER / 2
    if at + half > WIDTH:
        return decimal_text(Fraction(WIDTH - 2), 1), "end"
    return decimal_text(at, 1), "middle"


def _x(picture: Picture, value: Fraction) -> str:
    return decimal_text(_across(picture.across, value), 1)


def _across(scale: Scale, value: Fraction) -> Fraction:
    return LEFT + _share(scale, value) * (WIDTH - LEFT - RIGHT)


def _y(picture: Picture, value: Fraction) -> str:
    floor = HEIGHT - BOTTOM
    return decimal_text(floor - _share(picture.up, value) * (floor - TOP), 1)


def _share(scale: Scale, value: Fraction) -> Fraction:
    return (value - scale.low) / (scale.high - scale.low)


def _text(text: str) -> str:
    return escape(clean(text))


__all__ = ["alone", "as_bars", "as_svg"]
