"""Makes flow.txt, flow_weeks.txt, revenue.txt and revenue_rough.txt, which the tests of `Flow` and of revenue
read.

    python3 revenue.py DIRECTORY

DIRECTORY holds compound_revenue.json. All else is computed here: with 40 digits
(mpmath) from the definitions, term by term; only revenue_rough.txt by convolutions in f64 (numpy).
"""

import json
import sys
from pathlib import Path

import mpmath as mp
import numpy as np

HERE = Path(__file__).parent
mp.mp.dps = 40


def text(value) -> str:
    return mp.nstr(mp.mpf(value), 25)


def write(name: str, title: list[str], lines: list[str]) -> None:
    (HERE / name).write_text("\n".join(["# " + line for line in title] + lines) + "\n")


# Flows.

def mixed_tails(k: int, shape: float, seen: float, time: float):
    """P(N < k) and P(N >= k), N Poisson with mean Gamma(shape, seen) * time."""
    shape, seen, time = map(mp.mpf, (shape, seen, time))
    y = time / (seen + time)
    lower = mp.betainc(shape, k, 0, 1 - y, regularized=True)
    return lower, mp.betainc(k, shape, 0, y, regularized=True)


def flows() -> None:
    lines = []
    for per_week, rate, weeks, k in [
        (10.0, 0.26, 4.0, 8), (10.0, 0.26, 4.0, 30), (0.5, 0.1, 52.0, 1), (200.0, 0.05, 13.0, 100),
        (1e6, 0.5, 2.0, 1_002_000), (3.5, 1.0, 1e-3, 2), (40.0, 0.3, 0.25, 3),
    ]:
        mean = mp.mpf(per_week) * mp.mpf(rate) * mp.mpf(weeks)
        upper = mp.gammainc(k, 0, mean, regularized=True)
        lower = mp.gammainc(k, mean, mp.inf, regularized=True)
        mass = mp.exp(k * mp.log(mean) - mean - mp.loggamma(k + 1))
        lines.append(f"steady {per_week!r} 0.0 {rate!r} {weeks!r} {k} {text(upper)} {text(lower)} {text(mass)}")
    for shape, seen, rate, weeks, k in [
        (40.5, 4.0, 0.26, 4.0, 8), (0.5, 2.0, 0.5, 6.0, 1), (0.5, 2.0, 0.5, 600.0, 40), (3.0, 1.0, 1.0, 8.0, 30),
        (1e6, 1e4, 0.1, 10.0, 120), (7.5, 13.0, 0.2, 1.0, 3), (2.5, 4.0, 0.9, 1000.0, 5),
    ]:
        time = mp.mpf(rate) * mp.mpf(weeks)
        lower, upper = mixed_tails(k, shape, seen, time)
        a, y = mp.mpf(shape), time / (mp.mpf(seen) + time)
        mass = mp.exp(mp.loggamma(a + k) - mp.loggamma(a) - mp.loggamma(k + 1) + k * mp.log(y) + a * mp.log(1 - y))
        lines.append(f"mixed {shape!r} {seen!r} {rate!r} {weeks!r} {k} {text(upper)} {text(lower)} {text(mass)}")
    write("flow.txt", ["P(N >= k), P(N < k) and P(N = k) of the results of a flow: steady per_week, or mixed with a",
                       "Gamma(shape, weeks seen) weekly rate.",
                       "law per_week|shape seen rate weeks k reached missed exactly"], lines)
    lines = []
    for shape, seen, rate, k, c in [
        (40.5, 4.0, 0.26, 8, 0.9), (0.5, 2.0, 0.5, 3, 0.5), (0.5, 2.0, 0.5, 3, 0.9), (7.5, 13.0, 0.2, 1, 0.95),
        (1000.5, 52.0, 0.03, 40, 0.99), (20.5, 4.0, 1.0, 100, 0.1), (3.5, 1.0, 0.9, 5, 0.999),
    ]:
        def miss(t):
            return mixed_tails(k, shape, seen, mp.exp(t))[1] - mp.mpf(c)
        low, high = mp.mpf(-20), mp.mpf(40)
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if miss(middle) < 0 else (low, middle)
        t = mp.findroot(miss, (low, high), solver="anderson", tol=1e-60, maxsteps=200, verify=False)
        assert abs(miss(t)) < 1e-30
        lines.append(f"{shape!r} {seen!r} {rate!r} {k} {c!r} {text(mp.exp(t) / mp.mpf(rate))}")
    write("flow_weeks.txt", ["Weeks until P(N >= k) = c where the weekly rate is Gamma(shape, weeks seen).",
                             "shape seen rate k c weeks"], lines)


