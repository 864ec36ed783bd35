"""The golden vectors of chances, flows, revenue and distributions as SQL."""

from cases import f64_text, one, word

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


# What is known of the gates comes first.


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
        return {"outcome": ["never"], "best": one(row["probability"]), "missed": one(row["complement"])}
    return {"outcome": ["enough"], "inputs": one(row["inputs"]), **both(row)}


def both(row):
    return {"reached": one(row["probability"]), "missed": one(row["complement"])}


def with_method(row):
    return {**both(row), "method": word(row["method"])}


def chance(case, function, *fields, outs):
    yield f"SELECT * FROM funnel_chance_{function}({gates(case)}, {asked(case, *fields)})", outs
    # One gate may stand there as a pair.
    if len(case.ins["a"]) == 1:
        pair = f"{case.f64('rate')}, ARRAY[{case.f64('a')}, {case.f64('b')}]"
        yield f"SELECT * FROM funnel_chance_{function}({pair}, {asked(case, *fields)})", outs


def op_chance_at_least(case):
    return chance(case, "at_least", "n", "k", outs=with_method)


def op_chance_exactly(case):
    return chance(case, "exactly", "n", "k", outs=lambda row: {"probability": one(row["probability"])})


def op_chance_quantile(case):
    return chance(case, "quantile", "n", "p", outs=lambda row: {"k": one(row["value"])})


def op_chance_interval(case):
    return chance(case, "interval", "n", "level", outs=columns("low", "high"))


def op_chance_inputs(case):
    return chance(case, "inputs_for", "k", "confidence", outs=found)


def op_chance_results(case):
    gate = gates(case)
    yield (
        f"SELECT bound.value AS k, at_least.* FROM "
        f"funnel_chance_lower_bound({gate}, {asked(case, 'n', 'confidence')}) AS bound, "
        f"LATERAL funnel_chance_at_least({gate}, {case.f64('n')}, bound.value) AS at_least",
        lambda row: {"k": one(row["k"]), **both(row)},
    )


def op_rate_for(case):
    def outs(row):
        if row["rate"] is None and row["complement"] is None:
            return {"outcome": ["too_few_inputs"]}
        return {"outcome": ["rate"], "rate": one(row["rate"]), "rest": one(row["complement"])}

    yield f"SELECT * FROM funnel_rate_for({asked(case, 'k', 'n', 'confidence')})", outs


def op_gate_for(case):
    def outs(row):
        if row["rate"] is not None:
            assert all(row[field] is None for field in ("takes", "probability", "complement", "method"))
            return {"outcome": ["rate"], "rate": one(row["rate"])}
        return {"outcome": ["impossible"], "takes": one(row["takes"]), **both(row)}

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
    return flow(case, "at_least", "rate", "weeks", "k", outs=both)


def op_flow_exactly(case):
    return flow(case, "exactly", "rate", "weeks", "k", outs=lambda row: {"probability": one(row["probability"])})


def op_flow_quantile(case):
    return flow(case, "quantile", "rate", "weeks", "p", outs=lambda row: {"k": one(row["value"])})


def op_flow_interval(case):
    return flow(case, "interval", "rate", "weeks", "level", outs=columns("low", "high"))


def op_flow_weeks(case):
    def outs(row):
        if row["weeks"] is None:
            return {"outcome": ["never"], "best": one(row["probability"]), "missed": one(row["complement"])}
        return {"outcome": ["enough"], "weeks": one(row["weeks"])}

    return flow(case, "weeks_for", "rate", "k", "confidence", outs=outs)


def op_arrivals_for(case):
    yield f"SELECT funnel_arrivals_for({asked(case, 'rate', 'k', 'confidence')}) AS arrivals", columns("arrivals")


def op_revenue_at_least(case):
    for made in deals(case):
        args = f"{gates(case)}, {case.f64('n')}, {made}, {case.f64('goal')}"
        yield f"SELECT * FROM funnel_chance_revenue_at_least({args})", with_method


def op_revenue_quantile(case):
    for made in deals(case):
        args = f"{gates(case)}, {case.f64('n')}, {made}"
        yield (
            f"SELECT * FROM funnel_chance_revenue_quantile({args}, {case.f64('p')})",
            lambda row: {"amount": one(row["value"])},
        )
        yield (
            f"SELECT quantiles FROM funnel_chance_revenue({args}, ARRAY[{case.f64('p')}])",
            lambda row: {"amount": one(row["quantiles"][0])},
        )


def op_revenue_inputs(case):
    for made in deals(case):
        args = f"{gates(case)}, {made}, {asked(case, 'goal', 'confidence')}"
        yield f"SELECT * FROM funnel_chance_inputs_for_revenue({args})", found


def op_flow_revenue_at_least(case):
    for arrivals, made in zip(flows(case), deals(case)):
        args = f"{arrivals}, {asked(case, 'rate', 'weeks')}, {made}, {case.f64('goal')}"
        yield f"SELECT * FROM funnel_flow_revenue_at_least({args})", with_method


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
    yield (
        f"SELECT x, complement AS rest FROM funnel_beta_quantile({asked(case, 'a', 'b', 'p')})",
        columns("x", "rest"),
    )


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
