"""Gauge, attainment, velocity, pipeline and coverage."""

import math
from fractions import Fraction

from .base import File, INF, MAX, Neumaier, Random, SUBNORMAL, WIDE, clearly, decimal, near, rounded
from .sensitivity import relative


def make_quotients():
    for op, above, below, title in (
        ("activity_gauge", "actual", "required", "actual over unrounded required activity"),
        ("attainment", "actual", "goal", "actual over goal"),
    ):
        file = File(op, title)
        out = "gauge" if op == "activity_gauge" else "attainment"

        def add(name, a, b):
            got = exact = None
            if b != 0.0:
                got, exact = a / b + 0.0, Fraction(a) / Fraction(b)
                assert got == rounded(exact)
            file.case(name, op, {above: a, below: b}, {out: got}, {out: exact})

        add("anchor", 5.0, 25000.0 / 3500.0 / (0.4 * 0.6) / 4.0)
        add("revenue", 16800.0, 25000.0)
        add("nothing_of_something", 0.0, 7.0)
        add("negative_zero_of_something", -0.0, 7.0)
        add("something_of_nothing", 5.0, 0.0)
        add("something_of_negative_zero", 5.0, -0.0)
        add("nothing_of_nothing", 0.0, 0.0)
        add("exactly_all", 0.1 + 0.2, 0.1 + 0.2)
        add("more_than_all", 9.0, 7.0)
        add("factor_80_percent", 800000.0, 1000000.0)
        add("factor_125_percent", 1000000.0, 800000.0)
        add("tiny_of_huge_underflows", 1e-200, 1e200)
        add("subnormal_of_subnormal", SUBNORMAL * 3, SUBNORMAL)
        add("largest_of_largest", MAX, MAX)
        add("largest_of_one", MAX, 1.0)
        rng = Random(10)
        for i in range(100):
            add(f"random_{i:03}", rng.volume(), rng.volume() + 0.001)

    file = File("required_coverage", "one over the share of pipeline value that is won")

    def add(name, rate):
        got = exact = None
        if rate != 0.0:
            got, exact = 1.0 / rate, 1 / Fraction(rate)
            assert got == rounded(exact)
        file.case(name, "required_coverage", {"win_rate": rate}, {"coverage": got}, {"coverage": exact})

    add("twenty_two_percent", 0.22)
    add("nothing_is_won", 0.0)
    add("negative_zero_is_won", -0.0)
    add("everything_is_won", 1.0)
    add("just_below_everything", 1 - 2.0**-53)
    add("one_third", 1 / 3)
    add("tiny", 1e-300)
    add("smallest_that_has_an_answer", 2.0**-1023)
    for i in range(100):
        add(f"random_{i:03}", rng.rate() or 0.5)


