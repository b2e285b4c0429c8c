"""No word escapes the catalogues: every screen, page, help and refusal, said in a language of brackets."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import transcript
from babel.dates import get_month_names
from pseudo import LANGUAGE, bare, bracketed, escaped, spoken
from test_transcripts import DOCUMENTS
from transcript import ROOT, replayed

from csvariable import cli, rules
from csvariable.documents.formats import formats
from csvariable.kernel.message import msg, quoted
from csvariable.kernel.purpose import Purpose
from csvariable.rules.manual import examples, parts, whole
from csvariable.speech.rule_pages import first_sentence, page_text
from csvariable.speech.saying import in_language

pytestmark = pytest.mark.slow

TEMPLATES = sorted(path.parent for path in (ROOT / "plans").glob("*/plan.yaml"))
READ = {".yaml", ".csv", ".json", ".jsonl", ".md", ".txt"}
"""Files whose words a screen may quote."""
FACTS = "kpis.csv --people people.csv"


def choices() -> Iterator[str]:
    """What is written on a command line: verbs, formats, languages, choices. Nobody translates these."""
    yield "min"  # the symbol of a unit
    yield from ("csvariable", "ana", "text", *cli.VERBS, *rules.names(), *(one.value for one in Purpose))
    yield from (one.name for one in TEMPLATES)
    yield from (ending for one in formats().values() for ending in one.endings)
    for name in cli.VERBS:
        for parameter in cli.load(name).params:
            yield from map(str, parameter.type_descriptor.choices or ())
            metavar = parameter.metavar or ""
            yield metavar if metavar.startswith("[") else ""


WORDS = tuple(choices())


@pytest.fixture(scope="module", autouse=True)
def brackets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A catalogue in which every message of the source stands between brackets."""
    with spoken(tmp_path_factory.mktemp("locale")):
        yield


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen on which nothing is folded, so that brackets stay pairs."""
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setenv("CSVARIABLE_LANG", LANGUAGE)
    monkeypatch.setenv("NO_COLOR", "1")


def escapes(capsys: pytest.CaptureFixture[str], command: str, *known: str) -> list[str]:
    """Run a command where we are and return the words that came from no catalogue."""
    assert cli.run(shlex.split(command)) in {0, 1, 2}
    shown = capsys.readouterr()
    files = [path.read_text("utf-8") for path in Path().iterdir() if path.suffix in {".yaml", ".csv"}]
    months = get_month_names("wide", locale=LANGUAGE).values()
    return escaped(shown.out + shown.err, [*files, *known, *months, command, *WORDS])


def test_what_is_no_message_is_found() -> None:
    assert bracketed("at most {most} here") == "⟦at most ⟨{most}⟩ here⟧"
    inner = msg("a whole number")
    said = in_language(
        msg("{option} cannot be {value}: {due} is due", option="--width", value="odd", due=inner), LANGUAGE
    )
    assert escaped(said, ["odd"]) == []
    assert escaped(said, []) == ["odd"]
    assert escaped(f"Total {said}", ["odd"]) == ["Total"]
    assert escaped("`code` [rule-name] plan.yaml --option=what", []) == []
    assert bare("⟦a⟨b⟦c⟨d⟩⟧⟩⟧ e").split() == ["b", "d", "e"]
    assert in_language(quoted(["a", "b"], "or").items[0], LANGUAGE) == "`a`"  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", *cli.VERBS])
def test_help_comes_from_the_catalogue(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert escapes(capsys, f"{name} --help") == []


@pytest.mark.parametrize(
    "command",
    [
        "comput",
        "--dance",
        "compute",
        "explain p k",
        "compute p k --color blue",
        "compute p k --width 3",
        "compute p k --width",
        "compute p k --force=1",
        "compute p k --lang xx",
        "init a b c",
        "rule zzz",
        "validate --select zzz",
        "budget p --draws 5",
        "budget p --limit x",
        "simulate p k --fail-if zzz",
        "compute nowhere.yaml k.csv",
        "compute . k.csv",
        "validate nowhere",
        "init zzz",
    ],
)
def test_refusals_come_from_the_catalogue(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert escapes(capsys, command, *(one.name for one in TEMPLATES)) == []


SCREENS = [
    f"compute plan.yaml {FACTS} --details",
    f"compute plan.yaml {FACTS} --format markdown",
    "validate plan.yaml",
    "routes plan.yaml",
    "test plan.yaml --coverage",
    "budget plan.yaml",
    f"budget plan.yaml {FACTS}",
    f"simulate plan.yaml {FACTS}",
    f"simulate plan.yaml {FACTS} --set cap_total=100 --details",
    f"diff plan.yaml ../csm-saas-fr/plan.yaml {FACTS} --details",
]
"""What is shown of each template; `test_every_format.py` walks all commands and formats."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.name))
@pytest.mark.parametrize("command", SCREENS)
def test_screens_come_from_the_catalogue(
    template: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(template)
    other = (ROOT / "plans/csm-saas-fr/plan.yaml").read_text("utf-8")
    assert escapes(capsys, command, other) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.name))
