"""Diagnostics as text, for editors, for GitHub and as data."""

from __future__ import annotations

import io
import json

import pytest

from csvariable.documents.clean import clean
from csvariable.documents.formats import Look
from csvariable.documents.nearest import NEAREST
from csvariable.documents.placed import Sources
from csvariable.documents.problems import ProblemReport, as_data, render
from csvariable.kernel.diagnostic import (
    CellPlace,
    Diagnostic,
    FilePlace,
    Label,
    PlanPlace,
    TextPlace,
    advice,
    error,
    warning,
)
from csvariable.kernel.message import msg
from csvariable.text import Document, Scalar, Setting, parse, parse_route

TEXT = 'a: {b: 1, é世: "x😀y", c: bad}\nsteps: &s [{from: 5.0, pay: yes}]\nx: *s\ny: *s\n'


def read(text: str = TEXT, name: str = "b.yaml") -> Document:
    document, _ = parse(text, name)
    assert document is not None
    return document


def at(route: str) -> PlanPlace:
    return PlanPlace(parse_route(route))


def text(*diagnostics: Diagnostic, document: Document | None = None, width: int = 80) -> str:
    shown = document or read()
    return render(diagnostics, {shown.name: shown}, width=width)


def test_nothing_to_tell_is_no_text() -> None:
    forms: tuple[str, ...] = ("text", "concise", "github")
    assert [render([], {}, form) for form in forms] == ["", "", ""]
    assert json.loads(render([], {}, "json")) == []


def test_text_underlines_the_place_and_its_labels_by_cells() -> None:
    also = (Label(at("a.b"), msg("first")), Label(at("y"), msg("later")))
    assert text(error("bad-value", msg("this is bad"), at('a."é世"'), also=also, help=msg("write it"))) == (
        "error[bad-value]: this is bad\n"
        " --> b.yaml:1:15\n"
        "  |\n"
        '1 | a: {b: 1, é世: "x😀y", c: bad}\n'
        "  |                ^^^^^^\n"
        "  |        - first\n"
        "2 | steps: &s [{from: 5.0, pay: yes}]\n"
        "  |           ----------------------- later\n"
        "  = help: write it\n"
        "\n"
        "1 error in 1 file.\n"
    )


def test_a_place_is_underlined_where_its_stream_shows_it() -> None:
    """In ASCII `€5` is `EUR 5`, and `…` three points: the carets move with them."""
    document = read("{a: €5…, b: 2}\n")
    out = io.TextIOWrapper(io.BytesIO(), "ascii", errors=NEAREST)
    for route, carets in (("a", "     ^^^^^^^^"), ("b", "                  ^")):
        ProblemReport([error("r", msg("m"), at(route))], {"b.yaml": document}).show(out, Look())
        out.seek(0)
        assert f"1 | {{a: EUR 5..., b: 2}}\n  |{carets}\n" in out.read()


@pytest.mark.parametrize(("terminal", "longest"), [(True, 57), (False, 97)])  # three cells before, if cut
def test_an_excerpt_is_cut_where_the_terminal_ends(
    terminal: bool, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    document = read(f"{{a: {'x' * 200}, b: 2}}\n")
    out = io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: terminal, raising=False)
    ProblemReport([error("r", msg("m"), at("a"))], {"b.yaml": document}).show(out, Look())
    assert max(map(len, out.getvalue().splitlines())) == longest


def test_marks_that_combine_take_no_cell() -> None:
    document = read("{e\u0301: 1, b: 2}\n")
    assert "1 | {e\u0301: 1, b: 2}\n  |           ^\n" in text(
        error("r", msg("m"), at("b")), document=document
    )


def test_lines_left_out_are_marked() -> None:
    document = read("a: 1\nb: 2\nc: 3\n")
    shown = text(warning("w", msg("m"), at("c"), also=(Label(at("a"), msg("here")),)), document=document)
    assert "1 | a: 1\n  |    - here\n...\n3 | c: 3\n  |    ^\n" in shown


def test_what_an_alias_repeats_is_told_once_with_its_uses() -> None:
    shown = text(*(error("bare-rate", msg("`yes` is no rate"), at(f"{key}[0].pay")) for key in "xy"))
    assert shown.count("error[bare-rate]") == 1
    assert "3 | x: *s\n  |    -- also used here\n4 | y: *s\n  |    -- also used here\n" in shown
    assert shown.endswith("1 error in 1 file.\n")


