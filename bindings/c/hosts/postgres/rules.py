"""What vectors cannot say: NULL, shapes, errors, aggregates, declarations, and that the backend lives."""

from server import Tally, attempts, load, psql


def detail(code, index=None, value=None, field=None, limit=None):
    found = {"code": code}
    found |= {} if field is None else {"field": field}
    found |= {} if index is None else {"index": str(index)}
    found |= {} if value is None else {"value": value}
    found |= {} if limit is None else {"limit": limit}
    return found


RATES = "'{0.65,0.4}'::float8[]"
ANCHOR = ["28.28054298642534", "18.382352941176467", "7.352941176470588"]  # required/revenue_anchor
COUNTED_PLAN = "'{0.65,NULL}', 25000, 3400, 0.9, successes => '{NULL,2}', trials => '{NULL,5}'"
ONES = "array_fill(1.0::float8, ARRAY[20000])"

# Query, and the value it gives.
ANSWERS = [
    # NULL in, NULL out.
    ("SELECT funnel_overall(NULL)", None),
    ("SELECT funnel_rate(1, NULL)", None),
    ("SELECT funnel_rate(0, nullif(0, 0))", None),
    (f"SELECT funnel_required({RATES}, NULL, 3400)", None),
    ("SELECT funnel_required(NULL, 25000, 3400)", None),
    (f"SELECT count(revenue) FROM funnel_forward({RATES}, NULL, 3400)", "0"),
    (f"SELECT count(*) FROM funnel_plan({RATES}, NULL, 3400)", "0"),
    ("SELECT funnel_convert(1, NULL, 'week')", None),
    ("SELECT funnel_roll_up(NULL::float8[], '{1}'::float8[], '{1}'::float8[]) IS NULL", True),
    # No answer is NULL, and the reason can be had.
    ("SELECT funnel_required('{0.5,0}', 1000, 100)", None),
    (f"SELECT funnel_required({RATES}, 1000, 0)", None),
    ("SELECT funnel_required_volume('{0.5,0}', 2, 3)", None),
    ("SELECT funnel_required_volume('{0.5,0}', 1, 3)", ["6", "3", "0"]),
    (
        "SELECT to_json(o) FROM funnel_required_outcome('{0.5,0}', 'volume', 3, 0, 2) AS o",
        {"reachable": False, "volumes": None, "lever": "gate", "gate": "1", "missing": "3", "best": "0"},
    ),
    (
        "SELECT to_json(o) FROM funnel_required_outcome('{0.5,0.5}', 'revenue', 3, 0) AS o",
        {"reachable": False, "volumes": None, "lever": "sale_value", "gate": None, "missing": "3", "best": "0"},
    ),
    ("SELECT count(*) FROM funnel_plan('{0.5,0}', 1000, 100)", "0"),
    ("SELECT funnel_activity_gauge(5, 0)", None),
    ("SELECT funnel_attainment(5, 0)", None),
    ("SELECT funnel_velocity_per_day(1, 1, 1, 0)", None),
    ("SELECT funnel_required_coverage(0)", None),
    # Arrays of other shapes that are still lists.
    ("SELECT funnel_required('[0:1]={0.65,0.4}', 25000, 3400)", ANCHOR),
    ("SELECT funnel_required((ARRAY[0.65, 0.4, NULL]::float8[])[1:2], 25000, 3400)", ANCHOR),
    ("SELECT funnel_required(array_remove(ARRAY[NULL, 0.65, NULL, 0.4]::float8[], NULL), 25000, 3400)", ANCHOR),
    (f"SELECT funnel_required({RATES}, revenue => 25000, sale_value => 3400, start => 'empty')", ANCHOR),
    ("SELECT funnel_rates('{}', '{}')", []),
    (f"SELECT funnel_overall({ONES})", "1"),
    (f"SELECT array_length((funnel_forward({ONES}, 7, 1)).volumes, 1)", "20001"),
    ("SELECT to_json(t) FROM funnel_roll_up(2, '{}', '{}', '{}') AS t",
     {"volumes": ["0", "0", "0"], "rates": [None, None], "revenue": "0", "sale_value": None, "overall": None}),
    # From a table: short, compressed and out-of-line values.
    ("SELECT array_agg(overall = 1 ORDER BY gates) FROM stored", [True, True, True]),
    # Unknowns: a whole list may be unknown, but not both.
    ("SELECT value FROM funnel_solve(NULL, '{0.65,0.4}', 3400, 25000) WHERE quantity = 'volume' AND number = 2",
     "7.352941176470588"),
    ("SELECT json_agg(kind) FROM funnel_solve('{10,NULL,4}', NULL, NULL, NULL) WHERE quantity = 'rate'",
     ["only_product", "only_product"]),
    ("SELECT count(*) FROM funnel_solve(NULL, NULL, 3400, 25000)", "0"),
    ("SELECT funnel_solve_conflict(NULL, NULL, 3400, 25000) IS NULL", True),
    # Aggregates: a row of NULLs is no deal; no deals are no money; nobody is no team.
    ("SELECT to_json(funnel_weighted_pipeline(v, p)) FROM (VALUES (100::float8, 0.5::float8), (NULL, NULL), (50, 1)) "
     "AS d (v, p)", {"total": "150", "weighted": "100", "deviation": "50"}),
    ("SELECT to_json(funnel_weighted_pipeline(v, p)) FROM (SELECT 1::float8 AS v, 1::float8 AS p WHERE false) AS d",
     {"total": "0", "weighted": "0", "deviation": "0"}),
    ("SELECT to_json(funnel_weighted_pipeline(v, p) FILTER (WHERE p < 1)) "
     "FROM (VALUES (100::float8, 0.5::float8), (50, 1)) AS d (v, p)", {"total": "100", "weighted": "50", "deviation": "50"}),
    ("SELECT funnel_roll_up(r, e, s) IS NULL FROM (SELECT '{1}'::float8[] AS r, 1::float8 AS e, 1::float8 AS s "
     "WHERE false) AS d", True),
    ("SELECT array_agg(total ORDER BY at) FROM (SELECT at, (funnel_weighted_pipeline(v, 0.5) OVER (ORDER BY at)).total "
     "FROM (VALUES (1, 1::float8), (2, 2), (3, 4)) AS d (at, v)) AS running", ["1", "3", "7"]),
    ("SELECT count(*) FROM (SELECT g % 1000, (funnel_weighted_pipeline(g, 0.5)).weighted AS w, sum(g) * 0.5 AS plain "
     "FROM generate_series(1, 100000) AS g GROUP BY 1) AS groups WHERE w = plain", "1000"),
    ("SELECT (funnel_roll_up('{1}'::float8[], g, 2)).revenue FROM generate_series(1, 1000) AS g", "1001000"),
    # The published anchors: 6.5263 a week, 7 by up; in the 4-week month 7.0701, 8 by up, 7 by nearest.
    ("SELECT json_build_array(round(exact::numeric, 4), units, round(delivers::numeric, 3)) "
     f"FROM funnel_plan({RATES}, 25000, 3400) WHERE period = 'week' AND stage = 0", ["6.5263", "7", "1.073"]),
    ("SELECT json_build_array(round(exact::numeric, 4), units) "
     f"FROM funnel_plan({RATES}, 25000, 3400, calendar => 'four_week_month') WHERE period = 'week' AND stage = 0",
     ["7.0701", "8"]),
    ("SELECT json_build_array(units, round(delivers::numeric, 3)) FROM funnel_plan("
     f"{RATES}, 25000, 3400, policy => 'nearest', calendar => 'four_week_month') WHERE period = 'week' AND stage = 0",
     ["7", "0.990"]),
    # The README's plan: every stage of both periods.
    (f"SELECT json_agg(json_build_array(period, stage, round(exact::numeric, 4), units)) FROM funnel_plan({RATES}, 25000, 3400)",
     [["month", "0", "28.2805", "29"], ["month", "1", "18.3824", "19"], ["month", "2", "7.3529", "8"],
      ["week", "0", "6.5263", "7"], ["week", "1", "4.2421", "5"], ["week", "2", "1.6968", "2"]]),
    ("SELECT round(100 * funnel_activity_gauge(5, exact)::numeric, 1) "
     f"FROM funnel_plan({RATES}, 25000, 3400) WHERE period = 'week' AND stage = 0", "76.6"),
    ("SELECT funnel_version()", "0.1.0"),
    # Declarations: everything is IMMUTABLE and PARALLEL SAFE; NULL is NULL but where it means unknown.
    ("SELECT json_agg(DISTINCT proname) FROM pg_proc WHERE proname LIKE 'funnel\\_%' "
     "AND (provolatile <> 'i' OR proparallel <> 's')", ["funnel_version"]),
    ("SELECT json_agg(DISTINCT proname) FROM pg_proc WHERE proname LIKE 'funnel\\_%' AND prokind = 'f' "
     "AND NOT proisstrict AND prorettype <> 'internal'::regtype AND proargtypes::text <> 'internal'::regtype::oid::text",
     ["funnel_solve", "funnel_solve_conflict", "funnel_version"]),
    ("SELECT count(*) FROM pg_proc AS p WHERE proname LIKE 'funnel\\_%' AND proname !~ '_(add|end)$' "
     "AND obj_description(oid, 'pg_proc') IS NULL", "0"),
    # How sure. Exact sums, in fractions, of binomials and beta-binomials; 25,000 at 3,400 are 8 sales.
    ("SELECT round(probability::numeric, 12) FROM funnel_chance_at_least(0.26, '{}', 30, 8)", "0.536225405823"),
    ("SELECT round(complement::numeric, 12) FROM funnel_chance_at_least(0.26, '{}', 30, 8)", "0.463774594177"),
    ("SELECT round(probability::numeric, 12) FROM funnel_chance_at_least(0.65, funnel_evidence(2, 5), 30, 8)",
     "0.524849868464"),
    ("SELECT round(complement::numeric, 12) FROM funnel_chance_exactly(0.65, funnel_evidence(2, 5), 30, 7)",
     "0.914244865399"),
    ("SELECT round(1000 * funnel_chance_mean(0.65, funnel_evidence(2, 5))::numeric, 6)", "270.833333"),
    ("SELECT json_agg((funnel_chance_inputs_for(funnel_overall('{0.65,0.4}'), '{}', 8, c)).inputs ORDER BY c) "
     "FROM unnest('{0.8,0.9,0.95}'::float8[]) AS c", ["38", "43", "48"]),
    ("SELECT json_agg((funnel_chance_inputs_for(1, ARRAY[funnel_evidence(65, 100, 1, 1), funnel_evidence(40, 100, 1, 1)], 8, c)).inputs ORDER BY c) FROM unnest('{0.8,0.9,0.95}'::float8[]) AS c",
     ["39", "46", "51"]),
    ("SELECT (funnel_chance_inputs_for(1, array_agg(funnel_evidence(won, decided, 1, 1) ORDER BY stage), 8, 0.9)).inputs "
     "FROM (VALUES (1, 65, 100), (2, 40, 100)) AS seen (stage, won, decided)", "46"),
    ("SELECT json_build_array(inputs, probability, complement, method) FROM funnel_chance_inputs_for(0, '{}', 1, 0.5)",
     [None, "0", "1", "exact"]),
    ("SELECT json_build_array(inputs, probability) FROM funnel_chance_inputs_for(0.26, '{}', 8, 1)", [None, "1"]),
    ("SELECT json_build_array(low, high, method) FROM funnel_chance_interval(0.65, funnel_evidence(2, 5), 30, 0.8)",
     ["3", "14", "exact"]),
    ("SELECT json_build_array(value, method) FROM funnel_chance_quantile(0.65, funnel_evidence(2, 5), 30, 0.4)",
     ["7", "exact"]),
    ("SELECT value "
     "FROM funnel_chance_lower_bound(0.65, funnel_evidence(2, 5), 30, 0.9)", "3"),
    ("SELECT method FROM funnel_chance_at_least(1, '{{66,36},{41,61}}', 1000, 300)", "inversion"),
    ("SELECT funnel_evidence(2, 5)", ["2.5", "3.5"]),
    ("SELECT funnel_evidence(2, 5, prior_a => 3, prior_b => 1)", ["5", "4"]),
    ("SELECT round(funnel_evidence_quantile(funnel_evidence(2, 5), 0.05)::numeric, 12)", "0.127775599484"),
    ("SELECT json_build_array(round(low::numeric, 12), round(high::numeric, 12)) "
     "FROM funnel_evidence_interval(funnel_evidence(2, 5), 0.9)", ["0.127775599484", "0.739366291321"]),
    ("SELECT funnel_evidence_mean('{1,3}')", "0.25"),
    ("SELECT json_build_array(round(rate::numeric, 12), round(complement::numeric, 12)) FROM funnel_rate_for(8, 28, 0.9)",
     ["0.384535047835", "0.615464952165"]),
    ("SELECT json_build_array(rate, complement) FROM funnel_rate_for(8, 7, 0.9)", [None, None]),
    (f"SELECT json_agg(round(rate::numeric, 12) ORDER BY gate) FROM generate_series(0, 1) AS gate, "
     f"funnel_gate_for({RATES}, gate, 8, 40, 0.9)", ["0.691817326141", "0.425733739163"]),
    (f"SELECT json_build_array(rate, round(takes::numeric, 12), method) FROM funnel_gate_for({RATES}, 1, 8, 12, 0.9)",
     [None, "1.202029010985", "exact"]),
    # A sure plan: 73 a month, 17 a week; of what the averages say 29 and 7 are wanted.
    (f"SELECT json_agg(json_build_array(period, units)) FROM funnel_plan_confident({COUNTED_PLAN}) WHERE stage = 0",
     [["month", "73"], ["week", "17"]]),
    (f"SELECT json_agg(units) FROM funnel_plan_confident({COUNTED_PLAN}) WHERE period = 'month' AND stage = 2", ["8"]),
    (f"SELECT json_agg(json_build_array(plan, period, round(probability::numeric, 12), method)) "
     f"FROM funnel_plan_chances({COUNTED_PLAN})",
     [["expected", "month", "0.502470948211", "exact"], ["expected", "week", "0.524849868464", "exact"],
      ["confident", "month", "0.900309091099", "exact"]]),
    (f"SELECT units FROM funnel_plan_confident({COUNTED_PLAN}, prior_a => 1, prior_b => 1) "
     "WHERE period = 'month' AND stage = 0", "65"),
    ("SELECT json_build_array(units, round(probability::numeric, 12)) FROM "
     "funnel_plan_confident('{0.65,NULL}', 25000, 3400, 0.95, '{NULL,2}', '{NULL,5}', 3, 1) AS p, "
     "funnel_plan_chances('{0.65,NULL}', 25000, 3400, 0.95, '{NULL,2}', '{NULL,5}', 3, 1) AS c "
     "WHERE p.period = 'month' AND stage = 0 AND plan = 'confident'", ["47", "0.950043277797"]),
    (f"SELECT units FROM funnel_plan_confident({RATES}, 25000, 3400, 0.9) WHERE period = 'month' AND stage = 0", "43"),
    ("SELECT units FROM funnel_plan_confident('{}', 25000, 3400, 0.9, '{65,40}', '{100,100}') "
     "WHERE period = 'month' AND stage = 0", "46"),
    (f"SELECT json_agg(period) FROM funnel_plan_chances({RATES}, 25000, 3400, 0.9, per => 'quarter', "
     "activity_per => 'day')", ["quarter", "day", "quarter"]),
    (f"SELECT count(*) FROM funnel_plan_confident({RATES}, 25000, 3400, 1)", "0"),
    (f"SELECT json_agg(json_build_array(period, probability)) FROM funnel_plan_chances({RATES}, 25000, 3400, 1) "
     "WHERE plan = 'best'", [[None, "1"]]),
    ("SELECT json_agg(c) FROM funnel_plan_chances('{0.5,0}', 1000, 100, 0.9) AS c",
     [{"plan": "best", "period": None, "probability": "0", "complement": "1", "method": "exact",
       "leaves_out": ["known_rates", "deal_sizes", "rate_movement"]}]),
    # Inputs that come by chance, and deals that vary: by mpmath.
    ("SELECT to_json(funnel_flow_counted(40, 4))", {"kind": "counted", "arrivals": "40", "weeks": "4"}),
    ("SELECT to_json(funnel_flow_steady(10))", {"kind": "steady", "arrivals": "10", "weeks": None}),
    ("SELECT round(probability::numeric, 12) FROM funnel_flow_at_least(funnel_flow_steady(10), 0.26, 4, 8)", "0.813672889720"),
    ("SELECT round(probability::numeric, 12) FROM funnel_flow_at_least(funnel_flow_counted(40, 4), 0.26, 4, 8)",
     "0.792086310140"),
    ("SELECT round(probability::numeric, 12) FROM funnel_flow_exactly(funnel_flow_steady(10), 0.26, 4, 10)", "0.124138858711"),
    ("SELECT funnel_flow_per_week(funnel_flow_uncertain(0.5, 2))", "0.25"),
    ("SELECT funnel_flow_mean(funnel_flow_steady(10), 0.26, 4)", "10.4"),
    ("SELECT json_agg((funnel_flow_quantile(funnel_flow_steady(10), 0.26, 4, p)).value) FROM unnest('{0.5,1}'::float8[]) AS p",
     ["10", None]),
    ("SELECT to_json(r) FROM funnel_flow_interval(funnel_flow_steady(10), 0.26, 4, 0.8) AS r", {"low": "6", "high": "15", "method": "exact"}),
    ("SELECT round(weeks::numeric, 12) FROM funnel_flow_weeks_for(funnel_flow_steady(10), 0.26, 8, 0.9)", "4.527274792903"),
    ("SELECT to_json(w) FROM funnel_flow_weeks_for(funnel_flow_steady(10), 0, 8, 0.9) AS w",
     {"weeks": None, "probability": "0", "complement": "1", "method": "exact"}),
    ("SELECT round(funnel_arrivals_for(0.26, 8, 0.95)::numeric, 12)", "50.569668470893"),
    ("SELECT funnel_arrivals_for(0, 8, 0.95)", None),
    ("SELECT to_json(funnel_deals_counted('{1,2}', '{3,4}'))",
     {"kind": "counted", "mean": None, "variation": None, "sizes": ["1", "2"], "counts": ["3", "4"]}),
    ("SELECT round(probability::numeric, 12) FROM funnel_chance_revenue_at_least(0.26, '{}', 40, funnel_deals_varying(3400, 0.7), 25000)", "0.797111072092"),
    ("SELECT round(value::numeric, 6) FROM funnel_chance_revenue_quantile(0.26, '{}', 40, funnel_deals_varying(3400, 0.7), 0.5)", "34467.604282"),
    ("SELECT inputs FROM funnel_chance_inputs_for_revenue(0.26, '{}', funnel_deals_varying(3400, 0.7), 25000, 0.9)", "47"),
    ("SELECT inputs FROM funnel_chance_inputs_for_revenue(0.65, funnel_evidence(2, 5), funnel_deals_fixed(3400), 25000, 0.9)", "73"),
    # Three tries at evens, and deals of 2000, 2000 or 5000: 11 of 24 make 5000.
    ("SELECT round(probability::numeric, 12) FROM funnel_chance_revenue_at_least(0.5, '{}', 3, funnel_deals_seen('{2000,5000,2000}'), 5000)", "0.458333333333"),
    ("SELECT round(probability::numeric, 12) FROM funnel_chance_revenue_at_least(0.5, '{}', 3, funnel_deals_counted('{2000,5000}', '{0.4,0.2}'), 5000)", "0.458333333333"),
    ("SELECT round(probability::numeric, 12) FROM funnel_flow_revenue_at_least(funnel_flow_steady(10), 0.26, 4, funnel_deals_varying(3400, 0.7), 25000)", "0.770071993648"),
    ("SELECT round(weeks::numeric, 9) FROM funnel_flow_weeks_for_revenue(funnel_flow_steady(10), 0.26, funnel_deals_varying(3400, 0.7), 25000, 0.9)", "4.879049011"),
    ("SELECT value FROM funnel_flow_revenue_quantile(funnel_flow_steady(10), 0.26, 4, funnel_deals_fixed(3400), 0.5)",
     "34000"),
    # One distribution, several questions: deals of 1 or 3 at evens.
    ("SELECT json_build_array(mean, round(variance::numeric, 12), most, quantiles, method) FROM "
     "funnel_chance_revenue(0.5, '{}', 1, funnel_deals_seen('{1,3}'), '{0.75,0.8}')",
     ["1", "1.500000000000", "3", ["1", "3"], "exact"]),
    ("SELECT json_build_array(round(mean::numeric, 9), most, quantiles) FROM "
     "funnel_flow_revenue(funnel_flow_steady(10), 0.26, 4, funnel_deals_fixed(100), '{1}')",
     ["1040.000000000", None, [None]]),
    # Inside a period: 15 / 9 / 4 reached by mid-month, 5 a week: 11.742 more appointments, 5.419 a week.
    (f"SELECT json_agg(round(exact::numeric, 3)) FROM funnel_plan({RATES}, 25000, 3400, start => 'reached', "
     "there => '{15,9,4}', left_share => 0.5) WHERE stage = 0", ["11.742", "5.419"]),
    (f"SELECT json_build_array(round(gauge::numeric, 3), round(attainment::numeric, 3)) FROM "
     f"funnel_plan_pace({RATES}, 25000, 3400, 5, start => 'reached', there => '{{15,9,4}}', left_share => 0.5)",
     ["0.923", "0.544"]),
    (f"SELECT json_build_array(round(gauge::numeric, 3), attainment, round(landing::numeric, 3)) FROM "
     f"funnel_plan_pace({RATES}, 25000, 3400, 5)", ["0.766", None, "0.766"]),
    # Deals that differ take more work.
    (f"SELECT units FROM funnel_plan_confident({RATES}, 25000, 3400, 0.9, deals => funnel_deals_varying(3400, 0.7)) "
     "WHERE period = 'month' AND stage = 0", "47"),
    (f"SELECT leaves_out FROM funnel_plan_chances({RATES}, 25000, 3400, 0.9, deals => funnel_deals_varying(3400, 0.7)) "
     "WHERE plan = 'confident'", ["known_rates", "rate_movement"]),
    ("SELECT funnel_rates('{1,0}', '{2,0}')", ["0.5", None]),
    ("SELECT to_json(f) FROM funnel_forward_each('{0.5}', '{10,3}', '{0,100}') AS f",
     {"volumes": ["10", "8"], "revenue": "800"}),
    # Kept in a table, also out of line.
    ("SELECT array_agg(probability = 1 ORDER BY cardinality((deals).sizes)) FROM sold, "
     "funnel_chance_revenue_at_least(1, '{}', 7, deals, 7)", [True, True]),
    ("SELECT funnel_flow_per_week(flow) FROM sold LIMIT 1", "2.5"),
    # No answer is NULL, and so is what is asked of NULL.
    ("SELECT funnel_gamma_quantile(1, 1)", None),
    ("SELECT funnel_normal_quantile(0)", None),
    ("SELECT funnel_ln_binomial_probability(3, 2, 0.5)", None),
    ("SELECT value FROM funnel_chance_revenue_quantile(0.26, '{}', 40, funnel_deals_varying(3400, 0.7), 1)", None),
    ("SELECT probability FROM funnel_chance_at_least(NULL, '{}', 30, 8)", None),
    ("SELECT probability FROM funnel_flow_at_least(NULL, 0.26, 4, 8)", None),
    ("SELECT count(*) FROM funnel_plan_confident('{0.5}', 1000, 100, NULL)", "0"),
    # Distributions, where they are plain.
    ("SELECT lower FROM funnel_incomplete_beta(1, 1, 0.75)", "0.75"),
    ("SELECT x FROM funnel_beta_quantile(1, 1, 0.75)", "0.75"),
    ("SELECT to_json(t) FROM funnel_normal_tails(0) AS t", {"lower": "0.5", "upper": "0.5"}),
    ("SELECT round(funnel_binomial_probability(2, 4, 0.5)::numeric, 12)", "0.375000000000"),
    ("SELECT round(funnel_ln_poisson_probability(0, 2)::numeric, 12)", "-2.000000000000"),
    ("SELECT round(funnel_beta_binomial_probability(3, 4, 1, 1)::numeric, 12)", "0.200000000000"),
    # In an index, and in a parallel worker.
    ("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%funnel_overall%'", "1"),
    ("SELECT sum((funnel_required('{0.5}', g, 1))[1]) FROM generate_series(1, 10) AS g", "110"),
]