def make_velocity():
    file = File("velocity", "sales velocity per day")

    def rate_of(o, s, w, c):
        if c == 0.0:
            return None, None
        got = o * s * w / c + 0.0
        o, s, w, c = map(Fraction, (o, s, w, c))
        exact = o * s * w / c
        if not math.isfinite(got):
            got = rounded(exact)
        near(got, exact, 4, tiny=(w + 1) / c + 1)
        return got, exact

    names = ["opportunities", "sale_value", "win_rate", "cycle_days"]

    def add(name, *factors):
        got, exact = rate_of(*factors)
        ins = dict(zip(names, factors))
        file.case(name, "velocity", ins, {"per_day": got}, {"per_day": exact})

    add("published_1", 18.0, 42000.0, 0.24, 78.0)
    add("published_3", 40.0, 25000.0, 0.25, 90.0)
    add("published_8", 50.0, 10000.0, 0.25, 30.0)
    add("no_cycle", 50.0, 10000.0, 0.25, 0.0)
    add("negative_zero_cycle", 50.0, 10000.0, 0.25, -0.0)
    add("nothing_and_no_cycle", 0.0, 0.0, 0.0, 0.0)
    add("no_opportunities", 0.0, 10000.0, 0.25, 30.0)
    add("nothing_won", 50.0, 10000.0, 0.0, 30.0)
    add("negative_zeros", -0.0, -0.0, -0.0, 30.0)
    add("everything_won", 50.0, 10000.0, 1.0, 30.0)
    add("part_of_a_day", 50.0, 10000.0, 0.25, 0.5)
    add("subnormal", SUBNORMAL, 1.0, 1.0, 1.0)
    add("underflows_to_0", 1e-200, 1e-200, 0.5, 1.0)
    add("huge", 1e200, 1e100, 0.25, 30.0)
    rng = Random(11)
    for i in range(100):
        add(f"random_{i:03}", rng.volume(), rng.money(), rng.rate(), 0.5 + rng.volume())

    file = File("velocity_effect", "what moving one lever of sales velocity does")

    def effect(name, factors, lever, by):
        before, exact_before = rate_of(*factors)
        at = ["opportunities", "sale_value", "win_rate", "cycle"].index(lever)
        x = factors[at] + 0.0
        to, exact_to = x + x * by, Fraction(x) * (1 + Fraction(by))
        near(to, exact_to, 3, abs(exact_to) + Fraction(x), 2)
        capped = False
        if lever == "win_rate" and (to > 1.0 or exact_to > 1):
            capped = not clearly(exact_to, Fraction(1))
            to, exact_to = min(to, 1.0), min(exact_to, Fraction(1))
        moved = list(factors)
        moved[at] = to
        per_day, exact_per_day = rate_of(*moved)
        change = (None, None)
        if before is not None and per_day is not None:
            change = relative(before, per_day, exact_before, exact_per_day)
        ins = dict(zip(names, factors)) | {"lever": lever, "by": by}
        outs = {"to": to, "capped": capped, "per_day": per_day, "change": change[0]}
        # What follows the step is exact for the value that the step has led to in f64.
        exacts = {"to": exact_to, "per_day": exact_per_day, "change": change[1]}
        file.case(name, "velocity_effect", ins, outs, exacts)

    base = [18.0, 42000.0, 0.24, 78.0]
    for lever in ("opportunities", "sale_value", "win_rate", "cycle"):
        for label, by in (
            ("plus_20_percent", 0.2),
            ("minus_20_percent", -0.2),
            ("minus_10_percent", -0.1),
            ("unmoved", 0.0),
            ("negative_zero", -0.0),
            ("to_nothing", -1.0),
            ("doubled", 1.0),
            ("tiny", 1e-300),
        ):
            effect(f"{lever}_{label}", base, lever, by)
        effect(f"{lever}_of_nothing", [0.0, 42000.0, 0.24, 78.0], lever, 0.2)
        effect(f"{lever}_no_cycle", [18.0, 42000.0, 0.24, 0.0], lever, 0.2)
    effect("win_rate_capped", base, "win_rate", 9.0)
    effect("win_rate_exactly_1", [18.0, 42000.0, 0.25, 78.0], "win_rate", 3.0)
    effect("win_rate_tie_with_1", [18.0, 42000.0, 0.9, 78.0], "win_rate", 1 / 9)
    effect("win_rate_tie_beyond_1", [18.0, 42000.0, 0.3, 78.0], "win_rate", 7 / 3 + 4e-15)
    effect("win_rate_at_1", [18.0, 42000.0, 1.0, 78.0], "win_rate", 0.2)
    for i in range(100):
        factors = [1 + rng.volume(), rng.money(), rng.open_rate(), 0.5 + rng.volume()]
        lever = rng.one(["opportunities", "sale_value", "win_rate", "cycle"])
        effect(f"random_{i:03}", factors, lever, (rng.below(300) - 99) / 100)


