"""The golden vectors as SQL: what to ask, and what must come out, bit for bit or as near as they say."""

import os
import re
import struct
from pathlib import Path

from server import Tally, attempts, load, psql

FILES = """activity_gauge attainment calendar coverage errors forward one_in overall rates_from_counts required
    required_coverage roll_up sensitivity solve velocity velocity_effect weighted_pipeline whole whole_each""".split()

# What is chance has fewer cases; an emptied file must not pass either.
CHANCES = {
    "arrivals_for": 40, "beta_binomial_probability": 36, "beta_quantile": 50, "binomial_probability": 47,
    "chance_at_least": 115, "chance_exactly": 115, "chance_inputs": 136, "chance_interval": 48, "chance_quantile": 75,
    "chance_results": 59, "evidence_interval": 55, "evidence_observe": 23, "evidence_quantile": 55, "flow_at_least": 70,
    "flow_exactly": 70, "flow_interval": 57, "flow_quantile": 57, "flow_revenue_at_least": 40, "flow_weeks": 72,
    "gamma_quantile": 44, "gate_for": 38, "incomplete_beta": 65, "incomplete_gamma": 46, "normal_quantile": 40,
    "normal_tails": 30, "poisson_probability": 28, "rate_for": 48, "revenue_at_least": 142, "revenue_inputs": 112,
    "revenue_quantile": 77,
}


def bits(number):
    return struct.pack(">d", float(number)).hex()


class Case:
    def __init__(self, name):
        self.name, self.op, self.ins, self.outs, self.near = name, None, {}, {}, {}

    def f64(self, field):
        return f64_literal(self.ins[field][0])

    def f64s(self, field):
        return list_literal(self.ins[field])

    def word(self, field):
        return "'" + self.ins[field][0] + "'"


def f64_text(token):
    if token == "-":
        return "NULL"
    hexed, text = token.split("=")
    assert bits(text) == hexed, token
    return text


def f64_literal(token):
    return f"'{f64_text(token)}'::float8" if token != "-" else "NULL::float8"


def list_literal(tokens):
    return "'{" + ",".join(f64_text(token) for token in tokens) + "}'::float8[]"


def read(path):
    cases = []
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        kind, name, *values = line.split(" ")
        if kind == "case":
            cases.append(Case(name))
        elif kind == "op":
            cases[-1].op = name
        elif kind in ("in", "out", "near"):
            fields = cases[-1].ins if kind == "in" else cases[-1].outs
            assert name not in fields, (path, line)
            if kind == "near":
                cases[-1].near[name] = float(values.pop(0))
            fields[name] = values
        else:
            assert kind == "exact", (path, line)
    return cases


# What came out, as the vectors write it: each value by its bits, '-' for none.


def one(value):
    return ["-" if value is None else bits(value)]


def many(values):
    return ["-" if value is None else bits(value) for value in values]


def word(value):
    return ["-" if value is None else str(value)]


def yes(value):
    return ["yes" if value is True else "no" if value is False else repr(value)]


# Each operation: what to ask (several spellings that must agree), and the outputs of a row.


def goal(case):
    named = ""
    if case.word("goal") == "'volume'":
        named = ", {} => " + case.ins["goal_stage"][0]
    return f"{case.f64s('rates')}, {case.word('goal')}, {case.f64('target')}, {case.f64('sale_value')}", named


def op_forward(case):
    yield (
        f"SELECT * FROM funnel_forward({case.f64s('rates')}, {case.f64('entry')}, {case.f64('sale_value')})",
        lambda row: {"volumes": many(row["volumes"]), "revenue": one(row["revenue"])},
    )


def op_overall(case):
    yield f"SELECT funnel_overall({case.f64s('rates')}) AS overall", lambda row: {"overall": one(row["overall"])}


