#!/usr/bin/env python3
"""The checks that test.sh runs against the server it has started.

    check.py vectors    every golden vector, bit for bit
    check.py sql        what vectors cannot say: NULL, shapes, errors, aggregates, declarations
    check.py readme     the examples of README.md print what stands there
    check.py cost       what a row costs, beside plain SQL
    check.py panic      the library panics in every call: an SQL error, and the backend lives

Finds the server by PGHOST and its like, and psql by PSQL. Expected values come from the vectors, from
published examples, or are plain from the definition; none was taken from what the extension printed.
"""

import re
import sys
from pathlib import Path

from rules import sql
from server import Tally, attempts, load, psql
from vectors import vectors

HERE = Path(__file__).resolve().parent


# The page


def readme():
    tally = Tally("readme")
    page = (HERE / "README.md").read_text()
    blocks = re.findall(r"^```sql\n(.*?)^```\n\n```text\n(.*?)^```", page, re.M | re.S)
    tally.check("the page has examples", len(blocks) >= 8, len(blocks))
    for query, printed in blocks:
        done = psql(query)
        got = "\n".join(re.sub(r"^psql:\S+ ", "", line.rstrip()) for line in (done.stdout + done.stderr).splitlines())
        tally.check(query, got.strip() == printed.strip(), f"\n{got}")
    named = set(psql(
        "SELECT DISTINCT proname FROM pg_proc WHERE proname LIKE 'funnel\\_%' AND proname !~ '_(add|end)$'", "-At"
    ).stdout.split())
    tally.check("every function is on the page", len(named) > 20 and all(f"`{name}(" in page for name in named),
                [name for name in named if f"`{name}(" not in page])
    tally.end()


# What it costs

COST_ROWS = 200_000
COST_ROUNDS = 20
COST_TABLE = f"""
DROP TABLE IF EXISTS cost;
CREATE TABLE cost AS SELECT g::float8 AS revenue, 3400::float8 AS sale_value, 0.5 + g * 1e-6::float8 AS probability,
    0.5 + g * 1e-6::float8 AS r1, 0.6::float8 AS r2, 0.5::float8 AS r3, 0.4::float8 AS r4, 0.25::float8 AS r5,
    ARRAY[0.5 + g * 1e-6::float8, 0.6, 0.5, 0.4, 0.25] AS rates
    FROM generate_series(1, {COST_ROWS}) AS g;
VACUUM ANALYZE cost;
"""
SERIES = f"FROM generate_series(1, {COST_ROWS}) AS g"
OURS = f"SELECT sum((funnel_required('{{0.65,0.4}}', g, 3400))[1]) {SERIES}"
IN_ARRAY = "rates[1] * rates[2] * rates[3] * rates[4] * rates[5]"
# What is asked, only reading the row, plain SQL, the extension.
COSTS = [
    (
        "first stage's need, 2 gates, same rates in every row",
        f"SELECT sum(g::float8) {SERIES}",
        f"SELECT sum(g::float8 / 3400 / (0.65::float8 * 0.4::float8)) {SERIES}",
        OURS,
    ),
    (
        "need of all 3 stages, 2 gates, same rates in every row",
        f"SELECT sum(g::float8) {SERIES}",
        f"""SELECT sum((ARRAY[g::float8 / 3400 / (0.65::float8 * 0.4::float8), g::float8 / 3400 / 0.4::float8,
            g::float8 / 3400])[1]) {SERIES}""",
        OURS,
    ),
    (
        "first stage's need, 5 gates, rates in five columns",
        "SELECT sum(revenue) FROM cost",
        "SELECT sum(revenue / sale_value / (r1 * r2 * r3 * r4 * r5)) FROM cost",
        "SELECT sum((funnel_required(ARRAY[r1, r2, r3, r4, r5], revenue, sale_value))[1]) FROM cost",
    ),
    (
        "first stage's need, 5 gates, rates in one array column",
        "SELECT sum(revenue) FROM cost",
        f"SELECT sum(revenue / sale_value / ({IN_ARRAY})) FROM cost",
        "SELECT sum((funnel_required(rates, revenue, sale_value))[1]) FROM cost",
    ),
    (
        "revenue of an entry, 5 gates, rates in five columns (a row result)",
        "SELECT sum(revenue) FROM cost",
        "SELECT sum(revenue * r1 * r2 * r3 * r4 * r5 * sale_value) FROM cost",
        "SELECT sum((funnel_forward(ARRAY[r1, r2, r3, r4, r5], revenue, sale_value)).revenue) FROM cost",
    ),
    (
        "month to week",
        "SELECT sum(revenue) FROM cost",
        "SELECT sum(revenue * 12 / 52) FROM cost",
        "SELECT sum(funnel_convert(revenue, 'month', 'week')) FROM cost",
    ),
    (
        "activity gauge",
        "SELECT sum(revenue) FROM cost",
        "SELECT sum(revenue / nullif(sale_value, 0)) FROM cost",
        "SELECT sum(funnel_activity_gauge(revenue, sale_value)) FROM cost",
    ),
    (
        "weighted pipeline with its deviation (an aggregate)",
        "SELECT sum(revenue) FROM cost",
        """SELECT weighted FROM (SELECT sum(revenue) AS total, sum(revenue * probability) AS weighted,
            sqrt(sum(revenue * revenue * probability * (1 - probability))) AS deviation FROM cost OFFSET 0) AS sums""",
        "SELECT (funnel_weighted_pipeline(revenue, probability)).weighted FROM cost",
    ),
]


