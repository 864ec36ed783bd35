"""How many of n get through: the distribution, both tails to 50 digits, and its inverses by search.

A rate that is known, one that is Beta(a, b), or a product of several such. Every number is a sum of
positive terms; `Law.agrees` holds it against the same in fractions.
"""

from decimal import Decimal
from fractions import Fraction
from math import comb

from .base import TIE
from .special import (
    agree,
    beta_binomial_mass,
    beta_tails,
    binomial_mass,
    real,
)

MOST = 2**53
ZERO, ONE = Decimal(0), Decimal(1)


def met(reached, missed, wanted):
    """Whether the chance is enough: whichever of the two is wanted smaller may miss by 2^-40 of itself."""
    wanted = Fraction(wanted)
    if wanted in (0, 1):
        return wanted == 0 or missed == 0
    if 2 * wanted <= 1:
        bound, short = real(wanted), real(wanted) - reached
    else:
        bound, short = real(1 - wanted), missed - real(1 - wanted)
    share = short / bound / real(TIE)
    # No case may stand so close to the edge of the tie rule that roundings decide.
    assert not Decimal("0.6") < share < Decimal("1.6"), "an undecided tie"
    return share <= 1


class Law:
    """The number of results of n inputs, with gates of a known overall rate and of Beta(a, b) ones."""

    def __init__(self, rate, a=(), b=()):
        self.rate, self.gates = Fraction(rate), list(zip(a, b, strict=True))

    def surely(self):
        return self.rate == 1 and not self.gates

    def never(self):
        return self.rate == 0

    def tails(self, k, n):
        """P(X >= k) and P(X < k)."""
        if k <= 0:
            return ONE, ZERO
        if k > n or self.never():
            return ZERO, ONE
        if self.surely():
            return ONE, ZERO
        if not self.gates:
            tails = beta_tails(k, n - k + 1, self.rate)
            return tails.lower, tails.upper
        if self.rate == 1 and len(self.gates) == 1:
            return self.single(k, n)
        return self.several(k, n)

    def mass(self, k, n):
        """P(X = k)."""
        if k > n or self.never() or self.surely():
            only = n if self.surely() else 0
            return ONE if k == only else ZERO
        if not self.gates:
            return binomial_mass(k, n, self.rate)
        if self.rate == 1 and len(self.gates) == 1:
            return beta_binomial_mass(k, n, *self.gates[0])
        return self.expect([last_mass(self.passes()[-1], k, n)], n)[0]

    def single(self, k, n):
        """Beta-binomial: the terms from the nearer end."""
        a, b = map(real, self.gates[0])
        if n - k + 1 < k:
            a, b = b, a
            low, high = 0, n - k
        else:
            low, high = 0, k - 1
        total = term = beta_binomial_mass(low, n, a, b)
        for j in range(low, high):
            term *= (n - j) * (a + j) / ((j + 1) * (b + n - j - 1))
            total += term
        other = 1 - total
        if other < Decimal(10) ** -25:
            # Then from the other end.
            other = term = beta_binomial_mass(n, n, a, b)
            for j in range(n, high + 1, -1):
                term *= j * (b + n - j) / ((n - j + 1) * (a + j - 1))
                other += term
        return (total, other) if n - k + 1 < k else (other, total)

    def passes(self):
        """The gates one after another; a known rate is one of them, and the last."""
        return [*self.gates, *([] if self.rate == 1 else [self.rate])]

    def several(self, k, n):
        reached = last_tail(self.passes()[-1], k, n)
        return tuple(self.expect(reached, n))

    def expect(self, values, n):
        """The expectation of functions of how many come to the last gate."""
        for gate in reversed(self.passes()[1:-1]):
            values = through(gate, values, n)
        row = first_row(self.passes()[0], n)
        return [sum(p * v for p, v in zip(row, value)) for value in values]

    def agrees(self, k, n):
        """Another way: the whole distribution in fractions, through the gates in the other order."""
        row = [Fraction(0)] * n + [Fraction(1)]
        for gate in reversed(self.passes()):
            after = [Fraction(0)] * (n + 1)
            for m, weight in enumerate(row):
                for j, p in enumerate(exact_row(gate, m)):
                    after[j] += weight * p
            row = after
        agree(real(sum(row[int(k):])), self.tails(k, n)[0])
        agree(real(sum(row[:int(k)])), self.tails(k, n)[1])
        if k <= n:
            agree(real(row[int(k)]), self.mass(k, n))


