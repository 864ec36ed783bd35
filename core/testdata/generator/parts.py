"""Entry and value at every stage, mixes of segments, costs, and counts from a snapshot."""

from fractions import Fraction

from .base import File, Neumaier, Random, near
from .chain import pass_through, product


def summed(terms):
    total = Neumaier()
    for term in terms:
        total.add(term)
    return total.total()


def make_forward_each():
    file = File("forward_each", "what comes out of what enters at every stage, with a value at every stage")

    def add(name, rates, entries, values):
        volumes, exact = [entries[0]], [Fraction(entries[0])]
        for rate, entry in zip(rates, entries[1:]):
            passed = volumes[-1] * rate
            volumes.append(passed + entry if entry else passed)
            exact.append(exact[-1] * Fraction(rate) + Fraction(entry))
        revenue = summed(v * w for v, w in zip(volumes, values) if w)
        worth = sum((v * Fraction(w) for v, w in zip(exact, values)), Fraction(0))
        for got, true in zip(volumes, exact):
            near(got, true, 2 * len(rates) + 2)
        near(revenue, worth, 2 * len(rates) + 4)
        ins = {"rates": rates, "entries": entries, "sale_values": values}
        outs = {"volumes": volumes, "revenue": revenue}
        file.case(name, "forward_each", ins, outs, {"volumes": exact, "revenue": worth})

    add("referrals_in_the_middle", [0.5, 0.25], [40.0, 10.0, 0.0], [0.0, 50.0, 1000.0])
    add("only_at_the_end", [0.5, 0.25], [0.0, 0.0, 3.0], [0.0, 0.0, 3400.0])
    add("closed_gate", [0.0, 0.4], [28.0, 5.0, 0.0], [1.0, 1.0, 1.0])
    add("worthless", [0.65, 0.4], [28.0, 0.0, 0.0], [0.0, 0.0, 0.0])
    add("tenths", [0.1, 0.2, 0.3], [0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.7])
    rng = Random(31)
    for i in range(60):
        rates = rng.rates(5)
        stages = len(rates) + 1
        entries = [rng.volume() if rng.below(3) else 0.0 for _ in range(stages)]
        values = [rng.money() if rng.below(2) else 0.0 for _ in range(stages)]
        add(f"random_{i:03}", rates, entries, values)


def make_required_each():
    file = File("required_each", "what must enter for a revenue, with a value at every stage")

    def add(name, rates, revenue, values):
        shares, true_shares = [1.0], [Fraction(1)]
        for rate in rates:
            shares.append(shares[-1] * rate)
            true_shares.append(true_shares[-1] * Fraction(rate))
        per_entry = summed(s * w for s, w in zip(shares, values) if w and s)
        true = sum((s * Fraction(w) for s, w in zip(true_shares, values)), Fraction(0))
        near(per_entry, true, 2 * len(rates) + 4)
        ins = {"rates": rates, "revenue": revenue, "sale_values": values}
        if revenue and not per_entry:
            valued = [stage for stage, value in enumerate(values) if value]
            closed = [gate for gate in range(valued[-1]) if not rates[gate]] if valued else []
            lever = ["gate", closed[-1]] if closed else "sale_value"
            outs = {"outcome": "unreachable", "lever": lever, "missing": revenue, "best": 0.0}
            file.case(name, "required_each", ins, outs)
            return
        entry = revenue / per_entry if revenue else 0.0
        volumes = [pass_through(entry, rates[:stage]) for stage in range(len(rates) + 1)]
        exact = [Fraction(revenue) / true * share if revenue else Fraction(0) for share in true_shares]
        for got, wanted in zip(volumes, exact):
            near(got, wanted, 4 * len(rates) + 8)
        outs = {"outcome": "entry", "entry": entry, "volumes": volumes}
        file.case(name, "required_each", ins, outs, {"volumes": exact})

    add("trial_and_subscription", [0.5, 0.25], 10000.0, [10.0, 40.0, 1000.0])
    add("only_the_sale", [0.65, 0.4], 25000.0, [0.0, 0.0, 3400.0])
    add("only_the_first_stage", [0.65, 0.0], 25000.0, [10.0, 0.0, 3400.0])
    add("closed_before_the_value", [0.65, 0.0], 25000.0, [0.0, 0.0, 3400.0])
    add("worthless", [0.65, 0.4], 25000.0, [0.0, 0.0, 0.0])
    add("nothing_wanted", [0.65, 0.0], 0.0, [0.0, 0.0, 0.0])
    rng = Random(32)
    for i in range(60):
        rates = rng.rates(5)
        values = [rng.money() if rng.below(2) else 0.0 for _ in range(len(rates) + 1)]
        add(f"random_{i:03}", rates, rng.money() * 10, values)


