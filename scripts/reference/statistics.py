"""Reference values for test/lib/core/statistics, from NumPy and SciPy.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python scripts/reference/statistics.py

The numbers that it prints stand literally in the tests.
"""

import numpy as np
import scipy
from scipy import special, stats

DURATIONS = [12.3, 9.87, 10.02, 55.1, 10.4, 9.99, 11.75, 10.01, 10.2, 14.6]
OTHER = [8.8, 9.1, 8.95, 12.4, 9.02, 9.3]
WEIGHTS = [1, 1, 1, 1, 1, 3, 3, 3, 3, 3]


def weighted_quantile(values, weights, p):
    """Wikipedia, Percentile, the weighted percentile method with C = 1."""
    order = np.argsort(values, kind="stable")
    x, w = np.asarray(values)[order], np.asarray(weights, float)[order]
    cumulated = np.cumsum(w)
    return float(np.interp(p, (cumulated - w) / (cumulated[-1] - w), x))


def show(name, value):
    print(f"{name}: {value!r}")


print("numpy", np.__version__, "scipy", scipy.__version__)

for p in (0, 0.1, 0.25, 0.5, 0.9, 0.99, 1):
    show(f"quantile type 7, p={p}", float(np.quantile(DURATIONS, p)))
for p in (0, 0.1, 0.5, 0.9, 0.99, 1):
    show(f"weighted quantile, p={p}", weighted_quantile(DURATIONS, WEIGHTS, p))
for share in (0.05, 0.1, 0.2, 0.29, 0.4):
    show(f"trimmed mean, share={share}", float(stats.trim_mean(DURATIONS, share)))

show("variance of the mean", float(stats.sem(DURATIONS) ** 2))

for df in (1, 2, 3.7, 5, 9, 29, 100, 1000, 1e6):
    for p in (0.6, 0.9, 0.975, 0.995):
        show(f"t quantile, p={p} df={df:g}", float(stats.t.ppf(p, df)))
for t, df in ((-2.5, 4), (0.3, 1.5), (3.2, 60)):
    show(f"t cumulative, t={t} df={df}", float(stats.t.cdf(t, df)))
for x, a, b in ((0.3, 2, 5), (0.9, 0.5, 0.5), (0.02, 10, 0.5), (0.5, 200, 210)):
    show(f"incomplete beta, x={x} a={a} b={b}", float(special.betainc(a, b, x)))

welch = stats.ttest_ind(DURATIONS, OTHER, equal_var=False)
for confidence in (0.9, 0.95, 0.99):
    interval = welch.confidence_interval(confidence)
    show(f"Welch {confidence}", (float(interval.low), float(interval.high)))
show("Welch degrees of freedom", float(welch.df))

# Stratified: shares 0.9 and 0.1 of DURATIONS and OTHER.
v = [0.9**2 * stats.sem(DURATIONS) ** 2, 0.1**2 * stats.sem(OTHER) ** 2]
show("stratified mean", float(0.9 * np.mean(DURATIONS) + 0.1 * np.mean(OTHER)))
show("stratified variance of the mean", float(sum(v)))
show("stratified degrees of freedom", float(sum(v) ** 2 / (v[0] ** 2 / 9 + v[1] ** 2 / 5)))
