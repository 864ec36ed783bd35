"""Makes the text files of this directory that the tests of the room `chance` read.

    python3 chance.py DIRECTORY

DIRECTORY holds binomial_inverse.json and beta_binomial_inverse.json (smallest inputs, 25 digits); the chances with
several gates are worked out here, with mpmath. In a text file every line is one case.
"""

import json
import random
import sys
from pathlib import Path

from mpmath import mp, mpf, nstr

HERE = Path(__file__).parent
mp.dps = 100


def convert(directory: Path, name: str, inputs: list[str], title: str) -> None:
    """`n` is the strict answer, which the chances belong to; `n_tie` that under the tie rule."""
    data = json.loads((directory / f"{name}.json").read_text())
    lines = [f"# {title}", "# " + " ".join(inputs) + " k c n_tie n reached missed"]
    for case in data["cases"]:
        values = [repr(case[key]) for key in inputs] + [str(case["k"]), repr(case["c"])]
        missed = nstr(1 - mpf(case["prob_n"]), 25, min_fixed=1, max_fixed=0)
        lines.append(" ".join([*values, case["n_tie"], case["n"], case["prob_n"], missed]))
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")


def passing(a: mpf, b: mpf, n: int) -> list[mpf]:
    """P(j of n pass a gate of Beta(a, b)), upwards from j = 0; b None: a gate of the known rate a."""
    if b is None:
        term = (1 - a) ** n
        ratio = lambda j: mpf(n - j) / (j + 1) * a / (1 - a)
    else:
        term = mp.beta(a, b + n) / mp.beta(a, b)
        ratio = lambda j: mpf(n - j) / (j + 1) * (a + j) / (b + n - j - 1)
    row = [term]
    for j in range(n):
        term = term * ratio(j)
        row.append(term)
    return row


def through(gates: list[tuple], n: int) -> list[mpf]:
    """P(X = k) behind all gates, for k = 0..=n, gate by gate."""
    here = passing(*gates[0], n)
    for gate in gates[1:]:
        after = [mpf(0)] * (n + 1)
        for m, chance in enumerate(here):
            for j, share in enumerate(passing(*gate, m)):
                after[j] += chance * share
        here = after
    return here


def one_gate(a: mpf, b: mpf, k: int, n: int) -> tuple[mpf, mpf, mpf]:
    """P(X >= k), P(X < k), P(X = k) of one Beta gate, by the shorter of the two sums."""
    term = mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
                  + mp.loggamma(a + k) + mp.loggamma(b + n - k) - mp.loggamma(a + b + n)
                  - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b))
    mass = term
    if n - k < k:
        upper = term
        for j in range(k, n):
            term *= mpf(n - j) / (j + 1) * (a + j) / (b + n - j - 1)
            upper += term
        return upper, 1 - upper, mass
    lower = mpf(0)
    for j in range(k, 0, -1):
        term *= mpf(j) / (n - j + 1) * (b + n - j) / (a + j - 1)
        lower += term
    return 1 - lower, lower, mass


def by_quadrature(a: mpf, b: mpf, k: int, n: int) -> tuple[mpf, mpf, mpf]:
    """The same for counts that no sum reaches: P(X >= k) = P(Q <= P), Q ~ Beta(k, n - k + 1)."""
    mode = mpf(k) / n
    width = mp.sqrt(mode * (1 - mode) / n)
    scale = mp.loggamma(n + 1) - mp.loggamma(k) - mp.loggamma(n - k + 1)
    points = [mode + step * width for step in range(-15, 16, 3)]
    density = lambda x: mp.exp(scale + (k - 1) * mp.log(x) + (n - k) * mp.log(1 - x))
    over = lambda x: mp.betainc(a, b, x, 1, regularized=True)
    upper = mp.quad(lambda x: density(x) * over(x), points)
    assert abs(mp.quad(density, points) - 1) < mpf(10) ** -22
    lower = 1 - upper
    mass = mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + mp.loggamma(a + k)
                  + mp.loggamma(b + n - k) - mp.loggamma(a + b + n) - mp.loggamma(a) - mp.loggamma(b)
                  + mp.loggamma(a + b))
    return upper, lower, mass