def cost():
    """Processor time of whole queries, in one process and without JIT; the best of some rounds, taken in turns."""
    tally = Tally("cost")
    made = psql(COST_TABLE, "-v", "ON_ERROR_STOP=1")
    tally.check("table", made.returncode == 0, made.stderr)
    queries = [query for _, *three in COSTS for query in three]
    script = "SET jit = off; SET max_parallel_workers_per_gather = 0;\n"
    script += "SET client_min_messages = log; SET log_executor_stats = on;\n"
    script += "".join(f"{query};\n" for query in queries) * COST_ROUNDS
    done = psql(script, "-At", "-v", "ON_ERROR_STOP=1")
    used = re.findall(r"!\s+([0-9.]+) s user, ([0-9.]+) s system, \S+ s elapsed", done.stderr)
    times = [float(user) + float(system) for user, system in used]
    sums = [float(line) for line in done.stdout.split()]
    measured = len(times) == len(sums) == len(queries) * COST_ROUNDS
    tally.check("measured", measured, done.stderr[-400:])
    if not measured:
        tally.end()
    print("| ns a row, whole query | only reading | plain SQL | funnelmath | ratio |\n|---|--:|--:|--:|--:|")
    for at, (what, *_) in enumerate(COSTS):
        _, plain_sum, ours_sum = sums[3 * at : 3 * at + 3]
        # The sums differ by the order of the operations, and in nothing else.
        tally.check(what, abs(plain_sum - ours_sum) <= 1e-11 * abs(plain_sum), plain_sum, ours_sum)
        best = [min(times[query :: len(queries)]) * 1e9 / COST_ROWS for query in range(3 * at, 3 * at + 3)]
        print(f"| {what} | {best[0]:.0f} | {best[1]:.0f} | {best[2]:.0f} | {best[2] / best[1]:.2f} |")
    tally.end()


# Panics


def panic():
    tally = Tally("panic")
    calls = [
        "SELECT funnel_overall('{0.5}')",
        "SELECT funnel_required('{0.65,0.4}', 25000, 3400)",
        "SELECT * FROM funnel_solve('{1,NULL}', '{0.5}', NULL, NULL)",
        "SELECT * FROM funnel_plan('{0.65,0.4}', 25000, 3400)",
        "SELECT funnel_weighted_pipeline(g, 0.5) FROM generate_series(1, 10) AS g",
        "SELECT * FROM funnel_plan_confident('{0.65,0.4}', 25000, 3400, 0.9)",
        "SELECT * FROM funnel_chance_inputs_for(0.26, '{1,1}', 8, 0.9)",
        "SELECT funnel_flow_steady(10)",
        "SELECT sum(funnel_rate_one_in(g)) FROM generate_series(1, 10) AS g",
    ]
    script = "SELECT pg_backend_pid();\n" + "".join(f"{call};\n" for call in calls) * 50
    script += "SELECT 6 * 7;\nSELECT pg_backend_pid();\n"
    done = psql(script, "-At", "-v", "VERBOSITY=verbose")
    lines = done.stdout.split()
    tally.check("one backend outlives 450 panics", len(lines) == 3 and lines[0] == lines[2] and lines[1] == "42", lines)
    tally.check("each is an ERROR XX000", done.stderr.count("ERROR:  XX000: ") == 450, done.stderr[-400:])
    tally.check("each says so", done.stderr.count('DETAIL:  {"code": "panic"}') == 450, done.stderr[-400:])
    for call, got in zip(calls, attempts(calls)):
        ok = isinstance(got, dict) and got.get("sqlstate") == "XX000" and load(got["detail"]) == {"code": "panic"}
        tally.check(call, ok, got)
    tally.end()


if __name__ == "__main__":
    {"vectors": vectors, "sql": sql, "readme": readme, "cost": cost, "panic": panic}[sys.argv[1]]()
