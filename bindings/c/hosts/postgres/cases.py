"""The golden vectors as they are read, and how an answer is held against them."""

import struct

from server import load


def bits(number):
    return struct.pack(">d", float(number)).hex()


class Case:
    def __init__(self, name):
        self.name, self.op, self.ins, self.outs, self.near = name, None, {}, {}, {}

    def f64(self, field):
        return f64_literal(self.ins[field][0])

    def f64s(self, field):
        return list_literal(self.ins[field])

    def word(self, field):
        return "'" + self.ins[field][0] + "'"


def f64_text(token):
    if token == "-":
        return "NULL"
    hexed, text = token.split("=")
    assert bits(text) == hexed, token
    return text


def f64_literal(token):
    return f"'{f64_text(token)}'::float8" if token != "-" else "NULL::float8"


def list_literal(tokens):
    return "'{" + ",".join(f64_text(token) for token in tokens) + "}'::float8[]"


def read(path):
    cases = []
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        kind, name, *values = line.split(" ")
        if kind == "case":
            cases.append(Case(name))
        elif kind == "op":
            cases[-1].op = name
        elif kind in ("in", "out", "near"):
            fields = cases[-1].ins if kind == "in" else cases[-1].outs
            assert name not in fields, (path, line)
            if kind == "near":
                cases[-1].near[name] = float(values.pop(0))
            fields[name] = values
        else:
            assert kind == "exact", (path, line)
    return cases


# What came out, as the vectors write it: each value by its bits, '-' for none.


def one(value):
    return ["-" if value is None else bits(value)]


def many(values):
    return ["-" if value is None else bits(value) for value in values]


def word(value):
    return ["-" if value is None else str(value)]


def yes(value):
    return ["yes" if value is True else "no" if value is False else repr(value)]


# What must come out.


def tokens(outs):
    return {field: [value.split("=")[0] for value in values] for field, values in outs.items()}


def f64_of(hexed):
    return struct.unpack(">d", bytes.fromhex(hexed))[0]


def as_expected(case, got):
    """Every field, and nothing else; bit for bit, or as near as the case says."""
    wanted = tokens(case.outs)
    if not isinstance(got, dict) or got.keys() != wanted.keys():
        return False
    for field, expected in wanted.items():
        values = got[field]
        if field not in case.near:
            if values != expected:
                return False
        elif len(values) != len(expected) or "-" in values:
            return False
        else:
            for value, near in zip(map(f64_of, values), map(f64_of, expected)):
                if not abs(value - near) <= case.near[field] * abs(near):
                    return False
    return True


def same_error(case, got):
    """An error says in its DETAIL what the vector says."""
    if not isinstance(got, dict) or got.get("sqlstate") != "22023" or not got["message"]:
        return False
    detail = load(got["detail"])
    found = {
        "error": [detail["code"]], "error_field": word(detail.get("field")), "error_index": word(detail.get("index")),
        "error_value": one(detail.get("value")), "error_limit": one(detail.get("limit")),
    }
    if detail.get("field", "").startswith("evidence."):
        found["error_index"] = ["-"]  # SQL takes all pairs at once and says which; the vectors know one
    # NaN has many bits; the vectors know one, and so does Python.
    return found == tokens(case.outs)
