"""The text of a file: its encoding, found without a guess, and what no text may hold."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, error, warning
from csvariable.kernel.message import Message, msg, quoted
from csvariable.tables.records import Source

MAX_BYTES = 100_000_000

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "iso-8859-1": "ISO 8859-1",
    "iso-8859-15": "ISO 8859-15",
    "cp850": "DOS 850",
    "mac-roman": "Mac Roman",
}
_SAME: Final = {"utf8": "utf-8", "utf-8-sig": "utf-8", "windows-1252": "cp1252", "latin-1": "iso-8859-1"}

_SAVE_AS = msg("open it in the program that made it, and save it as «CSV UTF-8»")
_MAGIC: Final = (
    (b"PK\x03\x04", msg("a workbook or a zip archive")),
    (b"PK\x05\x06", msg("a zip archive")),
    (b"\xd0\xcf\x11\xe0", msg("an old Excel workbook")),
    (b"\x1f\x8b", msg("compressed (gzip)")),
    (b"BZh", msg("compressed (bzip2)")),
    (b"\xfd7zXZ\x00", msg("compressed (xz)")),
    (b"\x28\xb5\x2f\xfd", msg("compressed (zstandard)")),
    (b"7z\xbc\xaf\x27\x1c", msg("compressed (7z)")),
    (b"%PDF", msg("a PDF document")),
    (b"PAR1", msg("a Parquet file")),
)
_BEGINS: Final = (
    (re.compile(r"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE), msg("a web page (HTML)")),
    (re.compile(r"<\?xml\b"), msg("an XML document")),
    (re.compile(r"\[\s*[\[{]|\{\s*\""), msg("a JSON document")),
    (re.compile(r"\{\\rtf"), msg("a text of a word processor (RTF)")),
)
"""How a text begins that is not a table, whatever its name ends in."""
# Two or three bytes that are one character of UTF-8 and an unlikely pair of Windows-1252.
_UTF8_PAIR = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


_MARKS: Final = {
    "utf-8": (codecs.BOM_UTF8,),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-16-le": (codecs.BOM_UTF16_LE,),
    "utf-16-be": (codecs.BOM_UTF16_BE,),
}
"""What a file may start with to show its encoding."""


@dataclass(frozen=True)
class Decoded:
    """The bytes of a file and how they are read; of ASCII alone the text is made when it is asked for."""

    data: bytes = field(repr=False)
    encoding: str
    bom: bool
    notices: tuple[Diagnostic, ...] = ()

    @cached_property
    def text(self) -> str:
        """The text, without its byte-order mark."""
        return self.data.decode(self.encoding).removeprefix("\ufeff")

    @cached_property
    def is_ascii(self) -> bool:
        """Whether the bytes are ASCII alone, and so their own text."""
        return self.encoding == "utf-8" and self.data.isascii()

    @property
    def begun(self) -> str:
        """The first 2,000 characters of the text."""
        return self.data[:2000].decode() if self.is_ascii else self.text[:2000]

    @property
    def head(self) -> str:
        """The first two lines of the text, at least."""
        if not self.is_ascii:
            return self.text
        end = self.data.find(b"\n", self.data.find(b"\n") + 1)
        return (self.data if end < 0 else self.data[: end + 1]).decode()


Problems: TypeAlias = tuple[Diagnostic, ...]


def refused(rule: str, message: Message, name: str, advice: Message | None = None) -> Problems:
    """Return the one error that says why a whole file cannot be read."""
    return (error(rule, message, FilePlace(name), help=advice),)


def is_encoding(text: str) -> bool:
    """Whether an option names an encoding that is known here."""
    return _canonical(text) in ENCODINGS


def _canonical(encoding: str) -> str:
    wanted = encoding.lower().replace("_", "-")
    return _SAME.get(wanted, wanted)


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded | Problems:
    """Return the text of a file, or why its bytes are not one.

    UTF-8 and UTF-16 with or without a byte-order mark; Windows-1252 only where strict UTF-8
    fails, and then with a notice.
    """
    if not data:
        return refused("empty-file", msg("the file is empty"), name)
    if len(data) > MAX_BYTES:
        return refused(
            "too-large", msg("the file is larger than {size} MB", size=MAX_BYTES // 1_000_000), name
        )
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return refused("not-text", msg("the file is {kind}, not a CSV text", kind=kind), name, _SAVE_AS)
    wanted = _canonical(encoding) if encoding else _encoding(data)
    if wanted not in ENCODINGS:
        known = msg("one of: {names}", names=quoted(ENCODINGS))
        return refused("encoding", msg("`{name}` is not an encoding known here", name=wanted), name, known)
    decoded = Decoded(data, wanted, bom=data.startswith(_MARKS.get(wanted, ())))
    try:
        begun = decoded.begun.lstrip()
    except UnicodeDecodeError as failure:
        return _undecodable(data, name, wanted, failure.start, forced=encoding is not None)
    for begins, kind in _BEGINS:
        if begins.match(begun):
            return refused("not-text", msg("the file is {kind}, not a CSV text", kind=kind), name, _SAVE_AS)
    return _inside(decoded, name) or decoded


def _encoding(data: bytes) -> str:
    """Return the encoding that a byte-order mark or alternating NULs show; UTF-8 otherwise."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:1000]
    first, second = head[::2], head[1::2]
    if 0 in second and 0 not in first and second.count(0) * 2 > len(second):
        return "utf-16-le"
    if 0 in first and 0 not in second and first.count(0) * 2 > len(first):
        return "utf-16-be"
    return "utf-8"


