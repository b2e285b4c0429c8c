"""The benchmark plan in pandas: floats, as most notebooks compute it.

`python bench/peers/pandas_float.py IN.csv OUT.csv`
"""

import sys

import numpy as np
import pandas as pd

PERCENT = ("nrr", "grr")


def payouts(kpis: pd.DataFrame) -> pd.DataFrame:
    """The four payouts and the total of everyone, in euros."""
    nrr = kpis["nrr"] / 105
    nrr_rate = np.select([nrr >= 1.1, nrr >= 1, nrr >= 0.9], [1.5, 1.0, 0.5], 0.0)

    revenue = kpis["revenue"] / 135_000
    bands = (
        revenue.clip(upper=1)
        + 1.5 * (revenue.clip(upper=1.5) - 1).clip(lower=0)
        + 2 * (revenue - 1.5).clip(lower=0)
    )
    revenue_rate = np.where(revenue >= 0.75, bands.clip(upper=2.5), 0.0)

    grr = kpis["grr"] / 91
    lines = np.where(grr < 1, 0.5 + (grr - 0.9) * 5, 1 + (grr - 1) * 10)
    grr_rate = np.where(grr >= 0.92, np.minimum(lines, 1.8), 0.0)

    frt = kpis["frt"]
    frt_rate = np.where(frt <= 8, np.interp(frt, [1, 4, 5, 8], [1.5, 1.0, 0.75, 0.25]), 0.0)

    paid = pd.DataFrame(
        {
            "participant": kpis["participant"],
            "nrr.payout": (875 * nrr_rate).round(2),
            "revenue.payout": (625 * revenue_rate).round(2),
            "grr.payout": (625 * grr_rate).round(2),
            "frt.payout": (375 * frt_rate).round(2),
        }
    )
    paid["total"] = paid.filter(like=".payout").sum(axis="columns").round(2)
    return paid


def main(source: str, target: str) -> None:
    """From the KPI file to the file of payouts."""
    kpis = pd.read_csv(source)
    for column in PERCENT:
        kpis[column] = kpis[column].str.removesuffix("%").astype(float)
    payouts(kpis).to_csv(target, index=False, float_format="%.2f")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
