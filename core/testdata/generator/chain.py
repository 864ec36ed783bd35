"""Forwards, backwards, and where the rates come from."""

from fractions import Fraction

from .base import File, INF, MAX, Neumaier, Random, SUBNORMAL, TINY, clearly, exactly, near, rounded


def pass_through(volume, rates):
    for rate in rates:
        volume *= rate
    return volume + 0.0


def product(values, start=Fraction(1)):
    for value in values:
        start *= Fraction(value)
    return start


def within(value, low=0.0, high=MAX):
    """A number that misses a limit by at most 2^-40 of it (of 1 at 0) is taken as the limit."""
    return min(max(value + 0.0, low), high)


def forward(file, name, rates, entry, sale_value):
    ins = {"rates": rates, "entry": entry, "sale_value": sale_value}
    rates, entry, sale_value = [within(rate, high=1.0) for rate in rates], within(entry), within(sale_value)
    volumes, exact = [entry + 0.0], [Fraction(entry)]
    for i in range(len(rates)):
        volumes.append(pass_through(volumes[-1], rates[i : i + 1]))
        exact.append(product(rates[: i + 1], Fraction(entry)))
        near(volumes[-1], exact[-1], i + 2, tiny=i + 1)
    revenue = volumes[-1] * sale_value + 0.0
    worth = exact[-1] * Fraction(sale_value)
    near(revenue, worth, len(rates) + 2, tiny=len(rates) * Fraction(sale_value) + 1)
    outs = {"volumes": volumes, "revenue": revenue}
    file.case(name, "forward", ins, outs, {"volumes": exact, "revenue": worth})


def make_forward():
    file = File("forward", "what comes out of what goes in")
    add = lambda *case: forward(file, *case)
    add("two_gates", [0.65, 0.4], 28.0, 3400.0)
    add("four_gates", [0.5, 0.6, 0.5, 0.25], 128.0, 1000.0)
    add("nothing_enters", [0.65, 0.4], 0.0, 3400.0)
    add("negative_zero_enters", [0.65, 0.4], -0.0, 3400.0)
    add("closed_gate", [0.65, 0.0, 0.4], 28.0, 3400.0)
    add("negative_zero_rate", [0.65, -0.0, 0.4], 28.0, 3400.0)
    add("first_gate_closed", [0.0], 28.0, 3400.0)
    add("all_pass", [1.0, 1.0, 1.0], 28.1, 3400.0)
    add("no_sale_value", [0.65, 0.4], 28.0, 0.0)
    add("negative_zero_sale_value", [0.65, 0.4], 28.0, -0.0)
    add("tiny_rate", [1e-300], 28.0, 3400.0)
    add("tiny_rates_underflow_to_0", [1e-200, 1e-200], 1.0, 3400.0)
    add("tiny_rates_underflow_to_subnormal", [1e-160, 1e-160], 1.0, 1e300)
    add("subnormal_rate", [SUBNORMAL, 0.5], 1e300, 1.0)
    add("subnormal_entry", [0.5, 0.75], SUBNORMAL, 1.0)
    add("smallest_normal_entry", [0.5], 2.0**-1022, 1.0)
    add("huge_entry", [0.5, 0.5], 1e308, 1.0)
    add("largest_entry", [1.0], MAX, 1.0)
    add("rate_a_hair_above_1", [1 + 2.0**-40, 0.5, 1 + 2.0**-52], 28.1, 3400.0)
    add("rate_a_hair_below_0", [0.5, -(2.0**-40)], 28.0, 3400.0)
    add("entry_and_value_a_hair_below_0", [0.5], -(2.0**-40), -(2.0**-50))
    add("largest_revenue", [0.5], 2.0, MAX)
    add("huge_entry_tiny_rates", [1e-200, 1e-200], 1e300, 1e100)
    add("rate_just_below_1", [1 - 2.0**-53] * 3, 1.0, 1.0)
    add("rates_without_exact_f64", [0.1, 0.2, 0.3, 0.7], 0.1 + 0.2, 0.1)
    add("powers_of_two_are_exact", [0.5] * 10, 1024.0, 3.0)
    add("chain_of_64_gates", [0.9] * 64, 1e6, 99.99)
    add("chain_of_64_halves", [0.5] * 64, 2.0**64, 1.0)
    add("chain_of_64_tiny_gates", [1e-10] * 64, 1e300, 1e300)
    rng = Random(1)
    for i in range(100):
        add(f"random_{i:03}", rng.rates(), rng.volume(), rng.money())


