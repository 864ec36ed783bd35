"""What one step of one lever changes."""

from fractions import Fraction

from .base import File, Random, TIE, clearly, near
from .chain import Back, pass_through, product, target_of


def step_to(from_, step, size, is_gate):
    """Where a step leads, in f64 and exactly, and whether it was cut off at 1."""
    f, s = Fraction(from_), Fraction(size)
    if step == "to":
        to, exact = size + 0.0, s
    elif step == "percent":
        to, exact = from_ + from_ * (size / 100.0), f + f * s / 100
    elif is_gate:
        to, exact = from_ + size / 100.0, f + s / 100
    else:
        to, exact = from_ + size, f + s
    moved = abs(exact - f) + f
    if exact < 0 or to < 0.0:
        assert abs(exact) <= TIE * f / 2
        to, exact = 0.0, Fraction(0)
    capped = False
    if is_gate and (to > 1.0 or exact > 1):
        capped = not clearly(exact, Fraction(1))
        to, exact = min(to, 1.0), min(exact, Fraction(1))
    near(to, exact, 4, moved, 2)
    return to, exact, capped


def need_of(rates, goal, goal_stage, target, sale_value, from_):
    """The volume a stage needs, in f64 and exactly; None when no volume will do."""
    wanted = target_of(goal, goal_stage, target, sale_value)
    if wanted is None:
        return None, None
    value, exact = wanted
    back = Back(value)
    for rate in reversed(rates[from_:goal_stage]):
        if not back.through(rate):
            assert 0 in rates[from_:goal_stage] and exact > 0
            return None, None
    below = product(rates[from_:goal_stage])
    exact = exact / below if exact > 0 else Fraction(0)
    near(back.need(), exact, 2 * len(rates) + 6, tiny=4 / below if below else 0)
    return back.need(), exact


def relative(before, after, exact_before, exact_after):
    if before is None or after is None or before == 0.0:
        return None, None
    got, exact = (after - before) / before, (exact_after - exact_before) / exact_before
    near(got, exact, 200, abs(exact) + 1)
    return got, exact


