"""The trials that tell two rates apart, by decimals of 90 digits."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

from .base import TIE, File, Near, Random
from .special import normal_inverse, real


def sample_size(rate, other, significance, power):
    """What the formula gives without its least value of 1, and its condition number; None when it is infinite."""
    p, q = Fraction(rate), Fraction(other)
    if p == q or significance == 0 or power == 1:
        return None
    mean = (p + q) / 2
    alarm = -normal_inverse(Fraction(significance) / 2)
    pooled = alarm * real(2 * mean * (1 - mean)).sqrt()
    apart = normal_inverse(power) if power else Decimal(-40)
    apart *= real(p * (1 - p) + q * (1 - q)).sqrt()
    width = pooled + apart
    if width <= 0:
        return Decimal(0), 0
    return (width / real(p - q)) ** 2, 2 * (abs(pooled) + abs(apart)) / width


def make_sample_size():
    file = File("sample_size", "the trials in each group that tell two rates apart")

    def case(name, rate, other, significance=0.05, power=0.8):
        ins = {"rate": rate, "other_rate": other, "significance": significance, "power": power}
        found = sample_size(rate, other, significance, power)
        if found is None or found[0] > 2**53:
            file.case(name, "sample_size", ins, {"outcome": "never"})
            return
        exact, condition = max(found[0], Decimal(1)), found[1]
        whole = round(exact)
        # No case is so close to a whole number that roundings decide.
        assert exact == 1 or abs(exact - whole) > real(TIE) * 4 * exact, exact
        outs = {"outcome": "enough", "trials": float(ceil(exact)), "exact": Near(exact, 2e-13, condition)}
        file.case(name, "sample_size", ins, outs)

    case("r_power_prop_test", 0.5, 0.75, power=0.9)
    case("pages_of_4_and_5_percent", 0.04, 0.05)
    case("the_other_way_round", 0.05, 0.04)
    case("closing_26_and_39_percent_one_sided", 0.26, 0.39, significance=0.1)
    case("strict", 0.65, 0.4, 0.01, 0.95)
    case("stricter", 0.6, 0.7, 1e-10, 0.999999)
    case("equal", 0.4, 0.4)
    case("both_0", 0.0, 0.0)
    case("both_1", 1.0, 1.0)
    case("a_hair_apart", 0.4, 0.4 + 2.0**-52)
    case("beyond_2_53", 0.5, 0.500000001, 1e-6, 0.999)
    case("from_0", 0.0, 0.1)
    case("from_1", 1.0, 0.9)
    case("from_0_to_1", 0.0, 1.0)
    case("from_0_to_1_sure", 0.0, 1.0, power=1.0)
    case("rare", 0.001, 0.002)
    case("rarer", 1e-9, 2e-9)
    case("frequent", 0.99, 0.999, power=0.9)
    case("far_apart", 0.02, 0.9)
    case("very_far_apart", 0.001, 0.999)
    case("certain_to_notice", 0.4, 0.5, power=1.0)
    case("no_alarm_allowed", 0.4, 0.5, significance=0.0)
    case("every_alarm_allowed", 0.4, 0.5, significance=1.0)
    case("every_alarm_allowed_rarely_noticed", 0.4, 0.5, significance=1.0, power=0.25)
    case("even_chance", 0.4, 0.5, power=0.5)
    case("rarely_noticed", 0.4, 0.5, power=0.1)
    case("less_power_than_significance", 0.4, 0.5, power=0.01)
    case("no_power", 0.4, 0.5, power=0.0)
    rng = Random(91)
    for i in range(40):
        significance = rng.one([0.01, 0.05, 0.1, 0.2, 0.001])
        case(f"random_{i:02}", rng.rate(), rng.rate(), significance, rng.one([0.8, 0.9, 0.95, 0.5, 0.99, 0.3]))