def make_overall():
    file = File("overall", "the product of a chain's rates, from the first gate to the last")

    def add(name, rates):
        got, exact = pass_through(1.0, rates), product(rates)
        near(got, exact, len(rates), tiny=len(rates))
        file.case(name, "overall", {"rates": rates}, {"overall": got}, {"overall": exact})

    add("one_gate", [0.4])
    add("two_gates", [0.65, 0.4])
    add("closed_gate", [0.65, 0.0])
    add("negative_zero_rate", [-0.0])
    add("negative_zero_rate_last", [0.65, -0.0])
    add("all_pass", [1.0] * 5)
    add("tiny_rate", [1e-300, 0.5])
    add("underflows_to_subnormal", [1e-160, 1e-160])
    add("underflows_to_0", [1e-200, 1e-200])
    add("subnormal_rate", [SUBNORMAL])
    add("order_of_multiplication_shows", [0.1, 0.2, 0.3, 0.7, 0.9])
    add("chain_of_64_gates", [0.9] * 64)
    add("chain_of_64_halves", [0.5] * 64)
    rng = Random(2)
    for i in range(100):
        add(f"random_{i:03}", rng.rates(12))


# Chains backwards


class Back:
    """A need on its way back, as target over product of rates; divided out before it underflows."""

    def __init__(self, target):
        self.base, self.product = target, 1.0

    def through(self, rate):
        product = self.product * rate
        if product < 1e-290:
            if self.base == 0.0:
                product = 1.0
            elif rate == 0.0:
                return False
            else:
                self.base /= self.product
                product = rate
        self.product = product
        return True

    def take(self, there):
        if there > 0.0:
            self.base, self.product = less(self.base / self.product, there), 1.0

    def need(self):
        return self.base / self.product


def credits(start, there, rates, stage):
    """What is already there of each stage's need, the goal's first; for floats and for fractions."""
    if start == "empty":
        return [0 * rate for rate in rates[:stage]] + [0]
    if start == "open":
        return list(there[: stage + 1])
    # How many must have been at a stage for the later ones to be where they are.
    credit, seen = [there[stage]], there[stage]
    for i in reversed(range(stage)):
        seen = seen / rates[i] if rates[i] else INF if seen else 0
        credit.insert(0, there[i] - seen if there[i] > seen else 0)
        seen = there[i] or seen
    return credit


def less(need, there):
    """A need less what is there; nothing when they differ by the last digits only."""
    return 0 * need if there >= need or there > 0 and clearly(Fraction(need), Fraction(there)) else need - there


def target_of(goal, goal_stage, target, sale_value):
    """The goal as f64 and exact volume; None when no volume is worth anything."""
    if goal == "volume":
        return target + 0.0, Fraction(target)
    if target == 0.0:
        return 0.0, Fraction(0)
    if sale_value == 0.0:
        return None
    return target / sale_value, Fraction(target) / Fraction(sale_value)