def test_problems_are_sorted_by_file_place_severity_and_rule() -> None:
    items = [
        error("z", msg("m"), FilePlace("c.csv")),
        advice("a", msg("m"), at("a.b")),
        error("y", msg("m"), at("a.b")),
        error("b", msg("m"), at("a.b")),
        error("e", msg("m"), CellPlace("a.csv", 9, 2)),
        error("f", msg("m"), CellPlace("a.csv", 9, 1)),
        error("o", msg("m"), FilePlace("")),
    ]
    assert render(items, {"b.yaml": read()}, "concise").splitlines() == [
        "command line: o: m",
        "a.csv:9:1: f: m",
        "a.csv:9:2: e: m",
        "b.yaml:1:8: b: m",
        "b.yaml:1:8: y: m",
        "b.yaml:1:8: a: m",
        "c.csv: z: m",
    ]


def test_the_last_line_counts() -> None:
    items = [
        error("a", msg("m"), at("a.b"), fix={("a", "b"): None}),
        error("b", msg("m"), FilePlace("c.csv")),
        warning("c", msg("m"), at("a.b")),
        advice("d", msg("m"), at("a.b")),
        advice("e", msg("m"), at("a.b")),
    ]
    assert text(*items).splitlines()[-1] == "2 errors, 1 warning, 2 advice in 2 files. 1 fixable with --fix."
    assert text(error("o", msg("m"), FilePlace(""))) == "error[o]: m\n --> command line\n\n1 error.\n"


def test_a_cell_shows_its_header_and_what_it_holds() -> None:
    place = CellPlace("k.csv", 1204, 14, "nrr", "8" * 100)
    shown = render(
        [error("c", msg("m"), place, also=(Label(CellPlace("p.csv", 3), msg("first")),))], {}, width=200
    )
    assert shown == (
        "error[c]: m\n"
        "    --> k.csv:1204:14\n"
        "     |\n"
        f"1204 | {'8' * 80}\n"
        f"     | {'^' * 80} column `nrr`\n"
        "     = note: p.csv:3:1: first\n"
        "\n"
        "1 error in 1 file.\n"
    )
    of_line = render([error("c", msg("m"), CellPlace("k.csv", 5))], {})
    assert of_line == "error[c]: m\n --> k.csv:5:1\n\n1 error in 1 file.\n"
    empty = render([error("c", msg("m"), CellPlace("k.csv", 5, 2, "nrr", ""))], {})
    assert "5 |\n  | ^ column `nrr`\n" in empty


def test_labels_of_other_files_follow() -> None:
    sources: Sources = {"b.yaml": read(), "k.csv": "id;nrr\nana;5\n"}
    also = (Label(TextPlace("k.csv", 2, 5, 2, 6), msg("x")), Label(FilePlace("z"), msg("y")))
    shown = render([error("c", msg("m"), at("a.b"), also=also)], sources)
    assert " ::: k.csv:2:5\n  |\n2 | ana;5\n  |     - x\n  = note: z: y\n" in shown


def test_places_without_a_text_are_named_only() -> None:
    place = TextPlace("gone.yaml", 3, 1, 3, 2)
    assert render([error("r", msg("m"), place)], {}).startswith("error[r]: m\n --> gone.yaml:3:1\n\n")
    beyond = TextPlace("b.yaml", 99, 1, 99, 2)
    assert text(error("r", msg("m"), beyond)).startswith("error[r]: m\n  --> b.yaml:99:1\n\n")
    assert render([error("r", msg("m"), at("a"))], {}, "concise") == "command line: r: m\n"
    assert (
        render([error("r", msg("m"), PlanPlace(("a",), file="q"))], {"b.yaml": "a: 1"}, "concise")
        == "q: r: m\n"
    )


def test_a_plan_place_is_found_by_the_name_of_its_document() -> None:
    sources = {"one": read("a: 1\n", "one"), "key": read("b: 1\n\nc: 2\n", "two")}
    items = [error("r", msg("m"), PlanPlace(("c",), file=file)) for file in ("two", "key")]
    assert render(items, sources, "concise") == "two:3:4: r: m\n"
    assert "3 | c: 2\n" in render(items, sources)


