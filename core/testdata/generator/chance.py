"""How likely a number of results is, and what it takes to be sure of it."""

from decimal import Decimal
from fractions import Fraction

from .base import INVERSION, QUANTILE, TAIL, TIE, File, Near, Random, rounded
from .counts import MOST, Law, inputs_for, quantile, results_of
from .special import agree, beta_inverse, beta_tails, real

BELOW_1 = 1 - 2.0**-53
ANCHOR = 0.65 * 0.40
SEEN = ([66.0, 41.0], [36.0, 61.0])


def inverted(law, k, n):
    """Whether it is too much to be summed: so says `Method`."""
    if len(law.passes()) > 1:
        return n > 512
    return bool(law.gates) and min(k, n - k + 1) > 256


def near(law, k, n, tails=None):
    """Both tails, with what the method promises.

    A rate that is wrong by a factor 1 + e moves P(X >= k) by e k P(X = k), whatever is known of it. A known
    rate's rest is known as exactly as the rate: there the smaller of them counts.
    """
    reached, missed = tails or law.tails(k, n)
    if not 0 < k <= n or law.surely() or law.never():
        return {"reached": Near(reached, TAIL), "missed": Near(missed, TAIL)}
    if inverted(law, k, n):
        return {"reached": Near(reached, INVERSION), "missed": Near(missed, INVERSION)}
    slope = k * law.mass(k, n)
    if not law.gates:
        slope *= real(min(law.rate, 1 - law.rate) / law.rate)
    return {
        "reached": Near(reached, TAIL, slope / reached if reached else 0),
        "missed": Near(missed, TAIL, slope / missed if missed else 0),
    }


def method(law, k, n):
    sure = not 0 < k <= n or law.surely() or law.never()
    return "inversion" if not sure and inverted(law, k, n) else "exact"


def known_of(law):
    """The inputs that say what is known of the gates."""
    return {
        "rate": float(law.rate),
        "a": [a for a, _ in law.gates],
        "b": [b for _, b in law.gates],
    }


def one(a, b):
    """The same items followed through all gates, or a single gate."""
    return Law(1.0, [a], [b])


