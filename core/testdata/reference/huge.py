"""Makes huge_gates.txt, the chances of very many inputs behind several independent gates, for the tests of `chance`.

    python3 huge.py

Two ways, both with mpmath and neither by a transform: gates that failed a whole number of times are a signed mixture of
powers, and the logarithms of rates that are well known are added up by the trapezoidal rule.
"""

import random
from pathlib import Path

from mpmath import mp, mpf, nstr

HERE = Path(__file__).parent
FEW = mpf(10) ** -60


def mixture(gates: list[tuple], k: int, n: int) -> tuple[mpf, mpf, mpf]:
    """P(X >= k), P(X < k), P(X = k) where every b is whole.

    -ln of the overall rate is then a sum of exponential variables with the means 1 / (a + j), 0 <= j < b, whose law is a
    signed mixture of theirs (partial fractions). With P ~ Beta(l, 1), P(X < k) = E[Q^l] with Q ~ Beta(k, n - k + 1).
    """
    mp.dps = 80
    while True:
        poles = [mpf(a) + j for a, b in gates for j in range(int(b))]
        missed = mass = largest = mpf(0)
        for l in poles:
            weight = mp.fprod(other / (other - l) for other in poles if other != l)
            missed += weight * mp.exp(mp.loggamma(k + l) - mp.loggamma(k) + mp.loggamma(mpf(n) + 1)
                                      - mp.loggamma(n + 1 + l))
            mass += weight * l * mp.exp(mp.loggamma(mpf(n) + 1) - mp.loggamma(mpf(k) + 1) + mp.loggamma(k + l)
                                        - mp.loggamma(n + 1 + l))
            largest = max(largest, abs(weight))
        reached = 1 - missed
        # What the logarithms of gamma functions, and then the differences, take away.
        if all(value > largest * mpf(10) ** (50 - mp.dps) for value in (reached, missed, mass)):
            return reached, missed, mass
        if mp.dps > 1000:
            return reached, mpf(0), mass
        mp.dps *= 2


class Ln:
    """The logarithm of a Beta(a, b) variable that is nearly normal: 13 deviations to each side hold it."""

    def __init__(self, a: mpf, b: mpf):
        self.a, self.b = a, b
        self.scale = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
        self.deviation = mp.sqrt(mp.psi(1, a) - mp.psi(1, a + b))
        mean = mp.psi(0, a) - mp.psi(0, a + b)
        self.ends = mean - 13 * self.deviation, min(mpf(0), mean + 13 * self.deviation)

    def density(self, y: mpf) -> mpf:
        return mp.exp(self.scale + self.a * y + (self.b - 1) * mp.log(-mp.expm1(y)))

    def cells(self, step: mpf) -> tuple[int, list[mpf]]:
        """The density at whole multiples of `step`, and the first multiple."""
        first, last = (int(end / step) for end in self.ends)
        return first, [self.density(i * step) for i in range(first, last + 1)]


def convolved(gates: list[tuple], k: int, n: int) -> tuple[mpf, mpf, mpf]:
    """The same where all logarithms are nearly normal: P(X >= k) = P(ln Q <= ln P), and k P(X = k) is the density of
    ln Q - ln P at 0. On the whole line the trapezoidal rule is exact to exp(-2 pi^2 3^2) with three steps a deviation."""
    mp.dps = 60
    rates, count = [Ln(mpf(a), mpf(b)) for a, b in gates], Ln(mpf(k), mpf(n - k + 1))
    step = min(law.deviation for law in [*rates, count]) / 3
    first, rate = 0, [1 / step]
    for law in rates:
        start, here = law.cells(step)
        after = [mpf(0)] * (len(rate) + len(here) - 1)
        for i, x in enumerate(rate):
            for j, y in enumerate(here):
                after[i + j] += x * y * step
        first, rate = first + start, after
    assert abs(sum(rate) * step - 1) < mpf(10) ** -25
    start, density = count.cells(step)
    parts = [mp.quad(count.density, [i * step, (i + 1) * step]) for i in range(start, start + len(density) - 1)]
    assert abs(sum(parts) - 1) < mpf(10) ** -25
    below = [mpf(0)]
    for part in parts:
        below.append(below[-1] + part)
    above = [mpf(0)]
    for part in reversed(parts):
        above.append(above[-1] + part)
    above.reverse()
    reached = missed = mass = mpf(0)
    for i, x in enumerate(rate, first - start):
        if 0 <= i < len(density):
            reached += x * below[i] * step
            missed += x * above[i] * step
            mass += x * density[i] * step / k
        elif i < 0:
            missed += x * step
        else:
            reached += x * step
    return reached, missed, mass


def main() -> None:
    pick = random.Random(11)
    lines = ["# The chances of k of very many inputs n behind several independent gates, each Beta(a, b).",
             "# n k reached missed mass a b a b ..."]

    def put(n, k, gates, values):
        assert all(mpf(float(x)) == mpf(x) for gate in gates for x in gate)
        numbers = " ".join(nstr(value, 25, min_fixed=1, max_fixed=0) for value in values)
        lines.append(f"{n} {k} {numbers} " + " ".join(f"{float(a)!r} {float(b)!r}" for a, b in gates))

    for n in [10**6, 10**9, 10**11, 10**12, 10**14, 2**53]:
        for count in [2, 3, 5]:
            for _ in range(2):
                # So that no two poles meet.
                gates = [(pick.choice([0, 1, 7, 80, 3000]) + (2 * i + 1) / 16, pick.choice([1, 2, 9, 40]))
                         for i in range(count)]
                mean = mp.fprod(mpf(a) / (mpf(a) + b) for a, b in gates)
                for times in [1e-6, 0.01, 0.5, 1.0, 1.5]:
                    k = int(n * mean * times)
                    if 1 <= k <= n:
                        values = mixture(gates, k, n)
                        if min(values) > FEW:
                            put(n, k, gates, values)

    # What is known of the rates from next to nothing to 9e15 items, beside counts that vary more, as much, and less.
    for n, trials, shares in [(10**9, [10**6, 10**7], [0.3, 0.6]), (10**12, [10**13, 10**13], [0.1, 0.5]),
                              (10**14, [10**13, 10**14], [0.1, 0.9]), (2**53, [10**13, 10**13], [0.1, 0.7]),
                              (2**53, [2**52, 10**15], [0.25, 0.8]), (2**53, [10**15, 2 * 10**14, 10**15], [0.9, 0.5, 0.3]),
                              (10**9, [10**8, 10**9], [0.01, 0.125])]:
        gates = [(int(total * share), total - int(total * share)) for total, share in zip(trials, shares)]
        mean = mp.fprod(mpf(a) / (a + b) for a, b in gates)
        spread = mp.sqrt(sum(mpf(b) / a / (a + b) for a, b in gates) + (1 - mean) / mean / n)
        for score in [-6, -1, 0, 4]:
            k = int(n * mean * mp.exp(spread * score))
            put(n, k, gates, convolved(gates, k, n))
    (HERE / "huge_gates.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