def make_sensitivity():
    file = File("sensitivity", "what one step of one lever changes")

    def add(name, rates, goal, target, sale_value, stage, volume, lever, step, size):
        n = len(rates)
        goal, goal_stage = ("revenue", n) if goal == "revenue" else ("volume", goal)
        is_gate = lever != "sale_value"
        from_ = (rates[lever] if is_gate else sale_value) + 0.0
        to, exact_to, capped = step_to(from_, step, size, is_gate)
        after = [to if i == lever else rate for i, rate in enumerate(rates)]
        after_value = sale_value if is_gate else to
        needs = [
            need_of(r, goal, goal_stage, target, v, stage)
            for r, v in ((rates, sale_value), (after, after_value))
        ]
        revenues = []
        for r, v in ((rates, sale_value), (after, after_value)):
            got = pass_through(volume, r[stage:]) * v + 0.0
            exact = product(r[stage:], Fraction(volume) * Fraction(v))
            near(got, exact, n + 2, tiny=(n + 1) * (Fraction(v) + 1))
            revenues.append((got, exact))
        change = relative(needs[0][0], needs[1][0], needs[0][1], needs[1][1])
        growth = relative(revenues[0][0], revenues[1][0], revenues[0][1], revenues[1][1])
        ins = {"rates": rates, "goal": goal}
        if goal == "volume":
            ins["goal_stage"] = goal_stage
        ins |= {
            "target": target,
            "sale_value": sale_value,
            "stage": stage,
            "volume": volume,
            "lever": ["gate", lever] if is_gate else "sale_value",
            "step": step,
            "size": size,
        }
        outs = {
            "from": from_,
            "to": to,
            "capped": capped,
            "required_before": needs[0][0],
            "required_after": needs[1][0],
            "revenue_before": revenues[0][0],
            "revenue_after": revenues[1][0],
            "required_change": change[0],
            "revenue_change": growth[0],
        }
        # What follows the step is exact for the value that the step has led to in f64.
        exacts = {
            "to": exact_to,
            "required_before": needs[0][1],
            "required_after": needs[1][1],
            "revenue_before": revenues[0][1],
            "revenue_after": revenues[1][1],
            "required_change": change[1],
            "revenue_change": growth[1],
        }
        file.case(name, "sensitivity", ins, outs, exacts)

    anchor = ([0.65, 0.4], "revenue", 25000.0, 3400.0, 0, 20.0)
    for lever in (0, 1, "sale_value"):
        word = f"gate_{lever}" if lever != "sale_value" else lever
        add(f"{word}_one_point", *anchor, lever, "points", 1.0)
        add(f"{word}_ten_percent", *anchor, lever, "percent", 10.0)
        add(f"{word}_to", *anchor, lever, "to", 0.75)
        add(f"{word}_no_step", *anchor, lever, "points", 0.0)
        add(f"{word}_down", *anchor, lever, "percent", -25.0)
        add(f"{word}_to_0", *anchor, lever, "to", 0.0)
        add(f"{word}_to_negative_0", *anchor, lever, "to", -0.0)
        add(f"{word}_minus_100_percent", *anchor, lever, "percent", -100.0)
    add("to_1", *anchor, 1, "to", 1.0)
    add("capped", *anchor, 1, "points", 70.0)
    add("capped_by_percent", *anchor, 1, "percent", 200.0)
    add("exactly_1_is_not_capped", [0.5, 0.4], *anchor[1:], 0, "points", 50.0)
    add("tie_with_1_is_not_capped", [0.9, 0.4], *anchor[1:], 0, "percent", 100.0 / 9)
    add("tie_with_1_beyond", [0.9, 0.4], *anchor[1:], 0, "points", 10.00000000000003)
    add("at_1_already", [1.0, 0.4], *anchor[1:], 0, "points", 1.0)
    add("tie_with_0", [0.07, 0.4], *anchor[1:], 0, "points", -7.00000000000001)
    add("closed_gate_opens", [0.65, 0.0], *anchor[1:], 1, "points", 5.0)
    add("closed_gate_percent_of_0_is_0", [0.65, 0.0], *anchor[1:], 1, "percent", 10.0)
    add("negative_zero_gate", [0.65, -0.0], *anchor[1:], 1, "percent", 10.0)
    add("other_gate_closed", [0.0, 0.4], *anchor[1:], 1, "points", 1.0)
    add("gate_before_the_activity", [0.65, 0.4], "revenue", 25000.0, 3400.0, 1, 12.0, 0, "points", 1.0)
    add("gate_behind_the_goal", [0.65, 0.4], 1, 15.0, 3400.0, 0, 12.0, 1, "points", 1.0)
    add("closed_gate_behind_the_goal", [0.65, 0.0], 1, 15.0, 3400.0, 0, 12.0, 0, "points", 1.0)
    add("activity_at_the_goal", [0.65, 0.4], 2, 15.0, 3400.0, 2, 12.0, 1, "points", 1.0)
    add("goal_0", [0.65, 0.4], "revenue", 0.0, 3400.0, 0, 12.0, 1, "points", 1.0)
    add("volume_0", [0.65, 0.4], "revenue", 25000.0, 3400.0, 0, 0.0, 1, "points", 1.0)
    add("volume_negative_0", [0.65, 0.4], "revenue", 25000.0, 3400.0, 0, -0.0, 1, "points", 1.0)
    add("sale_value_0", [0.65, 0.4], "revenue", 25000.0, 0.0, 0, 20.0, "sale_value", "points", 100.0)
    add("sale_value_0_by_volume", [0.65, 0.4], 2, 7.0, 0.0, 0, 20.0, "sale_value", "points", 100.0)
    add("product_underflows", [1e-100] * 4, 4, 1e-250, 1.0, 0, 1e150, 2, "percent", 10.0)
    add("long_chain", [0.9] * 64, "revenue", 1e6, 250.0, 0, 2000.0, 31, "points", 1.0)
    rng = Random(6)
    for i in range(120):
        rates = [rng.open_rate() for _ in range(1 + rng.below(5))]
        goal_stage = rng.below(len(rates) + 1)
        goal = "revenue" if rng.below(2) else goal_stage
        stage = rng.below((len(rates) if goal == "revenue" else goal_stage) + 1)
        lever = rng.one([*range(len(rates)), "sale_value"])
        step = rng.one(["points", "percent", "to"])
        size = (rng.below(400) - 100) / 10 if step != "to" else rng.unit()
        if step == "points" and lever != "sale_value" and rates[lever] * 100 + size < 0:
            size = -size
        value = rng.money() + 20
        target = rng.money() if goal == "revenue" else rng.volume()
        add(f"random_{i:03}", rates, goal, target, value, stage, rng.volume(), lever, step, size)
