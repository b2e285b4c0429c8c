"""Words that tell an English sentence from a French one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.speech.saying import in_language

_ENGLISH = frozenset(
    "the of and has have had is are was were with which where what when write written cannot must stand "
    "stands this that these those from to for it its no not nothing nobody than then there their here why "
    "how by be been holds says say read reads value row cell file column people person key both each".split()
)
_LISTED = re.compile(r"(?<= : )[\w.*-]+(?:, [\w.*-]+)*$")
_FOREIGN = re.compile(r"YAML \(.*\)$")
"""What the parser says of a number that is too large is shown as it says it."""


def english_in(french: str) -> list[str]:
    """Return the English words of a French sentence, outside of code, quotations and lists of ids."""
    bare = re.sub(r"`[^`]*`|\"[^\"]*\"|\S+\.\w+|--[\w-]+", "", french.replace("\u00a0", " "))
    words = re.findall(r"[a-zà-ÿœ']+", _FOREIGN.sub("", _LISTED.sub("", bare)).lower())
    return [word for word in words if word in _ENGLISH]


def not_french(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the sentences of problems that a French reader would see in English, or half in English."""
    said = [(one.message, one.help, *(label.text for label in one.also)) for one in diagnostics]
    messages = dict.fromkeys(message for group in said for message in group if message is not None)
    return [str(one) for one in messages if english_in(in_language(one, "fr"))]


_TOLD = re.compile(
    r"(?:erreur|avertissement|conseil)(?:\[[\w-]+\])?\u00a0: (.+)"
    r"| *= note\u00a0: \S+: (.+)"
    r"| *= aide\u00a0: (.+)"
    r"| *\| *(?:\^+|-+) (.+)"
)


def half_english(report: str) -> list[str]:
    """Return the lines of a report of problems in French that hold English words, or are all English."""
    titles = [line for line in report.splitlines() if re.match(r"(error|warning|advice)\b| *= help", line)]
    found = (_TOLD.fullmatch(line) for line in report.splitlines())
    texts = (next(filter(None, one.groups())) for one in found if one is not None)
    return [*titles, *(text for text in texts if english_in(text))]