# Revenue.

def masses(law: list):
    """k, P(N = k), one after the other, from k = 0."""
    name, *args = law
    if name == "binomial":
        n, p = int(args[0]), mp.mpf(args[1])
        term = (1 - p) ** n
        for k in range(n + 1):
            yield k, term
            term *= (n - k) * p / ((k + 1) * (1 - p))
    elif name == "beta_binomial":
        n, a, b = int(args[0]), mp.mpf(args[1]), mp.mpf(args[2])
        term = mp.exp(mp.loggamma(b + n) - mp.loggamma(b) - mp.loggamma(a + b + n) + mp.loggamma(a + b))
        for k in range(n + 1):
            yield k, term
            if k < n:
                term *= (n - k) * (a + k) / ((k + 1) * (b + n - k - 1))
    elif name == "poisson":
        term, k = mp.exp(-mp.mpf(args[0])), 0
        while True:
            yield k, term
            k += 1
            term *= mp.mpf(args[0]) / k
    elif name == "mixed":
        shape, seen, time = map(mp.mpf, args)
        y = time / (seen + time)
        term, k = (1 - y) ** shape, 0
        while True:
            yield k, term
            term *= y * (shape + k) / (k + 1)
            k += 1
    elif name == "gates":
        n, *shapes = args
        n = int(n)
        table = [mp.mpf(0)] * n + [mp.mpf(1)]
        for a, b in zip(shapes[::2], shapes[1::2]):
            after = [mp.mpf(0)] * (n + 1)
            for entered, share in enumerate(table):
                if share:
                    for k, term in masses(["beta_binomial", entered, a, b]):
                        after[k] += share * term
            table = after
        yield from enumerate(table)


def gamma_sums(shape, goal):
    """P(S_j < goal) and P(S_j >= goal) for j = 1, 2, ... with goal in units of the scale."""
    shape, goal = mp.mpf(shape), mp.mpf(goal)
    if shape != int(shape):
        j = 1
        while True:
            yield (mp.gammainc(j * shape, 0, goal, regularized=True),
                   mp.gammainc(j * shape, goal, mp.inf, regularized=True))
            j += 1
    # P(Poisson(goal) < j shape), by its terms.
    a, term, upper = int(shape), mp.exp(-goal), mp.mpf(0)
    i = 0
    while True:
        for _ in range(a):
            upper += term
            i += 1
            term *= goal / i
        yield 1 - upper, upper


def listed_sums(sizes, goal):
    """The same for whole sizes and a whole goal; sizes maps a size to its share."""
    now = [mp.mpf(1)] + [mp.mpf(0)] * (goal - 1)
    upper = mp.mpf(0)
    while True:
        after = [mp.mpf(0)] * goal
        for there, share in enumerate(now):
            if share:
                for size, part in sizes.items():
                    if there + size < goal:
                        after[there + size] += share * part
                    else:
                        upper += share * part
        now = after
        yield mp.fsum(now), upper


def chance(law, sums):
    reached, missed, seen = mp.mpf(0), mp.mpf(0), mp.mpf(0)
    for k, mass in masses(law):
        if k == 0:
            missed += mass
        else:
            lower, upper = next(sums)
            reached += mass * upper
            missed += mass * lower
        seen += mass
        if k > 0 and 1 - seen < mp.mpf(10) ** -36:
            break
    assert abs(reached + missed - 1) < mp.mpf(10) ** -30, (law, reached + missed)
    return f"{text(reached)} {text(missed)}"


def say(law) -> str:
    return " ".join([law[0], str(len(law) - 1), *[repr(x) for x in law[1:]]])


