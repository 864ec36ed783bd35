"""Reads the golden vectors and compares with them, bit for bit."""

import os
import struct
from pathlib import Path

DIRECTORY = Path(os.environ["FUNNELMATH_VECTORS"])


class Case:
    def __init__(self, name):
        self.name, self.op, self.ins, self.outs = name, None, {}, {}

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


def compare(case, got):
    """What differs, as text; empty when nothing does."""
    if set(got) != set(case.outs):
        return f"{case}: fields {sorted(got)}, expected {sorted(case.outs)}"
    for field, values in got.items():
        values = values if isinstance(values, (list, tuple)) else [values]
        tokens = case.outs[field]
        if len(values) != len(tokens) or not all(map(same, values, tokens)):
            return f"{case}: {field} is {values}, expected {tokens}"
    return ""
