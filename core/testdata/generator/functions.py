"""The special functions, their inverses, and the chances of single counts."""

from decimal import Decimal
from fractions import Fraction
from math import comb

from .base import QUANTILE, TAIL, File, Near, Random
from .special import (
    agree,
    beta_binomial_mass,
    beta_inverse,
    beta_tails,
    beta_tails_twice,
    binomial_mass,
    gamma_inverse,
    gamma_tails_twice,
    normal_inverse,
    normal_tails,
    poisson_mass,
    real,
)

BELOW_1 = 1 - 2.0**-53


def tail(value, slope):
    """A tail of a distribution, with the condition number slope / value."""
    return Near(value, TAIL, slope / value if value else 0)


def make_tails():
    file = File("incomplete_beta", "I_x(a, b) and its complement")

    def beta(name, a, b, x):
        tails = beta_tails_twice(a, b, x)
        if float(a).is_integer() and float(b).is_integer() and a + b < 60:
            n, p = int(a + b) - 1, Fraction(x)
            terms = (comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(int(a), n + 1))
            agree(real(sum(terms)), tails.lower)
        # 1 - x is known as exactly as x: the condition number is by the smaller of them.
        slope = tails.slope * min(real(x), 1 - real(x)) / real(x) if x else Decimal(0)
        outs = {"lower": tail(tails.lower, slope), "upper": tail(tails.upper, slope)}
        file.case(name, "incomplete_beta", {"a": a, "b": b, "x": x}, outs)

    beta("nothing", 2.0, 3.0, 0.0)
    beta("all", 2.0, 3.0, 1.0)
    beta("negative_zero", 2.0, 3.0, -0.0)
    beta("uniform", 1.0, 1.0, 0.3)
    beta("uniform_tiny", 1.0, 1.0, 1e-250)
    beta("uniform_just_below_all", 1.0, 1.0, BELOW_1)
    beta("jeffreys_middle", 0.5, 0.5, 0.5)
    beta("jeffreys_quarter", 0.5, 0.5, 0.25)
    beta("jeffreys_tiny", 0.5, 0.5, 1e-20)
    beta("one_trial_at_least_one", 1.0, 1.0, 0.26)
    beta("first_of_many", 1.0, 27.0, 0.26)
    beta("last_of_many", 27.0, 1.0, 0.26)
    beta("anchor_8_of_28", 8.0, 21.0, 0.65 * 0.4)
    beta("anchor_8_of_30", 8.0, 23.0, 0.65 * 0.4)
    beta("anchor_8_of_48", 8.0, 41.0, 0.65 * 0.4)
    beta("symmetric_tie_35_of_69", 35.0, 35.0, 0.5)
    beta("observed_65_of_100", 66.0, 36.0, 0.6)
    beta("observed_40_of_100", 41.0, 61.0, 0.5)
    beta("at_the_mean", 300.0, 700.0, 0.3)
    beta("far_below_the_mean", 300.0, 700.0, 0.1)
    beta("far_above_the_mean", 300.0, 700.0, 0.6)
    beta("tiny_a", 1e-3, 2.5, 0.4)
    beta("tiny_b", 2.5, 1e-3, 0.4)
    beta("tiny_both", 1e-3, 1e-3, 0.9)
    beta("tiny_a_large_b", 0.01, 1e6, 1e-7)
    beta("below_1_against_1e7", 0.3, 3e7, 1e-8)
    beta("large_a_small_b", 1e6, 0.7, 0.999999)
    beta("1e4", 1e4, 2.3e4, 0.305)
    beta("1e6", 1e6, 1e6, 0.5005)
    beta("1e8", 1e8, 3e8, 0.25002)
    beta("1e9_and_1e_minus_9", 3.0, 1e9 - 2.0, 1e-9)
    beta("1e9_and_1e_minus_9_many", 40.0, 1e9 - 39.0, 2.5e-8)
    beta("tail_1e_minus_200", 150.0, 20.0, 0.02)
    beta("tail_underflows", 1000.0, 20.0, 0.02)
    beta("upper_tail_1e_minus_30", 20.0, 150.0, 0.6)
    rng = Random(31)
    for i in range(30):
        a, b = ((0.5 + rng.below(400)) / rng.one([1, 2, 16]) for _ in range(2))
        x = a / (a + b) + (rng.unit() - 0.5) * 4 * (a * b / (a + b) ** 3) ** 0.5
        beta(f"random_{i:02}", a, b, min(max(x, 0.01), 0.99))

    file = File("incomplete_gamma", "P(a, x) and Q(a, x)")

    def gamma(name, a, x):
        tails = gamma_tails_twice(a, x)
        if float(a).is_integer() and a < 100:
            agree(sum(poisson_mass(j, x) for j in range(int(a))), tails.upper)
        outs = {"lower": tail(tails.lower, tails.slope), "upper": tail(tails.upper, tails.slope)}
        file.case(name, "incomplete_gamma", {"a": a, "x": x}, outs)

    gamma("nothing", 2.0, 0.0)
    gamma("negative_zero", 2.0, -0.0)
    gamma("one_small", 1.0, 1e-9)
    gamma("one", 1.0, 1.0)
    gamma("one_far", 1.0, 600.0)
    gamma("underflows", 1.0, 900.0)
    gamma("half", 0.5, 0.5)
    gamma("half_tiny", 0.5, 1e-30)
    gamma("half_far", 0.5, 300.0)
    gamma("tiny_a", 1e-3, 0.7)
    gamma("tiny_a_tiny_x", 0.01, 1e-12)
    gamma("8_at_the_mean", 8.0, 8.0)
    gamma("8_of_13", 8.0, 13.148113802432252)
    gamma("lower_tail_1e_minus_200", 100.0, 0.4)
    gamma("199_whole", 199.0, 230.0)
    gamma("200_whole", 200.0, 230.0)
    gamma("just_above_the_mean", 50.5, 52.0)
    gamma("between_mean_and_next", 50.5, 51.2)
    gamma("1e4", 10000.5, 10165.0)
    gamma("1e6", 1e6, 1001645.4)
    gamma("1e8", 1e8, 99980000.0)
    rng = Random(32)
    for i in range(25):
        a = (0.5 + rng.below(1000)) / rng.one([1, 2, 32])
        gamma(f"random_{i:02}", a, max(a + (rng.unit() - 0.5) * 6 * a**0.5, a / 8))

    file = File("normal_tails", "Phi(z) and 1 - Phi(z)")

    def normal(name, z):
        tails = normal_tails(z)
        # The series of 1/2 + density times (z + z^3/3 + z^5/15 + ...), where it loses little.
        if abs(z) < 6:
            u = real(z)
            term = total = u
            for n in range(1, 400):
                term *= u * u / (2 * n + 1)
                total += term
            density = normal_density(u)
            agree(Decimal("0.5") + density * total, tails.lower)
        outs = {"lower": tail(tails.lower, tails.slope), "upper": tail(tails.upper, tails.slope)}
        file.case(name, "normal_tails", {"z": z}, outs)

    for name, z in (
        ("middle", 0.0),
        ("negative_zero", -0.0),
        ("barely_above", 1e-10),
        ("barely_below", -1e-300),
        ("one", 1.0),
        ("minus_one", -1.0),
        ("two_sided_95", 1.959963984540054),
        ("one_sided_95", 1.6448536269514722),
        ("below_half_of_erfc", -0.67),
        ("three", 3.0),
        ("minus_five", -5.0),
        ("eight", 8.3),
        ("minus_twenty", -20.0),
        ("minus_thirty_seven", -37.0),
        ("thirty_seven", 37.0),
        ("underflows", -45.0),
        ("underflows_above", 1e10),
        ("largest", 1.7976931348623157e308),
    ):
        normal(name, z)
    rng = Random(33)
    for i in range(12):
        normal(f"random_{i:02}", (rng.unit() - 0.5) * 12)