def test_a_value_set_by_an_option_says_so() -> None:
    document = read().edited({("a", "c"): "9"}, Setting("--set"))
    assert "^ set by --set\n" in text(error("r", msg("m"), at("a.c")), document=document)
    scenario = read("p: 7\n", "s.yaml")
    document = read().edited({("a", "c"): "9"}, Setting("s", scenario, ("p",)))
    shown = render([error("r", msg("m"), at("a.c"))], {"b.yaml": document, "s.yaml": scenario})
    assert " --> s.yaml:1:4\n" in shown
    assert "set by" not in shown


def test_several_lines_are_underlined_to_the_end_of_the_first() -> None:
    shown = text(error("r", msg("m"), TextPlace("b.yaml", 2, 8, 3, 2)))
    assert f"  |        {'^' * 26}\n" in shown


def test_long_lines_are_cut_around_the_place() -> None:
    document = read(f'a: {{b: "{"z" * 300}", c: 1}}\n')
    for route in ("a.b", "a.c"):
        rows = text(error("r", msg("m"), at(route)), document=document, width=60).splitlines()
        source, carets = rows[3:5]
        assert len(source) <= 60
        assert len(carets) <= 60
        assert "^" in carets
    assert source.startswith("1 | ...")
    assert source[carets.index("^")] == "1"


HOSTILE = "\x1b[2J\x9b\x7f\x00\u202e\u200b\ufffd\n\r\t\u2028::error::[bold]\ud800"
STRANGE = msg("{said}", said=HOSTILE)


@pytest.mark.parametrize("form", ["text", "concise", "github", "json", "sarif"])
def test_no_foreign_text_reaches_the_terminal_as_it_is(form: str) -> None:
    items = [
        error(
            "r",
            STRANGE,
            CellPlace(HOSTILE, 2, 1, HOSTILE, HOSTILE),
            also=(Label(FilePlace(HOSTILE), STRANGE),),
        ),
        error(
            "r",
            msg("m"),
            TextPlace("t", 1, 2, 1, 3),
            help=STRANGE,
            fix={(HOSTILE,): HOSTILE},
        ),
        error(
            "r",
            msg("m"),
            FilePlace("t"),
            also=(Label(TextPlace("t", 1, 1, 1, 2), STRANGE),),
        ),
    ]
    shown = render(items, {"t": HOSTILE.replace("\n", "").replace("\r", "")}, form)
    assert clean(shown.replace("\n", "")) == shown.replace("\n", "")
    if form in ("json", "sarif"):
        assert json.loads(shown)
    else:
        assert not any(line.startswith("::error::") for line in shown.splitlines())


def test_invisible_characters_become_escapes() -> None:
    assert clean("a\x1b\x9b\u202e\U000e0041é世\u00a0") == "a\\x1b\\x9b\\u202e\\U000e0041é世\u00a0"


def test_colours_are_the_only_difference_they_make() -> None:
    items = [
        error("r", msg("m"), at("a.b"), help=msg("h"), also=(Label(at("x"), msg("l")),)),
        warning("w", msg("m"), at("a.c")),
    ]
    plain = render(items, {"b.yaml": read()})
    colored = render(items, {"b.yaml": read()}, color=True)
    assert "\x1b[1;31merror[r]\x1b[0m" in colored
    assert "\x1b" not in plain
    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"):
        colored = colored.replace(code, "")
    assert colored == plain


# GitHub


def test_github_commands_are_escaped() -> None:
    item = error("r", msg("100 %, a:b"), TextPlace("a,b:c%.yaml", 2, 3, 2, 5), help=msg("50 %"))
    assert render([item], {}, "github") == (
        "::error title=csvariable (r),file=a%2Cb%3Ac%25.yaml,line=2,col=3,endLine=2,endColumn=5"
        "::a,b:c%25.yaml:2:3: r: 100 %25, a:b%0A  help: 50 %25\n"
    )


def test_github_takes_no_columns_over_several_lines_and_no_file_for_the_command_line() -> None:
    items = [
        advice("r", msg("m"), TextPlace("a", 2, 3, 4, 5)),
        warning("r", msg("m"), FilePlace("")),
        error("r", msg("m"), FilePlace("f")),
        error("s", msg("m"), CellPlace("f", 1, 2)),
    ]
    assert render(items, {}, "github").splitlines() == [
        "::error title=csvariable (r),file=f::f: r: m",
        "::error title=csvariable (s),file=f,line=1,col=2::f:1:2: s: m",
        "::warning title=csvariable (r)::r: m",
        "::notice title=csvariable (r),file=a,line=2,endLine=4::a:2:3: r: m",
    ]