def op_required(case):
    args, named = goal(case)
    start = ""
    if case.word("start") != "'empty'":
        start = f", start => {case.word('start')}, there => {case.f64s('there')}"

    def outs(row):
        if row["reachable"]:
            return {
                "outcome": ["entry"],
                "entry": one(row["volumes"][0]),
                "volumes": many(row["volumes"]),
            }
        gate = [] if row["gate"] is None else [str(row["gate"])]
        assert row["volumes"] is None
        return {
            "outcome": ["unreachable"],
            "lever": [row["lever"], *gate],
            "missing": one(row["missing"]),
            "best": one(row["best"]),
        }

    yield f"SELECT * FROM funnel_required_outcome({args}{named.format('stage')}{start})", outs

    # The short functions give the volumes, or NULL; only the long one has a sale value beside a volume goal.
    if case.word("goal") == "'revenue'":
        short = f"funnel_required({case.f64s('rates')}, {case.f64('target')}, {case.f64('sale_value')}{start})"
    else:
        stage = case.ins["goal_stage"][0]
        short = f"funnel_required_volume({case.f64s('rates')}, {stage}, {case.f64('target')}{start})"
        if case.name.startswith("errors/required_sale_value"):
            return
    reached = {"outcome", "entry", "volumes"}

    def short_outs(row):
        if row["volumes"] is None:
            assert case.outs["outcome"] == ["unreachable"]
            return {field: [token.split("=")[0] for token in tokens] for field, tokens in case.outs.items()}
        assert set(case.outs) == reached
        return {"outcome": ["entry"], "entry": one(row["volumes"][0]), "volumes": many(row["volumes"])}

    yield f"SELECT {short} AS volumes", short_outs


def op_rates_from_counts(case):
    successes, trials = case.ins["successes"], case.ins["trials"]
    yield (
        f"SELECT funnel_rates({case.f64s('successes')}, {case.f64s('trials')}) AS rates",
        lambda row: {"rates": many(row["rates"])},
    )
    # One by one; an error has no index then.
    if "rates" in case.outs and successes:
        each = ", ".join(f"funnel_rate({f64_literal(s)}, {f64_literal(t)})" for s, t in zip(successes, trials))
        yield f"SELECT ARRAY[{each}] AS rates", lambda row: {"rates": many(row["rates"])}


def op_one_in(case):
    yield f"SELECT funnel_rate_one_in({case.f64('n')}) AS rate", lambda row: {"rate": one(row["rate"])}


def op_roll_up(case):
    def outs(row):
        return {
            "volumes": many(row["volumes"]),
            "implied": many(row["rates"]),
            "revenue": one(row["revenue"]),
            "sale_value": one(row["sale_value"]),
            "overall": one(row["overall"]),
        }

    gates, rates = int(case.ins["gates"][0]), case.ins["rates"]
    entries, values = case.ins["entries"], case.ins["sale_values"]
    last = f"{case.f64s('entries')}, {case.f64s('sale_values')}"
    yield f"SELECT * FROM funnel_roll_up({gates}, {case.f64s('rates')}, {last})", outs
    if not (gates and entries and len(rates) == gates * len(entries) and len(entries) == len(values)):
        return
    members = [rates[at : at + gates] for at in range(0, len(rates), gates)]
    nested = "'{" + ",".join("{" + ",".join(map(f64_text, member)) + "}" for member in members) + "}'::float8[]"
    yield f"SELECT * FROM funnel_roll_up({nested}, {last})", outs
    yield f"SELECT * FROM funnel_roll_up({gates}, {nested}, {last})", outs
    table = ", ".join(
        f"({at}, {list_literal(member)}, {f64_literal(entry)}, {f64_literal(value)})"
        for at, (member, entry, value) in enumerate(zip(members, entries, values))
    )
    yield (
        f"SELECT (funnel_roll_up(r, e, v ORDER BY at)).* FROM (VALUES {table}) AS team (at, r, e, v)",
        outs,
    )


def op_sensitivity(case):
    args, named = goal(case)
    lever, *gate = case.ins["lever"]
    gate = f", gate => {gate[0]}" if gate else ""
    fields = "required_before required_after revenue_before revenue_after required_change revenue_change".split()

    def outs(row):
        found = {field: one(row[field]) for field in fields}
        found |= {"from": one(row["value_before"]), "to": one(row["value_after"]), "capped": yes(row["capped"])}
        return found

    yield (
        f"SELECT * FROM funnel_sensitivity({args}, {case.ins['stage'][0]}, {case.f64('volume')}, '{lever}', "
        f"{case.word('step')}, {case.f64('size')}{gate}{named.format('goal_stage')})",
        outs,
    )


