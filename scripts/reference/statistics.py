"""Reference values for test/lib/core/statistics, from NumPy and SciPy.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python scripts/reference/statistics.py

The numbers that it prints stand literally in the tests.
"""

from itertools import combinations

import numpy as np
import scipy
from scipy import integrate, special, stats

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

skewness = float(stats.skew(DURATIONS, bias=False))
show("skewness of the mean", skewness / np.sqrt(len(DURATIONS)))

for x in (-9.5, -3, -0.5, 0.1, 1.96, 6):
    show(f"normal cumulative, x={x}", float(stats.norm.cdf(x)))
for p in (1e-10, 0.001, 0.025, 0.4, 0.975):
    show(f"normal quantile, p={p}", float(stats.norm.ppf(p)))
for k, n, p in ((0, 10, 0.3), (3, 10, 0.3), (98, 100, 0.99), (500, 1000, 0.5)):
    show(f"binomial cumulative, k={k} n={n} p={p}", float(stats.binom.cdf(k, n, p)))


def quantile_ranks(n, p, left=0.05):
    """Conover's ranks, counted from 0, by counting through all of them."""
    high = next((s for s in range(1, n + 1) if stats.binom.sf(s - 1, n, p) <= left / 2), None)
    if high is None and p**n <= left:
        high = n
    if high is None:
        return None
    rest = left - stats.binom.sf(high - 1, n, p)
    lows = [r for r in range(1, n + 1) if stats.binom.cdf(r - 1, n, p) <= rest]
    return (lows[-1] - 1, high - 1) if lows else None


for n, p in ((5, 0.5), (6, 0.5), (10, 0.5), (50, 0.5), (28, 0.9), (29, 0.9), (100, 0.9), (298, 0.99), (299, 0.99), (1000, 0.99)):
    show(f"quantile ranks, n={n} p={p}", quantile_ranks(n, p))

yuen = stats.ttest_ind(DURATIONS, OTHER, equal_var=False, trim=0.2)
interval = yuen.confidence_interval(0.95)
show("Yuen 0.2", (float(interval.low), float(interval.high)))

# BCa without the expansion, from many resamples.
bca = stats.bootstrap((DURATIONS,), np.mean, n_resamples=200_000, method="BCa", random_state=1)
show("BCa", (float(bca.confidence_interval.low), float(bca.confidence_interval.high)))
show("standard deviation of resampled means", float(bca.standard_error))

# ABC: DiCiccio and Efron, for a mean. Its z replaced by t.
a = skewness / np.sqrt(len(DURATIONS)) / 6
for t in (-2.262, 0.5, 2.262):
    show(f"skewed t, t={t}", (a + t) / (1 - a * (a + t)) ** 2)


def fieller(a, b, confidence):
    va, vb = stats.sem(a) ** 2, stats.sem(b) ** 2
    r = np.mean(a) / np.mean(b)
    v = [va, r**2 * vb]
    df = sum(v) ** 2 / (v[0] ** 2 / (len(a) - 1) + v[1] ** 2 / (len(b) - 1))
    t = stats.t.ppf((1 + confidence) / 2, df)
    # All ratios for which a - ratio·b can't be told from 0: the roots of a quadratic.
    roots = np.roots([np.mean(b) ** 2 - t**2 * vb, -2 * np.mean(a) * np.mean(b), np.mean(a) ** 2 - t**2 * va])
    return tuple(sorted(float(root) for root in roots))


show("Fieller", fieller(DURATIONS, OTHER, 0.95))

# Rank sums: all, and with ties. No continuity correction.
BEFORE, AFTER = DURATIONS[:5], DURATIONS[5:]
TIED_BEFORE, TIED_AFTER = [1, 2, 2, 3, 5], [2, 3, 3, 4, 6, 7]


def rank_sum_z(before, after):
    test = stats.mannwhitneyu(after, before, use_continuity=False, method="asymptotic", alternative="greater")
    return float(stats.norm.isf(test.pvalue))


show("rank sum", rank_sum_z(BEFORE, AFTER))
show("rank sum with ties", rank_sum_z(TIED_BEFORE, TIED_AFTER))

# Groups: exact, by going through all arrangements.
def groups_probability(groups, marked, n):
    count = total = 0
    for chosen in combinations(range(n), marked):
        total += 1
        count += sum(1 for i in chosen if i - 1 not in chosen) <= groups
    return count / total


for g, k, n in ((1, 3, 12), (2, 4, 12), (3, 5, 14)):
    show(f"groups, {k} of {n} in at most {g}", groups_probability(g, k, n))

# The probability that the first of three normal means is the smallest, by integration.
MEANS, ERRORS = (10.0, 10.5, 11.0), (0.5, 0.4, 1.0)
smallest, _ = integrate.quad(
    lambda x: stats.norm.pdf(x, MEANS[0], ERRORS[0])
    * stats.norm.sf(x, MEANS[1], ERRORS[1])
    * stats.norm.sf(x, MEANS[2], ERRORS[2]),
    0,
    20,
    points=[9, 10, 11],
)
show("probability smallest", smallest)
# The same where two means rest on 5 values each: Student's t with 4 degrees of freedom.
two, _ = integrate.quad(lambda x: stats.t.pdf(x, 4, 10, 0.5) * stats.t.sf(x, 4, 11, 0.5), -20, 40, points=[10, 11])
show("probability smallest of two, t", two)

# A few values together with two more that had a spread of 5%.
few = DURATIONS[:6]
variance = (2 * (0.05 * np.mean(few)) ** 2 + 5 * np.var(few, ddof=1)) / 7
show("moderated variance of the mean", float(variance / 6))
show("moderated degrees of freedom", 7)
quiet = [10.0, 10.1, 9.9, 10.05, 9.95]
variance = (2 * (0.05 * np.mean(quiet)) ** 2 + 4 * np.var(quiet, ddof=1)) / 6
show("moderated variance of the mean, quiet", float(variance / 5))
reach = stats.t.ppf(0.975, 6) * np.sqrt(variance / 5)
show("moderated interval, quiet", (float(np.mean(quiet) - reach), float(np.mean(quiet) + reach)))

# Welch and Satterthwaite for a sum of three parts.
parts = [(0.4, 3), (0.1, 9), (0.02, 50)]
total = sum(v for v, _ in parts)
show("combined variance", float(total))
show("combined degrees of freedom", float(total**2 / sum(v**2 / df for v, df in parts)))

show("moments", (float(np.mean(DURATIONS)), float(np.var(DURATIONS))))
both = DURATIONS + OTHER
show("merged moments", (float(np.mean(both)), float(np.var(both))))
