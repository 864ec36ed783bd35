"""Probabilities of counts, and tails far out of the ordinary, with mpmath: make.py."""

import random
from pathlib import Path

from mpmath import exp, gammainc, hyp2f1, inf, log, log1p, loggamma, mp, mpf, nstr, quad, sqrt

HERE = Path(__file__).resolve().parent
mp.dps = 60


def write(name, title, lines):
    text = "\n".join([f"# {title}; made by make.py, see README.md", *lines])
    (HERE / f"{name}.txt").write_text(text + "\n")


def digits(value, count=25):
    return nstr(value, count, strip_zeros=True, min_fixed=-1, max_fixed=1)


def ln_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def ln_choose(n, k):
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def whole(rng, most):
    return float(int(10 ** rng.uniform(0, most)))


def masses():
    rng = random.Random(1)
    binomial = [(3.0, 3.0, 0.3), (0.0, 3.0, 0.3), (1.0, 3.0, 0.3), (8.0, 28.0, 0.26)]
    binomial += [(1.0, 1.0, 1e-20), (0.0, 1e9, 1e-9), (1e9, 1e9, 1.0 - 2.0**-53), (4e9, 2e10, 0.2)]
    binomial += [(2.0**52, 2.0**53, 0.5), (1.0, 2.0**53, 1e-15), (2.0**53 - 1.0, 2.0**53, 0.75)]
    while len(binomial) < 160:
        n = whole(rng, rng.choice([1, 3, 6, 9, 15.9]))
        p = rng.choice([rng.random(), 10 ** rng.uniform(-9, 0), 1 - 10 ** rng.uniform(-9, 0)])
        if not 0 < p < 1:
            continue
        k = n * p + rng.gauss(0, 3) * (n * p * (1 - p)) ** 0.5 + rng.choice([0, 0, 1, -1])
        binomial.append((min(max(float(round(k)), 0.0), n), n, p))
    for k, n, p in binomial:
        ln = ln_choose(mpf(n), mpf(k)) + mpf(k) * log(mpf(p)) + mpf(n - k) * log1p(-mpf(p))
        yield f"binomial {k!r} {n!r} {p!r} {digits(exp(ln))} {digits(ln)}"
    poisson = [(0.0, 0.5), (0.0, 700.0), (1.0, 1e-300), (3.0, 2.5), (170.0, 1.0), (2.0**53, 2.0**53)]
    while len(poisson) < 80:
        mean = 10 ** rng.uniform(-3, rng.choice([1, 3, 9, 15]))
        k = max(float(round(mean + rng.gauss(0, 3) * mean**0.5)), 0.0)
        poisson.append((k, mean))
    for k, mean in poisson:
        ln = mpf(k) * log(mpf(mean)) - mpf(mean) - loggamma(mpf(k) + 1)
        yield f"poisson {k!r} {mean!r} {digits(exp(ln))} {digits(ln)}"
    mixed = [(0.0, 5.0, 0.5, 0.5), (5.0, 5.0, 0.5, 0.5), (3.0, 10.0, 1.0, 1.0), (0.0, 1.0, 1e-3, 1e9)]
    mixed += [(8.0, 39.0, 66.0, 36.0), (2.0**52, 2.0**53, 3.0, 4.0), (1.0, 1e9, 1e-3, 1e-3)]
    while len(mixed) < 160:
        n = whole(rng, rng.choice([1, 3, 6, 9]))
        a, b = 10 ** rng.uniform(-3, rng.choice([1, 5, 9])), 10 ** rng.uniform(-3, rng.choice([1, 5, 9]))
        p = rng.betavariate(a, b)
        k = float(round(n * p + rng.gauss(0, 2) * (n * p * (1 - p)) ** 0.5))
        mixed.append((min(max(k, 0.0), n), n, a, b))
    for k, n, a, b in mixed:
        ln = ln_choose(mpf(n), mpf(k)) + ln_beta(mpf(a) + mpf(k), mpf(b) + mpf(n - k)) - ln_beta(mpf(a), mpf(b))
        yield f"beta_binomial {k!r} {n!r} {a!r} {b!r} {digits(exp(ln))} {digits(ln)}"