def op_solve(case):
    args = f"{case.f64s('volumes')}, {case.f64s('rates')}, {case.f64('sale_value')}, {case.f64('revenue')}"
    stages, gates = len(case.ins["volumes"]), len(case.ins["rates"])

    def outs(row):
        answers = row["answers"]
        places = [(answer["quantity"], answer["number"]) for answer in answers]
        wanted = [("volume", str(at)) for at in range(stages)] + [("rate", str(at)) for at in range(gates)]
        assert places == [*wanted, ("sale_value", None), ("revenue", None)], places
        nodes = [*answers[:stages], answers[-1]]
        edges = [*answers[stages : stages + gates], answers[-2]]
        found = {
            "undetermined": word(row["undetermined"]),
            "node_kinds": [node["kind"] for node in nodes],
            "nodes": many(node["value"] for node in nodes),
            "edge_kinds": [edge["kind"] for edge in edges],
            "edges": many(edge["value"] for edge in edges),
            "edge_products": many(edge["product"] for edge in edges),
            "edge_from": [*(token for edge in edges for token in word(edge["from_stage"]))],
            "edge_to": [*(token for edge in edges for token in word(edge["to_stage"]))],
            "conflict": [row["kind"]],
        }
        conflict = {
            "contradictory": {"from": "from_stage", "to": "to_stage", "expected": 0, "given": 0},
            "impossible": {"gate": "gate", "gates": "gates", "takes": 0, "to": "to_stage", "best": 0},
        }.get(row["kind"], {})
        for field, whole in conflict.items():
            found[field] = word(row[whole]) if whole else one(row[field])
        unused = {"from_stage", "to_stage", "expected", "given", "gate", "gates", "takes", "best"}
        unused -= {whole or field for field, whole in conflict.items()}
        assert all(row[field] is None for field in unused), row
        return found

    yield (
        f"SELECT (SELECT json_agg(a) FROM funnel_solve({args}) AS a) AS answers, conflict.* "
        f"FROM funnel_solve_conflict({args}) AS conflict",
        outs,
    )
    if case.outs.get("error") is None:
        return
    yield f"SELECT json_agg(a) FROM funnel_solve({args}) AS a", outs


def op_calendar(case):
    named = f"calendar => {case.word('calendar')}"
    if case.ins["weeks"] != ["-"]:
        named += f", selling_weeks => {case.f64('weeks')}"
    if case.ins["days_per_week"] != ["-"]:
        named += f", days_per_week => {case.f64('days_per_week')}"
    yield (
        f"SELECT funnel_per_year({case.word('from')}, {named}) AS from_year, "
        f"funnel_per_year({case.word('to')}, {named}) AS to_year, "
        f"funnel_convert({case.f64('amount')}, {case.word('from')}, {case.word('to')}, {named}) AS amount",
        lambda row: {"per_year": many([row["from_year"], row["to_year"]]), "amount": one(row["amount"])},
    )


def op_whole(case):
    yield (
        f"SELECT * FROM funnel_whole({case.word('policy')}, {case.f64('exact')})",
        lambda row: {field: one(row[field]) for field in ("units", "residual", "delivers")},
    )


def op_whole_each(case):
    yield (
        f"SELECT funnel_whole_each({case.word('policy')}, {case.f64s('rates')}, {case.ins['stage'][0]}, "
        f"{case.f64s('exact')}) AS whole",
        lambda row: {"whole": many(row["whole"])},
    )


def op_activity_gauge(case):
    yield (
        f"SELECT funnel_activity_gauge({case.f64('actual')}, {case.f64('required')}) AS gauge",
        lambda row: {"gauge": one(row["gauge"])},
    )


def op_attainment(case):
    yield (
        f"SELECT funnel_attainment({case.f64('actual')}, {case.f64('goal')}) AS attainment",
        lambda row: {"attainment": one(row["attainment"])},
    )


def velocity(case):
    return ", ".join(case.f64(field) for field in ("opportunities", "sale_value", "win_rate", "cycle_days"))


def op_velocity(case):
    yield (
        f"SELECT funnel_velocity_per_day({velocity(case)}) AS per_day",
        lambda row: {"per_day": one(row["per_day"])},
    )


def op_velocity_effect(case):
    yield (
        f"SELECT * FROM funnel_velocity_effect({velocity(case)}, {case.word('lever')}, {case.f64('by')})",
        lambda row: {
            "to": one(row["value_after"]),
            "capped": yes(row["capped"]),
            "per_day": one(row["per_day"]),
            "change": one(row["change"]),
        },
    )


def op_weighted_pipeline(case):
    def outs(row):
        return {field: one(row[field]) for field in ("total", "weighted", "deviation")}

    lists = f"{case.f64s('values')}, {case.f64s('probabilities')}"
    yield f"SELECT * FROM funnel_weighted_pipeline({lists})", outs
    if len(case.ins["values"]) == len(case.ins["probabilities"]):
        yield (
            f"SELECT (funnel_weighted_pipeline(v, p ORDER BY at)).* "
            f"FROM unnest({lists}) WITH ORDINALITY AS deal (v, p, at)",
            outs,
        )