def make_pipeline():
    file = File("weighted_pipeline", "open deals: total, weighted value and standard deviation")

    def add(name, values, chances):
        total, weighted, variance = Neumaier(), Neumaier(), Neumaier()
        for v, p in zip(values, chances):
            total.add(v)
            weighted.add(v * p)
            variance.add(v * v * (p * (1.0 - p)))
        pairs = [(Fraction(v), Fraction(p)) for v, p in zip(values, chances)]
        exact_total = sum((v for v, _ in pairs), Fraction(0))
        exact_weighted = sum((v * p for v, p in pairs), Fraction(0))
        exact_variance = sum((v * v * p * (1 - p) for v, p in pairs), Fraction(0))
        got_total, got_weighted = total.total() + 0.0, weighted.total() + 0.0
        near(got_total, exact_total, 2)
        near(got_weighted, exact_weighted, 3, tiny=len(values))
        root = decimal(exact_variance, WIDE).sqrt(WIDE)
        if math.isfinite(variance.total()):
            near(variance.total(), exact_variance, 9, tiny=2 * len(values))
            deviation = math.sqrt(variance.total()) + 0.0
            # The root is correctly rounded: its neighbours' midpoints enclose what it is the root of.
            if deviation > 0.0:
                low = (Fraction(deviation) + Fraction(math.nextafter(deviation, 0.0))) / 2
                high = (Fraction(deviation) + Fraction(math.nextafter(deviation, INF))) / 2
                assert low**2 <= Fraction(variance.total()) <= high**2
        else:
            deviation = float(root)
        ins = {"values": values, "probabilities": chances}
        outs = {"total": got_total, "weighted": got_weighted, "deviation": deviation}
        exacts = {"total": exact_total, "weighted": exact_weighted, "deviation": root}
        file.case(name, "weighted_pipeline", ins, outs, exacts)

    add("no_deals", [], [])
    add("published_1", [3950.0, 3060.0, 1460.0, 1340.0, 1285.0, 1190.0], [0.7] * 6)
    add("published_3", [100.0, 200.0], [0.99, 0.0])
    add("one_deal", [100000.0], [0.5])
    add("certain", [100000.0, 5.5], [1.0, 1.0])
    add("lost", [100000.0], [0.0])
    add("negative_zeros", [-0.0, -0.0], [-0.0, -0.0])
    add("worthless", [0.0, 0.0], [0.3, 0.6])
    add("tenths", [0.1] * 10, [0.1] * 10)
    add("compensation_shows", [2.0**53] + [1.0] * 11, [1.0] * 12)
    add("large_and_small", [1e16, 1.0, 1e-3, 1.0, 1e16], [0.5, 0.3, 0.9, 0.1, 0.7])
    add("small_before_large", [1.0, 1.0, 1e16], [0.1, 0.9, 1.0])
    add("tiny_probability", [1e6], [1e-300])
    add("subnormal_probability", [1e6], [SUBNORMAL])
    add("probability_just_below_1", [1e6], [1 - 2.0**-53])
    add("variance_underflows", [1e-200], [0.5])
    add("huge_values", [1e153, 1e153], [0.5, 0.25])
    add("hundred_deals", [99.99 + i for i in range(100)], [i / 100 for i in range(100)])
    rng = Random(12)
    for i in range(100):
        deals = rng.below(12)
        add(f"random_{i:03}", [rng.money() for _ in range(deals)], [rng.rate() for _ in range(deals)])


def make_coverage():
    file = File("coverage", "open pipeline over remaining quota")

    def add(name, pipeline, quota, booked):
        ins = {"pipeline": pipeline, "quota": quota, "booked": booked}
        left, exact_left = quota - booked, Fraction(quota) - Fraction(booked)
        assert left == rounded(exact_left)
        if exact_left <= 0 or clearly(Fraction(quota), Fraction(booked)):
            outs = {"outcome": "met", "surplus": max(booked - quota, 0.0) + 0.0}
            file.case(name, "coverage", ins, outs, {"surplus": max(-exact_left, 0)})
            return
        ratio, cushion = pipeline / left + 0.0, pipeline - left
        exact_ratio, exact_cushion = Fraction(pipeline) / exact_left, Fraction(pipeline) - exact_left
        near(ratio, exact_ratio, 4, tiny=1)
        near(cushion, exact_cushion, 2, abs(exact_cushion) + exact_left)
        outs = {"outcome": "ratio", "ratio": ratio, "cushion": cushion}
        file.case(name, "coverage", ins, outs, {"ratio": exact_ratio, "cushion": exact_cushion})

    add("published_8", 2400000.0, 1000000.0, 200000.0)
    add("nothing_booked", 9300000.0, 2000000.0, 0.0)
    add("negative_zero_booked", 9300000.0, 2000000.0, -0.0)
    add("exactly_covered", 800.0, 1000.0, 200.0)
    add("falls_short", 500.0, 1000.0, 200.0)
    add("no_pipeline", 0.0, 1000.0, 200.0)
    add("negative_zero_pipeline", -0.0, 1000.0, 200.0)
    add("exactly_met", 500.0, 1000.0, 1000.0)
    add("met_but_for_noise", 1e6, 0.1 + 0.2, 0.3)
    add("over_by_noise", 1e6, 0.3, 0.1 + 0.2)
    add("more_than_met", 500.0, 1000.0, 1250.0)
    add("no_quota", 500.0, 0.0, 0.0)
    add("negative_zero_quota", 500.0, -0.0, -0.0)
    add("no_quota_but_booked", 500.0, 0.0, 100.0)
    add("last_digit_left", 500.0, 0.1 + 0.2, 0.3)
    add("subnormal_left", 0.0, SUBNORMAL, 0.0)
    add("huge", MAX, MAX, 0.0)
    rng = Random(13)
    for i in range(100):
        add(f"random_{i:03}", rng.money() * 4, rng.money() * 2, rng.money())