def test_explanations_come_from_the_catalogue(
    template: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(template)
    people = re.findall(r"(?m)^(\w+)[,;]", Path("people.csv").read_text("utf-8"))[1:]
    for person in dict.fromkeys(people):
        assert escapes(capsys, f"explain plan.yaml {FACTS} --csm {person}") == []


@pytest.mark.parametrize("name", rules.names())
def test_rules_come_from_the_catalogue(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of a rule, and what it says of the plan that fails."""
    page = rules.page(name) or ""
    plans = [example.text for example in examples(page)]
    assert escaped(page_text(name, page, LANGUAGE), [*plans, name]) == []
    assert escaped(first_sentence(page, LANGUAGE), []) == []
    assert len([part for part in parts(page) if isinstance(part, str)]) > 0
    monkeypatch.chdir(tmp_path)
    for example in plans:
        Path("plan.yaml").write_text(whole(example), encoding="utf-8")
        assert escapes(capsys, "validate plan.yaml", example) == []


def of_other_commands(documents: Sequence[Path]) -> list[Path]:
    """Documents without those that run what another runs: in brackets, a translation says the same."""
    found: dict[tuple[str, ...], Path] = {}
    for path in documents:
        commands = re.findall(r"(?m)^\$ (.*(?:\\\n.*)*)$", path.read_text("utf-8"))
        found.setdefault(tuple(re.sub(r' --lang \w+|"[^"]*"', "", one) for one in commands), path)
    return list(found.values())


def leaves_something(words: Sequence[str]) -> bool:
    """Say whether a command may leave a file behind; of ours, those that write print their place."""
    return words[:1] != ["csvariable"] or bool({"-o", "--output", ">", "--ledger", "init"} & set(words))


@pytest.mark.parametrize("path", of_other_commands(DOCUMENTS), ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_of_the_documents_print_nothing_else(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command that a document shows is run in the language of brackets.

    Where it cannot, since it writes for machines or into another, it runs if it leaves something to the next.
    """
    found: dict[str, list[str]] = {}
    printed = transcript._printed

    def spoken_here(command: str, folder: Path, *, afresh: bool) -> list[str]:
        words = shlex.split(command.replace("\\\n", " "))
        for_machines = {"csv", "json", "jsonl", "github", "sarif", "junit", "parquet", "schema"} & set(words)
        if words[:1] != ["csvariable"] or for_machines or {"|", ">", "<", ";", "&&", "$?"} & set(words):
            return printed(command, folder, afresh=afresh) if leaves_something(words) else []
        monkeypatch.chdir(folder)
        found_here = (one for one in folder.rglob("*") if one.suffix in READ)
        files = [one.read_text("utf-8", "replace").removeprefix("#") for one in found_here]
        if words[1] == "kpis":
            files.append("participant team kpi value numerator denominator n")  # a file for machines
        asked = [word for word in words[1:] if word not in {"--lang", "fr", "en"}]
        left = escapes(capsys, shlex.join(asked), *files, "fatal: path does not exist in main")
        if left:
            found[command] = left
        return []

    monkeypatch.setattr(transcript, "_printed", spoken_here)
    replayed(path.read_text(encoding="utf-8"))
    assert found == {}
