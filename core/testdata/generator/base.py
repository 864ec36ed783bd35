"""Numbers, text, bounds, random numbers and files: what all vectors are made with."""

import math
import struct
import sys
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
UNIT = Fraction(1, 2**53)
TINY = Fraction(1, 2**1074)
TIE = Fraction(1, 2**40)
MAX = sys.float_info.max
NAN, INF = float("nan"), float("inf")
SUBNORMAL = 5e-324

HEADER = """\
# funnelmath golden vectors: {title}
# Made by generate.py; do not edit. README.md describes every field of every operation.
#
# case NAME              begins a case; an empty line ends it
# op NAME                the operation
# in FIELD V V ...       an input; out FIELD V V ...: what must come out, bit for bit
# exact FIELD D D ...    the same field without any rounding, to 25 significant digits (for people)
#
# An f64 is the 16 hex digits of its bits, '=', and its decimal text. '-' is none or unknown. Whole
# numbers and words stand as they are. A field without values is an empty list.
"""

NEAR = """\
#
# near FIELD TOL V V ... an output that no host can round correctly: |got - V| <= TOL * |V|; 0 is exactly 0
"""


def bits(x):
    return struct.pack(">d", x).hex()


def token(value):
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{bits(value)}={value!r}"
    return str(value)


DIGITS = Context(prec=25, Emin=-999999, Emax=999999)
WIDE = Context(prec=90, Emin=-999999, Emax=999999)


def decimal(value, context):
    if isinstance(value, Decimal):
        return context.plus(value)
    value = Fraction(value)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def digits(value):
    if value is None:
        return "-"
    number = decimal(value, DIGITS)
    if number == 0:
        return "0"
    number = number.normalize(DIGITS)
    if -8 <= number.adjusted() <= 24:
        return f"{number:f}"
    return f"{number:e}"


def near(got, exact, units, scale=None, tiny=0):
    """Refuses an f64 answer that is not as good as the stated bound."""
    assert math.isfinite(got), (got, exact)
    scale = abs(exact) if scale is None else scale
    bound = units * UNIT * scale + tiny * TINY
    off = abs(Fraction(got) - exact)
    assert off <= bound, f"{got!r}: {float(off / bound):.3} times the bound from {digits(exact)}"


#: Promised relative accuracy of a probability (times its condition number), a quantile and a revenue's chance.
TAIL, QUANTILE, REVENUE = 2e-13, 1e-13, 1e-12
#: And of what the inversion of a transform gives, of both tails.
INVERSION = 1e-11


class Near:
    """Expected values, in decimal to 50 digits, with the relative tolerance that the promise gives."""

    def __init__(self, values, promise, condition=0):
        values = values if isinstance(values, list) else [values]
        self.values = [self.nearest(value) for value in values]
        self.tolerance = promise * max(1.0, float(abs(condition)))
        assert self.tolerance < 1e-3, f"ill-conditioned: {self.tolerance}"

    @staticmethod
    def nearest(value):
        """Below the normal numbers no relative tolerance holds: such an answer may only be a plain 0."""
        got = float(value)
        assert abs(got) > 1e-300 or got == 0 and abs(Decimal(value)) < Decimal("1e-340"), value
        return got + 0.0

    def words(self):
        return [f"{self.tolerance:.3g}", *map(token, self.values)]


def rounded(exact):
    """The f64 nearest to an exact value."""
    return float(exact)


def ties(a, b):
    """The tie rule, exactly."""
    return abs(a - b) <= TIE * max(abs(a), abs(b))


def clearly(a, b):
    """No case may stand so close to the edge of the tie rule that roundings decide."""
    off, bound = abs(a - b), TIE * max(abs(a), abs(b))
    assert not bound * Fraction(99, 100) < off < bound * Fraction(101, 100), (a, b)
    return ties(a, b)


def exactly(values):
    return [None if value is None else Fraction(value) for value in values]


class Neumaier:
    def __init__(self):
        self.high = self.low = 0.0

    def add(self, term):
        high = self.high + term
        if abs(self.high) >= abs(term):
            self.low += (self.high - high) + term
        else:
            self.low += (term - high) + self.high
        self.high = high

    def total(self):
        return self.high + self.low


class Random:
    """A linear congruential generator (Knuth's MMIX): the same numbers on every machine, for ever."""

    def __init__(self, seed):
        self.state = seed
        for _ in range(8):
            self.next()

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.state >> 11

    def unit(self):
        return self.next() / 2**53

    def below(self, n):
        return self.next() % n

    def one(self, items):
        return items[self.below(len(items))]

    def rate(self):
        return [
            lambda: (1 + self.below(100)) / 100,
            lambda: (1 + self.below(100)) / 100,
            lambda: self.unit(),
            lambda: (1 + self.below(40)) / (40 + self.below(200)),
            lambda: self.unit() * 1e-6,
        ][self.below(5)]()

    def open_rate(self):
        """A rate that is not so close to 1 that the tie rule takes it for 1."""
        rate = self.rate()
        return rate if 0.0 < rate < 0.999 else 0.5

    def rates(self, longest=7):
        return [self.rate() for _ in range(1 + self.below(longest))]

    def volume(self):
        return [
            lambda: float(self.below(1000)),
            lambda: self.below(100000) / 10,
            lambda: self.unit() * 1e6,
            lambda: self.unit(),
        ][self.below(4)]()

    def money(self):
        return [
            lambda: float(50 * (1 + self.below(4000))),
            lambda: (1 + self.below(10**8)) / 100,
            lambda: (0.5 + self.unit()) * 1e4,
        ][self.below(3)]()


FILES = {}


class File:
    def __init__(self, name, title):
        self.name, self.title, self.cases, self.names = name, title, [], set()
        self.nears = False
        FILES[name] = self

    def case(self, name, op, ins, outs, exact=None):
        assert name not in self.names, name
        self.names.add(name)
        lines = [f"case {self.name}/{name}", f"op {op}"]
        for kind, fields in (("in", ins), ("out", outs)):
            for field, value in fields.items():
                if isinstance(value, Near):
                    lines.append(" ".join(["near", field, *value.words()]))
                    self.nears = True
                    continue
                values = value if isinstance(value, (list, tuple)) else [value]
                lines.append(" ".join([kind, field, *map(token, values)]))
        for field, value in (exact or {}).items():
            values = value if isinstance(value, (list, tuple)) else [value]
            lines.append(" ".join(["exact", field, *map(digits, values)]))
        self.cases.append("\n".join(lines) + "\n")

    def text(self):
        header = HEADER.format(title=self.title) + (NEAR if self.nears else "")
        return header + "\n" + "\n".join(self.cases)