def _undecodable(data: bytes, name: str, wanted: str, start: int, *, forced: bool) -> Decoded | Problems:
    """Read as Windows-1252 what is not UTF-8, if that is safe."""
    before = data[:start].decode(wanted, "replace")
    cell = re.split(rb"[;,|\s]", data[start : start + 80])[0]
    shown = cell.decode("cp1252", "replace") if wanted == "utf-8" else None
    at = CellPlace(name, *Source(before).position(len(before)), cell=shown)
    if forced or wanted != "utf-8":
        message = msg(
            "the file is not {encoding}: what stands here is not a character", encoding=ENCODINGS[wanted]
        )
        return (error("encoding", message, at, help=_SAVE_AS),)
    if _UTF8_PAIR.search(data):
        message = msg("the file is UTF-8 in one place and not here: was it put together from two files?")
        return (
            error("encoding", message, at, help=msg("{advice}, or say `--encoding cp1252`", advice=_SAVE_AS)),
        )
    message = msg("the file is not UTF-8; read as Windows-1252: look at the names with accents")
    advice = msg("say `--encoding cp1252` to agree, or save it as «CSV UTF-8»")
    notice = warning("windows-1252", message, at, help=advice)
    decoded = Decoded(data, "cp1252", bom=False, notices=(notice,))
    try:
        text = decoded.text
    except UnicodeDecodeError:
        return (error("encoding", msg("the file is neither UTF-8 nor Windows-1252"), at, help=_SAVE_AS),)
    if _CONTROL.search(text):
        return refused("not-text", msg("the file is binary, not a CSV text"), name, _SAVE_AS)
    return _inside(decoded, name) or decoded


_INSIDE: Final = {
    "\0": ("nul-character", msg("a NUL character stands in the text"), _SAVE_AS),
    "\ufeff": (
        "bom-inside",
        msg("a byte-order mark stands inside the text"),
        msg("were two files put together? part them"),
    ),
    "\ufffd": (
        "encoding",
        msg("a character was lost before: U+FFFD stands in its place"),
        msg("export the file again, as UTF-8"),
    ),
}


def _inside(decoded: Decoded, name: str) -> Problems:
    """Return the characters that no table may hold, each where it stands first."""
    if decoded.is_ascii and b"\0" not in decoded.data:
        return ()
    text = decoded.text
    return tuple(
        error(rule, message, CellPlace(name, *Source(text).position(text.index(character))), help=advice)
        for character, (rule, message, advice) in _INSIDE.items()
        if character in text
    )