GATE_FORM = "gates[1]: a gate needs exactly one of: a rate, successes and trials, 'one_in'"
COUNTED = "Stages, gates and elements are counted from 0."

# Query, message, DETAIL, HINT.
ERRORS = [
    (
        "SELECT funnel_overall('{0.65,1.4}')",
        "rates[1]: a rate must be a number from 0 to 1 (got 1.4)",
        detail("rate", index=1, value="1.4", field="rates[]"), COUNTED,
    ),
    (
        "SELECT funnel_overall('{}')",
        "rates: a chain needs at least one gate",
        detail("no_gates", field="rates[]"), '',
    ),
    (
        "SELECT funnel_overall('{NaN}')",
        "rates[0]: a rate must be a number from 0 to 1 (got NaN)",
        detail("rate", index=0, value="NaN", field="rates[]"), COUNTED,
    ),
    (
        "SELECT funnel_forward('{0.5}', 'Infinity', 1)",
        "entry: a volume must be a finite number of at least 0 (got inf)",
        detail("volume", value="Infinity", field="entry"), '',
    ),
    (
        "SELECT funnel_overall('{0.65,0.4,NULL}')",
        "rates must not be NULL (index 2)",
        detail("null", index=2), COUNTED,
    ),
    (
        "SELECT funnel_required('{0.5}', 1, 1, 'open', '{NULL,1}')",
        "there must not be NULL (index 0)",
        detail("null", index=0), COUNTED,
    ),
    (
        "SELECT funnel_rates('{1,1}', '{NULL,2}')",
        "trials must not be NULL (index 0)",
        detail("null", index=0), COUNTED,
    ),
    (
        "SELECT funnel_whole_each('up', '{0.5}', 0, '{1,NULL}')",
        "exact must not be NULL (index 1)",
        detail("null", index=1), COUNTED,
    ),
    (
        "SELECT funnel_weighted_pipeline('{1,2}'::float8[], '{0.5,NULL}'::float8[])",
        "probabilities must not be NULL (index 1)",
        detail("null", index=1), COUNTED,
    ),
    (
        "SELECT funnel_roll_up('{{0.5},{NULL}}'::float8[], '{1,1}'::float8[], '{1,1}'::float8[])",
        "rates must not be NULL (index 1)",
        detail("null", index=1), COUNTED,
    ),
    (
        "SELECT funnel_weighted_pipeline(v, p) FROM (VALUES (1::float8, 1::float8), (NULL, NULL), (2, NULL)) AS d (v, p)",
        "probability must not be NULL (index 1)",
        detail("null", index=1), COUNTED,
    ),
    (
        "SELECT funnel_weighted_pipeline(v, p) FROM (VALUES (1::float8, 1::float8), (2, 1.5)) AS d (v, p)",
        "probabilities[1]: a probability must be a number from 0 to 1 (got 1.5)",
        detail("probability", index=1, value="1.5", field="probabilities[]"), COUNTED,
    ),
    (
        "SELECT funnel_roll_up('{0.5}'::float8[], g, NULL) FROM generate_series(1, 2) AS g",
        "sale_value must not be NULL (index 0)",
        detail("null", index=0), COUNTED,
    ),
    (
        "SELECT funnel_roll_up(array_fill(0.5::float8, ARRAY[g]), 1, 1) FROM generate_series(2, 3) AS g",
        "rates: a list has the wrong length (got 3, needs 2)",
        detail("length", value="3", field="rates[]", limit="2"), '',
    ),
    (
        "SELECT funnel_roll_up('{}'::float8[], 1, 1)",
        "rates: a chain needs at least one gate",
        detail("no_gates", field="rates[]"), '',
    ),
    (
        "SELECT funnel_roll_up('{}'::float8[], '{}'::float8[], '{}'::float8[])",
        "rates: a chain needs at least one gate",
        detail("no_gates", field="rates[]"), '',
    ),
    (
        "SELECT funnel_roll_up(-1, '{}', '{}', '{}')",
        "gates: a chain needs at least one gate",
        detail("no_gates", field="gates[]"), '',
    ),
    (
        "SELECT funnel_roll_up(2, '{{0.5},{0.4}}', '{1}', '{1}')",
        "rates: a list has the wrong length (got 1, needs 2)",
        detail("length", value="1", field="rates[]", limit="2"), '',
    ),
    (
        "SELECT funnel_roll_up('{0.5,0.4}'::float8[], '{1}'::float8[], '{1}'::float8[])",
        "rates must be an array of one list a member, or come after the number of gates",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_overall('{{0.65,0.4}}')",
        "rates must be a list of numbers",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_roll_up('{{{0.5}}}'::float8[], '{1}'::float8[], '{1}'::float8[])",
        "rates must be a list of numbers",
        detail("dimensions"), '',
    ),
    (
        "SELECT * FROM funnel_solve('{{1,2}}', '{0.5}', NULL, NULL)",
        "volumes must be a list of numbers",
        detail("dimensions"), '',
    ),
    (
        "SELECT * FROM funnel_solve('{}', NULL, NULL, NULL)",
        "rates: a chain needs at least one gate",
        detail("no_gates", field="rates[]"), '',
    ),
    (
        "SELECT * FROM funnel_solve('{1}', NULL, NULL, NULL)",
        "rates: a chain needs at least one gate",
        detail("no_gates", field="rates[]"), '',
    ),
    (
        "SELECT funnel_rate(0, 0)",
        "trials: no trials, so no rate: no data is not 0%",
        detail("no_trials", field="trials"), '',
    ),
    (
        "SELECT funnel_required_volume('{0.5}', -1, 3)",
        "stage: the chain has no such stage (got -1)",
        detail("stage", value="-1", field="stage"), COUNTED,
    ),
    (
        "SELECT funnel_required_outcome('{0.5}', 'volume', 3, 1)",
        "stage: the chain has no such stage (got -1)",
        detail("stage", value="-1", field="stage"), COUNTED,
    ),
    (
        "SELECT funnel_required_volume('{0.5}', 7, 3)",
        "goal.stage: the chain has no such stage (got 7, the last is 1)",
        detail("stage", value="7", field="goal.stage", limit="1"), COUNTED,
    ),
    (
        "SELECT funnel_sensitivity('{0.5}', 'revenue', 3, 1, 0, 1, 'gate', 'to', 1)",
        "gate: the chain has no such gate (got -1)",
        detail("gate", value="-1", field="gate"), COUNTED,
    ),
    (
        "SELECT funnel_convert(1, 'fortnight', 'week')",
        "unknown name",
        detail("name", field="period"), '"fortnight" is no period; there are: day, week, month, quarter, year.',
    ),
    (
        "SELECT funnel_convert(1, 'Day', 'week')",
        "unknown name",
        detail("name", field="period"), '"Day" is no period; there are: day, week, month, quarter, year.',
    ),
    (
        "SELECT funnel_convert(1, 'week', 'day', 'julian')",
        "unknown name",
        detail("name", field="calendar"), '"julian" is no calendar; there are: common, four_week_month, civil, selling_weeks.',
    ),
    (
        "SELECT funnel_convert(1, 'week', 'day', 'selling_weeks')",
        "selling_weeks: selling weeks a year must be above 0 and at most 53 (got 0)",
        detail("weeks_per_year", value="0", field="selling_weeks"), '',
    ),
    (
        "SELECT funnel_whole('', 1)",
        "unknown name",
        detail("name", field="policy"), '"" is no policy; there are: up, nearest, up_each_stage.',
    ),
    (
        "SELECT funnel_required('{0.5}', 1, 1, 'full')",
        "unknown name",
        detail("name", field="start"), '"full" is no start; there are: empty, open, reached.',
    ),
    (
        "SELECT funnel_required_outcome('{0.5}', 'profit', 1, 1)",
        "unknown name",
        detail("name", field="goal"), '"profit" is no goal; there are: revenue, volume.',
    ),
    (
        "SELECT funnel_sensitivity('{0.5}', 'revenue', 1, 1, 0, 1, 'price', 'to', 1)",
        "unknown name",
        detail("name", field="lever"), '"price" is no lever; there are: gate, sale_value.',
    ),
    (
        "SELECT funnel_sensitivity('{0.5}', 'revenue', 1, 1, 0, 1, 'gate', 'by', 1, 0)",
        "unknown name",
        detail("name", field="step"), '"by" is no step; there are: points, percent, to.',
    ),
    (
        "SELECT funnel_velocity_effect(1, 1, 1, 1, 'price', 1)",
        "unknown name",
        detail("name", field="velocity lever"), '"price" is no velocity lever; there are: opportunities, sale_value, win_rate, cycle.',
    ),
    (
        "SELECT * FROM funnel_plan('{0.65,0.4}'::float8[], -1, 3400)",
        "goal.revenue: an amount of money must be a finite number of at least 0 (got -1)",
        detail("money", value="-1", field="goal.revenue"), '',
    ),
    (
        "SELECT * FROM funnel_plan('{0.65,0.4}'::float8[], 25000, 3400, activity_per => 'hour')",
        "unknown name",
        detail("name", field="period"), '"hour" is no period; there are: day, week, month, quarter, year.',
    ),
    (
        "SELECT * FROM funnel_plan('{}', 25000, 3400)",
        "gates: a chain needs at least one gate",
        detail("no_gates", field="gates[]"), '',
    ),
    (
        "SELECT * FROM funnel_plan_confident('{}', 25000, 3400, 0.9)",
        "gates: a chain needs at least one gate",
        detail("no_gates", field="gates[]"), '',
    ),
    (
        "SELECT * FROM funnel_plan_confident('{0.65,NULL}', 25000, 3400, 0.9)",
        GATE_FORM,
        detail("gate_form", index=1, field="gates[]"), COUNTED,
    ),
    (
        "SELECT * FROM funnel_plan_confident('{0.65,0.4}', 25000, 3400, 0.9, '{NULL,2}', '{NULL,5}')",
        GATE_FORM,
        detail("gate_form", index=1, field="gates[]"), COUNTED,
    ),
    (
        "SELECT * FROM funnel_plan_chances('{0.65,NULL}', 25000, 3400, 0.9, '{NULL,2}')",
        GATE_FORM,
        detail("gate_form", index=1, field="gates[]"), COUNTED,
    ),
    (
        "SELECT * FROM funnel_plan_confident('{0.65,NULL}', 25000, 3400, 0.9, '{2}', '{5}')",
        "successes: a list has the wrong length (got 1, needs 2)",
        detail("length", value="1", field="successes[]", limit="2"), '',
    ),
    (
        "SELECT * FROM funnel_plan_confident('{0.65,NULL}', 25000, 3400, 0.9, '{NULL,7}', '{NULL,5}')",
        "gates[1].successes: there cannot be more successes than trials (got 7)",
        detail("successes", index=1, value="7", field="gates[].successes"), COUNTED,
    ),
    (
        "SELECT * FROM funnel_plan_confident('{0.65,0.4}'::float8[], 25000, 3400, 90)",
        "confidence: a probability must be a number from 0 to 1 (got 90)",
        detail("probability", value="90", field="confidence"), '',
    ),
    (
        "SELECT * FROM funnel_plan_chances('{0.65,NULL}', 25000, 3400, 0.9, successes => '{NULL,2}', trials => '{NULL,5}', prior_a => -1)",
        "evidence.a: the shapes of evidence must be numbers from 1e-9 to 2^53 (got -1)",
        detail("evidence_shape", value="-1", field="evidence.a"), '',
    ),
    (
        "SELECT funnel_chance_at_least(0.5, '{1,2,3}', 2, 1)",
        "evidence must be a pair (a, b), or one for each gate, as funnel_evidence makes them",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_chance_at_least(0.5, '{{1,2,3}}', 2, 1)",
        "evidence must be a pair (a, b), or one for each gate, as funnel_evidence makes them",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_evidence_mean('{1,2,3,4}')",
        "evidence must be a pair (a, b), as funnel_evidence makes it",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_chance_at_least(0.5, '{{1,2},{1,NULL}}', 2, 1)",
        "evidence must not be NULL (index 3)",
        detail("null", index=3), COUNTED,
    ),
    (
        "SELECT funnel_chance_mean(0.5, '{{1,1},{1,0}}')",
        "evidence.b[1]: the shapes of evidence must be numbers from 1e-9 to 2^53 (got 0)",
        detail("evidence_shape", index=1, value="0", field="evidence.b"), COUNTED,
    ),
    (
        "SELECT funnel_chance_mean(1.5, '{}')",
        "rate: a rate must be a number from 0 to 1 (got 1.5)",
        detail("rate", value="1.5", field="rate"), '',
    ),
    (
        "SELECT funnel_normal_tails('Infinity')",
        "z: a standard score must be a finite number (got inf)",
        detail("score", value="Infinity", field="z"), '',
    ),
    (
        "SELECT funnel_gate_for('{0.5}', -1, 1, 2, 0.5)",
        "gate: the chain has no such gate (got -1)",
        detail("gate", value="-1", field="gate"), COUNTED,
    ),
    (
        "SELECT funnel_flow_counted(1, 0)",
        "weeks: a number of weeks must be finite and at least 0, and above 0 when arrivals were counted in them (got 0)",
        detail("weeks", value="0", field="weeks"), '',
    ),
    (
        "SELECT funnel_flow_per_week(ROW('often', 1, 1)::funnel_flow)",
        "unknown name",
        detail("name", field="flow"), '"often" is no flow; there are: steady, counted, uncertain.',
    ),
    (
        "SELECT funnel_flow_per_week(ROW(NULL, 1, 1)::funnel_flow)",
        "kind must not be NULL",
        detail("null"), '',
    ),
    (
        "SELECT funnel_flow_per_week(ROW('counted', 1, NULL)::funnel_flow)",
        "weeks must not be NULL",
        detail("null"), '',
    ),
    (
        "SELECT funnel_deals_varying(1, -1)",
        "size.variation: a variation must be a finite number of at least 0 (got -1)",
        detail("variation", value="-1", field="size.variation"), '',
    ),
    (
        "SELECT funnel_deals_seen('{}')",
        "size.sizes: no deals, so no distribution of their sizes",
        detail("no_deals", field="size.sizes[]"), '',
    ),
    (
        "SELECT funnel_deals_seen('{{1,2}}')",
        "sizes must be a list of numbers",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_deals_counted('{1,2}', '{1}')",
        "size.counts: a list has the wrong length (got 1, needs 2)",
        detail("length", value="1", field="size.counts[]", limit="2"), '',
    ),
    (
        "SELECT funnel_chance_revenue_at_least(0.5, '{}', 1, ROW('seen', NULL, NULL, NULL, NULL)::funnel_deals, 1)",
        "sizes must not be NULL",
        detail("null"), '',
    ),
    (
        "SELECT funnel_chance_revenue_at_least(0.5, '{}', 1, ROW('counted', NULL, NULL, '{1}', '{{1}}')::funnel_deals, 1)",
        "counts must be a list of numbers",
        detail("dimensions"), '',
    ),
    (
        "SELECT funnel_chance_revenue_at_least(0.5, '{}', 1, ROW('huge', NULL, NULL, NULL, NULL)::funnel_deals, 1)",
        "unknown name",
        detail("name", field="kind of deals"), '"huge" is no kind of deals; there are: fixed, varying, seen, counted.',
    ),
]

