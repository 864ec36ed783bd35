"""Bad input: which error, of which field, where, and with which value."""

from . import errors_chance
from .base import File, INF, MAX, NAN, SUBNORMAL

#: A number this far beyond a limit of 0 or 1 is no longer taken as the limit; 2^-40 still is.
HAIR = 2.0**-40 + 2.0**-50

#: The fields of an input whose name in the vectors is not that of the core.
RENAMED = {
    ("required", "target"): "goal.target",
    ("required", "there"): "start[]",
    ("sensitivity", "target"): "goal.target",
    ("calendar", "weeks"): "selling_weeks",
    ("one_in", "n"): "one_in",
    ("whole", "exact"): "volume",
}


def path_of(op, field, is_list):
    """The name of an input in the core's errors; `[]` where it is a list."""
    return RENAMED.get((op, field), f"{field}[]" if is_list else field)


def make_errors():
    file = File("errors", "input that cannot be used: the error's name, field, index, value and limit")

    def add(name, op, ins, kind, field=None, index=None, value=None, limit=None):
        outs = {
            "error": kind,
            "error_field": field,
            "error_index": index,
            "error_value": value,
            "error_limit": limit,
        }
        file.case(name, op, ins, outs)

    bad = {
        "negative": -1.0,
        "negative_hair": -HAIR,
        "nan": NAN,
        "infinite": INF,
        "negative_infinite": -INF,
    }
    endless = {label: value for label, value in bad.items() if not label.startswith("negative")}
    endless["negative_infinite"] = -INF
    not_rates = bad | {"above_1": 1.4, "just_above_1": 1 + HAIR, "largest": MAX}
    refused = {"rate": not_rates, "probability": not_rates, "booked": endless}

    def sweep(op, good, fields):
        """Every field of a good case, with every kind of bad value."""
        for field, kind in fields:
            for label, value in refused.get(kind, bad).items():
                ins, is_list = dict(good), isinstance(good[field], list)
                ins[field] = [*good[field][:-1], value] if is_list else value
                at = len(good[field]) - 1 if is_list else None
                add(f"{op}_{field}_{label}", op, ins, kind, path_of(op, field, is_list), at, value)

    def change(op, good, name, kind, field=None, index=None, value=None, limit=None, **changes):
        add(f"{op}_{name}", op, good | changes, kind, field, index, value, limit)

    good = {"rates": [0.65, 0.4], "entry": 28.0, "sale_value": 3400.0}
    sweep("forward", good, [("rates", "rate"), ("entry", "volume"), ("sale_value", "money")])
    change("forward", good, "first_bad_rate_is_named", "rate", "rates[]", 0, 1.5, rates=[1.5, -1.0])
    change("forward", good, "no_gates", "no_gates", "rates[]", rates=[])
    change("forward", good, "places_too_few", "length", "volumes[]", None, 2.0, 3.0, places=2)
    change("forward", good, "places_too_many", "length", "volumes[]", None, 4.0, 3.0, places=4)
    change("forward", good, "places_none", "length", "volumes[]", None, 0.0, 3.0, places=0)
    change("forward", good, "revenue_overflows", "overflow", "revenue", entry=1e300, sale_value=1e300)
    sweep("overall", {"rates": [0.65, 0.4]}, [("rates", "rate")])
    add("overall_no_gates", "overall", {"rates": []}, "no_gates", "rates[]")

    good = {"rates": [0.65, 0.4], "goal": "volume", "goal_stage": 2, "target": 7.0}
    good |= {"sale_value": 3400.0, "start": "open", "there": [1.0, 1.0, 1.0]}
    numbers = [("rates", "rate"), ("target", "volume"), ("sale_value", "money")]
    sweep("required", good, [*numbers, ("there", "volume")])
    change("required", good, "reached_negative", "volume", "start[]", 1, -1.0, start="reached", there=[1.0, -1.0, 0.0])
    change("required", good, "no_gates", "no_gates", "rates[]", rates=[])
    change("required", good, "no_such_stage", "stage", "goal.stage", None, 3.0, 2.0, goal_stage=3)
    change("required", good, "no_such_stage_far", "stage", "goal.stage", None, 4e9, 2.0, goal_stage=4000000000)
    change("required", good, "there_too_few", "length", "start[]", None, 2.0, 3.0, there=[1.0, 1.0])
    change("required", good, "there_too_many", "length", "start[]", None, 4.0, 3.0, there=[1.0] * 4)
    change("required", good, "there_none", "length", "start[]", None, 0.0, 3.0, start="reached", there=[])
    change("required", good, "places_too_few", "length", "volumes[]", None, 2.0, 3.0, places=2)
    change("required", good, "need_overflows", "overflow", "volumes[]", 0, rates=[0.5, 1e-300], target=1e100, there=[0.0] * 3)
    change("required", good, "need_behind_a_closed_gate_overflows", "overflow", "volumes[]", 1, rates=[0.0, 1e-300], target=1e100, there=[0.0] * 3)
    revenue = {k: v for k, v in good.items() if k not in ("goal_stage", "there")}
    revenue |= {"goal": "revenue", "start": "empty"}
    for label, value in bad.items():
        change("required", revenue, f"revenue_{label}", "money", "goal.revenue", None, value, target=value)
    change("required", revenue, "target_overflows", "overflow", "volumes[]", 2, target=1e300, sale_value=1e-300)

    good = {"successes": [2.0, 1.0], "trials": [10.0, 4.0]}
    counts = bad | {"above_2_53": 2.0**53 + 2.0**20, "largest": MAX}
    for field in good:
        for label, value in counts.items():
            ins = {field: [good[field][0], value]}
            change("rates_from_counts", good, f"{field}_{label}", "credit", f"{field}[]", 1, value, **ins)
    change("rates_from_counts", good, "successes_without_trials", "successes", "successes[]", 1, 1.0, trials=[10.0, 0.0])
    change("rates_from_counts", good, "more_successes_than_trials", "successes", "successes[]", 1, 5.0, successes=[2.0, 5.0])
    change("rates_from_counts", good, "trials_too_few", "length", "trials[]", None, 1.0, 2.0, trials=[10.0])
    change("rates_from_counts", good, "places_too_few", "length", "rates[]", None, 1.0, 2.0, places=1)
    for label, value in (bad | {"zero": 0.0, "half": 0.5, "just_below_1": 1 - HAIR}).items():
        add(f"one_in_{label}", "one_in", {"n": value}, "one_in", "one_in", None, value)

    good = {"gates": 2, "rates": [0.5, 0.4, 0.3, 0.2], "entries": [9.0, 8.0], "sale_values": [7.0, 6.0]}
    sweep("roll_up", good, [("rates", "rate"), ("entries", "volume"), ("sale_values", "money")])
    change("roll_up", good, "no_gates", "no_gates", "gates[]", gates=0)
    change("roll_up", good, "rates_too_few", "length", "rates[]", None, 3.0, 4.0, rates=[0.5] * 3)
    change("roll_up", good, "sale_values_too_many", "length", "sale_values[]", None, 3.0, 2.0, sale_values=[1.0] * 3)
    change("roll_up", good, "implied_places_too_few", "length", "implied[]", None, 1.0, 2.0, implied_places=1)
    change("roll_up", good, "places_too_many", "length", "volumes[]", None, 4.0, 3.0, places=4)
    change("roll_up", good, "volumes_overflow", "overflow", "volumes[]", entries=[1e308, 1e308], sale_values=[0.0, 0.0])
    change("roll_up", good, "revenue_overflows", "overflow", "revenue", sale_values=[1e308, 1e308], entries=[1e3, 1e3])

    good = {"rates": [0.65, 0.4], "goal": "volume", "goal_stage": 2, "target": 7.0, "sale_value": 3400.0}
    good |= {"stage": 1, "volume": 20.0, "lever": ["gate", 1], "step": "points", "size": 1.0}
    sweep("sensitivity", good, [*numbers, ("volume", "volume")])
    by_value = good | {"lever": "sale_value"}
    for label, value in (("nan", NAN), ("infinite", INF), ("negative_infinite", -INF)):
        for step in ("points", "percent"):
            change("sensitivity", good, f"{step}_{label}", "step", "step", None, value, step=step, size=value)
            change("sensitivity", by_value, f"sale_value_{step}_{label}", "step", "step", None, value, step=step, size=value)
    change("sensitivity", good, "points_below_0", "step", "step", None, -40.1, size=-40.1)
    change("sensitivity", good, "percent_below_0", "step", "step", None, -101.0, step="percent", size=-101.0)
    change("sensitivity", by_value, "sale_value_below_0", "step", "step", None, -3401.0, size=-3401.0)
    change("sensitivity", by_value, "sale_value_beyond_f64", "step", "step", None, MAX, sale_value=MAX, volume=0.0, size=MAX)
    change("sensitivity", good, "benchmark_above_1", "rate", "step.to", None, 1.4, step="to", size=1.4)
    change("sensitivity", by_value, "benchmark_below_0", "money", "step.to", None, -1.0, step="to", size=-1.0)
    change("sensitivity", good, "no_such_gate", "gate", "gate", None, 2.0, 1.0, lever=["gate", 2])
    change("sensitivity", good, "no_such_goal_stage", "stage", "goal.stage", None, 3.0, 2.0, goal_stage=3)
    change("sensitivity", good, "no_such_stage", "stage", "stage", None, 3.0, 2.0, stage=3)
    change("sensitivity", good, "activity_behind_the_goal", "activity_stage", "stage", None, 2.0, 1.0, goal_stage=1, stage=2)
    change("sensitivity", good, "no_gates", "no_gates", "rates[]", rates=[])
    change("sensitivity", good, "revenue_overflows", "overflow", "revenue", volume=1e300, sale_value=1e300)
    change("sensitivity", good, "need_overflows", "overflow", "volumes[]", 1, rates=[0.65, 1e-300], target=1e100)

    good = {"volumes": [28.0, None, 7.0], "rates": [None, 0.4], "sale_value": 3400.0, "revenue": 23800.0}
    sweep("solve", good, [("volumes", "volume"), ("rates", "rate"), ("sale_value", "money"), ("revenue", "money")])
    change("solve", good, "no_gates", "no_gates", "rates[]", rates=[], volumes=[1.0])
    change("solve", good, "volumes_too_few", "length", "volumes[]", None, 2.0, 3.0, volumes=[28.0, None])
    change("solve", good, "volumes_too_many", "length", "volumes[]", None, 4.0, 3.0, volumes=[28.0, None, None, None])
    unknown = {"volumes": [None] * 3, "rates": [0.5, 1e-300], "sale_value": None, "revenue": None}
    change("solve", unknown, "volume_overflows", "overflow", "volumes[]", 1, volumes=[None, None, 1e100])
    change("solve", unknown, "sales_overflow", "overflow", "volumes[]", 2, sale_value=1e-300, revenue=1e100)
    change("solve", unknown, "sale_value_overflows", "overflow", "sale_value", volumes=[None, None, 1e-300], revenue=1e100)
    change("solve", unknown, "revenue_overflows", "overflow", "revenue", volumes=[None, None, 1e300], rates=[0.5, None], sale_value=1e300)

    good = {"calendar": "common", "weeks": None, "days_per_week": None, "amount": 28.0, "from": "month", "to": "week"}
    sweep("calendar", good, [("amount", "volume")])
    limits = bad | {"zero": 0.0, "negative_zero": -0.0, "too_many": 53.5}
    for label, value in limits.items():
        change("calendar", good, f"weeks_{label}", "weeks_per_year", "selling_weeks", None, value, calendar="selling_weeks", weeks=value)
        change("calendar", good, f"days_{label}", "days_per_week", "days_per_week", None, value, days_per_week=value)
    days = 7 + 7 * HAIR
    change("calendar", good, "days_just_too_many", "days_per_week", "days_per_week", None, days, days_per_week=days)
    change("calendar", good, "overflows", "overflow", "amount", amount=1e308, **{"from": "week", "to": "year"})
    change("calendar", good, "product_overflows", "overflow", "amount", amount=2.0**1022, **{"from": "month", "to": "quarter"})
    change("calendar", good, "unknown_period", "name", "period", **{"from": "fortnight"})
    change("calendar", good, "period_in_capitals", "name", "period", to="Week")

    for label, value in bad.items():
        add(f"whole_{label}", "whole", {"policy": "up", "exact": value}, "volume", "volume", None, value)
    add("whole_unknown_policy", "whole", {"policy": "down", "exact": 1.0}, "name", "policy")
    good = {"policy": "up_each_stage", "rates": [0.65, 0.4], "stage": 2, "exact": [28.3, 18.4, 7.4]}
    sweep("whole_each", good, [("rates", "rate"), ("exact", "volume")])
    change("whole_each", good, "no_gates", "no_gates", "rates[]", rates=[])
    change("whole_each", good, "exact_too_few", "length", "exact[]", None, 2.0, 3.0, exact=[1.0, 2.0])
    change("whole_each", good, "places_too_few", "length", "whole[]", None, 2.0, 3.0, places=2)
    change("whole_each", good, "no_such_stage", "stage", "stage", None, 3.0, 2.0, stage=3)
    change("whole_each", good, "closed_gate", "overflow", "whole[]", 0, rates=[0.0, 0.4])
    change("whole_each", good, "need_overflows", "overflow", "whole[]", 1, rates=[0.5, 1e-300], exact=[0.0, 0.0, 1e100])

    good = {"actual": 5.0, "required": 7.0}
    sweep("activity_gauge", good, [("actual", "volume"), ("required", "volume")])
    change("activity_gauge", good, "overflows", "overflow", actual=1e300, required=1e-300)
    good = {"actual": 5.0, "goal": 7.0}
    sweep("attainment", good, [("actual", "booked"), ("goal", "money")])
    change("attainment", good, "overflows", "overflow", actual=1e300, goal=1e-300)
    good = {"opportunities": 18.0, "sale_value": 42000.0, "win_rate": 0.24, "cycle_days": 78.0}
    factors = [("opportunities", "volume"), ("sale_value", "money"), ("win_rate", "rate"), ("cycle_days", "days")]
    sweep("velocity", good, factors)
    change("velocity", good, "overflows", "overflow", opportunities=1e300, sale_value=1e300)
    change("velocity", good, "product_overflows", "overflow", opportunities=2.0**1000, sale_value=2.0**100, cycle_days=2.0**200)
    change("velocity", good, "product_overflows_nothing_won", "overflow", opportunities=2.0**1000, sale_value=2.0**100, win_rate=0.0)
    change("velocity", good, "short_cycle_overflows", "overflow", cycle_days=1e-320)
    good |= {"lever": "cycle", "by": -0.2}
    sweep("velocity_effect", good, factors)
    for label, by in (("nan", NAN), ("infinite", INF), ("below_minus_1", -1.01), ("negative_infinite", -INF)):
        change("velocity_effect", good, f"by_{label}", "step", "by", None, by, by=by)
    change("velocity_effect", good, "beyond_f64", "step", "by", None, 1e10, lever="cycle", cycle_days=1e300, by=1e10)
    change("velocity_effect", good, "overflows", "overflow", opportunities=1e300, sale_value=1e300)
    good = {"values": [100.0, 200.0], "probabilities": [0.5, 0.25]}
    sweep("weighted_pipeline", good, [("values", "money"), ("probabilities", "probability")])
    change("weighted_pipeline", good, "probabilities_too_few", "length", "probabilities[]", None, 1.0, 2.0, probabilities=[0.5])
    change("weighted_pipeline", good, "square_overflows", "overflow", values=[2.0**600], probabilities=[0.5])
    change("weighted_pipeline", good, "square_overflows_certain", "overflow", values=[2.0**600], probabilities=[1.0])
    change("weighted_pipeline", good, "total_overflows", "overflow", values=[MAX, MAX], probabilities=[0.0, 0.0])
    good = {"pipeline": 2400000.0, "quota": 1000000.0, "booked": 200000.0}
    sweep("coverage", good, [("pipeline", "money"), ("quota", "money"), ("booked", "booked")])
    change("coverage", good, "overflows", "overflow", pipeline=1e300, quota=1e-300, booked=0.0)
    sweep("required_coverage", {"win_rate": 0.22}, [("win_rate", "rate")])
    add("required_coverage_overflows", "required_coverage", {"win_rate": SUBNORMAL}, "overflow")
    errors_chance.make(add, bad, HAIR)
