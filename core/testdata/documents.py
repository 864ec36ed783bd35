#!/usr/bin/env python3
"""The golden vectors as documents of bindings/json, for hosts to run in one loop.

    python3 documents.py FILE     writes a line for each request; `-` is standard output
    python3 documents.py --left   lists the cases that have no line, with the reason

    {"case": "overall/anchor", "request": {"question": "overall", "rates": [0.65, 0.4]},
     "answer": {"overall": 0.26}, "near": {}}
    {"case": "errors/overall_rate_nan", "request": {...}, "error": {"code": "type", "pointer": "/rates/1", "value": "NaN"}}

`answer` must come out bit for bit; a number whose JSON Pointer is in `near` within that relative tolerance (0 is exactly
0). A member that is null must be there, but the vectors do not say its value; null in a list is null. Of an `error`, one
of the problems has this code, pointer and value (if it is given). Documents have no NaN and no infinity: they stand in
requests as texts, which are refused with the code `type`. Python's standard library only.
"""

import json
import math
import struct
import sys
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent


class Tagged:
    """A value of a request or answer that remembers the field of the case that it comes from."""

    field = index = tolerance = None


class Number(float, Tagged):
    """An f64 of a case."""


class Word(str, Tagged):
    """A word of a case, or a number that JSON does not have."""


class Whole(int, Tagged):
    """A whole number of a case."""


class Values(list, Tagged):
    """A list of a case."""


class Left(Exception):
    """The case has no document, for this reason."""


#: A member that is there, but whose value the vectors do not tell.
ANY = None


def tagged(value, field, index=None, tolerance=None):
    value.field, value.index, value.tolerance = field, index, tolerance
    return value


def f64_of(token):
    return struct.unpack(">d", bytes.fromhex(token.split("=")[0]))[0]


def text_of(number):
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


class Case:
    """A case of a file: its inputs, its outputs and their tolerances."""

    def __init__(self, name):
        self.name, self.op, self.ins, self.outs, self.near = name, None, {}, {}, {}

    def _value(self, fields, field, token, index=None):
        if token == "-":
            return None
        if "=" in token:
            number = f64_of(token)
            made = Number(number) if math.isfinite(number) else Word(text_of(number))
        elif token.isdigit():
            made = Whole(token)
        else:
            made = {"yes": True, "no": False}.get(token, Word(token))
        if isinstance(made, Tagged):
            tagged(made, field, index, self.near.get(field) if fields is self.outs else None)
        return made

    def get(self, field):
        """An input; `None` where it is `-` or not there."""
        return self._value(self.ins, field, self.ins[field][0]) if field in self.ins else None

    def list(self, field):
        tokens = enumerate(self.ins[field])
        return tagged(Values(self._value(self.ins, field, token, at) for at, token in tokens), field)

    def out(self, field):
        """An output; `None` where it is `-` or not there."""
        return self._value(self.outs, field, self.outs[field][0]) if field in self.outs else None

    def outs_of(self, field):
        return [self._value(self.outs, field, token, at) for at, token in enumerate(self.outs[field])]


def read(path):
    """The cases of a file."""
    cases = []
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        kind, field, *words = line.split()
        if kind == "case":
            cases.append(Case(field))
        elif kind == "op":
            cases[-1].op = field
        elif kind == "in":
            cases[-1].ins[field] = words
        elif kind == "out":
            cases[-1].outs[field] = words
        elif kind == "near":
            cases[-1].near[field], cases[-1].outs[field] = float(words[0]), words[1:]
        elif kind != "exact":
            raise ValueError(line)
    return cases


def given(**members):
    """An object without the members that have no value."""
    return {name.rstrip("_"): value for name, value in members.items() if value is not None}


# What each operation asks: the members of the request, by the question.


def goal(case):
    target = case.get("target") if "target" in case.ins else case.get("revenue")
    if case.get("goal") == "volume":
        return {"volume": {"stage": case.get("goal_stage"), "target": target}}
    return {"revenue": target}


def start(case):
    word = case.get("start")
    return None if word == "empty" else {word: case.list("there")}


def lever(words):
    return Word("sale_value") if words[0] == "sale_value" else Word(f"gates[{words[1]}]")


def chance(case):
    if not case.ins["a"]:
        return {"rate": case.get("rate")}
    each = [{"a": a, "b": b} for a, b in zip(case.list("a"), case.list("b"), strict=True)]
    return {"counted": {"evidence": each, "rate": case.get("rate")}}


def flow(case):
    first = {"steady": "per_week", "counted": "arrivals", "uncertain": "shape"}[case.get("flow")]
    return given(**{first: case.get(first)}, weeks=case.get("seen_weeks"), rate=case.get("rate"))


