"""Lists as each language joins them."""

from __future__ import annotations

from csvariable.kernel.message import listed, msg
from csvariable.speech.saying import in_language, value_said


def test_parts_of_a_sentence_stand_apart_as_the_language_sets_a_semicolon() -> None:
    parts = listed(["a: 1", "b", "c"], ";")
    assert value_said(parts, "en") == str(parts) == "a: 1; b; c"
    assert value_said(parts, "fr") == "a: 1\u00a0; b\u00a0; c"
    assert value_said(listed([], ";"), "fr") == ""
    assert value_said(listed(["a"], ";"), "fr") == "a"


def test_the_last_of_a_list_is_joined_by_a_word() -> None:
    message = msg("{one}", one=listed(["a", "b", "c"], "or"))
    assert in_language(message, "en") == "a, b or c"
    assert in_language(message, "fr") == "a, b ou c"