def required(file, name, rates, goal, target, sale_value=0.0, start="empty", there=()):
    """`goal` is "revenue", or the stage of a goal by volume."""
    n = len(rates)
    goal, stage = ("revenue", n) if goal == "revenue" else ("volume", goal)
    ins = {"rates": rates, "goal": goal}
    if goal == "volume":
        ins["goal_stage"] = stage
    ins |= {"target": target, "sale_value": sale_value, "start": start}
    if start != "empty":
        ins["there"] = list(there)
    rates, there = [within(rate, high=1.0) for rate in rates], [within(count) for count in there]
    target, sale_value = within(target), within(sale_value)
    wanted = target_of(goal, stage, target, sale_value)
    if wanted is None:
        outs = {"outcome": "unreachable", "lever": "sale_value", "missing": target, "best": 0.0}
        file.case(name, "required", ins, outs)
        return
    value, exact_target = wanted
    # A need too small for an f64 is 0, but as long as a gate is closed to it, it is the smallest one.
    if value == 0.0 and exact_target > 0 and start == "empty" and 0.0 in rates[:stage]:
        gate = max(i for i in range(stage) if rates[i] == 0.0)
        need = SUBNORMAL
        for rate in reversed(rates[gate + 1 : stage]):
            need /= rate
        outs = {"outcome": "unreachable", "lever": ["gate", gate], "missing": need, "best": 0.0}
        file.case(name, "required", ins, outs)
        return
    p, seen = exactly(rates), exactly(there)

    # Exactly, from the definition: each stage needs what the next needs over the rate, less what is
    # there. Beside it how large the parts were, and what underflow may have cost.
    there_exactly = credits(start, seen, p, stage)
    need = {stage: less(exact_target, there_exactly[stage])}
    size, loss = {stage: exact_target + sum(seen[stage : stage + 1])}, {stage: Fraction(2)}
    closed = None
    for i in reversed(range(stage)):
        if p[i] == 0:
            if need[i + 1] > 0:
                closed = i
                break
            need[i], size[i], loss[i] = Fraction(0), sum(seen[i : i + 1], Fraction(0)), Fraction(2)
            continue
        need[i] = less(need[i + 1] / p[i], there_exactly[i])
        size[i] = size[i + 1] / p[i]
        loss[i] = loss[i + 1] / p[i] + 2
        if start != "empty":
            size[i] += seen[i] + sum(seen[j] / product(p[i:j]) for j in range(i + 1, stage + 1) if all(p[i:j]))

    # In f64, in the documented order.
    back = Back(value)
    in_f64 = credits(start, there, rates, stage)
    back.take(in_f64[stage])
    volumes = {stage: back.need()}
    blocked = None
    for i in reversed(range(stage)):
        if not back.through(rates[i]):
            blocked = i
            break
        back.take(in_f64[i])
        volumes[i] = back.need()
    assert blocked == closed, name

    if closed is not None:
        missing = back.need()
        near(missing, need[closed + 1], 6 * (n + 2), size[closed + 1], loss[closed + 1])
        lost = pass_through(missing, rates[closed + 1 : stage])
        # Independently: what is there behind the gate, brought forwards.
        best_volume = sum(
            there_exactly[i] * product(p[i:stage])
            for i in range(closed + 1, stage + 1)
        )
        exact_best = Fraction(best_volume)
        best = 0.0
        if not clearly(Fraction(lost), Fraction(value)) and lost < value:
            best = value - lost
        scale = exact_target
        if goal == "revenue":
            best *= sale_value
            exact_best *= Fraction(sale_value)
            scale = Fraction(target)
        near(best, exact_best, 6 * (n + 2), scale, 4)
        outs = {"outcome": "unreachable", "lever": ["gate", closed], "missing": missing, "best": best}
        file.case(name, "required", ins, outs, {"missing": need[closed + 1], "best": exact_best})
        return

    for i in range(stage, n):
        volumes[i + 1] = pass_through(volumes[i], rates[i : i + 1])
        need[i + 1] = need[i] * p[i]
        size[i + 1], loss[i + 1] = size[i] * p[i], loss[i] * p[i] + 1
    for i in range(n + 1):
        near(volumes[i], need[i], 6 * (n + 2), size[i], loss[i])
    listed = [volumes[i] for i in range(n + 1)]
    outs = {"outcome": "entry", "entry": listed[0], "volumes": listed}
    file.case(name, "required", ins, outs, {"volumes": [need[i] for i in range(n + 1)]})


