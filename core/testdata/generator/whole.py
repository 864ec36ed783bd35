"""Calendars and whole units."""

import math
from fractions import Fraction

from .base import File, MAX, Random, SUBNORMAL, near, rounded, ties

PERIODS = ["day", "week", "month", "quarter", "year"]


def make_calendar():
    file = File("calendar", "an amount per period as an amount per another")

    def add(name, amount, from_, to, calendar, weeks=None, days=None):
        f64_weeks = {"common": 52.0, "four_week_month": 48.0, "civil": 365.2425 / 7.0}.get(calendar, weeks)
        civil = Fraction(3652425, 70000)
        exact_weeks = civil if calendar == "civil" else Fraction(f64_weeks)
        per_week = 7.0 if days is None else days
        table = [f64_weeks * per_week, f64_weeks, 12.0, 4.0, 1.0]
        exact_table = [exact_weeks * Fraction(per_week), exact_weeks, *map(Fraction, (12, 4, 1))]
        a, b = PERIODS.index(from_), PERIODS.index(to)
        got = amount + 0.0 if a == b else amount * table[a] / (table[b] or 1.0) + 0.0
        if a != b and table[0] < 2.0**-1022:
            # The number of days a year is no normal f64: factor by factor.
            up = amount * f64_weeks * per_week if a == 0 else amount * table[a]
            got = up / f64_weeks / per_week if b == 0 else up / table[b]
        exact = Fraction(amount) * exact_table[a] / exact_table[b]
        if math.isinf(amount * table[a]):
            got = rounded(exact)
        near(got, exact, 8, tiny=2 + 2 / exact_table[b])
        ins = {"calendar": calendar, "weeks": weeks, "days_per_week": days}
        ins |= {"amount": amount, "from": from_, "to": to}
        outs = {"per_year": [table[a], table[b]], "amount": got}
        exacts = {"per_year": [exact_table[a], exact_table[b]], "amount": exact}
        file.case(name, "calendar", ins, outs, exacts)

    calendars = [
        ("common", "common", None, None),
        ("four_week_month", "four_week_month", None, None),
        ("civil", "civil", None, None),
        ("common_5_days", "common", None, 5.0),
        ("selling_44", "selling_weeks", 44.0, None),
        ("selling_46_half_5_days", "selling_weeks", 46.5, 5.0),
    ]
    for label, *calendar in calendars:
        for from_ in PERIODS:
            for to in PERIODS:
                add(f"{label}_{from_}_to_{to}", 28.280542986425338, from_, to, *calendar)
    add("nothing", 0.0, "month", "week", "common")
    add("negative_zero", -0.0, "month", "week", "common")
    add("negative_zero_same_period", -0.0, "month", "month", "common")
    add("whole_weeks", 28.0, "month", "week", "four_week_month")
    add("same_period_is_untouched", 0.1 + 0.2, "week", "week", "civil")
    add("largest_amount_same_period", MAX, "year", "year", "common")
    add("huge_amount", 1e305, "month", "week", "common")
    add("largest_amount_to_a_longer_period", MAX / 16, "year", "day", "common")
    add("subnormal_amount", SUBNORMAL, "week", "month", "common")
    add("most_selling_weeks", 10.0, "month", "week", "selling_weeks", 53.0, 7.0)
    add("fewest_selling_weeks", 1e-300, "month", "week", "selling_weeks", 2.0**-1022, None)
    add("few_days", 1e-300, "week", "day", "selling_weeks", 1.0, 2.0**-1022)
    tiny = ("selling_weeks", 2.0**-1022, 2.0**-1022)
    add("fewest_weeks_and_days_nothing", 0.0, "year", "day", *tiny)
    add("fewest_weeks_and_days_up", 1e308, "day", "year", *tiny)
    add("fewest_weeks_and_days_same", 1e308, "day", "day", *tiny)
    add("few_weeks_and_days", 1e-310, "year", "day", "selling_weeks", 2.0**-520, 2.0**-520)
    add("half_a_day", 3.0, "month", "day", "common", None, 0.5)
    rng = Random(8)
    for i in range(100):
        kind = rng.one(["common", "four_week_month", "civil", "selling_weeks"])
        weeks = 53 * (1 - rng.unit()) if kind == "selling_weeks" else None
        days = float(1 + rng.below(7)) if rng.below(2) else None
        add(f"random_{i:03}", rng.volume(), rng.one(PERIODS), rng.one(PERIODS), kind, weeks, days)


def up(x):
    """The smallest whole number not below x; one within the tie rule of the whole number below is on it."""
    down = math.floor(x)
    return down if down > 0 and ties(x, down) else math.ceil(x)


def nearest(x):
    """The nearest whole number, a half going up; what ties with a whole number is it first of all."""
    whole = math.floor(x + Fraction(1, 2))
    if whole > 0 and ties(x, whole):
        return whole
    half = math.floor(x) + Fraction(1, 2)
    return math.ceil(x) if x >= half or ties(x, half) else math.floor(x)