def make_at_least():
    at_least = File("chance_at_least", "the chance that at least k of n inputs become results")
    exactly = File("chance_exactly", "the chance that exactly k of n inputs become results")

    def add(name, law, k, n, proof=None):
        if proof if proof is not None else n <= 12 and law.passes():
            law.agrees(k, n)
        ins = known_of(law) | {"k": float(k), "n": float(n)}
        outs = near(law, k, n) | {"method": method(law, k, n)}
        at_least.case(name, "chance_at_least", ins, outs)
        mass = law.mass(k, n)
        if mass == 0 or law.surely() or law.never() or n == 0:
            probability = Near(mass, TAIL)
        elif len(law.passes()) > 1 and n > 512:
            probability = Near(mass, INVERSION)
        elif law.gates:
            probability = Near(mass, TAIL, k - (k + 1) * law.mass(k + 1, n) / mass)
        else:
            p = real(law.rate)
            probability = Near(mass, TAIL, (k - n * p) / max(p, 1 - p))
        exactly.case(name, "chance_exactly", ins, {"probability": probability})

    add("anchor_28", Law(ANCHOR), 8, 28)
    add("anchor_30", Law(ANCHOR), 8, 30)
    for n in (38, 43, 48):
        add(f"anchor_{n}", Law(ANCHOR), 8, n)
    for n in (39, 46, 51):
        add(f"anchor_seen_{n}", Law(1.0, *SEEN), 8, n)
    add("three_deals_at_30_all", Law(0.3), 3, 3)
    add("three_deals_at_30_two", Law(0.3), 2, 3)
    add("none_of_none", Law(0.3), 0, 0)
    add("one_of_none", Law(0.3), 1, 0)
    add("none_of_some", Law(0.3), 0, 9)
    add("more_than_all", Law(0.3), 10, 9)
    add("all", Law(0.3), 9, 9)
    add("rate_0_none", Law(0.0), 0, 9)
    add("rate_0_one", Law(0.0), 1, 9)
    add("rate_0_with_evidence", Law(0.0, [2.0], [3.0]), 1, 9)
    add("rate_1_all", Law(1.0), 9, 9)
    add("rate_1_fewer", Law(1.0), 3, 9)
    add("rate_1_more", Law(1.0), 10, 9)
    add("rate_just_below_1", Law(BELOW_1), 9, 9)
    add("rate_1e_minus_20", Law(1e-20), 1, 5)
    add("half_35_of_69", Law(0.5), 35, 69)
    add("half_35_of_70", Law(0.5), 35, 70)
    add("tiny_tail_below", Law(0.9), 1, 150)
    add("tiny_tail_above", Law(0.01), 60, 100)
    add("rate_1e_minus_9_of_1e9", Law(1e-9), 1, 10**9)
    add("rate_1e_minus_9_of_1e9_five", Law(1e-9), 5, 10**9)
    add("many_2e10", Law(1e-8), 200, 2 * 10**10)
    add("many_1e8", Law(0.3), 30_005_000, 10**8)
    add("one_gate_of_one_trial_passed", one(2.0, 1.0), 1, 3)
    add("one_gate_of_one_trial_failed", one(1.0, 2.0), 1, 3)
    add("uniform_prior", one(1.0, 1.0), 4, 9)
    add("jeffreys_prior", one(0.5, 0.5), 4, 9)
    add("jeffreys_all", one(0.5, 0.5), 9, 9)
    add("beta_none", one(3.0, 5.0), 0, 9)
    add("beta_more_than_all", one(3.0, 5.0), 10, 9)
    add("beta_one_of_none", one(3.0, 5.0), 1, 0)
    add("beta_followed_10_of_50", one(11.0, 41.0), 3, 10)
    add("beta_unlikely_first", one(1.0, 20.0), 1, 5)
    add("beta_none_of_20_seen", one(0.5, 20.5), 2, 30)
    add("beta_all_of_5_seen", one(5.5, 0.5), 29, 30)
    add("beta_own_prior", one(0.26, 0.74), 3, 30)
    add("beta_small_shapes", one(1e-3, 2e-3), 3, 30)
    add("beta_tiny_tail", one(60.0, 300.0), 45, 60)
    add("beta_256_of_1000", one(30.5, 80.5), 256, 1000)
    add("beta_300_of_1000", one(30.5, 80.5), 300, 1000)
    add("beta_almost_all_of_1000", one(80.5, 1.5), 990, 1000)
    add("beta_8_of_1e6", one(9.5, 1e6), 8, 10**6)
    add("beta_1000_of_5000", one(40.5, 150.5), 1000, 5000)
    add("beta_2500_of_10000", one(400.5, 1100.5), 2500, 10000)
    add("beta_much_evidence", one(2.6e7, 7.4e7), 8, 30)
    add("known_and_counted", Law(0.65, [41.0], [61.0]), 2, 8)
    add("known_and_counted_30", Law(0.65, [41.0], [61.0]), 8, 30)
    add("two_none", Law(1.0, *SEEN), 0, 12)
    add("two_all", Law(1.0, *SEEN), 12, 12)
    add("two_more_than_all", Law(1.0, *SEEN), 13, 12)
    add("two_jeffreys", Law(1.0, [0.5, 0.5], [0.5, 0.5]), 2, 7)
    add("two_one_trial_each", Law(1.0, [2.0, 1.0], [1.0, 2.0]), 2, 7)
    add("two_rarely", Law(1.0, [1.0, 2.0], [30.0, 60.0]), 1, 7)
    add("three_small", Law(1.0, [2.5, 1.5, 4.0], [3.5, 0.5, 2.0]), 2, 9)
    add("three_and_known", Law(0.9, [6.5, 10.5, 33.0], [3.5, 9.5, 60.0]), 5, 60)
    add("five_gates", Law(1.0, [9.0, 12.0, 30.5, 66.0, 41.0], [3.0, 8.0, 10.5, 36.0, 61.0]), 4, 80)
    add("two_512", Law(1.0, *SEEN), 120, 512)
    add("two_513", Law(1.0, *SEEN), 120, 513)
    add("two_1024", Law(1.0, *SEEN), 300, 1024)
    add("two_3000_low", Law(1.0, *SEEN), 500, 3000)
    add("two_few_seen_5000", Law(1.0, [1.5, 2.5], [4.5, 8.5]), 60, 5000)
    add("known_and_counted_2000", Law(0.65, [41.0], [61.0]), 560, 2000)
    add("three_600", Law(1.0, [6.5, 10.5, 33.0], [3.5, 9.5, 60.0]), 70, 600)
    rng = Random(41)
    for i in range(16):
        n, rate = 1 + rng.below(300), rng.open_rate()
        k = 1 + min(n - 1, round(n * rate * (0.5 + rng.unit())))
        add(f"random_known_{i:02}", Law(rate), k, n)
    for i in range(16):
        law = random_law(rng, 1)
        n = 1 + rng.below(300)
        add(f"random_beta_{i:02}", law, 1 + min(n - 1, round(n * mean(law) * (0.4 + rng.unit()))), n)
    for i in range(12):
        law = random_law(rng, 2 + rng.below(3))
        n = 1 + rng.below(120)
        add(f"random_several_{i:02}", law, 1 + min(n - 1, round(n * mean(law) * (0.4 + rng.unit()))), n)