def make_mix():
    file = File("mix", "what must enter for a goal at a fixed mix of segments")

    def add(name, goal, target, segments, stage=None):
        """Segments are (share, rates, sale value); rates stand one after the other, all of one length."""
        gates = len(segments[0][1])
        upto = gates if stage is None else stage
        worth = [1.0 if stage is not None else value for _, _, value in segments]
        per = summed(pass_through(s, r[:upto]) * w for (s, r, _), w in zip(segments, worth))
        parts = [product(r[:upto], Fraction(s)) * Fraction(w) for (s, r, _), w in zip(segments, worth)]
        true = sum(parts, Fraction(0))
        near(per, true, 2 * gates + 6)
        ins = {
            "gates": gates,
            "shares": [share for share, _, _ in segments],
            "rates": [rate for _, rates, _ in segments for rate in rates],
            "sale_values": [value for _, _, value in segments],
            "goal": goal,
        }
        if stage is not None:
            ins["goal_stage"] = stage
        ins["target"] = target
        if target and not per:
            largest = max(range(len(segments)), key=lambda m: (segments[m][0], -m))
            closed = [gate for gate in range(upto) if not segments[largest][1][gate]]
            lever = ["gate", closed[-1]] if closed else "sale_value"
            outs = {"outcome": "unreachable", "segment": largest, "lever": lever, "missing": target}
            file.case(name, "mix", ins, outs)
            return
        entry = target / per if target else 0.0
        exact = Fraction(target) / true if target else Fraction(0)
        entries = [entry * share for share, _, _ in segments]
        near(entry, exact, 2 * gates + 8)
        outs = {"outcome": "entry", "entry": entry, "entries": entries}
        exacts = {"entry": exact, "entries": [exact * Fraction(share) for share, _, _ in segments]}
        file.case(name, "mix", ins, outs, exacts)

    two = [(0.7, [0.3, 0.25], 2000.0), (0.3, [0.6, 0.5], 3400.0)]
    add("web_and_referrals", "revenue", 25000.0, two)
    for stage in range(3):
        add(f"volume_at_stage_{stage}", "volume", 14.0, two, stage)
    add("nothing_wanted", "revenue", 0.0, two)
    add("one_segment", "revenue", 25000.0, [(1.0, [0.65, 0.4], 3400.0)])
    add("shares_a_hair_off_1", "revenue", 25000.0, [(0.1, [0.5], 1.0), (0.2, [0.4], 2.0), (0.7, [0.3], 3.0)])
    add("an_idle_segment", "revenue", 25000.0, [(1.0, [0.5], 100.0), (0.0, [0.9], 1e6)])
    add("all_closed", "revenue", 25000.0, [(0.4, [0.5, 0.0], 1.0), (0.6, [0.0, 0.5], 1.0)])
    add("all_worthless", "revenue", 25000.0, [(0.4, [0.5], 0.0), (0.6, [0.5], 0.0)])
    rng = Random(33)
    for i in range(60):
        count, gates = 1 + rng.below(5), 1 + rng.below(4)
        weights = [1 + rng.below(99) for _ in range(count)]
        shares = [weight / sum(weights) for weight in weights]
        segments = [(share, [rng.rate() for _ in range(gates)], rng.money()) for share in shares]
        if rng.below(2):
            add(f"random_{i:03}", "revenue", rng.money() * 10, segments)
        else:
            add(f"random_{i:03}", "volume", 1.0 + rng.below(500), segments, rng.below(gates + 1))