def several() -> None:
    pick = random.Random(5)
    lines = ["# The chances of k of n behind several independent gates, each Beta(a, b), and one of a known rate.",
             "# n k rate reached missed mass a b a b ..."]

    def put(n, k, rate, gates, values):
        shapes = " ".join(f"{float(a)!r} {float(b)!r}" for a, b in gates)
        numbers = " ".join(nstr(value, 25, min_fixed=1, max_fixed=0) for value in values)
        lines.append(f"{n} {k} {rate!r} {numbers} {shapes}")

    def draw(gates):
        shapes = []
        for _ in range(gates):
            trials = pick.choice([0, 3, 10, 40, 150, 400])
            prior = pick.choice([0.5, 1.0, 0.125])
            passed = pick.randint(0, trials)
            shapes.append((prior + passed, prior + trials - passed))
        return shapes

    # Gate by gate, on both sides of what the table holds.
    for n, count, rounds in [(3, 2, 3), (40, 3, 4), (150, 5, 4), (512, 2, 3), (513, 2, 3), (600, 3, 3), (700, 2, 6)]:
        for _ in range(rounds):
            gates = draw(count)
            rate = pick.choice([1.0, 1.0, 0.25, 0.9375])
            known = [] if rate == 1.0 else [(mpf(rate), None)]
            masses = through([(mpf(a), mpf(b)) for a, b in gates] + known, n)
            total = mpf(0)
            wanted = [mpf(10) ** -12, mpf(1) / 50, mpf(1) / 2, mpf(99) / 100, 1 - mpf(10) ** -9]
            for k in range(n):
                total += masses[k]
                while wanted and total >= wanted[0]:
                    reached = sum(masses[k + 1:], mpf(0))
                    put(n, k + 1, rate, gates, (reached, total, masses[k + 1]))
                    wanted.pop(0)
                    while wanted and total >= wanted[0]:
                        wanted.pop(0)

    # Beta(a + b, c) times Beta(a, b) is Beta(a, b + c): so two gates, or three, are one, of any size.
    for n in [1000, 20_000, 10**6, 10**9]:
        for _ in range(6):
            (a, b), c, d = draw(1)[0], pick.randint(1, 60) + 0.5, float(pick.randint(1, 2000))
            gates = [(a, b), (a + b, c), (a + b + c, d)]
            whole = (mpf(a), mpf(b) + mpf(c) + mpf(d))
            mean = whole[0] / (whole[0] + whole[1])
            for times in [0.25, 1.0, 1.75]:
                k = max(1, int(n * mean * times))
                if k <= min(n, 30_000):
                    values = one_gate(*whole, k, n)
                    if min(values) > mpf(10) ** -60:
                        put(n, k, 1.0, gates, values)
    (HERE / "several_gates.txt").write_text("\n".join(lines) + "\n")


def single() -> None:
    pick = random.Random(7)
    lines = ["# The chances of k of n at a rate of which only Beta(a, b) is known.", "# n k a b reached missed mass"]
    for a, b in [(0.5, 0.5), (1.0, 1.0), (0.5, 40.5), (30.5, 0.5), (3.0, 9.0), (41.0, 61.0), (1e3, 3e3),
                 (1e-3, 1e-3), (1e6, 1e6), (2.5, 1e7), (7e4, 1e-3)]:
        for n in [1, 30, 257, 1000, 100_000, 10**8]:
            for k in sorted({max(1, round(n * share)) for share in [0.0, 1e-3, 0.3, 0.5, 0.9, 1.0]}):
                if pick.random() < 0.5 and min(k, n - k) <= 30_000:
                    values = one_gate(mpf(a), mpf(b), k, n)
                    if min(values[:2]) > mpf(10) ** -60:
                        numbers = " ".join(nstr(value, 25, min_fixed=1, max_fixed=0) for value in values)
                        lines.append(f"{n} {k} {a!r} {b!r} {numbers}")
    mp.dps = 40
    for a, b, k, n in [(0.5, 0.5, 10**6, 10**7), (3.0, 9.0, 10**6, 3 * 10**6), (41.0, 61.0, 10**8, 3 * 10**8),
                       (41.0, 61.0, 10**9, 10**10), (1.0, 200.0, 10**5, 10**9), (1000.0, 3000.0, 10**6, 4 * 10**6),
                       (1000.0, 3000.0, 26 * 10**8, 10**10)]:
        numbers = " ".join(nstr(value, 20, min_fixed=1, max_fixed=0)
                           for value in by_quadrature(mpf(a), mpf(b), k, n))
        lines.append(f"{n} {k} {a!r} {b!r} {numbers}")
    mp.dps = 100
    (HERE / "one_gate.txt").write_text("\n".join(lines) + "\n")


def main() -> None:
    directory = Path(sys.argv[1])
    convert(directory, "binomial_inverse", ["p"], "The smallest n with P(Binomial(n, p) >= k) >= c.")
    convert(directory, "beta_binomial_inverse", ["a", "b"],
            "The smallest n with P(BetaBinomial(n, a, b) >= k) >= c.")
    single()
    several()


if __name__ == "__main__":
    main()
