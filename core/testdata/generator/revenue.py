"""The chance that deals of random number and random size together reach a goal."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from .base import REVENUE, TIE, File, Near, Random
from .chance import ANCHOR, SEEN, known_of, one
from .counts import Law, first, last_mass, met
from .flow import Steady, counted
from .special import gamma_tails, inverse, precision, real

ZERO, ONE = Decimal(0), Decimal(1)
DIGITS = 60


class Fixed:
    def __init__(self, size):
        self.ins = {"size": "fixed", "sizes": [size]}
        self.size = Fraction(size)

    def mean(self):
        return self.size

    def tails(self, most, goal):
        """P(S_j >= goal) and P(S_j < goal), j = 0..most: of so many deals, up, by the tie rule."""
        needed = None
        if self.size:
            needed = Fraction(goal) / self.size
            whole = floor(needed)
            near = needed - whole <= TIE * needed
            assert near or needed - whole > 2 * TIE * needed
            needed = whole if near else ceil(needed)
        for j in range(most + 1):
            enough = Fraction(goal) == 0 or needed is not None and j >= needed
            yield (ONE, ZERO) if enough else (ZERO, ONE)


class Varying:
    """Gamma distributed."""

    def __init__(self, mean, variation):
        self.ins = {"size": "varying", "mean": mean, "variation": variation}
        self.amount, self.variation = Fraction(mean), Fraction(variation)

    def mean(self):
        return self.amount

    def tails(self, most, goal):
        if self.variation == 0 or self.amount == 0:
            yield from Fixed(self.amount).tails(most, goal)
            return
        shape, goal = 1 / self.variation**2, Fraction(goal)
        scaled = goal / (self.amount * self.variation**2)
        yield (ONE, ZERO) if goal == 0 else (ZERO, ONE)
        for j in range(1, most + 1):
            tails = gamma_tails(j * shape, scaled)
            yield tails.upper, tails.lower


class Seen:
    """One of these, each as likely as its count says."""

    def __init__(self, sizes, counts=None):
        self.ins = {"size": "seen", "sizes": sizes}
        if counts is not None:
            self.ins = {"size": "counted", "sizes": sizes, "counts": counts}
        self.shares = {}
        counts = counts or [1.0] * len(sizes)
        for size, count in zip(sizes, counts, strict=True):
            share = Fraction(count) / sum(map(Fraction, counts))
            if share:
                self.shares[Fraction(size)] = self.shares.get(Fraction(size), 0) + share

    def mean(self):
        return sum(size * share for size, share in self.shares.items())

    def tails(self, most, goal):
        """The distribution below the goal, one deal after another; what reaches it stays there."""
        goal = Fraction(goal)
        met = goal * (1 - TIE)
        below, reached = {Fraction(0): ONE}, ZERO
        if goal == 0:
            below, reached = {}, ONE
        shares = [(size, real(share)) for size, share in self.shares.items()]
        for j in range(most + 1):
            yield reached, sum(below.values(), ZERO)
            after = {}
            for amount, weight in below.items():
                for size, share in shares:
                    if amount + size >= met:
                        reached += weight * share
                    else:
                        after[amount + size] = after.get(amount + size, ZERO) + weight * share
            below = after


class Inputs:
    """How many deals come of n inputs."""

    def __init__(self, law, n):
        self.law, self.n = law, n

    def masses(self):
        law, n = self.law, self.n
        if law.surely() or law.never():
            return [ONE * (j == (n if law.surely() else 0)) for j in range(n + 1)]
        if len(law.passes()) > 1:
            return law.expect([last_mass(law.passes()[-1], j, n) for j in range(n + 1)], n)
        return [law.mass(j, n) for j in range(n + 1)]


class Results:
    """How many come of a flow: until next to nothing is left."""

    def __init__(self, results):
        self.results = results

    def masses(self):
        masses, k = [], 0
        while True:
            mass = self.results.mass(k)[0]
            masses.append(mass)
            k += 1
            if k > self.results.mean and mass < Decimal(10) ** -50:
                return masses


def reach(deals, size, goal):
    """P(S >= goal) and P(S < goal)."""
    with precision(DIGITS):
        masses = deals.masses()
        reached = missed = ZERO
        for mass, (above, below) in zip(masses, size.tails(len(masses) - 1, goal)):
            reached += mass * above
            missed += mass * below
        assert abs(reached + missed - 1) < Decimal(10) ** -45
        return reached, missed


def both(tails):
    return {"reached": Near(tails[0], REVENUE), "missed": Near(tails[1], REVENUE)}


SIZES = (
    ("fixed", Fixed(3400.0)),
    ("varying", Varying(3400.0, 0.7)),
    ("seen", Seen([1500.0, 2000.0, 2000.0, 3400.0, 8100.0])),
    ("counted", Seen([1000.0, 2000.0, 5000.0, 10000.0], [10.0, 5.0, 3.0, 2.0])),
)
LAWS = (
    ("known", Law(ANCHOR)),
    ("followed", one(11.0, 41.0)),
    ("two", Law(1.0, *SEEN)),
)


def make_chances():
    file = File("revenue_at_least", "the chance that the deals of n inputs are together worth at least a goal")

    def add(name, law, n, size, goal, method="exact"):
        ins = known_of(law) | {"n": float(n)} | size.ins | {"goal": goal}
        outs = both(reach(Inputs(law, n), size, goal)) | {"method": method}
        file.case(name, "revenue_at_least", ins, outs)

    for label, law in LAWS:
        for shape, size in SIZES:
            name = f"{label}_{shape}"
            add(f"{name}_anchor", law, 40, size, 25000.0)
            add(f"{name}_goal_0", law, 40, size, 0.0)
            add(f"{name}_n_0", law, 0, size, 25000.0)
            add(f"{name}_n_0_goal_0", law, 0, size, 0.0)
            add(f"{name}_n_1", law, 1, size, 2000.0)
            add(f"{name}_unlikely", law, 12, size, 40000.0)
            add(f"{name}_likely", law, 60, size, 6000.0)
    for shape, size in SIZES:
        add(f"rate_0_{shape}", Law(0.0), 40, size, 25000.0)
        add(f"rate_0_{shape}_goal_0", Law(0.0), 40, size, 0.0)
        add(f"rate_1_{shape}", Law(1.0), 9, size, 25000.0)
    add("fixed_0", Law(ANCHOR), 40, Fixed(0.0), 25000.0)
    add("fixed_0_goal_0", Law(ANCHOR), 40, Fixed(0.0), 0.0)
    add("varying_0", Law(ANCHOR), 40, Varying(0.0, 0.7), 25000.0)
    add("varying_by_nothing", Law(ANCHOR), 40, Varying(3400.0, 0.0), 25000.0)
    add("varying_exponential", Law(ANCHOR), 40, Varying(3400.0, 1.0), 25000.0)
    add("varying_much", Law(ANCHOR), 40, Varying(3400.0, 3.0), 25000.0)
    add("varying_little", Law(ANCHOR), 40, Varying(3400.0, 0.05), 25000.0)
    add("varying_many", Law(ANCHOR), 400, Varying(3400.0, 0.5), 370000.0)
    add("varying_missed_underflows", Law(0.9), 400, Varying(3400.0, 0.5), 10.0)
    add("varying_reached_underflows", Law(1e-9), 60, Varying(3400.0, 0.05), 100000.0)
    add("seen_missed_underflows", Law(0.9), 400, Seen([3.0, 4.0]), 20.0)
    add("fixed_tie_of_tenths", Law(ANCHOR), 40, Fixed(0.1), 0.3)
    add("fixed_exactly_8", Law(ANCHOR), 40, Fixed(3400.0), 27200.0)
    add("fixed_a_cent_above_8", Law(ANCHOR), 40, Fixed(3400.0), 27200.01)
    add("seen_one_size", Law(ANCHOR), 40, Seen([3400.0]), 25000.0)
    add("seen_equal_sizes", Law(ANCHOR), 40, Seen([3400.0, 3400.0]), 25000.0)
    add("seen_nothing_but_0", Law(ANCHOR), 40, Seen([0.0, 0.0]), 25000.0)
    add("seen_with_0", Law(ANCHOR), 40, Seen([0.0, 3400.0]), 6800.0)
    add("seen_below_the_goal_in_all", Law(ANCHOR), 5, Seen([1.0, 2.0]), 11.0)
    add("seen_exactly_all", Law(ANCHOR), 5, Seen([1.0, 2.0]), 10.0)
    add("seen_quarters", Law(ANCHOR), 30, Seen([0.25, 0.5, 1.75]), 6.25)
    add("seen_tenths", Law(ANCHOR), 30, Seen([0.1, 0.2, 0.7]), 2.3)
    add("seen_high_rate", Law(0.9), 50, Seen([3.0, 4.0]), 160.0)
    add("counted_one_never_seen", Law(ANCHOR), 30, Seen([1.0, 2.0, 9.0], [3.0, 1.0, 0.0]), 9.0)
    add("counted_by_likelihood", Law(ANCHOR), 30, Seen([17.0, 34.0, 51.0], [0.25, 0.5, 0.25]), 200.0)
    # Prices whose common unit, a cent, is too small for a list of its multiples; their distinct sums are few.
    cents = Seen([1000.01, 1000.02, 3000.07])
    for label, law in LAWS:
        for n in (1, 2, 5):
            add(f"{label}_cents_{n}", law, n, cents, 5500.0)
        # At a sum, and a cent above it.
        add(f"{label}_cents_at_a_sum_{n}", law, n, cents, 3000.07)
        add(f"{label}_cents_above_a_sum_{n}", law, n, cents, 3000.08)
    prices = Seen([1999.0, 4999.0, 9999.0])
    for goal in (25000.0, 30000.0, 19998.0):
        add(f"prices_20_leads_{goal:.0f}", Law(0.25), 20, prices, goal)
    six = [7.398231488505936, 3.932605579604436, 8.801345319720195, 4.960907892328294, 6.38969700649084, 4.101853343480448]
    add("six_sizes_6_inputs", Law(0.5448), 6, Seen(six), 17.725975040316055)
    rng = Random(61)
    for i in range(12):
        law, n, mean = Law(rng.open_rate()), 5 + rng.below(60), 500.0 * (1 + rng.below(20))
        size = Varying(mean, (1 + rng.below(15)) / 10)
        goal = mean * max(1.0, n * float(law.rate)) * (0.4 + rng.unit())
        add(f"random_varying_{i:02}", law, n, size, goal)
    for i in range(12):
        law, n = Law(rng.open_rate()), 5 + rng.below(60)
        size = Seen([float(1 + rng.below(12)) for _ in range(2 + rng.below(5))])
        goal = float(1 + round(float(size.mean()) * max(1.0, n * float(law.rate)) * (0.4 + rng.unit())))
        add(f"random_seen_{i:02}", law, n, size, goal)

    file = File("flow_revenue_at_least", "the chance that the results of so many weeks are worth at least a goal")

    def add(name, flow, rate, weeks, size, goal):
        ins = flow.ins | {"rate": rate, "weeks": weeks} | size.ins | {"goal": goal}
        outs = both(reach(Results(flow.at(rate, weeks)), size, goal)) | {"method": "exact"}
        file.case(name, "flow_revenue_at_least", ins, outs)

    for label, flow in (("steady", Steady(10.0)), ("counted", counted(400.0, 40.0))):
        for shape, size in SIZES:
            name = f"{label}_{shape}"
            add(f"{name}_anchor", flow, ANCHOR, 4.0, size, 25000.0)
            add(f"{name}_goal_0", flow, ANCHOR, 4.0, size, 0.0)
            add(f"{name}_rate_0", flow, 0.0, 4.0, size, 25000.0)
            add(f"{name}_weeks_0", flow, ANCHOR, 0.0, size, 25000.0)
            add(f"{name}_one_week", flow, ANCHOR, 1.0, size, 5000.0)


def make_inputs():
    file = File("revenue_inputs", "the fewest inputs whose deals are worth at least a goal, with a confidence")

    def add(name, law, size, goal, confidence, never=False):
        ins = known_of(law) | size.ins | {"goal": goal, "confidence": confidence}
        if never:
            # Nothing comes, or nothing is worth anything; else all but certain with 2^53 inputs.
            best = ONE if law.rate and size.mean() else ZERO
            outs = {"outcome": "never", "best": Near(best, REVENUE), "missed": Near(1 - best, REVENUE)}
        else:
            n = 0
            if goal and confidence:
                n = first(0, 4000, lambda n: met(*reach(Inputs(law, n), size, goal), confidence))
            outs = {"outcome": "enough", "inputs": float(n)} | both(reach(Inputs(law, n), size, goal))
        file.case(name, "revenue_inputs", ins, outs)

    for label, law in LAWS:
        for shape, size in SIZES:
            name = f"{label}_{shape}"
            for confidence in (0.5, 0.9):
                add(f"{name}_anchor_at_{round(confidence * 100)}", law, size, 25000.0, confidence)
            add(f"{name}_goal_0", law, size, 0.0, 0.9)
            add(f"{name}_goal_0_certain", law, size, 0.0, 1.0)
            add(f"{name}_confidence_0", law, size, 25000.0, 0.0)
            add(f"{name}_one_deal", law, size, 1000.0, 0.8)
    for shape, size in SIZES:
        add(f"known_{shape}_certain", Law(ANCHOR), size, 25000.0, 1.0, never=True)
        add(f"rate_0_{shape}", Law(0.0), size, 25000.0, 0.9, never=True)
        add(f"rate_0_{shape}_goal_0", Law(0.0), size, 0.0, 0.9)
        add(f"rate_1_{shape}", Law(1.0), size, 25000.0, 0.9)
    add("rate_1_varying_certain", Law(1.0), SIZES[1][1], 25000.0, 1.0, never=True)
    add("rate_1_fixed_certain", Law(1.0), SIZES[0][1], 25000.0, 1.0)
    add("rate_1_seen_certain", Law(1.0), SIZES[2][1], 25000.0, 1.0)
    add("fixed_0", Law(ANCHOR), Fixed(0.0), 25000.0, 0.9, never=True)
    add("fixed_0_goal_0", Law(ANCHOR), Fixed(0.0), 0.0, 0.9)
    add("seen_nothing_but_0", Law(ANCHOR), Seen([0.0, 0.0]), 25000.0, 0.9, never=True)
    add("prices_19998_at_90", Law(0.25), Seen([1999.0, 4999.0, 9999.0]), 19998.0, 0.9)
    add("fixed_tie_half", Law(0.5), Fixed(100.0), 3500.0, 0.5)
    add("seen_tie_half", Law(0.5), Seen([1.0, 3.0]), 1.0, 0.75)
    rng = Random(62)
    for i in range(8):
        law, mean = Law(max(0.1, rng.open_rate())), 500.0 * (1 + rng.below(20))
        size = Varying(mean, (1 + rng.below(15)) / 10)
        add(f"random_varying_{i:02}", law, size, mean * (1 + 5 * rng.unit()), rng.one([0.5, 0.8, 0.9]))
    for i in range(8):
        law = Law(max(0.1, rng.open_rate()))
        size = Seen([float(1 + rng.below(12)) for _ in range(2 + rng.below(5))])
        add(f"random_seen_{i:02}", law, size, float(1 + rng.below(60)), rng.one([0.5, 0.8, 0.9]))

    file = File("revenue_quantile", "the smallest amount that revenue does not exceed with probability p")

    def add(name, law, n, size, p):
        ins = known_of(law) | {"n": float(n)} | size.ins | {"p": p}
        file.case(name, "revenue_quantile", ins, {"amount": amount(law, n, size, p)})

    for label, law in LAWS:
        for shape, size in SIZES:
            name = f"{label}_{shape}"
            for p in (0.1, 0.5, 0.95):
                add(f"{name}_at_{round(p * 100)}", law, 14, size, p)
            add(f"{name}_p_0", law, 14, size, 0.0)
            add(f"{name}_p_1", law, 14, size, 1.0)
            add(f"{name}_n_0", law, 0, size, 0.9)
    add("nothing_comes_likelier", Law(0.01), 14, SIZES[1][1], 0.8)
    add("rate_0", Law(0.0), 14, SIZES[1][1], 0.9)
    add("rate_0_p_1", Law(0.0), 14, SIZES[1][1], 1.0)
    add("fixed_tie_half", Law(0.5), 69, Fixed(3400.0), 0.5)
    add("seen_tie_half", Law(0.5), 1, Seen([1.0, 3.0]), 0.75)


def amount(law, n, size, p):
    """By search among the amounts there are, or by Newton's method."""
    deals = Inputs(law, n)
    if p == 0 or n == 0 or law.never():
        return Near(ZERO, REVENUE)
    if isinstance(size, Varying):
        if p == 1:
            return None
        nothing = deals.masses()[0]
        if met(nothing, 1 - nothing, p):
            return Near(ZERO, REVENUE)

        # P(S < x) by u = ln(x), its slope by a difference: Newton only needs a good one.
        def tail(u):
            value = reach(deals, size, Fraction(u.exp()))[1]
            h = Decimal(10) ** -20
            return value, (reach(deals, size, Fraction((u + h).exp()))[1] - value) / h

        start = real(size.amount * max(1, n) * Fraction(law.rate) / 4).ln()
        u = inverse(lambda u: tail(u + start), real(p), True, 40) + start
        # What the promised chance leaves open: the smaller of p and 1 - p over what p gains with ln(x).
        return Near(u.exp(), REVENUE, real(min(p, 1 - p)) / tail(u)[1])
    # All sums of sizes, with the chance of each.
    shares = getattr(size, "shares", None) or {size.size: Fraction(1)}
    sums, total = {Fraction(0): ONE}, {}
    for mass in deals.masses():
        for value, weight in sums.items():
            total[value] = total.get(value, ZERO) + mass * weight
        after = {}
        for value, weight in sums.items():
            for one_size, share in shares.items():
                after[value + one_size] = after.get(value + one_size, ZERO) + weight * real(share)
        sums = after
    ordered = sorted(total)
    if p == 1:
        return Near(real(ordered[-1]), REVENUE)
    below = ZERO
    for value in ordered:
        below += total[value]
        if met(below, max(ZERO, 1 - below), p):
            return Near(real(value), REVENUE)
    raise AssertionError(p)
