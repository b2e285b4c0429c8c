"""The sentences of the edge: what went wrong with a file, what `init` did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Filling, Message, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

SENTENCES: Final[Mapping[str, Message]] = {
    "no-such-file": msg("there is no file {path}"),
    "which-table": msg("say which table of {address} is meant: `--table NAME`"),
    "password-in-address": msg(
        "a password never stands in an address: the driver reads it from its environment, as `PGPASSWORD`"
    ),
    "no-name-and-file": msg("{option} is written NAME=FILE, and `{value}` is not"),
    "no-such-source": msg("the plan has no source `{name}`; it has: {known}"),
    "is-a-folder": msg("{path} is a folder, a file is expected"),
    "cannot-read": msg("cannot read {path}: {reason}"),
    "cannot-write": msg("cannot write {path}: {reason}"),
    "too-large": msg("{path} is larger than {limit} MiB"),
    "no-folder": msg("there is no folder {path}"),
    "no-tables": msg("{path} holds no file that can be read as a table"),
    "is-a-link": msg("{path} is a symbolic link; nothing is written through links"),
    "exists": msg("{path} exists already; --force replaces it"),
    "dialect-of-csv": msg("--dialect {dialect} says how CSV is written, and {form} is asked for"),
    "names-in-data": msg(
        "--redact hides people on pages, and {form} is data that names everybody; "
        "write a page with --format markdown, html or pdf, or leave --redact out"
    ),
    "is-an-input": msg("{path} is read by this run and is never written over; write to another file"),
    "closed-output": msg("the standard output is closed; write to a file with --output"),
    "not-a-folder": msg("{path} is not a folder"),
    "no-such-template": msg("there is no template {name}; there are: {names}"),
    "no-such-template-but": msg("there is no template {name}; did you mean `{meant}`? There are: {names}"),
    "no-templates": msg("the templates were not installed with csvariable; install it again"),
    "no-such-person": msg("nobody paid has the id {id}; known: {known}"),
    "no-such-line": msg("the statement of {id} has no step {step}; known: {known}"),
    "unknown-suffix": msg("no format is known for {path}; say --format, or use one of {known}"),
    "no-git": msg("git could not be run ({reason}); name a file instead of REV:path"),
    "not-in-git": msg("there is no file {name}, and git says: {reason}"),
    "option-value": msg("{option} cannot be {value}; known: {known}"),
    "no-history": msg(
        "draws need results of several periods (a column `period`), or a model: `odds` in {plan} or --odds"
    ),
    "ledger-locked": msg("another run is writing to {path}; wait until it has ended"),
    "one-or-all": msg("say whose statement: --csm ID for one person, or --all with --output FOLDER"),
    "all-needs-folder": msg("--all writes a file for each person: say --output FOLDER"),
    "folder-exists": msg("{path} holds files already; --force writes into it"),
    "no-extra": msg("this format needs more: install csvariable[{extra}]"),
    "no-font": msg(
        "no font of this machine has the letters of «{text}»: install one that has, then try again"
    ),
    "booklet-stale": msg("{path} no longer says what {plan} says: write it again"),
    "no-statement": msg("the statement of {id} could not be made ({kind}); nothing was written"),
    "system": msg("the system refused: {reason}"),
    "error": msg("error: {message}"),
    "internal": msg(
        "internal error, please report: {kind} at {place} (CSVARIABLE_DEBUG=1 shows the traceback)"
    ),
    "written": msg("Wrote {files} in {folder}"),
    "next": msg("Next:"),
    "start-one": msg("Start a plan from one of them:"),
    "folder": msg("FOLDER"),
}


def say(language: Language, name: str, /, **values: Filling) -> str:
    """Return the sentence `name` with its gaps filled."""
    return in_language(SENTENCES[name].given(**values), language)