TABLES = """
CREATE TABLE chains (rates float8[]);
INSERT INTO chains VALUES ('{1}'), (array_fill(1.0::float8, ARRAY[20000])),
    ((SELECT array_agg(1 - (g % 2) * 0.0) FROM generate_series(1, 30000) AS g)::float8[]);
CREATE TABLE sold (flow funnel_flow, deals funnel_deals);
INSERT INTO sold SELECT funnel_flow_steady(2.5), funnel_deals_seen(array_fill(1.0::float8, ARRAY[n])) FROM (VALUES (1), (20000)) AS v (n);
CREATE INDEX ON chains (funnel_overall(rates));
CREATE VIEW stored AS SELECT array_length(rates, 1) AS gates, funnel_overall(rates) AS overall FROM chains;
"""


def sql():
    tally = Tally("sql")
    made = psql("DROP TABLE IF EXISTS chains, sold CASCADE;" + TABLES, "-v", "ON_ERROR_STOP=1")
    tally.check("tables", made.returncode == 0, made.stderr)
    queries = [f"SELECT ({query}) AS answer" for query, _ in ANSWERS]
    for (query, expected), got in zip(ANSWERS, attempts(queries)):
        ok = isinstance(got, dict) and "sqlstate" not in got and got["answer"] == expected
        tally.check(query, ok, got, "instead of", expected)
    for (query, message, said, hint), got in zip(ERRORS, attempts([query for query, *_ in ERRORS])):
        ok = isinstance(got, dict) and (got.get("sqlstate"), got.get("message"), got.get("hint")) == ("22023", message, hint)
        tally.check(query, ok and load(got["detail"]) == said, got)

    # Errors as a client sees them, outside of any block that catches them: the connection goes on.
    script = "SELECT pg_backend_pid();\n"
    for query, *_ in ERRORS:
        script += f"{query};\n"
    script += "SELECT (funnel_required('{0.65,0.4}', 25000, 3400))[1];\nSELECT pg_backend_pid();\n"
    done = psql(script, "-At", "-v", "VERBOSITY=verbose")
    lines = done.stdout.split()
    tally.check(
        "one backend outlives every error",
        len(lines) == 3 and lines[0] == lines[2] and lines[1] == ANCHOR[0] and done.returncode == 0,
        lines,
    )
    tally.check("each is an ERROR 22023", done.stderr.count("ERROR:  22023:") == len(ERRORS), done.stderr[-400:])

    # A setting that shortens output leaves what an error says alone.
    digits = psql("SET extra_float_digits = -15; SELECT funnel_overall('{1.000000000001}');", "-At")
    tally.check("DETAIL is exact", '"value": 1.000000000001}' in digits.stderr, digits.stderr)

    parallel = psql(
        "SET force_parallel_mode = on; SET parallel_setup_cost = 0; "
        "SELECT (funnel_required('{0.65,0.4}', 25000, 3400))[1] FROM chains LIMIT 1;", "-At",
    )
    if "unrecognized configuration" in parallel.stderr:  # renamed in PostgreSQL 16
        parallel = psql(
            "SET debug_parallel_query = on; SELECT (funnel_required('{0.65,0.4}', 25000, 3400))[1] FROM chains LIMIT 1;",
            "-At",
        )
    tally.check("in a parallel worker", parallel.stdout.strip() == ANCHOR[0], parallel.stderr)

    # The library's own memory: a plan is freed after an error as well as after an answer.
    leak = psql(
        "DO $$ BEGIN FOR i IN 1..300000 LOOP BEGIN "
        "PERFORM * FROM funnel_plan('{0.65,0.4}', CASE WHEN i % 2 = 0 THEN 25000 ELSE -1 END, 3400); "
        "PERFORM * FROM funnel_plan_chances('{0.65,0.4}', 5000, 3400, CASE WHEN i % 4 = 0 THEN 0.5 ELSE 5 END); "
        "EXCEPTION WHEN invalid_parameter_value THEN NULL; END; "
        "IF i = 30000 THEN PERFORM set_config('funnelmath.pages', "
        "split_part(pg_read_file('/proc/self/statm'), ' ', 2), false); END IF; END LOOP; END $$; "
        "SELECT split_part(pg_read_file('/proc/self/statm'), ' ', 2)::int - "
        "current_setting('funnelmath.pages')::int;", "-At",
    )
    grown = int(leak.stdout.strip() or "999999")
    tally.check("270,000 plans leave no memory behind", grown < 1000, f"{grown} pages more", leak.stderr)

    gone = psql("CREATE SCHEMA other; DROP EXTENSION funnelmath CASCADE; CREATE EXTENSION funnelmath SCHEMA other; "
                "SELECT other.funnel_rate_one_in(4); DROP EXTENSION funnelmath; DROP SCHEMA other; "
                "CREATE EXTENSION funnelmath;", "-At", "-v", "ON_ERROR_STOP=1")
    tally.check("dropped, and made again in any schema", gone.stdout.strip() == "0.25", gone.stderr)
    tally.end()