def make_required():
    file = File("required", "what must go in for a goal to come out")
    add = lambda *case, **more: required(file, *case, **more)
    anchor = [0.65, 0.4]
    four = [0.1, 0.35, 0.5, 0.4]
    add("revenue_anchor", anchor, "revenue", 25000.0, 3400.0)
    for stage in range(5):
        add(f"volume_at_stage_{stage}", four, stage, 14.0, 100.0)
    add("volume_at_first_stage_goes_onward", anchor, 0, 0.1 + 0.2)
    add("revenue_goal_0", anchor, "revenue", 0.0, 3400.0)
    add("revenue_goal_negative_0", anchor, "revenue", -0.0, 3400.0)
    add("revenue_goal_0_without_sale_value", anchor, "revenue", 0.0, 0.0)
    add("volume_goal_0", anchor, 2, 0.0)
    add("volume_goal_negative_0", anchor, 2, -0.0)
    add("volume_goal_needs_no_sale_value", anchor, 2, 7.0, 0.0)
    add("all_pass", [1.0, 1.0], 2, 7.1)
    add("goal_underflows", anchor, "revenue", 1e-300, 2e266)
    add("goal_underflows_at_a_closed_gate", [0.5, 0.0], "revenue", 1e-300, 2e266)
    add("goal_underflows_before_a_closed_gate", [0.0, 0.5], "revenue", 1e-300, 2e266)
    add("rates_a_hair_outside", [1 + 2.0**-40, 0.4, 1 + 2.0**-52], 3, 7.0)
    add("closed_by_a_hair_below_0", [0.65, -(2.0**-40)], 2, 3.0)
    add("start_a_hair_below_0", anchor, 2, 7.0, start="open", there=[-(2.0**-40), 1.0, -(2.0**-50)])
    add("goal_a_hair_below_0", anchor, 2, -(2.0**-40))
    # Closed gates.
    add("closed_gate_needs_nothing", [0.65, 0.0], 2, 0.0)
    add("closed_gate", [0.65, 0.0], 2, 3.0)
    add("negative_zero_gate_is_closed", [0.65, -0.0], 2, 3.0)
    add("negative_zero_gate_behind_the_goal", [0.65, -0.0], 1, 3.0)
    add("closed_gate_behind_the_goal", [0.65, 0.0, 0.4], 1, 3.0)
    add("closed_first_gate", [0.0, 0.4], 2, 3.0)
    add("closed_first_gate_goal_before_it", [0.0, 0.4], 0, 3.0)
    add("two_closed_gates_names_the_nearest_to_the_goal", [0.0, 0.5, 0.0, 0.4], 4, 3.0)
    add("closed_gate_by_revenue", [0.0, 0.4], "revenue", 25000.0, 3400.0)
    add("sale_value_0", anchor, "revenue", 25000.0, 0.0)
    add("sale_value_negative_0", anchor, "revenue", 25000.0, -0.0)
    add("sale_value_0_before_closed_gate", [0.0, 0.4], "revenue", 25000.0, 0.0)
    # The edges of f64.
    add("product_underflows", [1e-100] * 4, 4, 1e-250)
    add("product_underflows_twice", [1e-200, 1e-200, 0.5, 1e-60], 4, SUBNORMAL * 2.0**50)
    add("product_just_above_the_guard", [1e-145, 1e-144], 2, 1e-100)
    add("product_just_below_the_guard", [1e-146, 1e-146], 2, 1e-100)
    add("tiny_rate", [0.5, 1e-300], 2, 1e-200)
    add("subnormal_rate", [0.5, SUBNORMAL], 2, 1e-300)
    add("subnormal_rate_before_others", [SUBNORMAL, 0.5, 0.25], 3, 1e-300)
    add("subnormal_target", [0.5, 0.25], 2, SUBNORMAL)
    add("subnormal_target_by_revenue", [0.5, 0.3], "revenue", SUBNORMAL * 7, 2.0)
    add("target_underflows_to_0", anchor, "revenue", SUBNORMAL, 1e300)
    add("huge_target", [0.5, 0.5], 2, 4e307)
    add("largest_target", [1.0], 1, MAX)
    add("rate_just_below_1", [1 - 2.0**-53] * 3, 3, 1.0)
    add("exact_integers", [0.5, 0.25, 0.125], 3, 6.0)
    add("ten_to_one_three_times", [0.1, 0.1, 0.1], 3, 10.0)
    add("tie_target", [0.1], 1, (0.1 + 0.2) * 10)
    add("chain_of_64_gates", [0.9] * 64, 64, 10.0)
    add("chain_of_64_halves", [0.5] * 64, "revenue", 1000.0, 1000.0)
    add("chain_of_64_tiny_gates", [1e-9] * 64, 33, 1e-200)
    # What is already there.
    for start in ("open", "reached"):
        s = {"start": start}
        add(f"{start}_nothing", anchor, "revenue", 25000.0, 3400.0, there=[0.0] * 3, **s)
        add(f"{start}_negative_zeros", anchor, "revenue", 25000.0, 3400.0, there=[-0.0] * 3, **s)
        add(f"{start}_some_won", anchor, "revenue", 25000.0, 3400.0, there=[0.0, 0.0, 3.0], **s)
        add(f"{start}_all_won", anchor, 2, 7.0, there=[0.0, 0.0, 7.0], **s)
        add(f"{start}_more_than_all_won", anchor, 2, 7.0, there=[0.0, 0.0, 9.0], **s)
        add(f"{start}_at_each_stage", anchor, 2, 7.0, there=[4.0, 5.0, 1.0], **s)
        add(f"{start}_enough_waiting", anchor, 2, 7.0, there=[0.0, 40.0, 0.0], **s)
        add(f"{start}_exactly_enough", [0.5, 0.5], 2, 4.0, there=[0.0, 8.0, 0.0], **s)
        add(f"{start}_enough_at_the_entry", anchor, 2, 7.0, there=[1e6, 0.0, 0.0], **s)
        add(f"{start}_behind_the_goal_counts_not", anchor, 1, 7.0, there=[1.0, 2.0, 900.0], **s)
        add(f"{start}_goal_at_first_stage", anchor, 0, 7.0, there=[2.5, 1.0, 1.0], **s)
        add(f"{start}_goal_0", anchor, 2, 0.0, there=[1.0, 1.0, 1.0], **s)
        add(f"{start}_more_than_a_closed_gate_blocks", [0.0, 0.4], 2, 7.0, there=[50.0, 20.0, 0.0], **s)
        add(f"{start}_before_a_closed_gate_brings_nothing", [0.0, 0.4], 2, 7.0, there=[50.0, 0.0, 0.0], **s)
        add(f"{start}_some_behind_a_closed_gate", [0.0, 0.4], 2, 7.0, there=[50.0, 10.0, 0.0], **s)
        add(f"{start}_some_behind_a_closed_gate_by_revenue", [0.3, 0.0, 0.4], "revenue", 25000.0, 3400.0, there=[9.0, 50.0, 10.0, 2.0], **s)
        add(f"{start}_closed_gate_at_the_goal", [0.5, 0.0], 2, 7.0, there=[9.0, 9.0, 3.0], **s)
        add(f"{start}_closed_gate_at_the_goal_all_won", [0.5, 0.0], 2, 3.0, there=[9.0, 9.0, 3.0], **s)
        add(f"{start}_sale_value_0", anchor, "revenue", 25000.0, 0.0, there=[1.0, 1.0, 1.0], **s)
        add(f"{start}_product_underflows", [1e-100] * 4, 4, 1e-250, there=[0.0, 1.0, 0.0, 1e-160, 1e-251], **s)
        add(f"{start}_huge", anchor, 2, 7.0, there=[MAX, 0.0, 0.0], **s)
    add("reached_lucky_later_stage_costs_nothing", anchor, 2, 7.0, start="reached", there=[10.0, 6.0, 6.0])
    add("reached_open_proposals", [0.5, 0.4], 2, 7.0, start="reached", there=[24.0, 12.0, 3.0])
    add("reached_middle_not_counted", anchor, 2, 25000 / 3400, start="reached", there=[12.0, 0.0, 3.0])
    add("reached_middle_as_implied", anchor, 2, 25000 / 3400, start="reached", there=[12.0, 7.5, 3.0])
    add("open_is_enough_but_for_noise", [0.01, 0.03], 2, 9.0, start="open", there=[30000.0, 0.0, 0.0])
    add("done_but_for_noise", [0.5], 1, 0.1 + 0.2, start="open", there=[0.0, 0.3])
    add("done_but_for_noise_behind_a_closed_gate", [0.0], 1, 0.1 + 0.2, start="open", there=[0.0, 0.3])
    add("reached_only_the_last_counted", anchor, 2, 7.0, start="reached", there=[0.0, 0.0, 2.0])
    add("reached_through_a_closed_gate_before_enough", [0.0, 0.5], 2, 2.0, start="reached", there=[5.0, 8.0, 1.0])
    add("reached_accounted_overflows", [1e-300, 0.5], 2, 1e-5, start="reached", there=[1.0, 1e300, 0.0])
    rng = Random(3)
    for i in range(100):
        rates = rng.rates()
        if rng.below(2):
            add(f"random_revenue_{i:03}", rates, "revenue", rng.money() * 10, rng.money())
        else:
            add(f"random_volume_{i:03}", rates, rng.below(len(rates) + 1), rng.volume())
    for i in range(120):
        rates = [rng.rate() if rng.below(10) else 0.0 for _ in range(1 + rng.below(5))]
        start = ("open", "reached")[i % 2]
        goal = "revenue" if rng.below(2) else rng.below(len(rates) + 1)
        there = [float(rng.below(60)) if rng.below(4) else 0.0 for _ in range(len(rates) + 1)]
        if start == "reached":
            there.sort(reverse=True)
        target = float(1 + rng.below(80)) * (1000.0 if goal == "revenue" else 1.0)
        add(f"random_{start}_{i:03}", rates, goal, target, 1000.0 / 3, start=start, there=there)