def op_coverage(case):
    def outs(row):
        if row["surplus"] is None:
            return {"outcome": ["ratio"], "ratio": one(row["ratio"]), "cushion": one(row["cushion"])}
        assert row["ratio"] is None and row["cushion"] is None
        return {"outcome": ["met"], "surplus": one(row["surplus"])}

    yield f"SELECT * FROM funnel_coverage({case.f64('pipeline')}, {case.f64('quota')}, {case.f64('booked')})", outs


def op_required_coverage(case):
    yield (
        f"SELECT funnel_required_coverage({case.f64('win_rate')}) AS coverage",
        lambda row: {"coverage": one(row["coverage"])},
    )


# Chances. What is known of the gates comes last.


def gates(case):
    pairs = ",".join("{" + f64_text(a) + "," + f64_text(b) + "}" for a, b in zip(case.ins["a"], case.ins["b"], strict=True))
    return f"{case.f64('rate')}, '{{{pairs}}}'::float8[]"


def asked(case, *fields):
    return ", ".join(case.f64(field) for field in fields)


def columns(*fields):
    return lambda row: {field: word(row[field]) if field == "method" else one(row[field]) for field in fields}


def found(row):
    """Inputs or weeks that are enough, and their chance; or the best there is."""
    if row["inputs"] is None:
        return {"outcome": ["never"], "best": one(row["reached"]), "missed": one(row["missed"])}
    return {"outcome": ["enough"], **columns("inputs", "reached", "missed")(row)}


def chance(case, function, *fields, outs):
    args = ", ".join([asked(case, *fields), gates(case)])
    yield f"SELECT * FROM funnel_chance_{function}({args})", outs
    # One gate may stand there as a pair; without any, the list may be left out.
    if len(case.ins["a"]) == 1:
        pair = f"{case.f64('rate')}, ARRAY[{case.f64('a')}, {case.f64('b')}]"
        yield f"SELECT * FROM funnel_chance_{function}({asked(case, *fields)}, {pair})", outs
    elif not case.ins["a"]:
        yield f"SELECT * FROM funnel_chance_{function}({asked(case, *fields)}, rate => {case.f64('rate')})", outs


def op_chance_at_least(case):
    return chance(case, "at_least", "k", "n", outs=columns("reached", "missed", "method"))


def op_chance_exactly(case):
    return chance(case, "exactly", "k", "n", outs=lambda row: {"probability": one(row["reached"])})


def op_chance_quantile(case):
    return chance(case, "quantile", "n", "p", outs=lambda row: {"k": one(row["results"])})


def op_chance_interval(case):
    return chance(case, "interval", "n", "level", outs=columns("low", "high"))


def op_chance_inputs(case):
    return chance(case, "inputs", "k", "confidence", outs=found)


def op_chance_results(case):
    return chance(
        case, "results", "n", "confidence",
        outs=lambda row: {"k": one(row["results"]), **columns("reached", "missed")(row)},
    )


def op_rate_for(case):
    def outs(row):
        if row["rate"] is None and row["rest"] is None:
            return {"outcome": ["too_few_inputs"]}
        return {"outcome": ["rate"], **columns("rate", "rest")(row)}

    yield f"SELECT * FROM funnel_rate_for({asked(case, 'k', 'n', 'confidence')})", outs


def op_gate_for(case):
    def outs(row):
        if row["rate"] is not None:
            assert row["takes"] is None and row["reached"] is None and row["missed"] is None and row["method"] is None
            return {"outcome": ["rate"], "rate": one(row["rate"])}
        return {"outcome": ["impossible"], **columns("takes", "reached", "missed")(row)}

    args = f"{case.f64s('rates')}, {case.ins['gate'][0]}, {asked(case, 'k', 'n', 'confidence')}"
    yield f"SELECT * FROM funnel_gate_for({args})", outs


def op_evidence_observe(case):
    yield (
        f"SELECT funnel_evidence({asked(case, 'successes', 'trials', 'a', 'b')}) AS pair",
        lambda row: {"a": one(row["pair"][0]), "b": one(row["pair"][1])},
    )


def op_evidence_quantile(case):
    pair = f"ARRAY[{case.f64('a')}, {case.f64('b')}]"
    yield f"SELECT funnel_evidence_quantile({pair}, {case.f64('p')}) AS x", columns("x")


