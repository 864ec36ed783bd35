"""Every golden vector that a request can express, through the functions of the package."""

import dataclasses
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import funnelmath as fm

SCRIPT = Path(os.environ["FUNNELMATH_VECTORS"], "documents.py")


def lines():
    made = subprocess.run([sys.executable, SCRIPT, "-"], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in made.stdout.splitlines()]


def asked(request):
    arguments = {{"from": "from_"}.get(name, name): value for name, value in request.items()}
    return getattr(fm, arguments.pop("question"))(**arguments)


def difference(got, wanted, near, at=""):
    """Where an answer differs from its document; a member that is None there may have any value."""
    if isinstance(wanted, dict) and dataclasses.is_dataclass(got):
        members = {field.name.rstrip("_"): getattr(got, field.name) for field in dataclasses.fields(got)}
        members |= {"outcome": got.outcome} if hasattr(got, "outcome") else {}
        extra = [name for name, value in members.items() if value is not None and name not in wanted]
        pairs = [(members.get(name), value, f"{at}/{name}") for name, value in wanted.items() if value is not None]
        found = (difference(*pair[:2], near, pair[2]) for pair in pairs)
        return f"{at}: {extra} too" if extra else next(filter(None, found), "")
    if isinstance(wanted, dict) and not isinstance(got, dict):  # None, or the one member
        inner = {name: value for name, value in wanted.items() if name != "outcome"}
        if len(inner) > 1 or (got is None) != (not inner):
            return f"{at}: {got!r}, expected {wanted}"
        return next((difference(got, value, near, f"{at}/{name}") for name, value in inner.items()), "")
    if isinstance(wanted, list) and isinstance(got, list) and len(got) == len(wanted):
        pairs = zip(got, wanted, (f"{at}/{index}" for index in range(len(got))))
        return next(filter(None, (difference(one, other, near, where) for one, other, where in pairs)), "")
    if at in near:
        fits = type(got) is float and abs(got - wanted) <= near[at] * abs(wanted) and math.copysign(1, got) * wanted >= 0
    else:
        fits = type(got) is type(wanted) and repr(got) == repr(wanted)  # 0.0 is not -0.0
    return "" if fits else f"{at}: {got!r}, expected {wanted!r}"


def test_the_golden_vectors():
    wrong, count = [], 0
    for line in lines():
        count += 1
        try:
            got = asked(line["request"])
            differs = "no error" if "error" in line else difference(got, line["answer"], line["near"])
        except fm.FunnelError as error:
            shown = [{"code": p.code, "pointer": "".join(f"/{s}" for s in p.path), "value": p.value} for p in error.problems]
            wanted = line.get("error")
            fits = wanted and any(wanted.items() <= problem.items() for problem in shown)
            differs = "" if fits else f"{shown}, expected {wanted}"
        if differs:
            wrong.append(f"{line['case']}: {differs}")
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:20])
    assert count >= 6_563
