"""Arrivals at random at a steady weekly rate, known or counted."""

from decimal import Decimal
from fractions import Fraction

from .base import QUANTILE, TAIL, File, Near, Random
from .counts import MOST, first, met
from .special import (
    beta_inverse,
    beta_tails,
    gamma_inverse,
    gamma_tails,
    agree,
    ln_gamma,
    poisson_mass,
    real,
)

BELOW_1 = 1 - 2.0**-53


class Steady:
    """So many a week."""

    def __init__(self, per_week):
        self.ins = {"flow": "steady", "per_week": per_week}
        self.per_week = Fraction(per_week)

    def never(self):
        return self.per_week == 0

    def at(self, rate, weeks):
        return Poisson(self.per_week * Fraction(rate) * Fraction(weeks))

    def weeks(self, k, rate, confidence):
        return gamma_inverse(k, confidence) / real(self.per_week * Fraction(rate))


class Uncertain:
    """A weekly rate that is Gamma(shape, weeks)."""

    def __init__(self, shape, seen, ins=None):
        self.ins = ins or {"flow": "uncertain", "shape": shape, "seen_weeks": seen}
        self.shape, self.seen = Fraction(shape), Fraction(seen)

    def never(self):
        return False

    def at(self, rate, weeks):
        return Mixed(self.shape, Fraction(rate) * Fraction(weeks), self.seen)

    def weeks(self, k, rate, confidence):
        y, rest = beta_inverse(k, self.shape, confidence)
        return real(self.seen) * y / (real(rate) * rest)


def counted(arrivals, seen):
    """By Jeffreys's prior."""
    ins = {"flow": "counted", "arrivals": arrivals, "seen_weeks": seen}
    return Uncertain(arrivals + 0.5, seen, ins)


class Poisson:
    def __init__(self, mean):
        self.mean = mean

    def tails(self, k):
        """P(X >= k), P(X < k), and by what they change as the mean does, relatively."""
        if k == 0:
            return Decimal(1), Decimal(0), Decimal(0)
        tails = gamma_tails(k, self.mean)
        if k <= 60 and self.mean:
            agree(sum(poisson_mass(j, self.mean) for j in range(k)), tails.upper)
        return tails.lower, tails.upper, tails.slope

    def mass(self, k):
        return poisson_mass(k, self.mean), k - real(self.mean)


class Mixed:
    """Negative binomial: y = t / (seen + t) of each count is to come."""

    def __init__(self, shape, time, seen):
        self.mean = shape * time / seen
        self.shape = shape
        self.y, self.rest = real(time / (seen + time)), real(seen / (seen + time))

    def tails(self, k):
        if k == 0:
            return Decimal(1), Decimal(0), Decimal(0)
        if self.y == 0:
            return Decimal(0), Decimal(1), Decimal(0)
        tails = beta_tails(k, self.shape, self.y, self.rest)
        if k <= 60:
            agree(sum(self.mass(j)[0] for j in range(k)), tails.upper)
        return tails.lower, tails.upper, tails.slope * self.rest

    def mass(self, k):
        if self.y == 0:
            return Decimal(k == 0), Decimal(0)
        shape = real(self.shape)
        ways = ln_gamma(shape + k) - ln_gamma(shape) - ln_gamma(Decimal(k + 1))
        mass = (ways + k * self.y.ln() + shape * self.rest.ln()).exp()
        return mass, k * self.rest - shape * self.y


def both(results, k):
    reached, missed, slope = results.tails(k)
    return {
        "reached": Near(reached, TAIL, slope / reached if reached else 0),
        "missed": Near(missed, TAIL, slope / missed if missed else 0),
    }


def quantile(results, p):
    """The smallest k with P(X <= k) >= p, up to 2^53."""
    if p == 0 or results.mean == 0:
        return 0.0
    if p == 1:
        return None

    def holds(k):
        reached, missed, _ = results.tails(k + 1)
        return met(missed, reached, p)

    return float(first(0, MOST, holds))


FLOWS = (
    ("steady", Steady(10.0)),
    ("counted", counted(40.0, 4.0)),
    ("one_seen", counted(1.0, 2.0)),
    ("own_prior", Uncertain(2.5, 0.75)),
)