def revenue(directory: Path) -> None:
    lines = []
    for case in json.loads((directory / "compound_revenue.json").read_text())["cases"]:
        law = say([case["kind"], case["n"], case["p"]])
        goal = float(case["R"])
        missed = text(1 - mp.mpf(case["prob_ge"]))
        if case["size"] == "gamma":
            mean, variation = case["shape"] * case["scale"], float(1 / mp.sqrt(mp.mpf(case["shape"])))
            lines.append(f"{law} gamma 2 {mean!r} {variation!r} {goal!r} {case['prob_ge']} {missed}")
        elif case["size"] == "empirical":
            pairs = " ".join(f"{float(v)!r} {float(w) * 100!r}" for v, w in zip(case["values"], case["weights"]))
            lines.append(f"{law} seen {2 * len(case['values'])} {pairs} {goal!r} {case['prob_ge']} {missed}")
    # variation 1 is shape 1, variation 1/2 shape 4; both exact.
    for law, mean, variation, goal in [
        (["poisson", 10.4], 3400.0, 1.0, 25000.0),
        (["poisson", 10.4], 3400.0, 0.5, 90000.0),
        (["poisson", 900.0], 1.0, 2.0, 1000.0),
        (["poisson", 2e5], 1.0, 1.0, 200_500.0),
        (["mixed", 40.5, 4.0, 1.04], 3400.0, 0.5, 25000.0),
        (["mixed", 0.5, 2.0, 3.0], 1000.0, 1.0, 5000.0),
        (["mixed", 2.5, 1.0, 3000.0], 10.0, 1.0, 20000.0),
        (["beta_binomial", 60, 27.0, 75.0], 3400.0, 0.5, 40000.0),
        (["beta_binomial", 40, 0.5, 3.5], 100.0, 1.0, 1500.0),
        (["beta_binomial", 40, 0.5, 0.5], 100.0, 2.0, 3900.0),
        (["beta_binomial", 20000, 2.0, 5.0], 1.0, 1.0, 6000.0),
        (["beta_binomial", 200000, 0.5, 1.5], 1.0, 0.5, 60000.0),
        (["beta_binomial", 30000, 3.0, 0.5], 2.0, 1.0, 59000.0),
        (["beta_binomial", 200000, 300.0, 700.0], 1.0, 1.0, 56000.0),
        (["beta_binomial", 2_000_000, 3.0, 0.5], 1.0, 1.0, 1_999_000.0),
        (["mixed", 0.5, 1.0, 300.0], 1.0, 32.0, 3000.0),
        (["gates", 40, 66.0, 36.0, 41.0, 61.0], 3400.0, 0.5, 25000.0),
        (["gates", 25, 3.0, 2.0, 5.5, 1.5, 4.0, 4.0], 100.0, 1.0, 700.0),
        (["gates", 700, 66.0, 36.0, 41.0, 61.0], 1.0, 1.0, 200.0),
        (["binomial", 100, 0.26], 3400.0, 0.5, 200_000.0),
        (["binomial", 100, 0.26], 3400.0, 0.5, 20_000.0),
        (["binomial", 20000, 0.3], 1.0, 1.0, 6050.0),
        (["binomial", 500_000, 0.3], 1.0, 1.0, 151_000.0),
        (["binomial", 500_000, 0.3], 1.0, 1.0, 147_000.0),
        (["binomial", 300_000, 0.9], 1.0, 0.5, 270_900.0),
        (["binomial", 50, 1.0 - 2.0**-30], 10.0, 1.0, 480.0),
    ]:
        shape = 1 / mp.mpf(variation) ** 2
        found = chance(law, gamma_sums(shape, mp.mpf(goal) / mp.mpf(mean) * shape))
        lines.append(f"{say(law)} gamma 2 {mean!r} {variation!r} {goal!r} {found}")
        print(lines[-1], flush=True)
    for law, sizes, goal in [
        (["poisson", 3.9], {1: 50, 2: 25, 5: 15, 10: 10}, 20),
        (["mixed", 12.5, 4.0, 2.0], {0: 10, 3: 5, 4: 5}, 33),
        (["beta_binomial", 60, 27.0, 75.0], {1: 3, 2: 2, 7: 1}, 50),
        (["beta_binomial", 15, 0.5, 0.5], {2: 1, 3: 1}, 37),
        (["gates", 30, 66.0, 36.0, 41.0, 61.0], {1: 3, 2: 2, 7: 1}, 21),
        (["binomial", 60, 0.8], {1: 3, 2: 2, 7: 1}, 90),
        (["binomial", 370, 0.97], {1: 3, 2: 2, 7: 1}, 840),
        (["binomial", 40, 0.26], {15: 1, 20: 2, 34: 1, 81: 1}, 250),
        (["binomial", 500, 0.1], {1: 40, 2: 30, 3: 20, 50: 1}, 300),
    ]:
        total = mp.mpf(sum(sizes.values()))
        found = chance(law, listed_sums({size: n / total for size, n in sizes.items()}, goal))
        # In a unit of 12.5, so that nothing is a whole number of 1.
        pairs = " ".join(f"{size * 12.5!r} {float(n)!r}" for size, n in sizes.items())
        lines.append(f"{say(law)} seen {2 * len(sizes)} {pairs} {goal * 12.5!r} {found}")
    write("revenue.txt", ["P(S >= goal) and P(S < goal), S the sum of N sizes.",
                          "The law of N: binomial n p; beta_binomial n a b; poisson mean; mixed shape weeks time;",
                          "gates n a b a b ...; the size: gamma mean variation; seen size count size count ...",
                          "law count arguments size count arguments goal reached missed"], lines)


