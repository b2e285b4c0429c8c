"""The target incentive as written: an amount of a period or of a year, or a share of a salary (section 5)."""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Discriminator, Tag

from csvariable.plan.model import apart
from csvariable.plan.values import Money

if TYPE_CHECKING:
    from csvariable.plan.amounts import AnnualAmount, ShareOfPay
else:
    AnnualAmount = apart("csvariable.plan.amounts:AnnualAmount")
    ShareOfPay = apart("csvariable.plan.amounts:ShareOfPay")


def _incentive_tag(value: Any) -> str:
    if isinstance(value, dict):
        return "annual-amount" if "annual" in value else "share-of-pay"
    return "period-amount"


TargetIncentive: TypeAlias = Annotated[
    Annotated[Money, Tag("period-amount")]
    | Annotated[AnnualAmount, Tag("annual-amount")]
    | Annotated[ShareOfPay, Tag("share-of-pay")],
    Discriminator(_incentive_tag),
]