def exact_row(gate, m):
    """P(j pass | m come), in fractions."""
    if not isinstance(gate, tuple):
        return [comb(m, j) * gate**j * (1 - gate) ** (m - j) for j in range(m + 1)]
    a, b = map(Fraction, gate)

    def rising(x, count):
        product = Fraction(1)
        for i in range(count):
            product *= x + i
        return product

    return [comb(m, j) * rising(a, j) * rising(b, m - j) / rising(a + b, m) for j in range(m + 1)]


def first_row(gate, n):
    """P(j come through the first gate), j = 0..n, from the likeliest outwards."""
    a, b = map(real, gate)
    mode = min(n, int(n * a / (a + b)))
    row = [ZERO] * (n + 1)
    row[mode] = beta_binomial_mass(mode, n, a, b)
    for j in range(mode, n):
        row[j + 1] = row[j] * (n - j) * (a + j) / ((j + 1) * (b + n - j - 1))
    for j in range(mode, 0, -1):
        row[j - 1] = row[j] * j * (b + n - j) / ((n - j + 1) * (a + j - 1))
    return row


def through(gate, values, n):
    """For each number m that comes, the expectation of values[j] over the j that pass."""
    a, b = map(real, gate)
    row, means = [ONE], [[] for _ in values]
    for m in range(n + 1):
        for mean, value in zip(means, values):
            mean.append(sum(p * v for p, v in zip(row, value)))
        # One more passes or not, as Polya's urn gives it.
        fail = [p * (b + m - j) for j, p in enumerate(row)]
        win = [p * (a + j) for j, p in enumerate(row)]
        row = [(x + y) / (a + b + m) for x, y in zip([*fail, ZERO], [ZERO, *win])]
    return means


def last_tail(gate, k, n):
    """P(X >= k) and P(X < k) for 0..=n that come to the last gate."""
    if isinstance(gate, tuple):
        law = Law(1, [gate[0]], [gate[1]])
        a, both = real(gate[0]), real(gate[0]) + real(gate[1])
        steps = [mass * (a + k - 1) / (both + m) for m, mass in enumerate(last_mass(gate, k - 1, n))]
    else:
        law = Law(gate)
        steps = [mass * real(gate) for mass in last_mass(gate, k - 1, n)]
    # One more input is one more result in time when it comes as k - 1 are there: up from none, and down
    # from all, so that both are sums.
    reached, missed = [ZERO], [law.tails(k, n)[1]]
    for m in range(n):
        reached.append(reached[m] + steps[m])
        missed.append(missed[m] + steps[n - 1 - m])
    agree(law.tails(k, n)[0], reached[n])
    agree(ONE, missed[n])
    return [reached, missed[::-1]]


def last_mass(gate, k, n):
    """P(X = k) for 0..=n that come to the last gate."""
    masses = [ZERO] * (n + 1)
    if k > n:
        return masses
    if isinstance(gate, tuple):
        a, b = map(real, gate)
        masses[k] = beta_binomial_mass(k, k, a, b)
        for m in range(k, n):
            masses[m + 1] = masses[m] * (m + 1) * (b + m - k) / ((m + 1 - k) * (a + b + m))
    else:
        p = real(gate)
        masses[k] = p**k
        for m in range(k, n):
            masses[m + 1] = masses[m] * (m + 1) * (1 - p) / (m + 1 - k)
    return masses


def first(low, high, holds):
    """The smallest whole number in low..=high at which it holds; None if at none."""
    if holds(low):
        return low
    step = 1
    while low + step < high and not holds(low + step):
        low, step = low + step, step * 2
    high = min(low + step, high)
    if not holds(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def inputs_for(law, k, wanted):
    """The smallest number of inputs; None if there is none up to 2^53."""
    if k == 0 or wanted == 0:
        return 0
    if law.never():
        return None
    if wanted == 1:
        return k if law.surely() else None
    return first(k, MOST, lambda n: met(*law.tails(k, n), wanted))


def results_of(law, n, wanted):
    """The most results that n inputs reach."""
    if wanted == 0:
        return 0 if law.never() else n
    if wanted == 1 or law.never():
        return n if law.surely() else 0
    beyond = first(0, n + 1, lambda k: not met(*law.tails(k, n), wanted))
    return beyond - 1


def quantile(law, n, p):
    """The smallest k with P(X <= k) >= p."""
    if p == 0 or law.never():
        return 0
    if p == 1 or law.surely():
        return n
    return first(0, n, lambda k: met(*reversed(law.tails(k + 1, n)), p))
