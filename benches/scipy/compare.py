#!/usr/bin/env python3
"""funnelmath beside scipy, on the same reference cases in one run: nanoseconds an answer, worst error, how many right.

    python3 benches/scipy/compare.py [--quick]

scipy is timed as its users call it for columns: vectorised, one call for all cases. --quick: one round, no figures
worth keeping. Needs numpy and scipy (python3 -m pip install scipy).
"""

import pathlib
import subprocess
import sys
import time

import numpy as np
import scipy
from scipy import special, stats

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "core" / "testdata" / "reference"
ROUNDS = 1 if "--quick" in sys.argv else 40


def cases(name):
    side = {"lower": 1.0, "upper": 0.0}
    lines = (REFERENCE / f"{name}.txt").read_text().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return np.array([[side[word] if word in side else float(word) for word in row] for row in rows]).T


def least(answer):
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter_ns()
        got = answer()
        best = min(best, time.perf_counter_ns() - begin)
    return best, got


def off(got, want):
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.where(got == want, 0.0, np.abs((got - want) / want))
    return np.where(np.isnan(error), np.inf, error)


def theirs():
    """What scipy says: name -> (nanoseconds, worst error, right, of)."""
    found = {}

    def report(name, count, answer, error):
        took, got = least(answer)
        errors = error(got)
        real = errors[np.isfinite(errors)]
        worst = f"{real.max() if len(real) else 0.0:.1e}"
        if len(real) < len(errors):
            worst = f"{len(errors) - len(real)} wrong"
        found[name] = (took / count, worst, int((errors <= 2e-13).sum()), count)

    exact = lambda got, want: np.where(got == want, 0.0, np.inf)
    a, b, x, lower, tail, condition = cases("beta")
    both = lambda: (special.betainc(a, b, x), special.betaincc(a, b, x))
    report("incomplete_beta", len(a), lambda: special.betainc(a, b, x),
           lambda _: off(np.where(lower == 1, *both()), tail) / np.maximum(1, condition))
    a, x, lower, tail = cases("gamma")
    both = lambda: (special.gammainc(a, x), special.gammaincc(a, x))
    report("incomplete_gamma", len(a), lambda: special.gammainc(a, x),
           lambda _: off(np.where(lower == 1, *both()), tail) / (1 + np.abs(a - x) + np.sqrt(a)))
    # scipy gives no rest; 1 - x has lost its digits.
    a, b, p, value, _ = cases("beta_quantile")
    report("beta_quantile", len(a), lambda: special.betaincinv(a, b, p),
           lambda got: off(got, value))
    p, z = cases("normal_quantile")
    report("normal_quantile", len(p), lambda: special.ndtri(p), lambda got: off(got, z))
    # Failures before the k-th success, and the successes.
    smallest = lambda p, k, c: stats.nbinom.ppf(c, k, p) + k
    p, k, c, n, *_ = cases("binomial_inverse")
    report("smallest_n", len(p), lambda: smallest(p, k, c), lambda got: exact(got, n))
    grid = [(p, c) for p in (0.05, 0.26, 0.5, 0.9) for c in (0.5, 0.8, 0.9, 0.95, 0.99)]
    p, c = np.array(grid).T
    for k in (8.0, 1e4):
        def enough(got, k=k):
            at = lambda n: stats.binom.sf(k - 1, n, p)
            return exact((at(got) >= c * (1 - 1e-12)) & (at(got - 1) < c), True)
        report(f"smallest_n_{k:.0f}", len(p), lambda k=k: smallest(p, k, c), enough)
    k, p, mean = cases("gamma_quantile")
    report("gamma_quantile", len(k), lambda: special.gammaincinv(k, p), lambda got: off(got, mean))
    return found


def ours():
    command = ["cargo", "run", "--quiet", "--release", "-p", "funnelmath-benches", "--example", "answers", "--"]
    text = subprocess.run(command + sys.argv[1:], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in text.splitlines()]
    return {name: (float(took), worst, int(right), int(of)) for name, took, worst, right, of in rows}


def main():
    mine, other = ours(), theirs()
    print(f"scipy {scipy.__version__}, numpy {np.__version__}\n")
    print("| answer | funnelmath ns | scipy ns | ratio | worst error | scipy's | right | scipy's |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, (took, worst, right, of) in mine.items():
        # Wrong answers of ours are no benchmark.
        assert right == of, f"{name}: {right} of {of} right"
        if name in other:
            theirs_took, theirs_worst, theirs_right, _ = other[name]
            beside = f"{theirs_took:.0f} | {theirs_took / took:.1f} | {worst} | {theirs_worst} | {right} of {of} | {theirs_right}"
        else:
            beside = f"- | - | {worst} | - | {right} of {of} | -"
        print(f"| {name} | {took:.0f} | {beside} |")


main()
