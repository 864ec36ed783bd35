"""Reads the golden vectors and compares with them, bit for bit; what is `near` within its tolerance."""

import math
import os
import struct
from pathlib import Path

DIRECTORY = Path(os.environ["FUNNELMATH_VECTORS"])


class Case:
    def __init__(self, name):
        self.name, self.op, self.ins, self.outs, self.near = name, None, {}, {}, {}

    def __repr__(self):
        return self.name

    def words(self, field):
        return self.ins[field]

    def word(self, field):
        return self.ins[field][0]

    def int(self, field):
        return int(self.word(field))

    def f64(self, field):
        return f64_of(self.word(field))

    def option(self, field):
        return None if self.word(field) == "-" else self.f64(field)

    def f64s(self, field):
        return [f64_of(token) for token in self.ins[field]]

    def options(self, field):
        return [None if token == "-" else f64_of(token) for token in self.ins[field]]


def f64_of(token):
    return struct.unpack(">d", bytes.fromhex(token.split("=")[0]))[0]


def read(name):
    cases = []
    for line in (DIRECTORY / name).read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        kind, field, *words = line.split()
        if kind == "case":
            cases.append(Case(field))
        elif kind == "op":
            cases[-1].op = field
        elif kind in ("in", "out"):
            fields = cases[-1].ins if kind == "in" else cases[-1].outs
            assert field not in fields, line
            fields[field] = words
        elif kind == "near":
            outs = cases[-1].outs
            assert field not in outs, line
            tolerance = float(words[0])
            assert 0 < tolerance < 1e-3, line
            cases[-1].near[field], outs[field] = tolerance, words[1:]
        else:
            assert kind == "exact", line
    return cases


def same(value, token):
    if value is None:
        return token == "-"
    if isinstance(value, bool):
        return token == ("yes" if value else "no")
    if isinstance(value, float):
        return token[16:17] == "=" and struct.pack(">d", value).hex() == token[:16]
    return str(value) == token


def near(value, token, tolerance):
    """Whether a number is as near as it must be; 0 is exactly 0, and never -0."""
    if not isinstance(value, float) or "=" not in token:
        return False
    expected = f64_of(token)
    if expected == 0:
        return value == 0 and math.copysign(1, value) == 1
    return abs(value - expected) <= tolerance * abs(expected)


def compare(case, got):
    """What differs, as text; empty when nothing does."""
    if set(got) != set(case.outs):
        return f"{case}: fields {sorted(got)}, expected {sorted(case.outs)}"
    for field, values in got.items():
        values = values if isinstance(values, (list, tuple)) else [values]
        tokens = case.outs[field]
        tolerance = case.near.get(field)
        if tolerance is None:
            fits = map(same, values, tokens)
        else:
            fits = (near(value, token, tolerance) for value, token in zip(values, tokens))
        if len(values) != len(tokens) or not all(fits):
            return f"{case}: {field} is {values}, expected {tokens}"
    return ""