def make_chances():
    at_least = File("flow_at_least", "the chance of at least k results in so many weeks")
    exactly = File("flow_exactly", "the chance of exactly k results in so many weeks")

    def add(name, flow, k, rate, weeks):
        results = flow.at(rate, weeks)
        ins = flow.ins | {"k": float(k), "rate": rate, "weeks": weeks}
        at_least.case(name, "flow_at_least", ins, both(results, k))
        mass, condition = results.mass(k)
        exactly.case(name, "flow_exactly", ins, {"probability": Near(mass, TAIL, condition)})

    for label, flow in FLOWS:
        add(f"{label}_anchor", flow, 8, 0.65 * 0.40, 4.0)
        add(f"{label}_k_0", flow, 0, 0.26, 4.0)
        add(f"{label}_k_1", flow, 1, 0.26, 4.0)
        add(f"{label}_rate_0", flow, 1, 0.0, 4.0)
        add(f"{label}_rate_0_k_0", flow, 0, 0.0, 4.0)
        add(f"{label}_rate_1", flow, 40, 1.0, 4.0)
        add(f"{label}_weeks_0", flow, 1, 0.26, 0.0)
        add(f"{label}_weeks_0_k_0", flow, 0, 0.26, 0.0)
        add(f"{label}_part_of_a_week", flow, 2, 0.26, 0.3)
        add(f"{label}_tiny_rate", flow, 1, 1e-12, 4.0)
        add(f"{label}_tiny_tail", flow, 60, 0.26, 1.0)
        add(f"{label}_many_weeks", flow, 150, 0.26, 52.0)
    add("steady_0", Steady(0.0), 1, 0.26, 4.0)
    add("steady_0_k_0", Steady(0.0), 0, 0.26, 4.0)
    add("none_seen", counted(0.0, 2.0), 1, 0.26, 4.0)
    add("steady_1e6", Steady(1e6), 1040500, 0.26, 4.0)
    add("counted_1e5", counted(1e5, 50.0), 2100, 0.26, 4.0)
    add("underflows", Steady(1e4), 1, 1.0, 1.0)
    rng = Random(51)
    for i in range(16):
        seen = counted(float(1 + rng.below(200)), float(1 + rng.below(12)))
        flow = seen if rng.below(2) else Steady(rng.unit() * 40)
        rate, weeks = rng.open_rate(), rng.unit() * 12
        mean = float(flow.at(rate, weeks).mean)
        add(f"random_{i:02}", flow, round(mean * (0.5 + rng.unit())), rate, weeks)

    file = File("flow_quantile", "the smallest number of results that is not exceeded with probability p")
    intervals = File("flow_interval", "the central range of the number of results of a flow at a level")

    def add(name, flow, rate, weeks, p):
        results, ins = flow.at(rate, weeks), flow.ins | {"rate": rate, "weeks": weeks}
        file.case(name, "flow_quantile", ins | {"p": p}, {"k": quantile(results, p)})
        beyond = (1 - Fraction(p)) / 2
        outs = {"low": quantile(results, beyond), "high": quantile(results, 1 - beyond)}
        intervals.case(name, "flow_interval", ins | {"level": p}, outs)

    for label, flow in FLOWS:
        for p in (0.0, 0.05, 0.5, 0.8, 0.95, 1.0):
            add(f"{label}_at_{round(p * 100)}", flow, 0.65 * 0.40, 4.0, p)
        add(f"{label}_just_below_1", flow, 0.26, 4.0, BELOW_1)
        add(f"{label}_rate_0", flow, 0.0, 4.0, 0.9)
        add(f"{label}_rate_0_p_1", flow, 0.0, 4.0, 1.0)
        add(f"{label}_weeks_0", flow, 0.26, 0.0, 0.9)
    add("steady_0", Steady(0.0), 0.26, 4.0, 0.9)
    add("tie_geometric_half", Uncertain(1.0, 1.0), 1.0, 1.0, 0.5)
    add("tie_geometric_three_quarters", Uncertain(1.0, 1.0), 1.0, 1.0, 0.75)
    add("tie_geometric_tenths", Uncertain(1.0, 1.0), 1.0, 9.0, 0.19)
    add("steady_1e6", Steady(1e6), 0.26, 4.0, 0.9)
    rng = Random(52)
    for i in range(12):
        seen = counted(float(1 + rng.below(200)), float(1 + rng.below(12)))
        flow = seen if rng.below(2) else Steady(rng.unit() * 40)
        add(f"random_{i:02}", flow, rng.open_rate(), rng.unit() * 12, rng.one([0.1, 0.5, 0.9, 0.99]))