def mean(law):
    product = float(law.rate)
    for a, b in law.gates:
        product *= a / (a + b)
    return product


def random_law(rng, gates):
    """Counts of some 6 to 400 trials, with one of the usual priors, and sometimes a known gate as well."""
    a, b = [], []
    for _ in range(gates):
        trials, prior = 6 + rng.below(395), rng.one([0.5, 1.0])
        successes = rng.below(trials + 1)
        a.append(successes + prior)
        b.append(trials - successes + prior)
    return Law(rng.one([1.0, 0.65]) if gates > 1 else 1.0, a, b)


def make_quantiles():
    file = File("chance_quantile", "the smallest number of results that is not exceeded with probability p")

    def add(name, law, n, p):
        outs = {"k": float(quantile(law, n, p))}
        file.case(name, "chance_quantile", known_of(law) | {"n": float(n), "p": p}, outs)

    for p in (0.05, 0.5, 0.9, 0.95):
        add(f"anchor_30_at_{round(p * 100)}", Law(ANCHOR), 30, p)
        add(f"anchor_seen_30_at_{round(p * 100)}", Law(1.0, *SEEN), 30, p)
        add(f"followed_30_at_{round(p * 100)}", one(11.0, 41.0), 30, p)
    for label, law in (("known", Law(0.3)), ("beta", one(3.0, 7.0)), ("two", Law(1.0, *SEEN))):
        add(f"{label}_p_0", law, 20, 0.0)
        add(f"{label}_p_1", law, 20, 1.0)
        add(f"{label}_p_negative_zero", law, 20, -0.0)
        add(f"{label}_p_just_below_1", law, 20, BELOW_1)
        add(f"{label}_p_tiny", law, 20, 1e-30)
        add(f"{label}_n_0", law, 0, 0.5)
        add(f"{label}_n_1", law, 1, 0.5)
    add("rate_0", Law(0.0), 20, 0.9)
    add("rate_0_p_1", Law(0.0), 20, 1.0)
    add("rate_1", Law(1.0), 20, 0.1)
    add("rate_1_p_0", Law(1.0), 20, 0.0)
    add("p_1_of_1e9", Law(1e-9), 10**9, 1.0)
    add("rate_1e_minus_20_p_near_1", Law(1e-20), 2, 0.9999)
    add("tie_half_of_one", Law(0.5), 1, 0.5)
    add("tie_half_of_69", Law(0.5), 69, 0.5)
    add("tie_half_of_999", Law(0.5), 999, 0.5)
    add("tie_quarter_of_two", Law(0.5), 2, 0.25)
    add("tie_three_quarters_of_two", Law(0.5), 2, 0.75)
    add("tie_three_deals_784", Law(0.3), 3, 0.784)
    add("tie_three_deals_973", Law(0.3), 3, 0.973)
    add("tie_uniform", one(1.0, 1.0), 9, 0.3)
    add("tie_uniform_of_99", one(1.0, 1.0), 99, 0.93)
    add("tie_missed_by_2_to_minus_39", Law(0.5), 1, 0.5 + 2.0**-40)
    add("tie_missed_by_2_to_minus_43", Law(0.5), 1, 0.5 + 2.0**-44)
    add("many_1e9", Law(1e-9), 10**9, 0.999)
    add("many_1e8", Law(0.3), 10**8, 0.05)
    add("beta_5000", one(40.5, 150.5), 5000, 0.9)
    add("two_600", Law(1.0, *SEEN), 600, 0.1)
    add("two_2000", Law(1.0, [5.5, 9.5], [4.5, 20.5]), 2000, 0.8)
    rng = Random(42)
    for i in range(20):
        law = random_law(rng, 1 + rng.below(3)) if rng.below(2) else Law(rng.open_rate())
        add(f"random_{i:02}", law, rng.below(200), rng.one([0.1, 0.25, 0.5, 0.8, 0.95, rng.unit()]))

    file = File("chance_interval", "the central range of the number of results at a level")

    def add(name, law, n, level):
        beyond = (1 - Fraction(level)) / 2
        outs = {"low": float(quantile(law, n, beyond)), "high": float(quantile(law, n, 1 - beyond))}
        file.case(name, "chance_interval", known_of(law) | {"n": float(n), "level": level}, outs)

    for level in (0.5, 0.8, 0.9, 0.95):
        add(f"anchor_30_at_{round(level * 100)}", Law(ANCHOR), 30, level)
        add(f"anchor_seen_30_at_{round(level * 100)}", Law(1.0, *SEEN), 30, level)
        add(f"followed_30_at_{round(level * 100)}", one(11.0, 41.0), 30, level)
    for label, law in (("known", Law(0.3)), ("beta", one(3.0, 7.0)), ("two", Law(1.0, *SEEN))):
        add(f"{label}_level_0", law, 20, 0.0)
        add(f"{label}_level_1", law, 20, 1.0)
        add(f"{label}_level_just_below_1", law, 20, BELOW_1)
        add(f"{label}_n_0", law, 0, 0.9)
        add(f"{label}_n_1", law, 1, 0.9)
    add("rate_0", Law(0.0), 20, 0.9)
    add("rate_1", Law(1.0), 20, 0.9)
    add("tie_half_of_two", Law(0.5), 2, 0.5)
    add("tie_half_of_one", Law(0.5), 1, 0.0)
    add("tie_uniform_of_19", one(1.0, 1.0), 19, 0.9)
    add("many_1e8", Law(0.3), 10**8, 0.9)
    rng = Random(43)
    for i in range(15):
        law = random_law(rng, 1 + rng.below(3)) if rng.below(2) else Law(rng.open_rate())
        add(f"random_{i:02}", law, rng.below(200), rng.one([0.5, 0.8, 0.9, 0.95, 0.99]))


