"""What the checks share: questions to the server that test.sh has started, and a tally."""

import json
import os
import subprocess
import sys

PSQL = os.environ.get("PSQL", "psql")

# Runs a query and tells its row, or its error, as JSON; the backend must survive it.
ATTEMPT = r"""
CREATE FUNCTION pg_temp.attempt(query text) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE answer json; state text; message text; detail text; hint text;
BEGIN
    EXECUTE 'SELECT to_json(attempted) FROM (' || query || ') AS attempted' INTO answer;
    RETURN replace(answer::text, E'\n', ' ');
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
        detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN json_build_object('sqlstate', state, 'message', message, 'detail', detail, 'hint', hint);
END $body$;
"""


class Number(str):
    """A number of JSON as it was printed: a float would forget -0."""


def psql(script, *options):
    return subprocess.run(
        [PSQL, "-X", "-q", *options, "-f", "-"], input=script, capture_output=True, text=True, check=False
    )


def load(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def attempts(queries):
    """The answer of each query, all from one backend."""
    lines = [ATTEMPT]
    lines += [f"SELECT pg_temp.attempt($query${query}$query$);" for query in queries]
    done = psql("\n".join(lines), "-At", "-v", "ON_ERROR_STOP=1")
    answers = done.stdout.splitlines()
    if done.returncode or len(answers) != len(queries):
        sys.exit(f"{len(answers)} answers to {len(queries)} queries: {done.stderr.strip()[-500:]}")
    return [load(answer) if answer else None for answer in answers]


class Tally:
    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def check(self, what, ok, *told):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}:", *told)

    def end(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)
