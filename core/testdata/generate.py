#!/usr/bin/env python3
"""Golden vectors for every operation of the core, made independently of it.

    python3 generate.py           writes the .txt files next to this script
    python3 generate.py --check   exits 1 when a file differs from what would be written

Each expected number is computed twice. Once in f64, in the documented order of operations (a Python
float is an IEEE 754 double, and + - * / and sqrt round correctly): these are the bits a host must
reproduce. And once exactly, with fractions, from the definition and not from the order of operations.
The script refuses to write when the two are further apart than a few roundings: `near` takes the bound
in units of 2^-53, of the exact value unless a larger scale is named (a difference is only as good as
what it was taken from), and for underflow in units of 2^-1074.

Probabilities and quantiles have no order of operations that every host could share. They are computed
in decimal arithmetic of 90 digits, and hosts must come as near as their promise says (class `Near`).

Python's standard library only. README.md says how to read the files; the parts are in generator/.
"""

import sys

# No compiled files next to the vectors.
sys.dont_write_bytecode = True

from generator import (  # noqa: E402
    chain,
    chance,
    errors,
    flow,
    functions,
    parts,
    revenue,
    sample_size,
    scorecard,
    sensitivity,
    solve,
    whole,
)
from generator.base import FILES, HERE  # noqa: E402


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: generate.py [--check]")
    chain.make_forward()
    chain.make_overall()
    chain.make_required()
    chain.make_gates()
    chain.make_roll_up()
    parts.make_forward_each()
    parts.make_required_each()
    parts.make_mix()
    parts.make_costs()
    parts.make_snapshot()
    sensitivity.make_sensitivity()
    solve.make_solve()
    whole.make_calendar()
    whole.make_whole()
    scorecard.make_quotients()
    scorecard.make_velocity()
    scorecard.make_pipeline()
    scorecard.make_coverage()
    functions.make_tails()
    functions.make_quantiles()
    functions.make_single_counts()
    chance.make_at_least()
    chance.make_quantiles()
    chance.make_inputs()
    chance.make_rates()
    chance.make_evidence()
    sample_size.make_sample_size()
    flow.make_chances()
    flow.make_waits()
    revenue.make_chances()
    revenue.make_inputs()
    errors.make_errors()
    differing = []
    for name, file in FILES.items():
        path, text = HERE / f"{name}.txt", file.text().encode()
        if check:
            if not path.exists() or path.read_bytes() != text:
                differing.append(path.name)
        else:
            path.write_bytes(text)
    differing += [p.name for p in HERE.glob("*.txt") if check and p.stem not in FILES]
    if differing:
        sys.exit(f"testdata differs from generate.py: {', '.join(sorted(differing))}")
    cases = sum(len(file.cases) for file in FILES.values())
    print(f"{len(FILES)} files, {cases} cases{' as generated' if check else ' written'}")


if __name__ == "__main__":
    main()
