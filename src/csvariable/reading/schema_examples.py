"""An example for each key of a schema: what its field says, or what those of its parts make together."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from csvariable.plan.patterns import EXAMPLE_NAME

SAYS_ITSELF: Final = ("examples", "default", "enum", "const")
"""The keys of a schema of which each shows what can be written."""
FOR_PEOPLE: Final = frozenset(f"#/definitions/{kind}" for kind in ("Text", "Prose"))
"""Kinds of texts that people read, so that an example of one is said in the language of the reader."""

Definitions = Mapping[str, Mapping[str, Any]]


def exemplify(part: Any, definitions: Definitions) -> None:
    """Give each key of a schema its examples, in place, where neither they nor a default stand."""
    if isinstance(part, dict):
        for key in part.get("properties", {}).values():
            found = examples_of(key, definitions)
            key.pop(EXAMPLE_NAME, None)
            if found and not any(word in key for word in SAYS_ITSELF):
                key["examples"] = found
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        exemplify(child, definitions)


def examples_of(part: Mapping[str, Any], definitions: Definitions) -> list[Any]:
    """Return what can be written where a schema stands, the best first; nothing where it does not say."""
    if "examples" in part:
        return list(part["examples"])
    if "default" in part or "const" in part:
        return [part.get("default", part.get("const"))]
    if "enum" in part:
        return list(part["enum"])
    if EXAMPLE_NAME in part:
        return [{part[EXAMPLE_NAME]: examples_of(_named(part), definitions)[0]}]
    if "$ref" in part:
        return examples_of(definitions[part["$ref"].rpartition("/")[2]], definitions)
    if "properties" in part:
        return [_mapping(part, definitions)]
    if "items" in part:
        return _lists(part, definitions)
    return [one for branch in part.get("anyOf", ()) for one in examples_of(branch, definitions)[:1]]


def _named(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of each part of a mapping by name."""
    by_pattern = part.get("patternProperties")
    found: Mapping[str, Any] = next(iter(by_pattern.values())) if by_pattern else part["additionalProperties"]
    return found


def _mapping(part: Mapping[str, Any], definitions: Definitions) -> dict[str, Any]:
    """Return the shortest part: the keys that it needs, or the first where it needs none."""
    ways = (*part.get("oneOf", ()), *part.get("anyOf", ()))
    keys = [*part.get("required", ()), *(ways[0]["required"] if ways else ())]
    properties = part["properties"]
    shown = [key for key in properties if key in keys] or [next(iter(properties))]
    return {key: examples_of(properties[key], definitions)[0] for key in shown}


def _lists(part: Mapping[str, Any], definitions: Definitions) -> list[list[Any]]:
    items = part["items"]
    if isinstance(items, list):
        return [[examples_of(one, definitions)[0] for one in items]]
    found = examples_of(items, definitions)
    return [found[: part.get("minItems", 1)]] if found else []


def texts_of_examples(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that people read in the examples of a whole schema, each once."""
    found = (
        text
        for part in _with_examples(schema)
        for example in part["examples"]
        for text in _texts_for_people(part, example, schema["definitions"])
    )
    yield from dict.fromkeys(found)


def _with_examples(part: Any) -> Iterator[Mapping[str, Any]]:
    """Yield each schema inside one that has examples."""
    if isinstance(part, dict) and isinstance(part.get("examples"), list):
        yield part
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _with_examples(child)


def retold(example: Any, words: Mapping[str, str]) -> Any:
    """Return an example with some of its texts in other words."""
    if isinstance(example, dict):
        return {key: retold(one, words) for key, one in example.items()}
    if isinstance(example, list):
        return [retold(one, words) for one in example]
    return words.get(example, example) if isinstance(example, str) else example


def _texts_for_people(part: Mapping[str, Any], example: Any, definitions: Definitions) -> Iterator[str]:
    """Yield the texts of an example that people read, by what the schema says of their places."""
    if part.get("$ref") in FOR_PEOPLE:
        if isinstance(example, str):
            yield example
    elif "$ref" in part:
        yield from _texts_for_people(definitions[part["$ref"].rpartition("/")[2]], example, definitions)
    for branch in part.get("anyOf", ()):
        yield from _texts_for_people(branch, example, definitions)
    if isinstance(example, list) and isinstance(part.get("items"), dict):
        for one in example:
            yield from _texts_for_people(part["items"], one, definitions)
    if isinstance(example, dict) and ("properties" in part or _names_parts(part)):
        named = _named(part) if _names_parts(part) else {}
        for key, one in example.items():
            yield from _texts_for_people(part.get("properties", {}).get(key, named), one, definitions)


def _names_parts(part: Mapping[str, Any]) -> bool:
    """Whether keys of a mapping are names that its author gives."""
    return "patternProperties" in part or isinstance(part.get("additionalProperties"), dict)
