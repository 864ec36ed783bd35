"""Makes the text files of this directory that the tests of the room `chance` read.

    python3 chance.py DIRECTORY

DIRECTORY holds binomial_inverse.json and beta_binomial_inverse.json (see the README beside this file);
every line of a text file is one case.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def convert(directory: Path, name: str, inputs: list[str], title: str) -> None:
    data = json.loads((directory / f"{name}.json").read_text())
    lines = [f"# {title}", "# " + " ".join(inputs) + " k c n prob_n prob_n_minus_1"]
    for case in data["cases"]:
        values = [repr(case[key]) for key in inputs] + [str(case["k"]), repr(case["c"])]
        lines.append(" ".join([*values, case["n_tie"], case["prob_n"], case["prob_n_minus_1"]]))
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")


def main() -> None:
    directory = Path(sys.argv[1])
    rule = "under the tie rule of 2^-40"
    convert(directory, "binomial_inverse", ["p"],
            f"The smallest n with P(Binomial(n, p) >= k) >= c {rule}, and the chances at n and n - 1.")
    convert(directory, "beta_binomial_inverse", ["a", "b"],
            f"The smallest n with P(BetaBinomial(n, a, b) >= k) >= c {rule}, and the chances at n and n - 1.")


if __name__ == "__main__":
    main()
