"""Quantiles of beta distributions with a shape below 1, with mpmath: quantiles.py."""

import random
from pathlib import Path

from mpmath import exp, hyp2f1, log, log1p, loggamma, mp, mpf, nstr

mp.dps = 110
TINY = mpf(10) ** -100
COUNT = 600


def ln_density(a, b, x, y):
    """ln of x^a y^b / B(a, b), the density by ln(x / y)."""
    return a * log(x) + b * log(y) - (loggamma(a) + loggamma(b) - loggamma(a + b))


def tails(a, b, logit):
    """Both tails, by the hypergeometric series of positive terms on the side below one half."""
    x, y = 1 / (1 + exp(-logit)), 1 / (1 + exp(logit))
    density = exp(ln_density(a, b, x, y))
    if x <= mpf("0.5"):
        lower = density / a * hyp2f1(a + b, 1, a + 1, x)
        return lower, max(1 - lower, TINY)
    upper = density / b * hyp2f1(a + b, 1, b + 1, y)
    return max(1 - upper, TINY), upper


def quantile(a, b, p):
    """x, 1 - x, and the smaller tail over the density by ln(x / y)."""
    a, b, p = mpf(a), mpf(b), mpf(p)
    if p <= mpf("0.5"):
        over = lambda logit: log(tails(a, b, logit)[0]) - log(p)
    else:
        over = lambda logit: log(1 - p) - log(tails(a, b, logit)[1])
    low, high = mpf(-10), mpf(10)
    while over(low) > 0:
        low *= 2
    while over(high) < 0:
        high *= 2
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if over(middle) < 0 else (low, middle)
    at_low, at_high = over(low), over(high)
    for _ in range(30):
        if at_low == at_high or abs(high - low) < mpf(10) ** -45:
            break
        low, high, at_low = high, high - at_high * (high - low) / (at_high - at_low), at_high
        at_high = over(high)
    x, y = 1 / (1 + exp(-high)), 1 / (1 + exp(high))
    return x, y, min(p, 1 - p) / exp(ln_density(a, b, x, y))


def cases(rng):
    while True:
        kind = rng.random()
        if kind < 0.6:
            a, b = 10 ** rng.uniform(-3, 0), 10 ** rng.uniform(-3, 0)
        elif kind < 0.8:
            a, b = 10 ** rng.uniform(-3, 0), 10 ** rng.uniform(0, 4)
        else:
            a, b = 10 ** rng.uniform(0, 4), 10 ** rng.uniform(-3, 0)
        near_1 = 1 - 2.0 ** -rng.randint(3, 40)
        p = [rng.random(), 10 ** rng.uniform(-12, 0), rng.random(), near_1][rng.randrange(4)]
        if 0 < p < 1:
            yield a, b, p


def main():
    lines = ["# beta quantile of small shapes: a b p x 1-x cond; made by quantiles.py, see README.md"]
    for a, b, p in cases(random.Random(11)):
        x, y, cond = quantile(a, b, p)
        if min(x, y) > mpf(10) ** -290:
            words = [nstr(value, 25, min_fixed=-1, max_fixed=1) for value in (x, y)]
            lines.append(" ".join([repr(a), repr(b), repr(p), *words, nstr(cond, 4)]))
        if len(lines) > COUNT:
            break
    Path(__file__).with_name("beta_quantile_small.txt").write_text("\n".join(lines) + "\n")


main()