def size(case):
    kind = case.get("size")
    form = {
        "fixed": lambda: case.get("sizes"),
        "varying": lambda: {"mean": case.get("mean"), "variation": case.get("variation")},
        "seen": lambda: case.list("sizes"),
        "counted": lambda: {"sizes": case.list("sizes"), "counts": case.list("counts")},
    }
    return {str(kind): form[kind]()}


def members(case):
    """The chains of a roll-up, or the segments of a mix, of which the file has one list each."""
    gates, rates, values = case.get("gates"), case.list("rates"), case.list("sale_values")
    firsts = case.list("shares" if case.op == "mix" else "entries")
    if not gates or len(rates) != gates * len(firsts) or len(values) != len(firsts):
        raise Left("each member has its own rates: there is no list of another length")
    if not firsts:
        raise Left("without members a document has no gates")
    name = "share" if case.op == "mix" else "entry"
    return [
        {name: first, "rates": rates[at * gates : (at + 1) * gates], "sale_value": value}
        for at, (first, value) in enumerate(zip(firsts, values))
    ]


def calendar(case):
    days = case.get("days_per_week")
    if case.get("calendar") == "selling_weeks":
        return given(selling_weeks=case.get("weeks"), days_per_week=days)
    if days is not None:
        raise Left("the door has no days per week beside a calendar with a name")
    return case.get("calendar")


def lost(case):
    return case.list("lost") if case.ins["lost"] else None


def simple(**names):
    """A request whose members are inputs, under the same or other names."""
    return lambda case: {name: case.get(field) for name, field in names.items()}


def same(*names):
    return simple(**{name: name for name in names})


def lists(*names):
    return lambda case: {name: case.list(name) for name in names}


def results(*others, **renamed):
    """A number of results from inputs with a chance."""
    names = {name: name for name in others} | renamed
    return lambda case: {"chance": chance(case), "inputs": case.get("n"), **simple(**names)(case)}


def arrivals(*others, **renamed):
    """A number of results from a flow."""
    names = {"weeks": "weeks"} | {name: name for name in others} | renamed
    return lambda case: {"flow": flow(case), **simple(**names)(case)}


FACTORS = ("opportunities", "sale_value", "win_rate", "cycle_days")
NEEDS = {"results": "k", "inputs": "n", "confidence": "confidence"}
COSTS = lists("rates", "costs")


# What each operation answers.


def plain(*names, **renamed):
    """An object of outputs, without those that have no value."""
    names = {name: name for name in names} | renamed
    return lambda case: given(**{name: case.out(field) for name, field in names.items()})


def listed(*names):
    return lambda case: {name: case.outs_of(name) for name in names}


def optional(found, none, field, *others):
    """One outcome when the output has a value, another when it has none."""

    def answer(case):
        if case.out(field) is None:
            return {"outcome": none}
        return {"outcome": found, "value": case.out(field), **dict.fromkeys(others, ANY)}

    return answer


def probability(case, value="reached", complement="missed"):
    return {"value": case.out(value), "complement": case.out(complement), "method": case.out("method")}


def only_value(case):
    return {"value": case.out("probability"), "complement": ANY, "method": ANY}


def interval(case):
    return given(low=case.out("low"), high=case.out("high")) | {"method": ANY}


def found(case):
    if case.out("outcome") == "never":
        return {"outcome": "never", "best": probability(case, "best")}
    return {"outcome": "enough", "inputs": case.out("inputs"), "chance": probability(case)}


def tested(case):
    return {"outcome": case.out("outcome")} | given(trials=case.out("trials"), exact=case.out("exact"))


def waited(case):
    if case.out("outcome") == "never":
        return {"outcome": "never", "best": probability(case, "best")}
    return {"outcome": "enough", "weeks": case.out("weeks"), "chance": ANY}


def forwards(case):
    return {"volumes": case.outs_of("volumes"), "revenue": case.out("revenue")}


def required(case):
    if case.out("outcome") == "entry":
        made = {"outcome": "reachable", "entry": case.out("entry")}
        each = "entries" if case.op == "mix" else "volumes"
        return made | {each: case.outs_of(each)}
    made = {"lever": lever(case.outs["lever"]), "missing": case.out("missing")}
    return {"outcome": "unreachable"} | given(segment=case.out("segment"), best=case.out("best")) | made


