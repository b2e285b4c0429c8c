"""What holds ibis back: a version of sqlglot, which it does not bound itself."""

from __future__ import annotations

import tomllib
from importlib.metadata import requires, version
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_sqlglot_is_held_back_for_ibis_12_and_no_longer() -> None:
    """With another ibis, or one that bounds sqlglot itself, take our bound off and run `make engines`."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert "sqlglot<29" in extras["tables"]
    assert version("ibis-framework").startswith("12.")
    own = [one for one in requires("ibis-framework") or () if one.startswith("sqlglot")]
    assert own == ["sqlglot!=26.32.0,>=23.4"]