def make_waits():
    file = File("flow_weeks", "the weeks after which at least k results are there, with a confidence")

    def add(name, flow, k, rate, confidence):
        ins = flow.ins | {"k": float(k), "rate": rate, "confidence": confidence}
        if k == 0 or confidence == 0:
            outs = {"outcome": "enough", "weeks": Near(Decimal(0), QUANTILE)}
        elif rate == 0 or flow.never():
            outs = {"outcome": "never", "best": Near(Decimal(0), TAIL), "missed": Near(Decimal(1), TAIL)}
        elif confidence == 1:
            outs = {"outcome": "never", "best": Near(Decimal(1), TAIL), "missed": Near(Decimal(0), TAIL)}
        else:
            weeks = flow.weeks(k, rate, confidence)
            agree(flow.at(rate, Fraction(weeks)).tails(k)[0], real(confidence), 40)
            outs = {"outcome": "enough", "weeks": Near(weeks, QUANTILE)}
        file.case(name, "flow_weeks", ins, outs)

    for label, flow in FLOWS:
        for confidence in (0.5, 0.8, 0.95):
            add(f"{label}_anchor_at_{round(confidence * 100)}", flow, 8, 0.65 * 0.40, confidence)
        add(f"{label}_k_0", flow, 0, 0.26, 0.9)
        add(f"{label}_k_0_certain", flow, 0, 0.26, 1.0)
        add(f"{label}_k_1", flow, 1, 0.26, 0.9)
        add(f"{label}_confidence_0", flow, 8, 0.26, 0.0)
        add(f"{label}_certain", flow, 8, 0.26, 1.0)
        add(f"{label}_rate_0", flow, 8, 0.0, 0.9)
        add(f"{label}_rate_0_certain", flow, 8, 0.0, 1.0)
        add(f"{label}_rate_0_k_0", flow, 0, 0.0, 0.9)
        add(f"{label}_rate_1", flow, 8, 1.0, 0.9)
        add(f"{label}_rate_1e_minus_9", flow, 8, 1e-9, 0.9)
    add("steady_0", Steady(0.0), 8, 0.26, 0.9)
    add("none_seen", counted(0.0, 2.0), 1, 0.26, 0.5)
    add("just_below_certain", Steady(10.0), 8, 0.26, BELOW_1)
    add("k_1e4", Steady(10.0), 10_000, 0.26, 0.9)
    add("counted_1e5", counted(1e5, 50.0), 1000, 0.26, 0.9)
    rng = Random(53)
    for i in range(15):
        seen = counted(float(3 + rng.below(200)), float(1 + rng.below(12)))
        flow = seen if rng.below(2) else Steady(rng.unit() * 40)
        add(f"random_{i:02}", flow, 1 + rng.below(40), rng.open_rate(), rng.one([0.2, 0.5, 0.8, 0.9, 0.99]))

    file = File("arrivals_for", "the expected arrivals for at least k results, with a confidence")

    def add(name, k, rate, confidence):
        arrivals = None
        if k == 0 or confidence == 0:
            arrivals = Near(Decimal(0), QUANTILE)
        elif rate > 0 and confidence < 1:
            mean = gamma_inverse(k, confidence)
            if k == 1:
                agree(-(1 - real(confidence)).ln(), mean)
            arrivals = Near(mean / real(rate), QUANTILE)
        ins = {"k": float(k), "rate": rate, "confidence": confidence}
        file.case(name, "arrivals_for", ins, {"arrivals": arrivals})

    for confidence in (0.5, 0.8, 0.9, 0.95):
        add(f"anchor_at_{round(confidence * 100)}", 8, 0.65 * 0.40, confidence)
        add(f"one_at_{round(confidence * 100)}", 1, 0.26, confidence)
        add(f"thousand_at_{round(confidence * 100)}", 1000, 0.26, confidence)
    add("k_0", 0, 0.26, 0.9)
    add("k_0_certain", 0, 0.26, 1.0)
    add("k_0_rate_0", 0, 0.0, 0.9)
    add("confidence_0", 8, 0.26, 0.0)
    add("confidence_0_rate_0", 8, 0.0, 0.0)
    add("certain", 8, 0.26, 1.0)
    add("certain_one", 1, 0.26, 1.0)
    add("rate_0", 8, 0.0, 0.9)
    add("rate_0_certain", 8, 0.0, 1.0)
    add("rate_1", 8, 1.0, 0.9)
    add("rate_1_certain", 8, 1.0, 1.0)
    add("rate_1e_minus_9", 1, 1e-9, 0.95)
    add("one_tiny_confidence", 1, 0.26, 1e-18)
    add("two_tiny_confidence", 2, 0.26, 1e-18)
    add("one_just_below_certain", 1, 0.26, BELOW_1)
    add("k_1e6", 10**6, 0.26, 0.95)
    rng = Random(54)
    for i in range(12):
        add(f"random_{i:02}", 1 + rng.below(200), rng.open_rate(), rng.unit())