def make_inputs():
    file = File("chance_inputs", "the fewest inputs of which at least k become results, with a confidence")

    def add(name, law, k, confidence, hopeless=False):
        ins = known_of(law) | {"k": float(k), "confidence": confidence}
        found = None if hopeless else inputs_for(law, k, confidence)
        if found is None:
            best = near(law, k, MOST)
            outs = {"outcome": "never", "best": best["reached"], "missed": best["missed"]}
        else:
            outs = {"outcome": "enough", "inputs": float(found)} | near(law, k, found)
        file.case(name, "chance_inputs", ins, outs)

    for confidence in (0.5, 0.8, 0.9, 0.95, 0.99):
        at = round(confidence * 100)
        add(f"anchor_at_{at}", Law(ANCHOR), 8, confidence)
        add(f"anchor_seen_at_{at}", Law(1.0, *SEEN), 8, confidence)
        add(f"one_sale_at_{at}", Law(ANCHOR), 1, confidence)
        add(f"followed_at_{at}", one(11.0, 41.0), 8, confidence)
    for label, law in (("known", Law(0.3)), ("beta", one(3.5, 7.5)), ("two", Law(1.0, *SEEN))):
        add(f"{label}_k_0", law, 0, 0.9)
        add(f"{label}_k_0_certain", law, 0, 1.0)
        add(f"{label}_confidence_0", law, 8, 0.0)
        add(f"{label}_confidence_negative_zero", law, 8, -0.0)
        add(f"{label}_confidence_tiny", law, 3, 1e-12)
    add("known_certain", Law(0.3), 8, 1.0)
    add("beta_certain", one(3.5, 7.5), 8, 1.0)
    add("known_confidence_just_below_1", Law(0.3), 8, BELOW_1)
    add("beta_confidence_close_to_1", one(9.5, 7.5), 8, 1 - 1e-9)
    add("rate_0", Law(0.0), 8, 0.9)
    add("rate_0_with_evidence", Law(0.0, [2.0], [3.0]), 1, 0.9)
    add("rate_0_k_0", Law(0.0), 0, 0.9)
    add("rate_0_confidence_0", Law(0.0), 8, 0.0)
    add("rate_1", Law(1.0), 8, 0.9)
    add("rate_1_certain", Law(1.0), 8, 1.0)
    add("rate_just_below_1", Law(BELOW_1), 8, 0.9)
    add("rate_1e_minus_9", Law(1e-9), 1, 0.9)
    add("rate_1e_minus_9_forty", Law(1e-9), 40, 0.95)
    add("rate_1e_minus_11", Law(1e-11), 1, 0.5)
    add("rate_1e_minus_16_beyond_2_53", Law(1e-16), 1, 0.9)
    add("rate_1e_minus_20_beyond_2_53", Law(1e-20), 1, 0.9)
    add("k_2_53", Law(0.5), MOST, 0.5, hopeless=True)
    add("k_2_53_rate_1", Law(1.0), MOST, 0.5)
    add("tie_half_35", Law(0.5), 35, 0.5)
    add("tie_half_1", Law(0.5), 1, 0.5)
    add("tie_half_1_at_75", Law(0.5), 1, 0.75)
    add("tie_half_500", Law(0.5), 500, 0.5)
    add("tie_9_of_10", Law(0.9), 1, 0.9)
    add("tie_9_of_10_twice", Law(0.9), 1, 0.99)
    add("tie_8_of_10", Law(0.8), 1, 0.8)
    add("tie_1_of_10", Law(0.1), 1, 0.1)
    add("tie_one_of_5", Law(0.2), 1, 1 - 0.8**3)
    add("tie_uniform", one(1.0, 1.0), 1, 0.9)
    add("tie_uniform_2_of_3", one(1.0, 1.0), 2, 0.5)
    add("tie_uniform_8_of_39", one(1.0, 1.0), 8, 0.8)
    add("tie_missed_by_2_to_minus_39", Law(0.5), 1, 0.5 + 2.0**-40)
    add("tie_missed_by_2_to_minus_43", Law(0.5), 1, 0.5 + 2.0**-44)
    add("k_1e4", Law(ANCHOR), 10_000, 0.9)
    add("k_1e6", Law(ANCHOR), 10**6, 0.9)
    add("k_1e4_rate_99", Law(0.99), 10_000, 0.95)
    add("beta_jeffreys_1", one(0.5, 0.5), 1, 0.9)
    add("beta_none_of_20_seen", one(0.5, 20.5), 1, 0.9)
    add("beta_one_trial_failed", one(1.0, 2.0), 8, 0.5)
    add("beta_beyond_2_53", one(0.05, 5.0), 8, 0.9)
    add("beta_k_100", one(26.5, 74.5), 100, 0.8)
    add("beta_k_1000", one(40.5, 150.5), 1000, 0.9)
    add("beta_much_evidence", one(2.6e6, 7.4e6), 8, 0.9)
    add("known_and_counted", Law(0.65, [41.0], [61.0]), 8, 0.9)
    add("two_jeffreys", Law(1.0, [0.5, 0.5], [0.5, 0.5]), 1, 0.5)
    add("two_one_trial_each", Law(1.0, [2.0, 2.0], [1.0, 1.0]), 2, 0.8)
    add("three", Law(1.0, [26.0, 66.0, 41.0], [16.0, 36.0, 61.0]), 8, 0.9)
    add("two_many_inputs", Law(1.0, [9.5, 12.5], [20.5, 18.5]), 100, 0.9)
    add("two_inputs_by_thousands", Law(1.0, [3.5, 12.5], [20.5, 18.5]), 60, 0.95)
    rng = Random(44)
    for i in range(25):
        law = Law(rng.open_rate())
        add(f"random_known_{i:02}", law, 1 + rng.below(60), rng.one([0.3, 0.5, 0.8, 0.9, 0.95, 0.999]))
    for i in range(20):
        law = random_law(rng, 1)
        add(f"random_beta_{i:02}", law, 1 + rng.below(20), rng.one([0.3, 0.5, 0.8, 0.9]))
    for i in range(12):
        law = random_law(rng, 2 + rng.below(2))
        if mean(law) > 0.03:
            add(f"random_several_{i:02}", law, 1 + rng.below(8), rng.one([0.5, 0.8, 0.9]))

    file = File("chance_results", "the most results that n inputs reach with a confidence")

    def add(name, law, n, confidence):
        k = results_of(law, n, confidence)
        ins = known_of(law) | {"n": float(n), "confidence": confidence}
        file.case(name, "chance_results", ins, {"k": float(k)} | near(law, k, n))

    for confidence in (0.5, 0.8, 0.9, 0.95):
        at = round(confidence * 100)
        add(f"anchor_43_at_{at}", Law(ANCHOR), 43, confidence)
        add(f"anchor_seen_46_at_{at}", Law(1.0, *SEEN), 46, confidence)
        add(f"followed_43_at_{at}", one(11.0, 41.0), 43, confidence)
    for label, law in (("known", Law(0.3)), ("beta", one(3.5, 7.5)), ("two", Law(1.0, *SEEN))):
        add(f"{label}_confidence_0", law, 20, 0.0)
        add(f"{label}_certain", law, 20, 1.0)
        add(f"{label}_n_0", law, 0, 0.9)
        add(f"{label}_n_1", law, 1, 0.9)
        add(f"{label}_confidence_tiny", law, 20, 1e-12)
    add("rate_0", Law(0.0), 20, 0.9)
    add("rate_0_confidence_0", Law(0.0), 20, 0.0)
    add("rate_1", Law(1.0), 20, 0.9)
    add("rate_1_certain", Law(1.0), 20, 1.0)
    add("rate_1e_minus_9", Law(1e-9), 10**10, 0.9)
    add("tie_half_69", Law(0.5), 69, 0.5)
    add("tie_half_2_at_75", Law(0.5), 2, 0.75)
    add("tie_9_of_10", Law(0.9), 1, 0.9)
    add("tie_uniform_9", one(1.0, 1.0), 9, 0.3)
    add("many_1e6", Law(ANCHOR), 10**6, 0.9)
    add("beta_5000", one(40.5, 150.5), 5000, 0.9)
    add("two_1000", Law(1.0, [9.5, 12.5], [20.5, 18.5]), 1000, 0.9)
    rng = Random(45)
    for i in range(20):
        law = random_law(rng, 1 + rng.below(3)) if rng.below(2) else Law(rng.open_rate())
        add(f"random_{i:02}", law, rng.below(200), rng.one([0.3, 0.5, 0.8, 0.9, 0.95]))


