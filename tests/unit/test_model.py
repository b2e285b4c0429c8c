"""What the annotations of a class of a plan mean: what it reads, what it refuses, what it never does."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias

import pytest
from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationError, model_validator

from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.model import Model, apart, keys_at
from csvariable.plan.values import Count, Factor, Money, OneOf, Word, problem
from csvariable.text import Scalar


class Bud(Model):
    """A part of a kind of its own, that a bough may have."""

    size: Count


if TYPE_CHECKING:
    Buds: TypeAlias = dict[str, Bud]
else:
    Buds = apart(f"{__name__}:MANY_BUDS")

MANY_BUDS: TypeAlias = dict[str, Bud]


class Bough(Model):
    """A whole with a part that few have."""

    buds: Buds = Field(default_factory=dict)


class Leaf(Model):
    """A part with a limit of each sort, and a key that Python has taken."""

    size: Count
    from_: Word | None = Field(default=None, alias="from")
    colour: Annotated[Literal["red", "green"], OneOf] = "green"
    names: tuple[Word, ...] = Field(default_factory=tuple, min_length=1)
    pair: tuple[Word, Count] | None = None


class Tree(Model):
    """A part that holds parts of its own kind."""

    rest = "leaves"
    leaves: dict[str, Leaf] = Field(default_factory=dict, min_length=1)
    left: Tree | None = None
    anything: Any = None

    @model_validator(mode="after")
    def _not_bare(self) -> Self:
        if not self.leaves and self.left is None:
            raise problem("bare", msg("a tree has leaves or a tree"))
        return self


class Wood(Model):
    """Two trees: the second is read like the first."""

    first: Tree
    second: Tree | None = None


class Bush(Tree):
    """What a class inherits is read and checked too."""


class Open(Model, extra="allow"):
    """A part with keys of its author."""

    size: Count


def _form(value: Any) -> str:
    return "wood" if isinstance(value, dict) else "count"


class Grown(Model):
    """A part that is one of two, told apart by a function; its reader knows the currency."""

    what: Annotated[Annotated[Count, Tag("count")] | Annotated[Wood, Tag("wood")], Discriminator(_form)]
    worth: Money | None = None
    share: Factor = Fraction(1)
    small: Annotated[Leaf, BeforeValidator(lambda value: {"size": value})] | None = None


def said(model: type[Model], value: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Place and type of all that is wrong."""
    with pytest.raises(ValidationError) as found:
        model.model_validate(value)
    return [(error["loc"], error["type"]) for error in found.value.errors()]


LEAF = {"size": Scalar("2")}


def test_a_part_is_read_by_its_keys() -> None:
    leaf = Leaf.model_validate(
        {**LEAF, "from": Scalar("ash"), "colour": Scalar("red"), "names": [Scalar("a")]}
    )
    assert (leaf.size, leaf.from_, leaf.colour, leaf.names) == (2, "ash", "red", ("a",))
    bare = Leaf.model_validate(LEAF)
    assert (bare.size, bare.from_, bare.colour, bare.names) == (2, None, "green", ())
    assert Leaf.model_validate({**LEAF, "pair": [Scalar("a"), Scalar("1")]}).pair == ("a", 1)


def test_all_that_is_wrong_is_told_at_its_place() -> None:
    assert said(Leaf, {}) == [(("size",), "missing")]
    assert said(Leaf, {**LEAF, "from_": Scalar("x")}) == [(("from_",), "extra_forbidden")]
    assert said(Leaf, {"size": Scalar("x"), "colour": Scalar("blue"), "names": []}) == [
        (("size",), "wrong-number"),
        (("colour",), "literal_error"),
        (("names",), "too_short"),
    ]
    assert said(Leaf, {**LEAF, "pair": [Scalar("a")]}) == [(("pair", 1), "missing")]
    assert said(Leaf, {**LEAF, "pair": [Scalar("a"), Scalar("1"), Scalar("b")]}) == [(("pair",), "too_long")]
    assert said(Leaf, Scalar("x")) == [((), "model_type")]


def test_a_part_that_holds_itself_is_read_to_its_depth() -> None:
    tree = {"leaves": {"a": LEAF}, "left": {"left": {"leaves": {"b": {"size": Scalar("3")}}}}}
    wood = Wood.model_validate({"first": tree, "second": tree})
    assert wood.second is not None
    for one in (wood.first, wood.second):
        assert one.leaves["a"].size == 2
        assert one.left is not None
        assert one.left.left is not None
        assert one.left.left.leaves["b"].size == 3
    deep = {"left": {"left": {"leaves": {"b": {"size": Scalar("x")}}}}}
    assert said(Wood, {"first": tree, "second": deep}) == [
        (("second", "left", "left", "leaves", "b", "size"), "wrong-number")
    ]
    assert said(Wood, {"first": {"left": {"left": {}}}}) == [(("first", "left", "left"), "bare")]
    assert said(Wood, {"first": {"leaves": {}}}) == [(("first", "leaves"), "too_short")]


def test_fields_and_checks_are_inherited() -> None:
    assert Bush.model_validate({"leaves": {"a": LEAF}, "anything": [1]}).anything == [1]
    assert said(Bush, {}) == [((), "bare")]
    assert list(Bush.model_fields) == ["leaves", "left", "anything"]