# Gates from counts


def make_gates():
    file = File("rates_from_counts", "rates from successes and trials")

    def add(name, successes, trials):
        exact = [Fraction(s) / Fraction(t) if t else None for s, t in zip(successes, trials)]
        rates = [s / t + 0.0 if t else None for s, t in zip(successes, trials)]
        assert rates == [None if e is None else rounded(e) for e in exact]
        ins = {"successes": successes, "trials": trials}
        file.case(name, "rates_from_counts", ins, {"rates": rates}, {"rates": exact})

    add("none", [], [])
    add("two_gates", [2.0, 1.0], [10.0, 4.0])
    add("no_success", [0.0], [7.0])
    add("negative_zero_successes", [-0.0], [7.0])
    add("every_success", [7.0], [7.0])
    add("one_of_one", [1.0], [1.0])
    add("largest_counts", [2.0**53, 1.0, 2.0**53 - 1], [2.0**53] * 3)
    add("thirds", [1.0, 2.0], [3.0, 3.0])
    add("no_trials", [2.0, 0.0, 1.0], [10.0, 0.0, 4.0])
    add("no_trials_negative_zero", [0.0], [-0.0])
    add("shared_deals", [0.5, 1.75, 1.0 / 3.0], [2.5, 2.0, 1.0])
    rng = Random(4)
    for i in range(100):
        trials = [1 + rng.below(10 ** (1 + rng.below(9))) for _ in range(1 + rng.below(6))]
        add(f"random_{i:03}", [float(rng.below(t + 1)) for t in trials], [float(t) for t in trials])

    file = File("one_in", "the rate of 'one in n'")

    def one_in(name, n):
        assert 1.0 / n == rounded(1 / Fraction(n))
        file.case(name, "one_in", {"n": n}, {"rate": 1.0 / n}, {"rate": 1 / Fraction(n)})

    one_in("one", 1.0)
    one_in("just_above_one", 1.0 + 2.0**-52)
    one_in("ten", 10.0)
    one_in("three", 3.0)
    one_in("not_whole", 2.5)
    one_in("huge", 1e300)
    one_in("largest_gives_a_subnormal", MAX)
    for i in range(100):
        one_in(f"random_{i:03}", 1 + rng.volume())