def make_rates():
    file = File("rate_for", "the smallest overall rate at which at least k of n become results, with a confidence")

    def add(name, k, n, confidence):
        if k == 0 or confidence == 0:
            rate, rest = Decimal(0), Decimal(1)
        elif k > n:
            rate = rest = None
        elif confidence == 1:
            rate, rest = Decimal(1), Decimal(0)
        else:
            rate, rest = beta_inverse(k, n - k + 1, confidence)
            agree(Law(Fraction(rate)).tails(k, n)[0], real(confidence), 40)
        outs = {"outcome": "too_few_inputs"}
        if rate is not None:
            outs = {"outcome": "rate", "rate": Near(rate, QUANTILE), "rest": Near(rest, QUANTILE)}
        file.case(name, "rate_for", {"k": float(k), "n": float(n), "confidence": confidence}, outs)

    for confidence in (0.5, 0.8, 0.9, 0.95):
        for n in (28, 40):
            add(f"anchor_8_of_{n}_at_{round(confidence * 100)}", 8, n, confidence)
    add("none_of_some", 0, 9, 0.9)
    add("none_of_none", 0, 0, 0.9)
    add("none_of_some_certain", 0, 9, 1.0)
    add("one_of_none", 1, 0, 0.9)
    add("more_than_all", 10, 9, 0.9)
    add("more_than_all_confidence_0", 10, 9, 0.0)
    add("more_than_all_certain", 10, 9, 1.0)
    add("confidence_0", 8, 28, 0.0)
    add("certain", 8, 28, 1.0)
    add("all_certain", 28, 28, 1.0)
    add("all", 28, 28, 0.9)
    add("one", 1, 28, 0.9)
    add("one_of_one", 1, 1, 0.9)
    add("just_below_certain", 8, 28, BELOW_1)
    add("tiny_confidence", 8, 28, 1e-100)
    add("half_35_of_69", 35, 69, 0.5)
    add("one_of_1e9", 1, 10**9, 0.9)
    add("many_of_1e9", 10**5, 10**9, 0.9)
    add("all_but_one_of_1e6", 10**6 - 1, 10**6, 0.9)
    add("one_of_2_53", 1, MOST, 0.5)
    rng = Random(46)
    for i in range(20):
        n = 1 + rng.below(500)
        add(f"random_{i:02}", 1 + rng.below(n), n, rng.one([0.05, 0.5, 0.8, 0.9, 0.95, rng.unit()]))

    file = File("gate_for", "the rate that one gate needs for at least k of n, with a confidence")

    def add(name, rates, gate, k, n, confidence):
        others = Fraction(1)
        for i, rate in enumerate(rates):
            others *= 1 if i == gate else Fraction(rate)
        if k == 0 or confidence == 0:
            needed = Fraction(0)
        elif k > n:
            needed = None
        elif confidence == 1:
            needed = Fraction(1)
        else:
            needed = Fraction(beta_inverse(k, n - k + 1, confidence)[0])
        takes = None if needed is None or needed > 0 and others == 0 else needed and needed / others
        if takes is not None and takes <= 1 + TIE:
            assert not 1 + TIE / 3 < takes
            outs = {"outcome": "rate", "rate": Near(min(real(takes), Decimal(1)), QUANTILE)}
        else:
            takes = takes if takes is None else Near(real(takes), QUANTILE)
            # The product of the others is rounded: that is what the condition number is for.
            outs = {"outcome": "impossible", "takes": takes} | near(Law(others), k, n)
        ins = {"rates": rates, "gate": gate, "k": float(k), "n": float(n), "confidence": confidence}
        file.case(name, "gate_for", ins, outs)

    anchor = [0.65, 0.40]
    for confidence in (0.5, 0.8, 0.9):
        for gate in (0, 1):
            add(f"anchor_40_gate_{gate}_at_{round(confidence * 100)}", anchor, gate, 8, 40, confidence)
    add("impossible", anchor, 1, 8, 10, 0.9)
    add("impossible_first", anchor, 0, 8, 10, 0.9)
    add("more_than_all", anchor, 1, 11, 10, 0.9)
    add("nothing_wanted", anchor, 1, 0, 10, 0.9)
    add("nothing_wanted_closed", [0.0, 0.4], 1, 0, 10, 0.9)
    add("confidence_0", anchor, 1, 8, 10, 0.0)
    add("confidence_0_more_than_all", anchor, 1, 11, 10, 0.0)
    add("certain", anchor, 1, 8, 10, 1.0)
    add("certain_one_gate", [0.4], 0, 8, 10, 1.0)
    add("certain_others_at_1", [1.0, 0.4, 1.0], 1, 8, 10, 1.0)
    add("another_is_closed", [0.0, 0.4], 1, 8, 40, 0.9)
    add("it_is_closed", [0.65, 0.0], 1, 8, 40, 0.9)
    add("one_gate", [0.26], 0, 8, 40, 0.9)
    add("tie_exactly_1", [0.5, 0.3], 1, 1, 1, 0.5)
    add("tie_exactly_1_of_tenths", [0.1, 0.3], 1, 1, 1, 0.1)
    add("just_above_1", [0.5, 0.3], 1, 1, 1, 0.5 + 2.0**-30)
    add("tiny_others", [1e-200, 1e-100, 0.5], 2, 3, 40, 0.9)
    rng = Random(47)
    for i in range(15):
        rates = [rng.open_rate() for _ in range(1 + rng.below(4))]
        n = 10 + rng.below(300)
        add(f"random_{i:02}", rates, rng.below(len(rates)), 1 + rng.below(9), n, rng.one([0.5, 0.8, 0.9]))


