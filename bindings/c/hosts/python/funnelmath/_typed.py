"""Values of requests as the typed C functions take them, and their results as answers.

A value that does not fit raises one of `REFUSED`; the question is then asked as a document, which says what is wrong.
"""

from __future__ import annotations

from array import array
from ctypes import ArgumentError, sizeof
from struct import iter_unpack
from typing import Any

from . import _native as native
from ._answers import (
    Effect,
    Interval,
    Probability,
    QuantileAnswer,
    RequiredUnreachable,
    SensitivityAnswer,
)

REFUSED = (ArgumentError, TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError)
METHODS: dict[int, Any] = {value: word for word, value in native.METHOD.items()}


def doubles(values: Any) -> tuple[Any, int, int]:
    """A list of numbers: what keeps it alive, its address, its length. Arrays of doubles are used where they are."""
    if type(values) is list or type(values) is tuple:
        kept = array("d", values)
    elif type(values) is array and values.typecode == "d":
        kept = values
    else:
        kept = float_array(values)
        return kept, kept.ctypes.data, len(kept)
    address, count = kept.buffer_info()
    return kept, address, count


def float_array(values: Any) -> Any:
    """A numpy array, a pandas column or anything else with `__array__` as an array of doubles."""
    if not hasattr(values, "__array__"):
        raise TypeError
    import numpy

    made = numpy.asarray(values)
    if made.dtype.kind not in "iuf" or made.ndim != 1:
        raise TypeError
    return numpy.ascontiguousarray(made, dtype=float)


def same_length(first: int, other: int) -> None:
    if first != other:
        raise ValueError


def index(value: int) -> int:
    """The number of a stage or gate; ctypes would take it modulo 2^64."""
    if not 0 <= value < 1 << 53:
        raise ValueError
    return value


def goal_of(goal: Any, sale_value: Any) -> Any:
    """A goal without anything that is there already."""
    ((kind, target),) = goal.items()
    if kind == "revenue":
        return native.goal(sizeof(native.goal), 0, 0, target, sale_value)
    if len(target) != 2 or kind != "volume":
        raise ValueError
    sale_value = 0.0 if sale_value is None else sale_value
    return native.goal(sizeof(native.goal), 1, index(target["stage"]), target["target"], sale_value)


def calendar_of(calendar: Any) -> Any:
    """A calendar as C has it; those that have a name count all seven days of a week."""
    if isinstance(calendar, str):
        return native.calendar(sizeof(native.calendar), native.CALENDAR_KIND[calendar], 0.0, 7.0)
    if len(calendar) != 2:
        raise ValueError
    kind = native.CALENDAR_KIND["selling_weeks"]
    return native.calendar(sizeof(native.calendar), kind, calendar["selling_weeks"], calendar["days_per_week"])


def evidence_of(evidence: Any) -> tuple[Any, Any]:
    """The shapes of a rate's distribution."""
    if len(evidence) != 2:
        raise ValueError
    return evidence["a"], evidence["b"]


def chance_of(chance: Any) -> tuple[Any, Any, Any, int, Any]:
    """The known rate, the addresses of the shapes of the other gates, how many there are, and what keeps them alive."""
    if len(chance) != 1:
        raise ValueError
    if "rate" in chance:
        return chance["rate"], None, None, 0, None
    counted = chance["counted"]
    if len(counted) != 2:
        raise ValueError
    shapes = [evidence_of(each) for each in counted["evidence"]]
    a, b = array("d", [a for a, _ in shapes]), array("d", [b for _, b in shapes])
    return counted["rate"], a.buffer_info()[0], b.buffer_info()[0], len(shapes), (a, b)


def flow_of(flow: Any) -> tuple[Any, Any]:
    """The arrivals, and the rate at which they become results."""
    rate, weeks, first = flow["rate"], flow.get("weeks"), flow.keys() - {"rate", "weeks"}
    (name,) = first
    kind, b = {"per_week": (0, 0.0), "arrivals": (1, weeks), "shape": (2, weeks)}[name]
    if name == "per_week" and "weeks" in flow:
        raise ValueError
    return native.flow(sizeof(native.flow), kind, flow[name], b), rate


def size_of(size: Any) -> tuple[Any, Any]:
    """How large deals are, and what keeps their sizes alive."""
    ((kind, given),) = size.items()
    mean, variation, sizes, counts, length, kept = 0.0, 0.0, None, None, 0, None
    if kind == "fixed":
        mean = given
    elif kind == "varying":
        mean, variation = given["mean"], given["variation"]
    else:
        listed = given if kind == "seen" else given["sizes"]
        first, sizes, length = doubles(listed)
        second, counts, other = doubles(given["counts"]) if kind == "counted" else (None, None, length)
        same_length(length, other)
        kept = first, second
    if isinstance(given, dict) and len(given) != 2:
        raise ValueError
    deal = native.deal_size(
        sizeof(native.deal_size), native.DEAL_KIND[kind], mean, variation, sizes, counts, length
    )
    return deal, kept


def lever_of(lever: Any) -> tuple[int, int]:
    """Which kind of lever, and which gate."""
    if lever == "sale_value":
        return native.LEVER["sale_value"], 0
    head, number = lever[:6], lever[6:-1]
    if head != "gates[" or lever[-1] != "]" or not number.isdecimal() or not number.isascii():
        raise ValueError
    return native.LEVER["gate"], index(int(number))


def step_of(step: Any) -> tuple[int, Any]:
    """Which kind of step, and its size."""
    ((kind, size),) = step.items()
    return native.STEP[kind], size


def maybe_of(maybe: Any) -> float | None:
    value: float = maybe.value
    return value if maybe.known else None


def maybes_of(maybes: Any) -> list[float | None]:
    """The same for a list: numbers, each with whether it is known and 4 bytes that are not used."""
    return [value if known else None for value, known in iter_unpack("dI4x", maybes)]


def probability_of(chance: Any) -> Probability:
    return Probability(chance.value, chance.complement, METHODS[chance.method])


def quantile_of(quantile: Any) -> QuantileAnswer | None:
    return QuantileAnswer(quantile.value.value, METHODS[quantile.method]) if quantile.value.known else None


def interval_of(interval: Any) -> Interval:
    return Interval(interval.low, maybe_of(interval.high), METHODS[interval.method])


def sensitivity_of(effect: Any, lever: Any, step: Any) -> SensitivityAnswer:
    ((kind, _),) = step.items()
    made = Effect(
        lever,
        {kind: effect.size},  # type: ignore[arg-type]
        getattr(effect, "from"),
        effect.to,
        bool(effect.capped),
        maybe_of(effect.required_before),
        maybe_of(effect.required_after),
        effect.revenue_before,
        effect.revenue_after,
    )
    return SensitivityAnswer(made, maybe_of(effect.required_change), maybe_of(effect.revenue_change))


def unreachable_of(why: Any) -> RequiredUnreachable:
    lever = "sale_value" if why.lever == native.LEVER["sale_value"] else f"gates[{why.gate}]"
    return RequiredUnreachable(lever, why.missing, why.best)