def outward(density, start, width, direction):
    """The density's integral from `start` on, in pieces as long as a standard deviation."""
    total, t, before = mpf(0), start, inf
    while True:
        piece = abs(quad(density, [t, t + direction * width], method="gauss-legendre", maxdegree=7))
        total, t = total + piece, t + direction * width
        if piece < before and piece < total * mpf(10) ** -35:
            return total
        before = piece


def integrated(ln_density, at, width):
    peak = ln_density(at)
    # mpmath's quadrature knows absolute errors only, so the density is 1 where it begins.
    density = lambda t: exp(ln_density(t) - peak)
    lower, upper = (outward(density, at, width, way) * exp(peak) for way in (-1, 1))
    assert abs(lower + upper - 1) < mpf(10) ** -28
    return lower, upper, exp(peak)


def large_beta(a, b, x):
    scale = ln_beta(a, b)
    ln = lambda t: -a * log1p(exp(-t)) - b * log1p(exp(t)) - scale
    return integrated(ln, log(x / (1 - x)), sqrt((a + b) / (a * b)))


def large_gamma(a, x):
    scale = loggamma(a)
    return integrated(lambda t: a * t - exp(t) - scale, log(x), 1 / sqrt(a))


def series_beta(a, b, x):
    mp.dps = 400
    ln = a * log(x) + b * log1p(-x) - ln_beta(a, b)
    if x < 0.5:
        lower = exp(a * log(x) - ln_beta(a, b)) / a * hyp2f1(a, 1 - b, a + 1, x)
        upper = 1 - lower
    else:
        upper = exp(b * log1p(-x) - ln_beta(a, b)) / b * hyp2f1(b, 1 - a, b + 1, 1 - x)
        lower = 1 - upper
    mp.dps = 60
    return +lower, +upper, exp(ln)


def series_gamma(a, x):
    mp.dps = 400
    lower, upper = (gammainc(a, *ends, regularized=True) for ends in ((0, x), (x, inf)))
    mp.dps = 60
    return +lower, +upper, exp(a * log(x) - x - loggamma(a))


def tails(name, function, *inputs):
    lower, upper, slope = function(*map(mpf, inputs))
    side, tail = ("lower", lower) if lower < upper else ("upper", upper)
    words = [name, *map(repr, inputs), side, digits(tail), nstr(max(mpf(1), slope / tail), 4)]
    return " ".join(words) if tail > mpf(10) ** -290 else None


def extremes():
    rng = random.Random(2)
    scores = [0, 1e-3, 0.5, -0.5, 2, -2, 5, -6, 10, -12, 25, -25]
    for _ in range(60):
        a, b = (10 ** rng.uniform(3, 15.9) for _ in "ab")
        if rng.random() < 0.3:
            a, b = float(int(a)), float(int(b))
        score, mean = rng.choice(scores) * rng.uniform(0.8, 1.2), a / (a + b)
        yield tails("beta", large_beta, a, b, mean + score * (mean * (1 - mean) / (a + b)) ** 0.5)
    for _ in range(40):
        a = 10 ** rng.uniform(3, 15.9)
        yield tails("gamma", large_gamma, a, a + rng.choice(scores) * rng.uniform(0.8, 1.2) * a**0.5)
    for _ in range(150):
        a, b = 10 ** rng.uniform(-3, 0), 10 ** rng.uniform(-3, 7)
        x = rng.choice([rng.random(), 10 ** rng.uniform(-12, 0), a / (a + b) * rng.uniform(0.2, 3)])
        x = rng.choice([x, 1 - x])
        if 0 < x < 1 and b * x < 300:
            yield tails("beta", series_beta, a, b, x)
            yield tails("beta", series_beta, b, a, 1 - x)
    for _ in range(60):
        # x so close to 1 that only 1 - x tells them apart.
        a, y = 10 ** rng.uniform(-3, 0), 2.0 ** -rng.randint(10, 53)
        yield tails("beta", series_beta, 10 ** rng.uniform(0, 4), a, 1 - y)
    for _ in range(80):
        yield tails("gamma", series_gamma, 10 ** rng.uniform(-3, 0), 10 ** rng.uniform(-8, 2.5))


write("masses", "probabilities of counts", masses())
write("extremes", "tails of very large and very small shapes", filter(None, extremes()))
