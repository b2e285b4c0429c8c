"""Papers at any width and in any encoding: no amount is ever cut or wrapped."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from readers import DEMO, Ran
from statements import of

from csvariable.documents.formats import Look
from csvariable.documents.nearest import PLAIN
from csvariable.documents.pay_statement import PayStatement
from csvariable.speech.language import Language

pytestmark = pytest.mark.slow

MONEY = {
    "en": re.compile(r"(?:€|EUR )\d[\d,]*\.\d\d"),
    "fr": re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})*,\d\d[ \u00a0](?:€|EUR)"),
}
"""Amounts as each language writes them, in any encoding."""


@cache
def demonstrated(language: Language) -> list[PayStatement]:
    """The statements of the demonstration."""
    texts = [(DEMO / name).read_text("utf-8") for name in ("plan.yaml", "kpis.csv", "people.csv")]
    return of(Ran(*texts), language)


@cache
def shown(width: int | None, encoding: str, language: Language) -> str:
    """The same on a terminal of a width, or in a pipe."""
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding, errors="replace", write_through=True)
    for one in demonstrated(language):
        one.show(stream, Look(width=width, environ={"NO_COLOR": "1"}))
    return out.getvalue().decode(encoding)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_every_amount_of_a_pipe_stands_whole_on_a_screen(
    width: int, encoding: str, language: Language
) -> None:
    whole = shown(None, encoding, language)
    lines = shown(width, encoding, language).splitlines()
    amounts = set(MONEY[language].findall(whole)) | set(re.findall(r"\d+(?:[.,]\d+)?[\u00a0]%", whole))
    assert len(amounts) > 40
    assert [one for one in amounts if not any(one in line for line in lines)] == []
    assert "\x1b" not in whole
    assert not set("".join(lines)) & set(PLAIN) or encoding != "ascii"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_amounts_end_in_the_same_columns_whatever_stands_for_a_sign(
    encoding: str, language: Language
) -> None:
    def ends(of: str) -> set[int]:
        lines = shown(80, of, language).splitlines()
        amount = re.compile(rf"  [-+−]?(?:{MONEY[language].pattern})$")
        return {len(line) for line in lines if amount.search(line) and len(line) > 40}

    assert ends(encoding) == ends("utf-8") == {60, 80}
