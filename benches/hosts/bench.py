"""What funnelmath costs from Python; see run.sh."""

import math
import os
import platform
import sys
import time
from array import array
from ctypes import byref, c_double, sizeof
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bindings/c/hosts/python"))
import funnelmath as fm  # noqa: E402
from funnelmath import columns  # noqa: E402
from funnelmath import _native as native, _typed  # noqa: E402
from funnelmath._library import functions  # noqa: E402

QUICK = bool(os.environ.get("FUNNELMATH_BENCH_QUICK"))
ROWS, CALLS, ROUNDS = (2_000, 100, 1) if QUICK else (1_000_000, 20_000, 7)
RATES, REVENUE, VALUE = [0.65, 0.4, 0.8, 0.55, 0.9], 25_000.0, 3_400.0


# The same work, with the same checks, in plain Python.


def bad(what, index):
    raise ValueError(what, index)


def plain_required(rates, revenue, sale_value):
    if not rates:
        bad("no gates", None)
    for index, rate in enumerate(rates):
        if not 0.0 <= rate <= 1.0:
            bad("rate", index)
    if not 0.0 <= revenue < math.inf or not 0.0 <= sale_value < math.inf:
        bad("money", None)
    if sale_value == 0.0:
        return None
    target, product, volumes = revenue / sale_value, 1.0, []
    volumes.append(target)
    for rate in reversed(rates):
        product *= rate
        if product == 0.0:
            return None
        volumes.append(target / product)
    volumes.reverse()
    if not volumes[0] < math.inf:
        bad("overflow", 0)
    return volumes


def arithmetic_required(rates, revenue, sale_value):
    target, product = revenue / sale_value, 1.0
    volumes = [target]
    for rate in reversed(rates):
        product *= rate
        volumes.append(target / product)
    volumes.reverse()
    return volumes


def plain_gauge(actual, required):
    if not 0.0 <= actual < math.inf:
        bad("volume", 0)
    if not 0.0 <= required < math.inf:
        bad("volume", 1)
    if required == 0.0:
        return None
    gauge = actual / required
    return gauge if gauge < math.inf else bad("overflow", None)


def arithmetic_gauge(actual, required):
    return actual / required


def plain_rates(successes, trials):
    rates = []
    for index, (s, t) in enumerate(zip(successes, trials)):
        if not 0.0 <= s <= 9007199254740992.0 or s != math.floor(s):
            bad("count", index)
        if not 0.0 <= t <= 9007199254740992.0 or t != math.floor(t):
            bad("count", index)
        if t == 0.0:
            bad("no trials", index)
        if s > t:
            bad("successes", index)
        rates.append(s / t)
    return rates


def arithmetic_rates(successes, trials):
    return [s / t for s, t in zip(successes, trials)]


def numpy_rates(successes, trials):
    most = 9007199254740992.0
    for column in (successes, trials):
        if not ((column >= 0.0) & (column <= most) & (column == numpy.floor(column))).all():
            bad("count", None)
    if (trials == 0.0).any() or (successes > trials).any():
        bad("trials", None)
    return successes / trials


def plain_pipeline(values, probabilities):
    for index, value in enumerate(values):
        if not 0.0 <= value < math.inf:
            bad("money", index)
    for index, p in enumerate(probabilities):
        if not 0.0 <= p <= 1.0:
            bad("rate", index)
    high, low = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    for value, p in zip(values, probabilities):
        for at, term in enumerate((value, value * p, value * value * (p * (1.0 - p)))):
            old = high[at]
            new = high[at] = old + term
            low[at] += (old - new) + term if abs(old) >= abs(term) else (term - new) + old
    total, weighted, variance = (h + l for h, l in zip(high, low))
    return total, weighted, math.sqrt(variance)


def arithmetic_pipeline(values, probabilities):
    total = weighted = variance = 0.0
    for value, p in zip(values, probabilities):
        total += value
        weighted += value * p
        variance += value * value * (p * (1.0 - p))
    return total, weighted, math.sqrt(variance)


def numpy_pipeline(values, probabilities):
    if not ((values >= 0.0) & (values < math.inf)).all():
        bad("money", None)
    if not ((probabilities >= 0.0) & (probabilities <= 1.0)).all():
        bad("rate", None)
    variance = (values * values * (probabilities * (1.0 - probabilities))).sum()
    return values.sum(), (values * probabilities).sum(), math.sqrt(variance)


# Measuring: the least of some rounds.


def per_call(call):
    best = math.inf
    for _ in range(ROUNDS):
        begun = time.perf_counter_ns()
        for _ in range(CALLS):
            call()
        best = min(best, time.perf_counter_ns() - begun)
    return best / CALLS


def per_row(call):
    best = math.inf
    for _ in range(ROUNDS):
        begun = time.perf_counter_ns()
        call()
        best = min(best, time.perf_counter_ns() - begun)
    return best / ROWS