def test_github_is_told_how_many_it_would_drop() -> None:
    items = [error("r", msg("{said}", said=f"m{n:02}"), FilePlace("f")) for n in range(12)]
    rows = render(items, {}, "github").splitlines()
    assert len(rows) == 10
    assert rows[-1] == "::error title=csvariable::and 3 more, see the log"
    assert len(render(items[:10], {}, "github").splitlines()) == 10


# Data


def test_json_holds_places_routes_and_fixes() -> None:
    document = read()
    fix: dict[tuple[str | int, ...], object] = {
        ("a", "b"): None,
        ("a", "c"): {"k": [Scalar("1 %"), 2, True]},
        ("a", "d"): document.node(("x", 0)),
        ("a", "e"): parse_route,
    }
    items = [
        error("r", msg("m \x1b"), at("a.b"), help=msg("h"), fix=fix, also=(Label(at("a.c"), msg("l")),)),
        warning("w", msg("m"), CellPlace("k", 1, 2, "h", "c")),
        advice("x", msg("m"), FilePlace("")),
    ]
    shown = render(items, {"b.yaml": document}, "json")
    assert "\x1b" not in shown
    data = json.loads(shown)
    assert data == as_data(items, {"b.yaml": document})
    assert data[1]["fix"].pop("a.e").startswith("<function")
    assert data[0] == {
        "rule": "x",
        "severity": "advice",
        "message": "m",
        "file": None,
        "route": None,
        "help": None,
        "also": [],
        "fix": None,
    }
    assert data[1] == {
        "rule": "r",
        "severity": "error",
        "message": "m \x1b",
        "file": "b.yaml",
        "line": 1,
        "column": 8,
        "end_line": 1,
        "end_column": 9,
        "route": "a.b",
        "help": "h",
        "also": [
            {"file": "b.yaml", "line": 1, "column": 25, "end_line": 1, "end_column": 28, "message": "l"}
        ],
        "fix": {"a.b": None, "a.c": {"k": ["1 %", 2, True]}, "a.d": {"from": "5.0", "pay": "yes"}},
    }
    assert (data[2]["header"], data[2]["cell"], data[2]["line"]) == ("h", "c", 1)


def test_sarif_names_rules_places_and_addresses() -> None:
    items = [
        error(
            "r",
            msg("m"),
            at("a.b"),
            help=msg("h"),
            also=(Label(at("a.c"), msg("l")), Label(FilePlace(""), msg("n"))),
        ),
        advice("a", msg("m"), CellPlace("dir\\k é.csv", 1, 2)),
        warning("r", msg("m"), FilePlace("")),
        error("q", msg("m"), FilePlace("f")),
    ]
    log = json.loads(render(items, {"b.yaml": read()}, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["a", "q", "r"]
    results = run["results"]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in results] == [
        ("r", 2, "warning"),
        ("r", 2, "error"),
        ("a", 0, "note"),
        ("q", 1, "error"),
    ]
    assert "locations" not in results[0]
    (place,) = results[1]["locations"]
    assert place["logicalLocations"] == [{"fullyQualifiedName": "a.b"}]
    assert place["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 8,
        "endLine": 1,
        "endColumn": 9,
    }
    assert results[1]["message"]["text"] == "m\nh"
    assert [(r["id"], r["message"]["text"]) for r in results[1]["relatedLocations"]] == [(0, "l")]
    physical = results[2]["locations"][0]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": "dir/k%20%C3%A9.csv"},
        "region": {"startLine": 1, "startColumn": 2},
    }
    assert "region" not in results[3]["locations"][0]["physicalLocation"]


def test_sarif_fingerprints_follow_the_address_and_not_the_line() -> None:
    def prints(source: str, *routes: str) -> list[str]:
        items = [error("r", msg("{said}", said=f"m{n}"), at(route)) for n, route in enumerate(routes)]
        log = json.loads(render(items, {"b.yaml": read(source)}, "sarif"))
        return [result["partialFingerprints"]["csvariable/v1"] for result in log["runs"][0]["results"]]

    assert prints("a: 1\nb: 2\n", "b") == prints("a: 1\n\n\nb: 2\n", "b")
    assert len(set(prints("a: 1\nb: 2\n", "a", "b", "b"))) == 3