def effect(case):
    changes = given(required_change=case.out("required_change"), revenue_change=case.out("revenue_change"))
    before, after = case.out("required_before"), case.out("required_after")
    return changes | {
        "effect": {
            "lever": lever(case.ins["lever"]),
            "step": {str(case.get("step")): case.get("size")},
            "from": case.out("from"),
            "to": case.out("to"),
            "capped": case.out("capped"),
            "revenue_before": case.out("revenue_before"),
            "revenue_after": case.out("revenue_after"),
            **given(required_before=before, required_after=after),
        }
    }


def solved(case):
    fields = ("edge_kinds", "edges", "edge_products", "edge_from", "edge_to")
    kinds, values = case.outs_of("node_kinds"), case.outs_of("nodes")
    nodes = [given(outcome=kind, value=value) for kind, value in zip(kinds, values, strict=True)]
    edges = [
        given(outcome=kind, value=value, product=product, from_=first, to=last)
        for kind, value, product, first, last in zip(*map(case.outs_of, fields), strict=True)
    ]
    made = {"undetermined": case.out("undetermined")}
    made |= {"volumes": nodes[:-1], "revenue": nodes[-1], "rates": edges[:-1], "sale_value": edges[-1]}
    if case.out("conflict") != "none":
        names = ("from", "to", "expected", "given", "gate", "gates", "takes", "best")
        made["conflict"] = {"outcome": case.out("conflict")} | plain(*names)(case)
    return made


def budget(case):
    if case.out("outcome") == "unlimited":
        return {"outcome": "unlimited"}
    made = {"outcome": "plan", "entry": case.out("entry"), "revenue": case.out("revenue")}
    return made | {"volumes": case.outs_of("afforded")}


def one_gate(case):
    if case.out("outcome") == "rate":
        return {"outcome": "rate", "value": case.out("rate")}
    made = {"outcome": "impossible", "gate": case.get("gate"), "best": probability(case)}
    return made | given(takes=case.out("takes"))


def rate_for(case):
    if case.out("outcome") == "rate":
        return {"outcome": "rate", "value": case.out("rate"), "complement": case.out("rest")}
    return {"outcome": "too_few_inputs"}


def coverage(case):
    names = ("outcome", "ratio", "cushion", "surplus")
    return plain(*names)(case)


def quantiles(case):
    return {"quantiles": [optional("found", "unbounded", "amount", "method")(case)]}


RATIO = optional("ratio", "undefined", "ratio")
MASS = plain("ln", value="probability")
TAILS = plain("lower", "upper")