def normal_density(z):
    from .special import pi

    return (-z * z / 2).exp() / (2 * pi()).sqrt()


def make_quantiles():
    file = File("beta_quantile", "the share that a Beta(a, b) rate stays below with probability p, and its rest")

    def beta(name, a, b, p):
        x, rest = beta_inverse(a, b, p)
        if 0 < p < 1:
            agree(beta_tails(a, b, x, rest).lower, real(p), 40)
        outs = {"x": Near(x, QUANTILE), "rest": Near(rest, QUANTILE)}
        file.case(name, "beta_quantile", {"a": a, "b": b, "p": p}, outs)

    beta("nothing", 2.0, 3.0, 0.0)
    beta("all", 2.0, 3.0, 1.0)
    beta("negative_zero", 2.0, 3.0, -0.0)
    beta("uniform", 1.0, 1.0, 0.3)
    beta("jeffreys_middle", 0.5, 0.5, 0.5)
    beta("jeffreys_97_5", 0.5, 0.5, 0.975)
    beta("symmetric_middle", 17.0, 17.0, 0.5)
    beta("none_of_5_jeffreys_95", 0.5, 5.5, 0.95)
    beta("none_of_5_jeffreys_05", 0.5, 5.5, 0.05)
    beta("all_of_5_jeffreys_05", 5.5, 0.5, 0.05)
    beta("all_of_5_jeffreys_95", 5.5, 0.5, 0.95)
    beta("first_of_27", 1.0, 27.0, 0.9)
    beta("last_of_27", 27.0, 1.0, 0.9)
    beta("anchor_8_of_30", 8.0, 23.0, 0.8)
    beta("observed_65_of_100_low", 66.0, 36.0, 0.025)
    beta("observed_65_of_100_high", 66.0, 36.0, 0.975)
    beta("observed_40_of_100_middle", 41.0, 61.0, 0.5)
    beta("just_below_all", 12.0, 7.5, BELOW_1)
    beta("tiny_p", 12.0, 7.5, 1e-200)
    beta("tiny_p_one_trial", 1.0, 2.0, 1e-290)
    beta("small_a", 0.05, 3.0, 0.4)
    beta("small_b", 3.0, 0.05, 0.4)
    beta("1e4", 1e4, 2.3e4, 0.9)
    beta("1e6", 1e6, 3.0, 0.1)
    beta("1e9", 8.0, 1e9, 0.95)
    rng = Random(34)
    for i in range(25):
        a, b = ((0.5 + rng.below(400)) / rng.one([1, 1, 4]) for _ in range(2))
        beta(f"random_{i:02}", a, b, rng.one([0.05, 0.1, 0.5, 0.8, 0.95, rng.unit()]))

    file = File("gamma_quantile", "the x that a gamma variable of scale 1 stays below with probability p")

    def gamma(name, a, p):
        x = None if p == 1.0 else Near(gamma_inverse(a, p), QUANTILE)
        file.case(name, "gamma_quantile", {"a": a, "p": p}, {"x": x})

    gamma("nothing", 2.0, 0.0)
    gamma("negative_zero", 2.0, -0.0)
    gamma("all", 2.0, 1.0)
    gamma("one_half", 1.0, 0.5)
    gamma("one_tiny", 1.0, 1e-18)
    gamma("one_95", 1.0, 0.95)
    gamma("one_just_below_all", 1.0, BELOW_1)
    gamma("half", 0.5, 0.5)
    gamma("half_low", 0.5, 0.001)
    gamma("small_a", 0.05, 0.3)
    gamma("tiny_p", 20.0, 1e-200)
    for k in (2, 8, 20, 100, 1000, 10000):
        for p in (0.05, 0.8, 0.95):
            gamma(f"{k}_at_{round(p * 100)}", float(k), p)
    gamma("half_integer", 65.5, 0.975)
    gamma("1e6", 1e6, 0.95)
    gamma("1e8", 1e8, 0.01)
    rng = Random(35)
    for i in range(12):
        gamma(f"random_{i:02}", (0.5 + rng.below(500)) / rng.one([1, 3]), rng.unit())

    file = File("normal_quantile", "the z that a standard normal variable stays below with probability p")

    def normal(name, p):
        z = None if p in (0.0, 1.0) else Near(normal_inverse(p), QUANTILE)
        file.case(name, "normal_quantile", {"p": p}, {"z": z})

    normal("nothing", 0.0)
    normal("negative_zero", -0.0)
    normal("all", 1.0)
    normal("middle", 0.5)
    normal("just_above_the_middle", 0.5 + 2.0**-52)
    normal("just_below_the_middle", 0.5 - 2.0**-53)
    normal("just_below_all", BELOW_1)
    normal("smallest_of_many_digits", 1e-300)
    for p in (0.075, 0.925, 0.0750001, 0.025, 0.05, 0.1, 0.2, 0.8, 0.9, 0.95, 0.975, 0.99, 0.999):
        normal(f"at_{p}", p)
    for e in (5, 10, 11, 12, 20, 50, 100):
        normal(f"at_1e_minus_{e}", 10.0**-e)
    rng = Random(36)
    for i in range(12):
        normal(f"random_{i:02}", rng.unit())