def make_whole():
    file = File("whole", "one exact volume as a whole one")
    numbers = {
        "nothing": 0.0,
        "negative_zero": -0.0,
        "anchor_common": 25000.0 / 3400.0 / (0.4 * 0.65) * 12.0 / 52.0,
        "anchor_four_week_month": 25000.0 / 3400.0 / (0.4 * 0.65) / 4.0,
        "tie_three": (0.1 + 0.2) * 10,
        "tie_below_three": 3.0 * (1 - 2.0**-52),
        "tie_just_inside": 3.0 + 3.0 * 2.0**-40,
        "tie_just_outside": 3.0 + 3.5 * 2.0**-40,
        "tie_below_just_inside": 3.0 - 3.0 * 2.0**-40,
        "one_third": 1 / 3,
        "half": 0.5,
        "below_half": 0.5 - 2.0**-54,
        "half_tie_just_inside": 6.5 - 6.5 * 2.0**-40,
        "half_tie_just_outside": 6.5 - 7.0 * 2.0**-40,
        "above_half": 0.5 + 2.0**-52,
        "two_and_a_half": 2.5,
        "tie_with_half": 2.5 * (1 - 2.0**-50),
        "tenth": 0.1,
        "tiny": 1e-300,
        "subnormal": SUBNORMAL,
        "tiny_below_1": 2.0**-41,
        "just_below_1": 1 - 2.0**-53,
        "just_above_1": 1 + 2.0**-52,
        "one": 1.0,
        "exact_integer": 155.0,
        "above_an_integer": 154.54545454545453,
        "million_and_a_bit": 1e6 + 2.0**-33,
        "million_and_a_tie": 1e6 + 2.0**-21,
        "two_to_39_and_a_quarter": 2.0**39 + 0.25,
        "ten_to_12_and_a_quarter": 1e12 + 0.25,
        "ten_to_12_and_a_half": 1e12 + 0.5,
        "ten_to_12_and_three_quarters": 1e12 + 0.75,
        "two_to_52_less_a_half": 2.0**52 - 0.5,
        "two_to_53": 2.0**53,
        "huge": 1e300,
        "largest": MAX,
    }
    rng = Random(9)
    for i in range(100):
        numbers[f"random_{i:03}"] = rng.volume() * rng.one([1.0, 0.1, 1 / 3, 0.01])
    for policy in ("up", "nearest", "up_each_stage"):
        for name, exact in numbers.items():
            x = Fraction(exact)
            units = (nearest if policy == "nearest" else up)(x)
            f64 = float(units)
            assert Fraction(f64) == units
            residual, delivers = f64 - exact + 0.0, None
            assert residual == rounded(units - x)
            if x > 0 and units / x <= Fraction(MAX):
                delivers = f64 / exact
                assert delivers == rounded(units / x)
            outs = {"units": f64, "residual": residual, "delivers": delivers}
            exacts = {"units": units, "residual": units - x}
            exacts["delivers"] = units / x if delivers is not None else None
            ins = {"policy": policy, "exact": exact}
            file.case(f"{policy}_{name}", "whole", ins, outs, exacts)

    file = File("whole_each", "the whole volumes of a plan")

    def add(name, policy, rates, stage, exact):
        whole = [(nearest if policy == "nearest" else up)(Fraction(x)) for x in exact]
        if policy == "up_each_stage":
            units = whole[stage]
            for gate in reversed(range(stage)):
                if units > 0:
                    # The quotient of f64 decides what ties; exactly it must be the same number.
                    quotient = float(units) / rates[gate]
                    assert up(Fraction(quotient)) == up(Fraction(units) / Fraction(rates[gate])), name
                    units = up(Fraction(quotient))
                whole[gate] = units
        assert all(Fraction(float(w)) == w for w in whole)
        ins = {"policy": policy, "rates": rates, "stage": stage, "exact": exact}
        file.case(name, "whole_each", ins, {"whole": [float(w) for w in whole]})

    for policy in ("up", "nearest", "up_each_stage"):
        each = lambda name, *case: add(f"{policy}_{name}", policy, *case)
        sales = 2000000.0 / 60000.0
        each("coverage", [0.22], 1, [sales / 0.22, sales])
        each("anchor", [0.65, 0.4], 2, [28.280542986425338, 18.38235294117647, 7.352941176470588])
        each("goal_in_the_middle", [0.65, 0.4], 1, [10.3, 6.7, 2.68])
        each("goal_at_the_first_stage", [0.65, 0.4], 0, [10.3, 6.7, 2.68])
        each("nothing", [0.65, 0.4], 2, [0.0, 0.0, 0.0])
        each("negative_zeros", [0.65, 0.4], 2, [-0.0, -0.0, -0.0])
        each("nothing_through_a_closed_gate", [0.0, 0.4], 2, [0.0, 0.0, 0.0])
        each("closed_gate_behind_the_goal", [0.65, 0.0], 1, [10.3, 6.7, 0.0])
        each("ties", [0.1, 0.1], 2, [300.00000000000006, 30.000000000000004, (0.1 + 0.2) * 10])
        each("ten_to_one", [0.1, 0.1, 0.1], 3, [10000.0, 1000.0, 100.0, 10.0])
        each("exact_integers", [0.5, 0.25], 2, [56.0, 28.0, 7.0])
        each("tiny_need", [0.5, 0.5], 2, [4e-300, 2e-300, 1e-300])
        each("chain_of_64_gates", [0.9] * 64, 64, [0.9 ** (i - 64.0) for i in range(65)])
    for i in range(120):
        rates = [rng.open_rate() for _ in range(1 + rng.below(4))]
        stage = rng.below(len(rates) + 1)
        exact = [rng.volume() for _ in range(len(rates) + 1)]
        policy = ("up_each_stage", "up_each_stage", "up", "nearest")[i % 4]
        add(f"random_{i:03}", policy, rates, stage, exact)
