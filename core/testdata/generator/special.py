"""The special functions to 60 digits and more, from their plainest series, in decimal arithmetic.

Slow and simple on purpose: only sums of positive terms, each tail from its own sum. Where a second
way exists (another series, a finite sum in fractions), `agree` holds one against the other.
"""

import decimal
from decimal import Decimal
from fractions import Fraction
from functools import cache, wraps

#: Digits carried, and digits that two ways must share. The largest arguments here cost about 20.
CARRIED, SHARED = 90, 50
CONTEXT = decimal.Context(prec=CARRIED, Emax=10**15, Emin=-(10**15))
decimal.setcontext(CONTEXT)
ONE, HALF = Decimal(1), Decimal("0.5")
STEPS = 3_000_000
#: A tail that is 1 minus the other loses digits; up to this many are made up for.
LOST = 150


def precision(digits):
    """More digits, or fewer, for a while."""
    context = CONTEXT.copy()
    context.prec = digits
    return decimal.localcontext(context)


def real(value):
    """An f64, a fraction or a whole number, to all the digits that are carried."""
    if isinstance(value, Decimal):
        return value
    value = Fraction(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def agree(one, other, digits=SHARED):
    assert abs(one - other) <= Decimal(10) ** -digits * max(abs(one), abs(other)), (one, other)
    return one


def cached(function):
    """Remembers an answer for as many digits as it was computed with."""

    @cache
    def at(digits, *arguments):
        return function(*arguments)

    @wraps(function)
    def call(*arguments):
        return at(decimal.getcontext().prec, *arguments)

    return call


@cached
def pi():
    """Machin's formula."""
    digits = decimal.getcontext().prec + 15

    def arctan(n):
        total, term, k = Decimal(0), ONE / n, 0
        while abs(term) > Decimal(10) ** -digits:
            total += term / (2 * k + 1) if k % 2 == 0 else -term / (2 * k + 1)
            term /= n * n
            k += 1
        return total

    with precision(digits):
        return 16 * arctan(5) - 4 * arctan(239)


@cache
def bernoulli():
    """B_2, B_4, ...: from the recurrence."""
    numbers = [Fraction(1)]
    for n in range(1, 301):
        total, choose = Fraction(0), 1
        for j in range(n):
            total += choose * numbers[j]
            choose = choose * (n + 1 - j) // (j + 1)
        numbers.append(-total / (n + 1))
    return numbers[2::2]


@cached
def ln_gamma(z):
    """Stirling's series, from far enough above z by the recurrence."""
    z = real(z)
    assert z > 0
    digits = decimal.getcontext().prec
    shift = ONE
    while z < digits:
        shift *= z
        z += 1
    total = (z - HALF) * z.ln() - z + (2 * pi()).ln() / 2
    power = z
    for n, b in enumerate(bernoulli(), 1):
        term = real(b) / (2 * n * (2 * n - 1) * power)
        total += term
        power *= z * z
        if abs(term) < Decimal(10) ** -(digits + 5):
            return total - shift.ln()
    raise AssertionError("Stirling's series did not end")


def ln_beta(a, b):
    return ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)


def rest(share):
    """1 - share, where that loses few digits."""
    left = 1 - share
    assert left > Decimal(10) ** -30, share
    return left


class Tails:
    """Both tails, and `slope` = x times the density, so that slope / tail is the condition number."""

    def __init__(self, lower, upper, slope):
        self.lower, self.upper, self.slope = lower, upper, slope

    def swapped(self, slope):
        return Tails(self.upper, self.lower, slope)


def rising(ratio):
    """1 + r(0) + r(0) r(1) + ...: the terms rise at first, then fall."""
    total = term = ONE
    least = Decimal(10) ** -(decimal.getcontext().prec + 5)
    for n in range(STEPS):
        factor = ratio(n)
        term *= factor
        total += term
        # What is left is less than this term of a geometric series.
        if factor < 1 and term * factor < least * total * (1 - factor):
            return total
    raise AssertionError("the series did not end")


