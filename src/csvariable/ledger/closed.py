"""A ledger as it was read: closed periods and corrections, in the order in which they came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from csvariable.ledger.manifest import Family, Link, Manifest
from csvariable.ledger.state import State


@dataclass(frozen=True)
class Account:
    """What a period gives: its result (semantics, section 15), and its state."""

    result: Mapping[str, Any]
    state: State

    @cached_property
    def people(self) -> Mapping[str, Mapping[str, Any]]:
        """The people of the result, by id."""
        return {one["id"]: one for one in self.result["people"]}


@dataclass(frozen=True)
class ClosedPeriod:
    """A period as it was closed."""

    manifest: Manifest
    digest: str
    """SHA-256 of the manifest."""
    account: Account

    @property
    def name(self) -> str:
        """The period, which is the name of its folder."""
        return self.manifest.period

    @property
    def folder(self) -> str:
        """Where it stands in the ledger."""
        return self.manifest.period

    @property
    def link(self) -> Link:
        """What a later manifest says of it."""
        return Link(self.name, self.digest)


@dataclass(frozen=True)
class Correction:
    """A closed period computed again from other files, and the periods after it."""

    name: str
    """Its number: `0001`."""
    manifest: Manifest
    digest: str
    accounts: Mapping[str, Account]
    """What each period that was computed again gives now."""

    @property
    def folder(self) -> str:
        """Where it stands in the ledger."""
        return f"corrections/{self.name}"

    @property
    def link(self) -> Link:
        """What a later manifest says of it."""
        return Link(self.name, self.digest)


@dataclass(frozen=True)
class Ledger:
    """Closed periods, oldest first, and all corrections in the order of their numbers."""

    name: str
    """Its folder, as messages call it."""
    periods: tuple[ClosedPeriod, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def last(self) -> ClosedPeriod:
        """The last closed period."""
        return self.periods[-1]

    @property
    def family(self) -> Family:
        """What the plan of the last closed period has in common with the next."""
        return self.last.manifest.family

    def period(self, name: str) -> ClosedPeriod | None:
        """Return a closed period."""
        return next((one for one in self.periods if one.name == name), None)
