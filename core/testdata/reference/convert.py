"""Reference values from JSON into the plain text that the tests read: convert.py DIRECTORY."""

import json
import sys
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent


def cases(name):
    # Numbers stay the text they are.
    text = (Path(sys.argv[1]) / f"{name}.json").read_text()
    return json.loads(text, parse_float=str, parse_int=str)["cases"]


def write(name, title, lines):
    text = "\n".join([f"# {title}; made by convert.py, see README.md", *lines])
    (HERE / f"{name}.txt").write_text(text + "\n")


def smaller(case):
    side = min("lower", "upper", key=lambda side: Decimal(case[side]))
    return side, short(case[side])


def short(digits):
    """Without the zeros that say nothing."""
    mantissa, e, exponent = digits.partition("e")
    return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa) + e + exponent


def lines(names, fields, last=()):
    for name in names:
        for case in cases(name):
            yield " ".join([*(case[f] for f in fields), *last(case)])


write(
    "beta",
    "incomplete beta function: a b x side tail cond",
    lines(["incomplete_beta", "wide_beta"], "abx", lambda c: [*smaller(c), c["cond"].rstrip(".")]),
)
write(
    "gamma",
    "incomplete gamma function: a x side tail",
    lines(["incomplete_gamma", "wide_gamma"], "ax", smaller),
)
write(
    "beta_quantile",
    "beta quantile: a b p x 1-x",
    lines(["incomplete_beta_inverse"], "abq", lambda c: [short(c["x"]), short(c["one_minus_x"])]),
)
write(
    "gamma_quantile",
    "gamma quantile: a p x",
    lines(["poisson_inverse"], "kc", lambda c: [short(c["mean"])]),
)
write(
    "normal_quantile",
    "normal quantile: p z",
    lines(["normal_quantile"], "p", lambda c: [short(c["z"])]),
)
write(
    "special",
    "error function, and logarithm of the gamma function of whole numbers",
    [
        f"{c['f']} {c['x']} {short(c['y'])}"
        for c in cases("scalar_special")
        if c["f"] == "erf" or float(c["x"]).is_integer()
    ],
)