def op_evidence_interval(case):
    pair = f"ARRAY[{case.f64('a')}, {case.f64('b')}]"
    yield f"SELECT * FROM funnel_evidence_interval({pair}, {case.f64('level')})", columns("low", "high")


# Flows and deals are made by a function, or said as a row: both must agree, also in what is refused.


def flows(case):
    kind, *fields = {
        "steady": ("steady", "per_week"),
        "counted": ("counted", "arrivals", "seen_weeks"),
        "uncertain": ("uncertain", "shape", "seen_weeks"),
    }[case.ins["flow"][0]]
    yield f"funnel_flow_{kind}({asked(case, *fields)})"
    values = [case.f64(field) for field in fields] + ["NULL"]
    yield f"ROW('{kind}', {values[0]}, {values[1]})::funnel_flow"


def deals(case):
    kind = case.ins["size"][0]
    if kind == "fixed":
        yield f"funnel_deals_fixed({case.f64('sizes')})"
        yield f"ROW('fixed', {case.f64('sizes')}, NULL, NULL, NULL)::funnel_deals"
    elif kind == "varying":
        yield f"funnel_deals_varying({asked(case, 'mean', 'variation')})"
        yield f"ROW('varying', {asked(case, 'mean', 'variation')}, NULL, NULL)::funnel_deals"
    elif kind == "seen":
        yield f"funnel_deals_seen({case.f64s('sizes')})"
        yield f"ROW('seen', NULL, NULL, {case.f64s('sizes')}, NULL)::funnel_deals"
    else:
        yield f"funnel_deals_counted({case.f64s('sizes')}, {case.f64s('counts')})"
        yield f"ROW('counted', NULL, NULL, {case.f64s('sizes')}, {case.f64s('counts')})::funnel_deals"


def flow(case, function, *fields, outs):
    for made in flows(case):
        yield f"SELECT * FROM funnel_flow_{function}({made}, {asked(case, *fields)})", outs


def op_flow_at_least(case):
    return flow(case, "at_least", "k", "rate", "weeks", outs=columns("reached", "missed"))


def op_flow_exactly(case):
    return flow(case, "exactly", "k", "rate", "weeks", outs=lambda row: {"probability": one(row["reached"])})


def op_flow_quantile(case):
    return flow(
        case, "quantile", "rate", "weeks", "p", outs=lambda row: {"k": one(row["funnel_flow_quantile"])}
    )


def op_flow_interval(case):
    return flow(case, "interval", "rate", "weeks", "level", outs=columns("low", "high"))


def op_flow_weeks(case):
    def outs(row):
        if row["weeks"] is None:
            return {"outcome": ["never"], "best": one(row["reached"]), "missed": one(row["missed"])}
        return {"outcome": ["enough"], "weeks": one(row["weeks"])}

    return flow(case, "weeks", "k", "rate", "confidence", outs=outs)


def op_arrivals_for(case):
    yield f"SELECT funnel_arrivals_for({asked(case, 'k', 'rate', 'confidence')}) AS arrivals", columns("arrivals")


def op_revenue_at_least(case):
    for made in deals(case):
        args = f"{asked(case, 'goal', 'n')}, {made}, {gates(case)}"
        yield f"SELECT * FROM funnel_chance_revenue_at_least({args})", columns("reached", "missed", "method")


def op_revenue_quantile(case):
    for made in deals(case):
        args = f"{asked(case, 'n', 'p')}, {made}, {gates(case)}"
        yield f"SELECT * FROM funnel_chance_revenue_quantile({args})", columns("amount")


def op_revenue_inputs(case):
    for made in deals(case):
        args = f"{asked(case, 'goal', 'confidence')}, {made}, {gates(case)}"
        yield f"SELECT * FROM funnel_chance_revenue_inputs({args})", found


def op_flow_revenue_at_least(case):
    for arrivals, made in zip(flows(case), deals(case)):
        args = f"{arrivals}, {asked(case, 'goal', 'rate', 'weeks')}, {made}"
        yield f"SELECT * FROM funnel_flow_revenue_at_least({args})", columns("reached", "missed", "method")


# Distributions.


def distribution(case, name, *fields, outs):
    yield f"SELECT * FROM funnel_{name}({asked(case, *fields)})", columns(*outs)


def op_incomplete_beta(case):
    return distribution(case, "incomplete_beta", "a", "b", "x", outs=("lower", "upper"))