def make_evidence():
    quantiles = File("evidence_quantile", "the rate below which the true one lies, given counts")
    intervals = File("evidence_interval", "the central credible interval of a rate, given counts")

    def add(name, a, b, p):
        x = Near(beta_inverse(a, b, p)[0], QUANTILE)
        quantiles.case(name, "evidence_quantile", {"a": a, "b": b, "p": p}, {"x": x})
        beyond = (1 - Fraction(p)) / 2
        low, high = (Near(beta_inverse(a, b, q)[0], QUANTILE) for q in (beyond, 1 - beyond))
        intervals.case(name, "evidence_interval", {"a": a, "b": b, "level": p}, {"low": low, "high": high})

    for label, a, b in (
        ("jeffreys", 0.5, 0.5),
        ("uniform", 1.0, 1.0),
        ("none_of_5", 0.5, 5.5),
        ("all_of_5", 5.5, 0.5),
        ("one_of_one", 2.0, 1.0),
        ("40_of_100", 41.0, 61.0),
        ("65_of_100", 66.0, 36.0),
        ("26_of_1e5", 26.5, 99974.5),
    ):
        for p in (0.0, 0.5, 0.8, 0.95, 1.0):
            add(f"{label}_at_{round(p * 100)}", a, b, p)
    add("negative_zero", 3.0, 4.0, -0.0)
    add("just_below_1", 3.0, 4.0, BELOW_1)
    add("own_prior", 0.26, 0.74, 0.9)
    rng = Random(48)
    for i in range(12):
        law = random_law(rng, 1)
        add(f"random_{i:02}", *law.gates[0], rng.one([0.1, 0.5, 0.8, 0.9, 0.99]))

    observe = File("evidence_observe", "what is known of a rate when more is counted")

    def add(name, a, b, successes, trials):
        after = Fraction(a) + Fraction(successes), Fraction(b) + Fraction(trials) - Fraction(successes)
        ins = {"a": a, "b": b, "successes": successes, "trials": trials}
        observe.case(name, "evidence_observe", ins, {"a": rounded(after[0]), "b": rounded(after[1])})

    add("uniform_65_of_100", 1.0, 1.0, 65.0, 100.0)
    add("uniform_40_of_100", 1.0, 1.0, 40.0, 100.0)
    add("jeffreys_none_of_5", 0.5, 0.5, 0.0, 5.0)
    add("jeffreys_all_of_5", 0.5, 0.5, 5.0, 5.0)
    add("nothing_counted", 0.5, 0.5, 0.0, 0.0)
    add("negative_zeros", 0.5, 0.5, -0.0, -0.0)
    add("on_top_of_counts", 66.0, 36.0, 3.0, 12.0)
    add("own_prior", 0.26, 0.74, 7.0, 31.0)
    add("least_prior", 1e-9, 1e-9, 1.0, 3.0)
    add("most", 1.0, 1.0, 2.0**53 - 1, 2.0**53 - 1)
    add("half_of_most", 0.5, 0.5, 2.0**52, 2.0**53)
    rng = Random(49)
    for i in range(12):
        trials = float(rng.below(10**rng.below(9)))
        add(f"random_{i:02}", 0.5 + rng.below(3), rng.unit() + 0.1, float(round(trials * rng.unit())), trials)