def fraction(part):
    """a_1 / (b_1 + a_2 / (b_2 + ...)) of part(n) = (a_n, b_n), by its equivalent series.

    f_n - f_(n-1) is the product of the a_m over B_(n-1) B_n (DLMF 1.12.7), written in the ratios
    B_(n-1) / B_n, which stay of moderate size.
    """
    least = Decimal(10) ** -(decimal.getcontext().prec + 2)
    top, bottom = part(1)
    ratio = 1 / bottom
    total = step = top * ratio
    for n in range(2, STEPS):
        top, bottom = part(n)
        ratio = 1 / (bottom + top * ratio)
        step *= bottom * ratio - 1
        total += step
        if abs(step) < least * abs(total):
            return total
    raise AssertionError("the fraction did not end")


def beta_front(a, b, x, y):
    """x^a y^b / B(a, b)"""
    return (a * x.ln() + b * y.ln() - ln_beta(a, b)).exp()


def beta_fraction(a, b, x):
    """I_x(a, b) a / front for x up to about the mean (DLMF 8.17.22)."""

    def part(n):
        if n == 1:
            return ONE, ONE
        m = (n - 1) // 2
        if n % 2:
            return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), ONE
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), ONE

    return fraction(part)


def beta_series(a, b, x):
    """The same for any x: 2F1(a + b, 1; a + 1; x) (DLMF 8.17.8), slow where x is near 1."""
    return rising(lambda n: x + x * (b - 1) / (a + 1 + n))


def beta_tails(a, b, x, y=None):
    """I_x(a, b) and its complement; y = 1 - x may be given where x is near 1."""
    a, b, x = real(a), real(b), real(x)
    y = 1 - x if y is None else real(y)
    if x == 0 or y == 0:
        return Tails(1 - y, 1 - x, Decimal(0))
    front = beta_front(a, b, x, y)
    if x * b <= a * y:
        lower = front / a * beta_fraction(a, b, x)
        return Tails(lower, rest(lower), front / y)
    upper = front / b * beta_fraction(b, a, y)
    return Tails(rest(upper), upper, front / y)


def beta_tails_twice(a, b, x):
    """The same, held against the series on the side where x is small."""
    tails = beta_tails(a, b, x)
    lost = -min(tails.lower, tails.upper).adjusted()
    if 0 < x < 1 and lost <= LOST:
        with precision(CARRIED + lost):
            a, b, x = real(a), real(b), real(x)
            y = 1 - x
            front = beta_front(a, b, x, y)
            if x <= HALF:
                lower = front / a * beta_series(a, b, x)
                upper = 1 - lower
            else:
                upper = front / b * beta_series(b, a, y)
                lower = 1 - upper
        agree(tails.lower, lower)
        agree(tails.upper, upper)
    return tails


def gamma_front(a, x):
    return (a * x.ln() - x - ln_gamma(a)).exp()


def gamma_series(a, x):
    """P(a, x) a / front: the sum of x^n / (a + 1)_n (DLMF 8.7.1)."""
    return rising(lambda n: x / (a + 1 + n))


def gamma_fraction(a, x):
    """Q(a, x) / front above the mean: Legendre's continued fraction (DLMF 8.9.2)."""
    return fraction(lambda n: (ONE if n == 1 else (n - 1) * (a + 1 - n), x + 2 * n - 1 - a))


def gamma_tails(a, x):
    """P(a, x) and Q(a, x)."""
    a, x = real(a), real(x)
    if x == 0:
        return Tails(Decimal(0), ONE, Decimal(0))
    front = gamma_front(a, x)
    if x <= a + 1:
        lower = front / a * gamma_series(a, x)
        return Tails(lower, rest(lower), front)
    upper = front * gamma_fraction(a, x)
    return Tails(rest(upper), upper, front)


def gamma_tails_twice(a, x):
    """The same; above the mean the series must add to 1 with the fraction."""
    tails = gamma_tails(a, x)
    lost = -tails.upper.adjusted()
    if x > a + 1 and lost <= LOST:
        with precision(CARRIED + lost):
            a, x = real(a), real(x)
            lower = gamma_front(a, x) / a * gamma_series(a, x)
            upper = 1 - lower
        agree(tails.lower, lower)
        agree(tails.upper, upper)
    return tails