# Of each operation, the questions that it asks: a name, the members of the request, and the answer.
OPERATIONS = {
    "forward": [("forward", lambda c: lists("rates")(c) | same("entry", "sale_value")(c), forwards)],
    "forward_each": [("forward", lists("rates", "entries", "sale_values"), forwards)],
    "overall": [("overall", lists("rates"), plain("overall"))],
    "required": [
        (
            "required",
            lambda c: lists("rates")(c)
            | given(goal=goal(c), sale_value=c.get("sale_value"), start=start(c)),
            required,
        )
    ],
    "required_each": [
        ("required", lambda c: lists("rates", "sale_values")(c) | {"goal": goal(c)}, required)
    ],
    "mix": [("mix_required", lambda c: {"segments": members(c), "goal": goal(c)}, required)],
    "costs": [
        ("costs", COSTS, plain("per_entry", "per_sale")),
        ("cost_of_volumes", lists("rates", "costs", "volumes"), plain(cost="plan")),
        ("budget", lambda c: COSTS(c) | same("budget", "sale_value")(c), budget),
    ],
    "snapshot": [
        ("snapshot", lambda c: lists("open")(c) | given(lost=lost(c)), listed("reached", "trials"))
    ],
    "rates_from_counts": [("gate_rates", lists("successes", "trials"), listed("rates"))],
    "one_in": [("gate", simple(one_in="n"), plain("rate"))],
    "roll_up": [
        (
            "roll_up",
            lambda c: {"members": members(c)},
            lambda c: listed("volumes", "implied")(c) | plain("revenue", "sale_value", "overall")(c),
        )
    ],
    "sensitivity": [
        (
            "sensitivity",
            lambda c: lists("rates")(c)
            | same("sale_value", "stage", "volume")(c)
            | {"goal": goal(c), "lever": tagged(lever(c.ins["lever"]), "lever")}
            | {"step": {str(c.get("step")): c.get("size")}},
            effect,
        )
    ],
    "solve": [
        (
            "solve",
            lambda c: lists("volumes", "rates")(c)
            | given(sale_value=c.get("sale_value"), revenue=c.get("revenue")),
            solved,
        )
    ],
    "calendar": [
        (
            "convert",
            lambda c: same("amount", "from", "to")(c) | {"calendar": calendar(c)},
            plain("amount"),
        )
    ],
    "whole": [
        (
            "whole",
            simple(volume="exact", policy="policy"),
            lambda c: {"exact": c.get("exact") + 0.0} | plain("units", "residual", "delivers")(c),
        )
    ],
    "whole_each": [
        ("whole_each", lambda c: lists("rates", "exact")(c) | same("stage", "policy")(c), listed("whole"))
    ],
    "activity_gauge": [
        ("activity_gauge", same("actual", "required"), optional("ratio", "undefined", "gauge"))
    ],
    "attainment": [("attainment", same("actual", "goal"), optional("ratio", "undefined", "attainment"))],
    "velocity": [("velocity", same(*FACTORS), optional("per_day", "no_cycle", "per_day"))],
    "velocity_effect": [
        ("velocity_effect", same(*FACTORS, "lever", "by"), plain("to", "capped", "per_day", "change"))
    ],
    "weighted_pipeline": [
        ("pipeline", lists("values", "probabilities"), plain("total", "weighted", "deviation"))
    ],
    "coverage": [("coverage", same("pipeline", "quota", "booked"), coverage)],
    "required_coverage": [
        ("required_coverage", same("win_rate"), optional("ratio", "undefined", "coverage"))
    ],
    "incomplete_beta": [("incomplete_beta", same("a", "b", "x"), TAILS)],
    "incomplete_gamma": [("incomplete_gamma", same("a", "x"), TAILS)],
    "normal_tails": [("normal_tails", same("z"), TAILS)],
    "beta_quantile": [("beta_quantile", same("a", "b", "p"), plain(value="x", complement="rest"))],
    "gamma_quantile": [("gamma_quantile", same("a", "p"), optional("found", "unbounded", "x"))],
    "normal_quantile": [("normal_quantile", same("p"), optional("found", "unbounded", "z"))],
    "binomial_probability": [("binomial_probability", simple(k="k", n="n", p="rate"), MASS)],
    "poisson_probability": [("poisson_probability", same("k", "mean"), MASS)],
    "beta_binomial_probability": [("beta_binomial_probability", same("k", "n", "a", "b"), MASS)],
    "chance_at_least": [("results_at_least", results(results="k"), probability)],
    "chance_exactly": [("results_exactly", results(results="k"), only_value)],
    "chance_quantile": [("results_quantile", results("p"), optional("found", "unbounded", "k", "method"))],
    "chance_interval": [("results_interval", results("level"), interval)],
    "chance_inputs": [
        ("inputs_for", lambda c: {"chance": chance(c)} | simple(results="k", confidence="confidence")(c), found)
    ],
    "chance_results": [
        ("results_lower_bound", results("confidence"), optional("found", "unbounded", "k", "method")),
        (
            "results_at_least",
            lambda c: {"chance": chance(c), "inputs": c.get("n"), "results": c.out("k")},
            probability,
        ),
    ],
    "rate_for": [("rate_for", simple(**NEEDS), rate_for)],
    "gate_for": [("gate_for", lambda c: lists("rates")(c) | simple(gate="gate", **NEEDS)(c), one_gate)],
    "evidence_quantile": [
        ("rate_quantile", lambda c: {"evidence": same("a", "b")(c), "p": c.get("p")}, plain(value="x"))
    ],
    "evidence_interval": [
        ("rate_interval", lambda c: {"evidence": same("a", "b")(c), "level": c.get("level")}, interval)
    ],
    "evidence_observe": [
        (
            "evidence",
            lambda c: {"prior": same("a", "b")(c)} | same("successes", "trials")(c),
            lambda c: plain("a", "b")(c) | {"mean": ANY},
        )
    ],
    "sample_size": [("sample_size", same("rate", "other_rate", "significance", "power"), tested)],
    "flow_at_least": [("results_at_least", arrivals(results="k"), probability)],
    "flow_exactly": [("results_exactly", arrivals(results="k"), only_value)],
    "flow_quantile": [("results_quantile", arrivals("p"), optional("found", "unbounded", "k", "method"))],
    "flow_interval": [("results_interval", arrivals("level"), interval)],
    "flow_weeks": [
        ("weeks_for", lambda c: {"flow": flow(c)} | simple(results="k", confidence="confidence")(c), waited)
    ],
    "arrivals_for": [
        (
            "arrivals_for",
            simple(rate="rate", results="k", confidence="confidence"),
            optional("found", "unbounded", "arrivals"),
        )
    ],
    "revenue_at_least": [
        ("revenue_at_least", lambda c: results(threshold="goal")(c) | {"size": size(c)}, probability)
    ],
    "revenue_quantile": [
        ("revenue_quantiles", lambda c: results()(c) | {"size": size(c), "p": [c.get("p")]}, quantiles)
    ],
    "revenue_inputs": [
        (
            "inputs_for_revenue",
            lambda c: {"chance": chance(c), "size": size(c)} | same("goal", "confidence")(c),
            found,
        )
    ],
    "flow_revenue_at_least": [
        ("revenue_at_least", lambda c: arrivals(threshold="goal")(c) | {"size": size(c)}, probability)
    ],
}