def table(title, measure, rows):
    times = [(name, measure(call)) for name, call in rows]
    plain = next(time for name, time in times if "same checks" in name)
    print(f"\n{title}\n\n| what | ns | to plain |\n|---|--:|--:|")
    for name, nanoseconds in times:
        print(f"| {name} | {nanoseconds:.4g} | {nanoseconds / plain:.2f} |")


def same(*results):
    assert all(result == results[0] for result in results), results


def close(got, expected):
    """numpy adds in another order and without compensation: near, and not the same bits."""
    assert all(abs(a - b) <= 1e-11 * abs(b) for a, b in zip(got, expected)), (got, expected)


print(f"\n## Python {platform.python_version()}, numpy {numpy.__version__}, {ROWS} rows")

goal = {"revenue": REVENUE}
kept, address, _ = _typed.doubles(RATES)
volumes, asked = (c_double * 6)(), native.goal(sizeof(native.goal), 0, 0, REVENUE, VALUE)
why, error, maybe = native.unreachable(), native.error(), native.maybe()
raw_required, raw_gauge = functions.chain_required, functions.activity_gauge


def raw_required_call():
    raw_required(address, 5, byref(asked), volumes, 6, byref(why), byref(error))
    return volumes[0]


def raw_gauge_call():
    raw_gauge(5.0, 6.5, byref(maybe), byref(error))
    return maybe.value


same(
    fm.required(rates=RATES, goal=goal, sale_value=VALUE).volumes, plain_required(RATES, REVENUE, VALUE),
    arithmetic_required(RATES, REVENUE, VALUE),
)
same(raw_required_call(), plain_required(RATES, REVENUE, VALUE)[0])
same(fm.activity_gauge(actual=5.0, required=6.5), raw_gauge_call(), plain_gauge(5.0, 6.5), arithmetic_gauge(5.0, 6.5))
table("required, 5 gates: a call", per_call, [
    ("funnelmath.required", lambda: fm.required(rates=RATES, goal=goal, sale_value=VALUE)),
    ("the C call alone, by ctypes, everything prepared", raw_required_call),
    ("plain Python, same checks", lambda: plain_required(RATES, REVENUE, VALUE)),
    ("plain Python, arithmetic only", lambda: arithmetic_required(RATES, REVENUE, VALUE)),
])
table("activity_gauge: a call", per_call, [
    ("funnelmath.activity_gauge", lambda: fm.activity_gauge(actual=5.0, required=6.5)),
    ("the C call alone, by ctypes, everything prepared", raw_gauge_call),
    ("plain Python, same checks", lambda: plain_gauge(5.0, 6.5)),
    ("plain Python, arithmetic only", lambda: arithmetic_gauge(5.0, 6.5)),
])

trials = [float(20 + at * 7919 % 977) for at in range(ROWS)]
successes = [float(at * 104_729 % 20) for at in range(ROWS)]
trials_np, successes_np = numpy.array(trials), numpy.array(successes)
trials_array, successes_array = array("d", trials), array("d", successes)
same(
    fm.gate_rates(successes=successes, trials=trials), plain_rates(successes, trials),
    arithmetic_rates(successes, trials), columns.rate_from_counts(successes=successes_np, trials=trials_np).rates.tolist(),
    fm.gate_rates(successes=successes_array, trials=trials_array),
    numpy_rates(successes_np, trials_np).tolist(),
)
table("gate_rates: a row", per_row, [
    ("funnelmath, lists", lambda: fm.gate_rates(successes=successes, trials=trials)),
    ("funnelmath, array.array", lambda: fm.gate_rates(successes=successes_array, trials=trials_array)),
    ("funnelmath, numpy", lambda: columns.rate_from_counts(successes=successes_np, trials=trials_np).rates),
    ("plain Python, same checks, lists", lambda: plain_rates(successes, trials)),
    ("plain Python, arithmetic only, lists", lambda: arithmetic_rates(successes, trials)),
    ("numpy itself, checked", lambda: numpy_rates(successes_np, trials_np)),
    ("numpy itself, arithmetic only", lambda: successes_np / trials_np),
])

values = [float(500 + at * 7919 % 99_991) / 4 for at in range(ROWS)]
chances = [float(at * 104_729 % 101) / 100 for at in range(ROWS)]
values_np, chances_np = numpy.array(values), numpy.array(chances)
expected = plain_pipeline(values, chances)
for got in (fm.pipeline(values=values, probabilities=chances), fm.pipeline(values=values_np, probabilities=chances_np)):
    same((got.total, got.weighted, got.deviation), expected)
close(arithmetic_pipeline(values, chances), expected)
close(numpy_pipeline(values_np, chances_np), expected)
table("pipeline: a deal", per_row, [
    ("funnelmath, lists", lambda: fm.pipeline(values=values, probabilities=chances)),
    ("funnelmath, numpy", lambda: fm.pipeline(values=values_np, probabilities=chances_np)),
    ("plain Python, same checks and sums, lists", lambda: plain_pipeline(values, chances)),
    ("plain Python, arithmetic only, lists (other bits)", lambda: arithmetic_pipeline(values, chances)),
    ("numpy itself, checked (other bits)", lambda: numpy_pipeline(values_np, chances_np)),
])