def op_incomplete_gamma(case):
    return distribution(case, "incomplete_gamma", "a", "x", outs=("lower", "upper"))


def op_normal_tails(case):
    return distribution(case, "normal_tails", "z", outs=("lower", "upper"))


def op_beta_quantile(case):
    return distribution(case, "beta_quantile", "a", "b", "p", outs=("x", "rest"))


def op_gamma_quantile(case):
    yield f"SELECT funnel_gamma_quantile({asked(case, 'a', 'p')}) AS x", columns("x")


def op_normal_quantile(case):
    yield f"SELECT funnel_normal_quantile({case.f64('p')}) AS z", columns("z")


def probability(case, name, *fields):
    args = asked(case, *fields)
    yield (
        f"SELECT funnel_{name}_probability({args}) AS probability, funnel_ln_{name}_probability({args}) AS ln",
        columns("probability", "ln"),
    )
    if "error" in case.outs:
        yield f"SELECT funnel_ln_{name}_probability({args}) AS ln", columns("ln")


def op_binomial_probability(case):
    return probability(case, "binomial", "k", "n", "rate")


def op_poisson_probability(case):
    return probability(case, "poisson", "k", "mean")


def op_beta_binomial_probability(case):
    return probability(case, "beta_binomial", "k", "n", "a", "b")


def f64_of(hexed):
    return struct.unpack(">d", bytes.fromhex(hexed))[0]


def as_expected(case, got):
    """Every field, and nothing else; bit for bit, or as near as the case says."""
    wanted = tokens(case.outs)
    if not isinstance(got, dict) or got.keys() != wanted.keys():
        return False
    for field, expected in wanted.items():
        values = got[field]
        if field not in case.near:
            if values != expected:
                return False
        elif len(values) != len(expected) or "-" in values:
            return False
        else:
            for value, near in zip(map(f64_of, values), map(f64_of, expected)):
                if not abs(value - near) <= case.near[field] * abs(near):
                    return False
    return True


def same_error(case, got):
    """An error says in its DETAIL what the vector says."""
    if not isinstance(got, dict) or got.get("sqlstate") != "22023" or not got["message"]:
        return False
    detail = load(got["detail"])
    found = {"error": [detail["code"]], "error_index": word(detail.get("index")), "error_value": one(detail.get("value"))}
    # NaN has many bits; the vectors know one, and so does Python.
    return found == tokens(case.outs)


def tokens(outs):
    return {field: [value.split("=")[0] for value in values] for field, values in outs.items()}


def vectors():
    tally = Tally("vectors")
    there = Path(os.environ["FUNNELMATH_VECTORS"])
    tally.check("every file is known", {path.stem for path in there.glob("*.txt")} == {*FILES, *CHANCES})
    queries, buffers, literals = [], [], set()
    for file in [*FILES, *CHANCES]:
        cases = read(there / f"{file}.txt")
        tally.check(f"{file} has enough cases", len(cases) >= CHANCES.get(file, 100), len(cases))
        for case in cases:
            literals |= {value for values in case.ins.values() for value in values if "=" in value}
            # Output lists of a wrong length: SQL functions make their own.
            if "places" in case.ins or "implied_places" in case.ins:
                buffers.append(case.name)
                continue
            for query, outs in globals()[f"op_{case.op}"](case):
                queries.append((case, query, outs))
    tally.check(
        "only cases about output lists are left out",
        len(buffers) == 8 and all(re.fullmatch(r"errors/\w+_places_\w+", name) for name in buffers),
        buffers,
    )

    # What the literals of the queries mean to the server, by its own bits.
    literals = sorted(literals)
    rows = ", ".join(f"({at}, '{token.split('=')[1]}'::float8)" for at, token in enumerate(literals))
    sent = psql(f"SELECT encode(float8send(x), 'hex') FROM (VALUES {rows}) AS v (at, x) ORDER BY at;", "-At")
    tally.check(
        f"{len(literals)} literals are read exactly",
        sent.stdout.split() == [token.split("=")[0] for token in literals],
        sent.stderr,
    )

    for (case, query, outs), got in zip(queries, attempts([query for _, query, _ in queries])):
        if "error" in case.outs:
            tally.check(case.name, same_error(case, got), query, got, case.outs)
            continue
        try:
            found = outs(got)
        except (AssertionError, KeyError, TypeError) as error:
            found = repr(error)
        tally.check(case.name, as_expected(case, found), query, got, case.outs)
    tally.end()