def make_roll_up():
    file = File("roll_up", "chains added up, weighted by volume")

    def add(name, gates, rates, entries, values):
        members = [rates[m * gates : (m + 1) * gates] for m in range(len(entries))]
        volumes, exact = [], []
        for stage in range(gates + 1):
            total = Neumaier()
            for member, entry in zip(members, entries):
                total.add(pass_through(entry + 0.0, member[:stage]))
            volumes.append(total.total())
            terms = [product(m[:stage], Fraction(e)) for m, e in zip(members, entries)]
            exact.append(sum(terms, Fraction(0)))
            near(volumes[-1], exact[-1], stage + 3, tiny=(stage + 1) * len(members))
        money = Neumaier()
        worth = Fraction(0)
        tiny = Fraction(1)
        for member, entry, value in zip(members, entries, values):
            money.add(pass_through(entry + 0.0, member) * value)
            worth += product(member, Fraction(entry) * Fraction(value))
            tiny += gates * Fraction(value) + 1
        revenue = money.total() + 0.0
        near(revenue, worth, gates + 4, tiny=tiny)

        def ratio(above, below, exact_above, exact_below, largest=None):
            if below == 0.0:
                return None, None
            got, exact = above / below, exact_above / exact_below
            if largest is not None:
                got = min(got, largest)
            # A subnormal has few digits, and so has a quotient of it.
            few = Fraction(4 * gates * len(members) + 4) * TINY / Fraction(below)
            slack = (few * (exact + 1) + tiny * TINY / Fraction(below)) / TINY
            near(got, exact, 2 * gates + 9, tiny=slack)
            return got, exact

        implied = [
            ratio(volumes[g + 1], volumes[g], exact[g + 1], exact[g], 1.0) for g in range(gates)
        ]
        value, exact_value = ratio(revenue, volumes[-1], worth, exact[-1])
        overall, exact_overall = ratio(volumes[-1], volumes[0], exact[-1], exact[0], 1.0)
        ins = {"gates": gates, "rates": rates, "entries": entries, "sale_values": values}
        outs = {
            "volumes": volumes,
            "implied": [got for got, _ in implied],
            "revenue": revenue,
            "sale_value": value,
            "overall": overall,
        }
        exacts = {
            "volumes": exact,
            "implied": [e for _, e in implied],
            "revenue": worth,
            "sale_value": exact_value,
            "overall": exact_overall,
        }
        file.case(name, "roll_up", ins, outs, exacts)

    add("two_members", 1, [0.5, 0.1], [90.0, 10.0], [1000.0, 1000.0])
    add("nobody", 2, [], [], [])
    add("one_member", 2, [0.65, 0.4], [28.0], [3400.0])
    add("nothing_enters", 1, [0.5, 0.1], [0.0, 0.0], [1.0, 1.0])
    add("negative_zeros", 1, [-0.0, -0.0], [-0.0, -0.0], [-0.0, -0.0])
    add("negative_zero_rates", 1, [-0.0, -0.0], [3.0, 4.0], [1.0, 1.0])
    add("one_idle_member", 1, [0.5, 0.1], [0.0, 10.0], [1000.0, 500.0])
    add("no_sales", 2, [0.5, 0.0, 0.4, 0.0], [10.0, 20.0], [7.0, 7.0])
    add("closed_before_the_end", 2, [0.0, 0.4], [10.0], [7.0])
    add("everything_passes", 2, [1.0] * 6, [0.1, 0.2, 0.3], [0.1, 0.2, 0.3])
    add("worthless", 1, [0.5], [10.0], [0.0])
    add("large_and_small_members", 1, [0.1] * 4, [1e16, 1.0, 1.0, 1e-3], [1.0] * 4)
    add("compensation_shows", 1, [1.0] * 12, [2.0**53] + [1.0] * 11, [1.0] * 12)
    add("tenths", 1, [0.1] * 10, [0.1] * 10, [0.1] * 10)
    add("subnormal_volumes", 1, [0.5, 0.5], [SUBNORMAL * 3, SUBNORMAL], [1.0, 1.0])
    add("sales_underflow", 2, [1e-200, 1e-200], [1.0], [3400.0])
    add("huge_volumes", 1, [0.5, 0.5], [8e307, 8e307], [1.0, 1.0])
    add("hundred_members", 2, [0.3, 0.2] * 100, [0.1 * i for i in range(100)], [99.9] * 100)
    rng = Random(5)
    for i in range(100):
        gates, members = 1 + rng.below(4), 1 + rng.below(6)
        rates = [rng.rate() for _ in range(gates * members)]
        add(
            f"random_{i:03}",
            gates,
            rates,
            [rng.volume() for _ in range(members)],
            [rng.money() for _ in range(members)],
        )
