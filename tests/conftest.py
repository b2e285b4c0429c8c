"""Profiles of hypothesis: few and always the same examples, or thousands under `-m fuzz`."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "ci", max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW
)
settings.register_profile(
    "fuzz", max_examples=4000, deadline=None, database=None, suppress_health_check=SLOW, print_blob=True
)


def pytest_configure(config: pytest.Config) -> None:
    """Load the profile that the choice of tests asks for."""
    settings.load_profile("fuzz" if config.getoption("markexpr") == "fuzz" else "ci")


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["c", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers of YAML, one after the other: a text means the same to both."""
    from csvariable.text import parsing

    monkeypatch.setattr(parsing, "LOADER", request.param)
    return str(request.param.__name__)
