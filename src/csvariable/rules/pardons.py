"""The warnings and advice that `allow` can pardon: those on plans, and those on facts."""

from typing import Final

PARDONED: Final = frozenset(
    # on plans
    "too-many-kpis all-eggs-one-basket weight-too-small idle-kpi orphan-kpi too-many-main-objectives "
    "aspirational-paid uncontrollable-kpi only-perceived speed-without-quality inverse-without-cap nps-ratio "
    "backward-condition cliff non-monotonic target-not-100 cap-below-top uncapped no-worked-example "
    "unvalued-reward late-communication "
    # on facts
    "leading-apostrophe unused-column".split()
)
"""Names of rules whose findings are not always errors."""