def rough() -> None:
    """Sizes that fit no lattice of 1600 cells: by convolution over every cent or unit there is."""
    lines = []
    rng = np.random.default_rng(20)
    cases = []
    for n, p, count, spread, scale in [
        (20, 0.26, 5, 0.4, 2000.0), (60, 0.26, 12, 0.7, 2000.0), (60, 0.6, 30, 1.0, 500.0), (300, 0.2, 40, 0.8, 900.0),
        (100, 0.9, 25, 0.5, 700.0), (1500, 0.2, 60, 0.6, 150.0), (3000, 0.5, 10, 1.2, 60.0), (12, 0.1, 4, 0.3, 9000.0),
        (4000, 0.3, 3, 1.5, 50.0), (2000, 0.4, 200, 0.2, 90.0),
        (46, 0.9, 2, 0.4, 900.0), (414, 0.6, 2, 1.6, 300.0), (14, 0.6, 2, 0.1, 900.0), (35, 0.1, 3, 0.4, 900.0),
        (7, 0.9, 7, 1.8, 900.0), (389, 0.3, 10, 1.0, 200.0), (2000, 1.0, 40, 0.5, 50.0),
    ]:
        cents = np.maximum(1, np.round(100 * scale * np.exp(spread * rng.standard_normal(count)))).astype(int)
        cases.append((n, p, cents))
    # Whole numbers, but too many of them below the goal; the others are as good as never whole.
    cases.append((2000, 0.5, np.array([1, 2, 4])))
    cases.append((200_000, 0.3, np.array([1, 3])))
    for n, p, cents in cases:
        mean = n * p * cents.mean()
        deviation = np.sqrt(n * p * (cents.astype(float) ** 2).mean() - n * (p * cents.mean()) ** 2)
        largest = int(mean + 12 * deviation + cents.max())
        length = 1 << int(np.ceil(np.log2(largest * 1.5)))
        one = np.bincount(cents, minlength=length).astype(float) / len(cents)
        total = np.fft.irfft((1 - p + p * np.fft.rfft(one)) ** n, length)
        tail = np.cumsum(total[::-1])[::-1]
        for z in (-1.5, 0.3, 2.0):
            goal = int(max(mean + z * deviation, cents.min() + 1))
            deals = min(n, int(n * p + 6 * np.sqrt(n * p)) + 1)
            blur = int(np.ceil(4 * np.sqrt(deals) * goal / 3200))
            # The chance, and with a goal that is four standard deviations of the blur higher and lower.
            found = [tail[goal], tail[goal + blur], tail[max(goal - blur, 0)]]
            pairs = " ".join(repr(float(c) / 100) for c in cents)
            lines.append(f"{n} {p!r} {len(cents)} {pairs} {goal / 100!r} " + " ".join(f"{x:.15e}" for x in found))
    write("revenue_rough.txt", ["P(S >= goal), S the sum of Binomial(n, p) of the sizes, each as likely; and the same for a",
                                "goal that is higher, and lower, by four standard deviations of the lattice's blur.",
                                "n p count sizes goal reached higher lower"], lines)


def main() -> None:
    directory = Path(sys.argv[1])
    flows()
    rough()
    revenue(directory)


if __name__ == "__main__":
    main()