def normal_tails(z):
    """Phi(z) and its complement, by the incomplete gamma function: erfc(u) = Q(1/2, u^2)."""
    z = real(z)
    tails = gamma_tails(HALF, z * z / 2)
    far, near = tails.upper / 2, (1 + tails.lower) / 2
    density = (-z * z / 2).exp() / (2 * pi()).sqrt()
    lower, upper = (near, far) if z > 0 else (far, near)
    return Tails(lower, upper, abs(z) * density)


def inverse(tail, target, rises, digits=SHARED + 15):
    """The u at which ln(tail(u)) = ln(target); tail(u) gives the tail and its derivative.

    Bisection with few digits, then Newton with all.
    """
    goal = target.ln()

    def off(u):
        value, slope = tail(u)
        return (value.ln() - goal, slope / value) if value > 0 else (Decimal("-Infinity"), ONE)

    with precision(35):
        low, high = Decimal(-1), ONE
        while (off(low)[0] > 0) == rises:
            low *= 2
        while (off(high)[0] > 0) != rises:
            high *= 2
        for _ in range(60):
            middle = (low + high) / 2
            gap, slope = off(middle)
            if (gap > 0) == rises:
                high = middle
            else:
                low = middle
            if abs(gap) < Decimal("0.01"):
                break
        u = middle
        for _ in range(6):
            gap, slope = off(u)
            u -= gap / slope
    for _ in range(6):
        gap, slope = off(u)
        u -= gap / slope
        if abs(gap) < Decimal(10) ** -digits:
            return u
    raise AssertionError("Newton did not end")


def smaller(p):
    """Whether the lower tail is the smaller, and that tail: p exactly, as a fraction or an f64."""
    p = Fraction(p)
    return (True, real(p)) if p <= Fraction(1, 2) else (False, real(1 - p))


def beta_inverse(a, b, p):
    """x and 1 - x with I_x(a, b) = p, on the scale of u = ln(x / (1 - x))."""
    if p in (0, 1):
        return real(p), 1 - real(p)
    a, b = real(a), real(b)
    is_lower, target = smaller(p)

    def shares(u):
        return 1 / (1 + (-u).exp()), 1 / (1 + u.exp())

    def tail(u):
        x, y = shares(u)
        tails = beta_tails(a, b, x, y)
        slope = tails.slope * y
        return (tails.lower, slope) if is_lower else (tails.upper, -slope)

    return shares(inverse(tail, target, is_lower))


def gamma_inverse(a, p):
    """x with P(a, x) = p, on the scale of u = ln(x)."""
    if p == 0:
        return Decimal(0)
    is_lower, target = smaller(p)

    def tail(u):
        tails = gamma_tails(a, u.exp())
        return (tails.lower, tails.slope) if is_lower else (tails.upper, -tails.slope)

    return inverse(tail, target, is_lower).exp()


def normal_inverse(p):
    """z with Phi(z) = p."""
    if Fraction(p) == Fraction(1, 2):
        return Decimal(0)
    is_lower, target = smaller(p)

    def tail(u):
        tails = normal_tails(u)
        density = (-u * u / 2).exp() / (2 * pi()).sqrt()
        return tails.lower, density

    z = inverse(tail, target, True)
    return z if is_lower else -z


def ln_choose(n, k):
    return ln_gamma(real(n) + 1) - ln_gamma(real(k) + 1) - ln_gamma(real(n) - k + 1)


def binomial_mass(k, n, p):
    """C(n, k) p^k q^(n - k); p an f64 or a fraction."""
    p = real(p)
    if k > n or p == 0 and k > 0 or p == 1 and k < n:
        return Decimal(0)
    if p in (0, 1) or n == 0:
        return ONE
    return (ln_choose(n, k) + k * p.ln() + (n - k) * (1 - p).ln()).exp()


def poisson_mass(k, mean):
    mean = real(mean)
    if mean == 0:
        return ONE if k == 0 else Decimal(0)
    return (k * mean.ln() - mean - ln_gamma(real(k) + 1)).exp()


def beta_binomial_mass(k, n, a, b):
    """C(n, k) B(a + k, b + n - k) / B(a, b)."""
    if k > n:
        return Decimal(0)
    if n == 0:
        return ONE
    a, b = real(a), real(b)
    return (ln_choose(n, k) + ln_beta(a + k, b + n - k) - ln_beta(a, b)).exp()