# The inputs that a field of the core's errors may be, where they have other names in the files.
INPUTS = {
    "goal.target": ["target"],
    "goal.revenue": ["target"],
    "goal.stage": ["goal_stage"],
    "start": ["there"],
    "one_in": ["n"],
    "step": ["size", "by"],
    "step.to": ["size"],
    "gate": ["lever", "gate"],
    "selling_weeks": ["weeks"],
    "period": ["from", "to"],
    "volume": ["volume", "exact"],
    "evidence.a": ["a"],
    "evidence.b": ["b"],
    "p": ["p", "rate"],
    "results": ["k"],
    "inputs": ["n"],
    "size.mean": ["mean", "sizes"],
    "size.variation": ["variation"],
    "size.sizes": ["sizes"],
    "size.counts": ["counts"],
    "threshold": ["goal"],
    "weeks": ["weeks", "seen_weeks"],
    "x": ["x"],
}


PERIODS = ("day", "week", "month", "quarter", "year")


def nodes(value, pointer=""):
    """All values of a document with their pointers."""
    yield pointer, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from nodes(inner, f"{pointer}/{name}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from nodes(inner, f"{pointer}/{at}")


def error(case, request):
    """The problem that must be among those of the request."""
    code, field = str(case.out("error")), case.outs["error_field"][0]
    index, value = case.out("error_index"), case.outs["error_value"][0]
    name = field.removesuffix("[]")
    fields = INPUTS.get(name, [name])
    tags = [(pointer, made) for pointer, made in nodes(request) if getattr(made, "field", None) in fields]
    if index is not None:  # the element of a list may be null
        each = [(f"{pointer}/{index}", made[index]) for pointer, made in tags if isinstance(made, list)]
        tags = each or [(pointer, made) for pointer, made in tags if made.index == index]
    elif code == "name":
        tags = [(pointer, made) for pointer, made in tags if made not in PERIODS] or tags
    elif code != "length" and "=" in value:
        wanted = f64_of(value)
        wanted = wanted if math.isfinite(wanted) else text_of(wanted)
        tags = [(pointer, made) for pointer, made in tags if made == wanted] or tags
    if not tags:  # found by the calculation; `solve` names what it finds as the members that are left out
        return {"code": code, "pointer": f"/{name}" if case.op == "solve" else ""}
    pointer, made = tags[0]
    if made in ("NaN", "Infinity", "-Infinity"):
        code = "type"
    shown = {} if isinstance(made, list) else {"value": made}
    return {"code": code, "pointer": pointer, **shown}


def lines_of(case):
    """The lines of a case."""
    if case.op not in OPERATIONS:
        raise Left("the door has no such question")
    if {"places", "implied_places"} & set(case.ins):
        raise Left("documents have no places for results that could be too few")
    made = []
    for question, ask, answer in OPERATIONS[case.op]:
        request = {"question": question, **ask(case)}
        if "error" in case.outs:
            made.append({"case": case.name, "request": request, "error": error(case, request)})
            break
        expected = answer(case)
        near = {
            pointer: value.tolerance
            for pointer, value in nodes(expected)
            if getattr(value, "tolerance", None)
        }
        made.append({"case": case.name, "request": request, "answer": expected, "near": near})
    return made


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.split("\n\n")[1])
    lines, left, files, cases = [], Counter(), sorted(HERE.glob("*.txt")), 0
    for path in files:
        for case in read(path):
            cases += 1
            try:
                lines += lines_of(case)
            except Left as reason:
                left[case.op, str(reason)] += 1
    if sys.argv[1] == "--left":
        for (op, reason), count in sorted(left.items()):
            print(f"{count:5} {op:20} {reason}")
        return
    text = "".join(json.dumps(line, separators=(",", ":"), allow_nan=False) + "\n" for line in lines)
    if sys.argv[1] == "-":
        sys.stdout.write(text)
    else:
        Path(sys.argv[1]).write_text(text)
    about = f"{len(files)} files, {cases} cases: {len(lines)} requests, {left.total()} cases without a document"
    print(about, file=sys.stderr)


if __name__ == "__main__":
    main()
