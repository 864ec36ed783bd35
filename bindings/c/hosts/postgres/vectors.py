"""The golden vectors as SQL: what to ask, and what must come out, bit for bit or as near as they say."""

import os
import re
from pathlib import Path

import vectors_chance
from cases import as_expected, f64_literal, f64_text, list_literal, many, one, read, same_error, tokens, word, yes
from server import Tally, attempts, psql
from vectors_chance import CHANCES

FILES = """activity_gauge attainment calendar coverage errors forward forward_each one_in overall rates_from_counts required
    required_coverage roll_up sensitivity solve velocity velocity_effect weighted_pipeline whole whole_each""".split()

# Operations of the core that the C library has no function for.
NOT_IN_C = {"costs", "mix", "required_each", "sample_size", "snapshot"}


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


def op_forward_each(case):
    args = f"{case.f64s('rates')}, {case.f64s('entries')}, {case.f64s('sale_values')}"
    yield (
        f"SELECT * FROM funnel_forward_each({args})",
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
        each = ", ".join(
            f"funnel_rate({f64_literal(s)}, nullif({f64_literal(t)}, 0))" for s, t in zip(successes, trials)
        )
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


OPERATIONS = {name: of for name, of in {**vars(vectors_chance), **globals()}.items() if name.startswith("op_")}


def vectors():
    tally = Tally("vectors")
    there = Path(os.environ["FUNNELMATH_VECTORS"])
    tally.check("every file is known", {path.stem for path in there.glob("*.txt")} == {*FILES, *CHANCES, *NOT_IN_C})
    queries, buffers, literals = [], [], set()
    for file in [*FILES, *CHANCES]:
        cases = read(there / f"{file}.txt")
        tally.check(f"{file} has enough cases", len(cases) >= CHANCES.get(file, 20 if file == "forward_each" else 100), len(cases))
        for case in cases:
            literals |= {value for values in case.ins.values() for value in values if "=" in value}
            # Output lists of a wrong length: SQL functions make their own.
            if "places" in case.ins or "implied_places" in case.ins:
                buffers.append(case.name)
                continue
            for query, outs in OPERATIONS[f"op_{case.op}"](case):
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