def test_a_part_keeps_keys_of_its_author_only_where_it_says_so() -> None:
    assert Open.model_validate({**LEAF, "more": 1}).size == 2
    assert said(Wood, {"first": {"left": {"more": 1}}})[0] == (("first", "left", "more"), "extra_forbidden")


def test_one_of_several_is_read_by_its_tag_and_told_with_it() -> None:
    assert Grown.model_validate({"what": Scalar("4")}).what == 4
    assert isinstance(Grown.model_validate({"what": {"first": {"leaves": {"a": LEAF}}}}).what, Wood)
    assert said(Grown, {"what": {"first": {}}}) == [(("what", "wood", "first"), "bare")]
    assert said(Grown, {"what": Scalar("x")}) == [(("what", "count"), "wrong-number")]


def test_a_reader_is_followed_by_the_shape_it_reads_into() -> None:
    grown = Grown.model_validate({"what": Scalar("4"), "small": Scalar("7"), "share": Scalar("50 %")})
    assert grown.small is not None
    assert (grown.small.size, grown.share) == (7, Fraction(1, 2))
    assert said(Grown, {"what": Scalar("4"), "small": Scalar("x")}) == [(("small", "size"), "wrong-number")]


def test_a_reader_knows_the_currency_of_the_plan() -> None:
    value = {"what": Scalar("1"), "worth": Scalar("5 USD")}
    assert Grown.model_validate(value, context={"currency": "USD"}).worth == 5
    assert said(Grown, value) == [(("worth",), "other-currency")]  # euros, where nothing is said


def test_a_part_made_by_hand_is_checked_like_one_that_is_read() -> None:
    leaf = Leaf.model_validate({"size": 2, "from": "ash"})
    assert leaf == Leaf.model_validate({**LEAF, "from": Scalar("ash")})
    unknown: dict[str, Any] = {"size": 2, "from_": "ash", "length": 1}
    assert said(Leaf, unknown) == [(("from_",), "extra_forbidden"), (("length",), "extra_forbidden")]
    with pytest.raises(ValidationError):
        Leaf(**unknown)


def test_parts_do_not_change_and_are_equal_by_class_and_values() -> None:
    leaves = {"a": Leaf(size=1)}
    with pytest.raises(ValidationError):
        leaves["a"].size = 2
    assert Tree(leaves=leaves) == Tree(leaves={"a": Leaf(size=1)})
    assert Tree(leaves=leaves) != Tree(leaves={"a": Leaf(size=2)})
    assert Tree(leaves=leaves) != Bush(leaves=leaves)
    assert hash(Leaf(size=1)) == hash(Leaf(size=1))


LEAF_KEYS = ("size", "from", "colour", "names", "pair")


@pytest.mark.parametrize(
    ("model", "path", "keys"),
    [
        (Leaf, (), LEAF_KEYS),
        (Leaf, ("from",), ()),
        (Leaf, ("from_",), ()),
        (Leaf, ("size", 0), ()),
        (Wood, ("first", "left", "left"), ()),
        (Wood, ("second", "leaves", "a"), LEAF_KEYS),
        (Wood, ("second", "a"), LEAF_KEYS),
        (Wood, ("second", "nothing", "nothing"), ()),
        (Grown, ("what",), ("first", "second")),
        (Grown, ("what", "wood", "second"), ()),
        (Grown, ("what", "count"), ("first", "second")),
        (Grown, ("worth", "x"), ()),
        (Plan, ("kpis", "a", "curve", "threshold", "bounded"), ("from", "above", "up_to", "below", "is")),
        (Plan, ("kpis", "a", "curve", "nothing"), ()),
        (Plan, ("kpis", "a", "curve", "linear", "x"), ()),
        (Plan, ("csvariable", 0), ()),
        (Plan, ("gates", "g", "when"), ()),
    ],
)
def test_the_keys_that_may_stand_at_a_path(
    model: type[Model], path: tuple[str | int, ...], keys: tuple[str, ...]
) -> None:
    assert keys_at(model, path) == keys


def test_a_part_apart_is_no_part_of_the_schema_of_the_whole_and_says_where_it_is_wrong() -> None:
    assert Bough.model_validate({}).buds == {}
    assert "Bud" not in str(Bough.__pydantic_core_schema__)
    assert Bough.model_validate({"buds": {"low": {"size": Scalar("3")}}}).buds["low"].size == 3
    with pytest.raises(ValidationError) as refused:
        Bough.model_validate({"buds": {"low": {"size": Scalar("x")}, "high": {"sise": Scalar("3")}}})
    assert [(one["loc"], one["type"]) for one in refused.value.errors()] == [
        (("buds", "low", "size"), "wrong-number"),
        (("buds", "high", "size"), "missing"),
        (("buds", "high", "sise"), "extra_forbidden"),
    ]
    assert keys_at(Bough, ("buds", "low")) == ("size",)
    alone = Bud.model_json_schema()
    assert Bough.model_json_schema()["$defs"] == alone.pop("$defs") | {"Bud": alone}
