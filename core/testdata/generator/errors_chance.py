"""Bad input to the special functions, chances, flows and revenue."""

from .base import MAX, NAN, SUBNORMAL

BEYOND = 2.0**53 + 2.0**20
ABOVE = {"above_1": 1.4, "percent": 95.0, "largest": MAX}
SHAPE = {"zero": 0.0, "negative_zero": -0.0, "subnormal": SUBNORMAL, "beyond_2_53": BEYOND}
COUNT = {"not_whole": 2.5, "beyond_2_53": BEYOND, "largest": MAX}


#: The core's names of inputs: by operation (or the beginning of its name) and input.
RENAMED = {
    "chance_": {"k": "results", "n": "inputs", "a": "evidence.a", "b": "evidence.b"},
    "evidence_": {"a": "evidence.a", "b": "evidence.b"},
    "rate_for": {"k": "results", "n": "inputs"},
    "gate_for": {"k": "results", "n": "inputs", "rates": "rates[]"},
    "flow_": {"k": "results", "seen_weeks": "weeks", "goal": "threshold", "sizes": "size.mean"},
    "arrivals_for": {"k": "results"},
    "revenue_inputs": {"goal": "goal"},
    "revenue_": {"n": "inputs", "goal": "threshold", "a": "evidence.a", "b": "evidence.b"}
    | {"mean": "size.mean", "variation": "size.variation", "counts": "size.counts[]"},
    "binomial_": {"rate": "p"},
}


def path_of(op, field, ins):
    """The name of an input in the core's errors."""
    if field == "sizes":
        return "size.mean" if ins["size"] == "fixed" else "size.sizes[]"
    for start, names in RENAMED.items():
        if op.startswith(start) and field in names:
            return names[field]
    return field