def make_costs():
    file = File("costs", "cost of a plan, of an entry and of a sale, and what a budget allows")

    def add(name, rates, costs, volumes, budget, sale_value):
        shares = [pass_through(1.0, rates[:stage]) for stage in range(len(rates) + 1)]
        true_shares = [product(rates[:stage]) for stage in range(len(rates) + 1)]
        plan = summed(v * c for v, c in zip(volumes, costs))
        per_entry = summed(s * c for s, c in zip(shares, costs))
        true_plan = sum((Fraction(v) * Fraction(c) for v, c in zip(volumes, costs)), Fraction(0))
        true_entry = sum((s * Fraction(c) for s, c in zip(true_shares, costs)), Fraction(0))
        near(plan, true_plan, 4)
        near(per_entry, true_entry, 2 * len(rates) + 4)
        per_sale = per_entry / shares[-1] if shares[-1] else None
        outs = {"plan": plan, "per_entry": per_entry, "per_sale": per_sale}
        exacts = {"plan": true_plan, "per_entry": true_entry}
        exacts["per_sale"] = true_entry / true_shares[-1] if shares[-1] else None
        if per_entry:
            entry = budget / per_entry
            afforded = [pass_through(entry, rates[:stage]) for stage in range(len(rates) + 1)]
            revenue = afforded[-1] * sale_value
            true = Fraction(budget) / true_entry
            near(revenue, true * true_shares[-1] * Fraction(sale_value), 4 * len(rates) + 10)
            outs |= {"outcome": "plan", "entry": entry, "afforded": afforded, "revenue": revenue}
            exacts["afforded"] = [true * share for share in true_shares]
        else:
            outs["outcome"] = "unlimited"
        ins = {"rates": rates, "costs": costs, "volumes": volumes, "budget": budget, "sale_value": sale_value}
        file.case(name, "costs", ins, outs, exacts)

    add("hours", [0.5, 0.25], [1.0, 4.0, 2.0], [7.0, 4.0, 1.0], 130.0, 3400.0)
    add("free", [0.65, 0.4], [0.0, 0.0, 0.0], [28.0, 18.0, 7.0], 100.0, 3400.0)
    add("never_sold", [0.65, 0.0], [1.0, 2.0, 3.0], [28.0, 18.0, 0.0], 100.0, 3400.0)
    add("paid_at_the_end_only", [0.65, 0.4], [0.0, 0.0, 150.0], [28.0, 18.0, 7.0], 1000.0, 3400.0)
    add("no_budget", [0.65, 0.4], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0], 0.0, 3400.0)
    rng = Random(34)
    for i in range(60):
        rates = rng.rates(5)
        stages = len(rates) + 1
        costs = [rng.unit() * 100 if rng.below(3) else 0.0 for _ in range(stages)]
        add(f"random_{i:03}", rates, costs, [rng.volume() for _ in range(stages)], rng.money(), rng.money())


def make_snapshot():
    file = File("snapshot", "who ever reached a stage, from who is where now")

    def add(name, open_, lost):
        full = lost or [0.0] * len(open_)
        reached = [sum(map(Fraction, open_[i:] + full[i:])) for i in range(len(open_))]
        trials = [all_ - Fraction(here) for all_, here in zip(reached[:-1], open_)]
        outs = {"reached": [float(n) for n in reached], "trials": [float(n) for n in trials]}
        file.case(name, "snapshot", {"open": open_, "lost": lost}, outs, {"reached": reached, "trials": trials})

    add("pipeline", [7.0, 2.0, 5.0], [3.0, 4.0, 0.0])
    add("losses_not_recorded", [7.0, 2.0, 5.0], [])
    add("shared_deals", [0.5, 1.25, 2.5], [1.5, 0.0, 0.0])
    add("nobody", [0.0, 0.0], [0.0, 0.0])
    add("one_stage", [3.0], [1.0])
    rng = Random(35)
    for i in range(40):
        stages = 2 + rng.below(6)
        add(
            f"random_{i:03}",
            [float(rng.below(10**6)) / 4 for _ in range(stages)],
            [float(rng.below(10**6)) / 4 for _ in range(stages)],
        )
