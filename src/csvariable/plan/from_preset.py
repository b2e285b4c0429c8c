"""A source that a preset fills in: what the plan writes comes before what the preset knows (section 16.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csvariable.catalog.definition import scalars
from csvariable.catalog.preset import asked, preset, preset_ids
from csvariable.kernel.message import listed, msg, quoted
from csvariable.plan.rows import PRESET
from csvariable.plan.values import problem, read_word


def with_preset(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source with what its preset fills in.

    Raises:
        PydanticCustomError: a preset that there is not, or a gap that is left open.
    """
    name = read_word(written[PRESET])
    if name not in preset_ids():
        raise problem(
            "unknown-preset",
            msg("there is no preset `{name}`; there are {known}", name=name, known=quoted(preset_ids())),
        )
    known = preset(name)
    if gaps := known.open_gaps(written):
        said = listed([asked(route, gap) for route, gap in gaps.items()])
        message = msg("the preset `{name}` leaves open what it cannot know: {gaps}", name=name, gaps=said)
        raise problem("open-gap", message)
    return _under(written, {key: scalars(one) for key, one in known.source.items()})


def _under(written: Mapping[str, Any], filled: Mapping[str, Any]) -> dict[str, Any]:
    """Return both, with what is written before what is filled in, key by key."""
    found = {**filled, **written}
    for key in filled.keys() & written.keys():
        if isinstance(filled[key], Mapping) and isinstance(written[key], Mapping):
            found[key] = _under(written[key], filled[key])
    return found