def make(add, bad, hair):
    """`bad` is what no field takes; each kind of field refuses some more."""
    above = ABOVE | {"just_above_1": 1 + hair}
    kinds = {
        "rate": bad | above,
        "probability": bad | above,
        "shape": bad | SHAPE,
        # A prior of less than a billionth of an item.
        "prior": bad | SHAPE | {"next_to_nothing": 9e-10},
        "count": bad | COUNT,
        # Successes and trials that several people may share.
        "credit": bad | {"beyond_2_53": BEYOND, "largest": MAX},
        "counted_in": bad | {"zero": 0.0, "negative_zero": -0.0, "subnormal": SUBNORMAL},
        "score": {label: value for label, value in bad.items() if "negative" not in label}
        | {"negative_infinite": bad["negative_infinite"]},
    }
    names = {"prior": "evidence_shape", "counted_in": "weeks"}

    def sweep(op, good, fields, label=""):
        for field, kind in fields:
            for why, value in kinds.get(kind, bad).items():
                ins, path = dict(good), path_of(op, field, good)
                ins[field] = [*good[field][:-1], value] if isinstance(good[field], list) else value
                index = len(good[field]) - 1 if "[]" in path else None
                add(f"{op}{label}_{field}_{why}", op, ins, names.get(kind, kind), path, index, value)

    def change(op, good, name, kind, field=None, index=None, value=None, limit=None, **changes):
        add(f"{op}_{name}", op, good | changes, kind, field, index, value, limit)

    both = [("a", "shape"), ("b", "shape")]
    sweep("incomplete_beta", {"a": 2.0, "b": 3.0, "x": 0.5}, [*both, ("x", "probability")])
    sweep("incomplete_gamma", {"a": 2.0, "x": 3.0}, [both[0], ("x", "volume")])
    sweep("normal_tails", {"z": 1.0}, [("z", "score")])
    sweep("beta_quantile", {"a": 2.0, "b": 3.0, "p": 0.5}, [*both, ("p", "probability")])
    sweep("gamma_quantile", {"a": 2.0, "p": 0.5}, [both[0], ("p", "probability")])
    sweep("normal_quantile", {"p": 0.5}, [("p", "probability")])
    of = [("k", "count"), ("n", "count")]
    sweep("binomial_probability", {"k": 2.0, "n": 5.0, "rate": 0.3}, [*of, ("rate", "probability")])
    sweep("poisson_probability", {"k": 2.0, "mean": 5.0}, [("k", "count"), ("mean", "volume")])
    sweep("beta_binomial_probability", {"k": 2.0, "n": 5.0, "a": 2.0, "b": 3.0}, [*of, *both])

    prior = [("a", "prior"), ("b", "prior")]
    sweep("evidence_quantile", {"a": 2.0, "b": 3.0, "p": 0.5}, [*prior, ("p", "probability")])
    sweep("evidence_interval", {"a": 2.0, "b": 3.0, "level": 0.5}, [*prior, ("level", "probability")])
    good = {"a": 1.0, "b": 1.0, "successes": 40.0, "trials": 100.0}
    sweep("evidence_observe", good, [*prior, ("successes", "credit"), ("trials", "credit")])
    change("evidence_observe", good, "more_successes_than_trials", "successes", "successes", None, 101.0, successes=101.0)
    change("evidence_observe", good, "successes_of_nothing", "successes", "successes", None, 1.0, successes=1.0, trials=0.0)
    change("evidence_observe", good, "too_many_successes", "evidence_shape", "evidence.a", None, 1.5 * 2.0**53, a=2.0**52, successes=2.0**53, trials=2.0**53)
    change("evidence_observe", good, "too_many_failures", "evidence_shape", "evidence.b", None, 1.5 * 2.0**53, b=2.0**52, successes=0.0, trials=2.0**53)

    known = {"rate": 0.9, "a": [2.0, 3.0], "b": [4.0, 5.0]}
    gates = [("rate", "rate"), ("a", "prior"), ("b", "prior")]
    for op in ("chance_at_least", "chance_exactly"):
        sweep(op, known | {"k": 2.0, "n": 9.0}, [*gates, *of])
        sweep(op, {"rate": 0.3, "a": [], "b": [], "k": 2.0, "n": 9.0}, [gates[0]], "_known")
    n = ("n", "count")
    sweep("chance_quantile", known | {"n": 9.0, "p": 0.5}, [*gates, n, ("p", "probability")])
    sweep("chance_interval", known | {"n": 9.0, "level": 0.5}, [n, ("level", "probability")])
    sure = ("confidence", "probability")
    sweep("chance_inputs", known | {"k": 2.0, "confidence": 0.5}, [("k", "count"), sure])
    sweep("chance_results", known | {"n": 9.0, "confidence": 0.5}, [n, sure])
    sweep("rate_for", {"k": 2.0, "n": 9.0, "confidence": 0.5}, [*of, sure])
    good = {"rates": [0.65, 0.4], "gate": 1, "k": 2.0, "n": 9.0, "confidence": 0.5}
    sweep("gate_for", good, [("rates", "rate"), *of, sure])
    change("gate_for", good, "no_such_gate", "gate", "gate", None, 2.0, 1.0, gate=2)
    change("gate_for", good, "no_gates", "no_gates", "rates[]", rates=[])

    steady = {"flow": "steady", "per_week": 10.0}
    uncertain = {"flow": "uncertain", "shape": 2.5, "seen_weeks": 0.75}
    counted = {"flow": "counted", "arrivals": 40.0, "seen_weeks": 4.0}
    asked = {"k": 2.0, "rate": 0.26, "weeks": 4.0}
    fields = [("k", "count"), ("rate", "rate"), ("weeks", "weeks")]
    sweep("flow_at_least", steady | asked, [("per_week", "volume"), *fields])
    sweep("flow_at_least", uncertain | asked, [("shape", "shape"), ("seen_weeks", "counted_in")], "_uncertain")
    sweep("flow_at_least", counted | asked, [("arrivals", "count"), ("seen_weeks", "counted_in")], "_counted")
    change("flow_at_least", steady | asked, "overflows", "overflow", per_week=1e200, weeks=1e200)
    change("flow_at_least", uncertain | asked, "uncertain_overflows", "overflow", seen_weeks=1e-300, weeks=1e200)
    sweep("flow_exactly", steady | asked, fields)
    asked = {"rate": 0.26, "weeks": 4.0, "p": 0.5}
    sweep("flow_quantile", steady | asked, [*fields[1:], ("p", "probability")])
    sweep("flow_interval", steady | asked | {"level": 0.5}, [*fields[1:], ("level", "probability")])
    asked = {"k": 2.0, "rate": 0.26, "confidence": 0.5}
    sweep("flow_weeks", steady | asked, [*fields[:2], sure])
    change("flow_weeks", steady | asked, "overflows", "overflow", per_week=1e-200, rate=1e-200)
    sweep("arrivals_for", asked, [*fields[:2], sure])
    change("arrivals_for", asked, "overflows", "overflow", rate=1e-320)

    known = {"rate": 0.9, "a": [2.0, 3.0], "b": [4.0, 5.0]}
    fixed, varying = {"size": "fixed", "sizes": [3400.0]}, {"size": "varying", "mean": 3400.0, "variation": 0.7}
    seen = {"size": "seen", "sizes": [1500.0, 3400.0]}
    histogram = {"size": "counted", "sizes": [1500.0, 3400.0], "counts": [3.0, 2.0]}
    good = known | {"n": 9.0, "goal": 7000.0}
    goal = ("goal", "money")
    sweep("revenue_at_least", good | fixed, [*gates, n, ("sizes", "money"), goal])
    sweep("revenue_at_least", good | varying, [("mean", "money"), ("variation", "variation")], "_varying")
    sweep("revenue_at_least", good | seen, [("sizes", "money")], "_seen")
    sweep("revenue_at_least", good | histogram, [("sizes", "money"), ("counts", "volume")], "_counted")
    change("revenue_at_least", good | seen, "no_sizes", "no_deals", "size.sizes[]", sizes=[])
    change("revenue_at_least", good | histogram, "no_counts", "no_deals", "size.sizes[]", counts=[0.0, 0.0])
    change("revenue_at_least", good | histogram, "no_sizes_no_counts", "no_deals", "size.sizes[]", sizes=[], counts=[])
    change("revenue_at_least", good | histogram, "counts_too_few", "length", "size.counts[]", None, 1.0, 2.0, counts=[1.0])
    change("revenue_at_least", good | histogram, "counts_too_many", "length", "size.counts[]", None, 3.0, 2.0, counts=[1.0] * 3)
    change("revenue_at_least", good | seen, "first_bad_size_is_named", "money", "size.sizes[]", 0, -1.0, sizes=[-1.0, NAN])
    good = known | fixed | {"n": 9.0, "p": 0.5}
    sweep("revenue_quantile", good, [n, ("p", "probability")])
    change("revenue_quantile", good, "overflows", "overflow", "size.mean", sizes=[MAX], rate=1.0, a=[], b=[])
    sweep("revenue_inputs", known | fixed | {"goal": 7000.0, "confidence": 0.5}, [goal, sure])
    good = steady | {"rate": 0.26, "weeks": 4.0} | fixed | {"goal": 7000.0}
    sweep("flow_revenue_at_least", good, [*fields[1:], goal])