def make_single_counts():
    """The chance of one count, and its logarithm."""

    def outs(mass, condition):
        """The condition number is by the smaller of the rate and its rest, or by the mean; that of the
        logarithm is the same over the logarithm."""
        if mass == 0:
            return {"probability": Near(mass, TAIL), "ln": None}
        ln = mass.ln()
        probability = Near(mass, TAIL, condition)
        return {"probability": probability, "ln": Near(ln, TAIL, condition / ln if ln else 0)}

    file = File("binomial_probability", "the chance of exactly k of n")

    def binomial(name, k, n, rate):
        mass = binomial_mass(int(k), int(n), Fraction(rate))
        p = real(rate)
        if n <= 400 and k <= n:
            q = 1 - Fraction(rate)
            agree(real(comb(int(n), int(k)) * Fraction(rate) ** int(k) * q ** int(n - k)), mass)
        condition = (real(k) - real(n) * p) / max(p, 1 - p)
        file.case(name, "binomial_probability", {"k": k, "n": n, "rate": rate}, outs(mass, condition))

    binomial("none_of_none", 0.0, 0.0, 0.3)
    binomial("one_of_none", 1.0, 0.0, 0.3)
    binomial("none_of_3_at_30", 0.0, 3.0, 0.3)
    binomial("all_of_3_at_30", 3.0, 3.0, 0.3)
    binomial("more_than_all", 4.0, 3.0, 0.3)
    binomial("rate_0_none", 0.0, 7.0, 0.0)
    binomial("rate_0_one", 1.0, 7.0, 0.0)
    binomial("rate_1_all", 7.0, 7.0, 1.0)
    binomial("rate_1_fewer", 6.0, 7.0, 1.0)
    binomial("negative_zeros", -0.0, 7.0, -0.0)
    binomial("anchor_8_of_30", 8.0, 30.0, 0.65 * 0.4)
    binomial("half_35_of_69", 35.0, 69.0, 0.5)
    binomial("rate_1e_minus_20", 1.0, 3.0, 1e-20)
    binomial("rate_just_below_1", 99.0, 100.0, BELOW_1)
    binomial("tiny_1e_minus_250", 25.0, 30.0, 1e-10)
    binomial("underflows", 40.0, 60.0, 1e-10)
    binomial("at_the_mean_1e4", 2600.0, 10000.0, 0.26)
    binomial("at_the_mean_1e9", 26e7, 1e9, 0.26)
    binomial("1e9_rate_1e_minus_9", 2.0, 1e9, 1e-9)
    binomial("1e12_rate_1e_minus_9", 1010.0, 1e12, 1e-9)
    binomial("none_of_1e9", 0.0, 1e9, 1e-9)
    binomial("all_of_1e9", 1e9, 1e9, 1 - 1e-9)
    rng = Random(37)
    for i in range(25):
        n, rate = 1 + rng.below(2000), rng.open_rate()
        k = min(n, max(0, round(n * rate + (rng.unit() - 0.5) * 6 * (n * rate * (1 - rate)) ** 0.5)))
        binomial(f"random_{i:02}", float(k), float(n), rate)

    file = File("poisson_probability", "the chance of exactly k arrivals where a mean is expected")

    def poisson(name, k, mean):
        mass = poisson_mass(int(k), mean)
        condition = real(k) - real(mean)
        file.case(name, "poisson_probability", {"k": k, "mean": mean}, outs(mass, condition))

    poisson("none_of_nothing", 0.0, 0.0)
    poisson("one_of_nothing", 1.0, 0.0)
    poisson("negative_zeros", -0.0, -0.0)
    poisson("none_of_one", 0.0, 1.0)
    poisson("none_of_tiny", 0.0, 1e-12)
    poisson("one_of_tiny", 1.0, 1e-12)
    poisson("none_of_600", 0.0, 600.0)
    poisson("none_underflows", 0.0, 1000.0)
    poisson("8_of_8", 8.0, 8.0)
    poisson("20_of_8", 20.0, 8.0)
    poisson("100_of_tenth", 100.0, 0.1)
    poisson("mode_1e6", 1e6, 1e6)
    poisson("off_the_mode_1e9", 1000050000.0, 1e9)
    rng = Random(38)
    for i in range(15):
        mean = rng.unit() * rng.one([1, 20, 700])
        k = max(0, round(mean + (rng.unit() - 0.5) * 6 * mean**0.5))
        poisson(f"random_{i:02}", float(k), mean)

    file = File("beta_binomial_probability", "the chance of exactly k of n at a rate that is Beta(a, b)")

    def beta_binomial(name, k, n, a, b):
        mass = beta_binomial_mass(int(k), int(n), a, b)
        if n <= 400 and k <= n:
            product = Fraction(comb(int(n), int(k)))
            a_, b_ = Fraction(a), Fraction(b)
            for j in range(int(k)):
                product *= a_ + j
            for j in range(int(n - k)):
                product *= b_ + j
            for j in range(int(n)):
                product /= a_ + b_ + j
            agree(real(product), mass)
        # What a rate that is wrong by a factor moves, as for every chance with uncertain rates.
        after = beta_binomial_mass(int(k) + 1, int(n), a, b)
        condition = k - (k + 1) * float(after / mass) if mass else 0
        ins = {"k": k, "n": n, "a": a, "b": b}
        file.case(name, "beta_binomial_probability", ins, outs(mass, Decimal(condition)))

    beta_binomial("none_of_none", 0.0, 0.0, 0.5, 0.5)
    beta_binomial("one_of_none", 1.0, 0.0, 0.5, 0.5)
    beta_binomial("uniform_none_of_9", 0.0, 9.0, 1.0, 1.0)
    beta_binomial("uniform_any_of_9", 4.0, 9.0, 1.0, 1.0)
    beta_binomial("uniform_all_of_9", 9.0, 9.0, 1.0, 1.0)
    beta_binomial("more_than_all", 10.0, 9.0, 1.0, 1.0)
    beta_binomial("jeffreys_none_of_20", 0.0, 20.0, 0.5, 0.5)
    beta_binomial("jeffreys_half_of_20", 10.0, 20.0, 0.5, 0.5)
    beta_binomial("one_trial", 1.0, 1.0, 0.5, 1.5)
    beta_binomial("anchor_8_of_39", 8.0, 39.0, 26.5, 74.5)
    beta_binomial("none_of_5_seen", 3.0, 30.0, 0.5, 5.5)
    beta_binomial("all_of_5_seen", 27.0, 30.0, 5.5, 0.5)
    beta_binomial("small_shapes", 3.0, 12.0, 0.01, 0.02)
    beta_binomial("much_evidence", 260.0, 1000.0, 2.6e8, 7.4e8)
    beta_binomial("many_inputs", 5.0, 1e9, 1.5, 3.5e8)
    beta_binomial("tiny", 60.0, 60.0, 0.5, 1e5)
    rng = Random(39)
    for i in range(20):
        n, a, b = 1 + rng.below(500), 0.5 + rng.below(60), 0.5 + rng.below(200)
        k = min(n, round(n * a / (a + b) * (0.3 + 1.2 * rng.unit())))
        beta_binomial(f"random_{i:02}", float(k), float(n), a, b)
