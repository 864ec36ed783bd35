"""From any knowns, what follows."""

from fractions import Fraction

from .base import File, INF, MAX, Random, SUBNORMAL, clearly, exactly, near, rounded
from .chain import product


def solve(file, name, volumes, rates, sale_value, revenue):
    """Facts are spread along the path until none is new; segments decide what conflicts."""
    gates = len(rates)
    nodes, edges = [*volumes, revenue], [*rates, sale_value]
    last = len(nodes) - 1
    value, exact = list(nodes), exactly(nodes)
    p, q = list(edges), exactly(edges)
    node_kind = ["undetermined" if v is None else "given" for v in nodes]
    edge_kind = ["undetermined" if v is None else "given" for v in edges]
    products, exact_products = [None] * len(edges), [None] * len(edges)
    froms, tos = [None] * len(edges), [None] * len(edges)
    conflicts = []

    def found(kinds, values, exacts, at, f64, fraction):
        kinds[at], values[at], exacts[at] = "found", f64, fraction

    closed = {e for e in range(len(edges)) if q[e] == 0}
    for e in sorted(closed):
        if nodes[e + 1] is None:
            found(node_kind, value, exact, e + 1, 0.0, Fraction(0))
        elif nodes[e + 1] > 0.0:
            conflicts.append((e + 1, ["contradictory", e, e + 1, 0.0, nodes[e + 1]]))
    # What is known before anything is spread: the ends of the segments.
    known = [i for i in range(last + 1) if exact[i] is not None]
    blocked, solved = set(closed), []
    for a, b in zip(known, known[1:]):
        inside = range(a, b)
        if closed & set(inside):
            continue
        unknown = [e for e in inside if q[e] is None]
        share = product(q[e] for e in inside if q[e] is not None)
        exact_best, leave = exact[a] * share, exact[b]
        best, kept = value[a], True
        for e in inside:
            if p[e] is not None:
                best *= p[e]
                kept = kept and (best == 0 or 1e-290 < best < INF)
        # Out of the range of normal numbers the exact answer is the only one to be had.
        lossy = exact_best > 0 and not (kept and best > 0)
        if exact_best > Fraction(MAX):
            best = MAX  # a reach beyond f64 is told as the largest
        else:
            best = rounded(exact_best) if lossy else best
            near(best, exact_best, len(edges) + 1, tiny=1)
        only_sale = unknown and unknown[-1] == gates
        takes = None
        if exact_best > 0:
            takes = rounded(leave / exact_best) if lossy else value[b] / best
            near(takes, leave / exact_best, len(edges) + 2, tiny=2)
        if not unknown:
            if not clearly(exact_best, leave):
                conflicts.append((b, ["contradictory", a, b, best, value[b]]))
                blocked |= set(inside)
        elif exact_best == 0:
            if leave > 0:
                if only_sale and len(unknown) == 1:
                    conflicts.append((b, ["contradictory", a, b, 0.0, value[b]]))
                else:
                    conflicts.append((b, ["impossible", unknown[0], len(unknown), None, b, 0.0]))
                blocked |= set(inside)
        elif not only_sale and clearly(leave / exact_best, Fraction(1)):
            # Rates of at most 1 whose product is 1 are all 1.
            for e in unknown:
                found(edge_kind, p, q, e, 1.0, Fraction(1))
        elif not only_sale and leave > exact_best:
            conflicts.append((b, ["impossible", unknown[0], len(unknown), takes, b, best]))
            blocked |= set(inside)
        else:
            solved.append((a, b, unknown, takes, leave / exact_best))

    open_edges = [e for e in range(len(edges)) if e not in blocked]
    spreading = True
    while spreading:
        spreading = False
        for e in open_edges:  # onwards first
            if exact[e] is None or exact[e + 1] is not None:
                continue
            if exact[e] == 0:
                found(node_kind, value, exact, e + 1, 0.0, Fraction(0))
                spreading = True
            elif q[e] is not None:
                found(node_kind, value, exact, e + 1, value[e] * p[e], exact[e] * q[e])
                spreading = True
        if spreading:
            continue
        for e in open_edges:
            if exact[e] is None and exact[e + 1] is not None and q[e] is not None:
                found(node_kind, value, exact, e, value[e + 1] / p[e], exact[e + 1] / q[e])
                spreading = True
    for i in range(last + 1):
        if exact[i] is not None:
            near(value[i], exact[i], len(edges) + 2, tiny=2 * len(edges) * (1 + (q[-1] or 0)))

    for a, b, unknown, takes, exact_takes in solved:
        if len(unknown) == 1:
            e = unknown[0]
            # The fixed point agrees with the segment.
            assert exact[e] * exact_takes == exact[e + 1], name
            found(edge_kind, p, q, e, takes, exact_takes)
            continue
        for e in unknown:
            edge_kind[e], products[e], exact_products[e] = "only_product", takes, exact_takes
            froms[e], tos[e] = a, b
    # No rate above 1, and every determined triple fits.
    for e in open_edges:
        assert e == gates or q[e] is None or 0 <= q[e] <= 1, name
        if None not in (exact[e], q[e], exact[e + 1]):
            assert exact[e] * q[e] == exact[e + 1] or clearly(exact[e] * q[e], exact[e + 1]), name

    ins = {"volumes": volumes, "rates": rates, "sale_value": sale_value, "revenue": revenue}
    missing = sum(v is None for v in value) + sum(v is None for v in p)
    outs = {
        "undetermined": missing,
        "node_kinds": node_kind,
        "nodes": value,
        "edge_kinds": edge_kind,
        "edges": p,
        "edge_products": products,
        "edge_from": froms,
        "edge_to": tos,
    }
    if conflicts:
        first = min(conflicts, key=lambda conflict: conflict[0])[1]
        outs["conflict"] = first[0]
        fields = {
            "contradictory": ["from", "to", "expected", "given"],
            "impossible": ["gate", "gates", "takes", "to", "best"],
        }[first[0]]
        outs |= zip(fields, first[1:])
    else:
        outs["conflict"] = "none"
    file.case(name, "solve", ins, outs, {"nodes": exact, "edges": q, "edge_products": exact_products})


def make_solve():
    file = File("solve", "from any knowns, what follows from them")
    add = lambda *case: solve(file, *case)
    n = None
    add("nothing_known", [n] * 3, [n] * 2, n, n)
    add("closing_rate", [24.0, n, n], [0.65, n], 3400.0, 25000.0)
    add("first_rate", [24.0, n, n], [n, 0.4], 3400.0, 9000.0)
    add("closing_rate_out_of_reach", [10.0, n, n], [0.65, n], 3400.0, 25000.0)
    add("sale_value", [n, n, 50.0], [n, n], n, 10000.0)
    add("sale_value_from_the_entry", [28.0, n, n], [0.65, 0.4], n, 25000.0)
    add("entry", [n, n, n], [0.65, 0.4], 3400.0, 25000.0)
    add("entry_from_sales", [n, n, 7.0], [0.65, 0.4], n, n)
    add("middle_outwards", [n, 12.0, n], [0.65, 0.4], 3400.0, n)
    add("forwards", [28.0, n, n], [0.65, 0.4], 3400.0, n)
    add("volumes_give_rates", [100.0, 50.0, 30.0, 15.0, 5.0], [n] * 4, n, n)
    add("all_given_and_true", [8.0, 4.0, 1.0], [0.5, 0.25], 10.0, 10.0)
    add("rates_only", [n] * 3, [0.65, 0.4], n, n)
    add("sale_value_only", [n] * 3, [n, n], 3400.0, n)
    add("two_unknown_rates", [28.0, n, n], [n, n], 3400.0, 25000.0)
    add("two_unknown_rates_around_a_known", [40.0, n, n, 5.0], [n, 0.5, n], n, n)
    add("unknown_rate_and_sale_value", [28.0, n, n], [0.65, n], n, 25000.0)
    add("all_unknown_between_entry_and_revenue", [28.0, n, n], [n, n], n, 25000.0)
    add("two_segments", [100.0, n, 20.0, n, 3.0], [n, 0.5, n, 0.5], n, n)
    add("two_unknown_in_two_segments", [100.0, n, n, 20.0, n, n, 1.0], [n, n, 0.5, n, 0.5, n], n, n)
    # Nothing.
    add("nothing_enters", [0.0, n, n], [n, 0.4], 3400.0, n)
    add("nothing_enters_nothing_leaves", [0.0, n, 0.0], [n, 0.4], n, n)
    add("nothing_enters_something_leaves", [0.0, n, 3.0], [n, 0.4], n, n)
    add("nothing_enters_something_leaves_all_known", [0.0, n, 3.0], [0.5, 0.4], n, n)
    add("nothing_enters_but_revenue", [0.0, n, n], [0.5, 0.4], n, 100.0)
    add("nothing_enters_but_revenue_two_unknown", [0.0, n, n], [0.5, n], n, 100.0)
    add("nothing_leaves_one_unknown", [28.0, n, 0.0], [n, 0.4], n, n)
    add("nothing_leaves_two_unknown", [28.0, n, 0.0], [n, n], n, n)
    add("no_revenue_unknown_sale_value", [28.0, n, n], [0.65, 0.4], n, 0.0)
    add("no_revenue_backwards", [n, n, n], [0.65, 0.4], 3400.0, 0.0)
    # Closed gates cut the path.
    add("closed_gate", [28.0, n, n], [0.65, 0.0], 3400.0, n)
    add("closed_gate_and_zero_given", [28.0, n, 0.0], [0.65, 0.0], n, n)
    add("closed_gate_and_volume_behind", [28.0, n, 3.0], [0.65, 0.0], n, n)
    add("closed_gate_and_revenue", [28.0, n, n], [0.65, 0.0], 3400.0, 25000.0)
    add("closed_gate_says_nothing_before", [n, n, n], [0.65, 0.0], n, n)
    add("closed_gate_known_before", [n, 12.0, n, n], [0.65, 0.0, n], n, n)
    add("closed_gate_then_unknown_rates", [28.0, n, n, n], [0.0, n, n], n, n)
    add("closed_gate_then_volume", [28.0, n, n, 3.0], [0.0, n, n], n, n)
    add("closed_gate_unknown_before_it", [28.0, n, n, n], [n, 0.0, 0.5], 10.0, n)
    add("two_closed_gates", [28.0, n, n, n], [0.0, n, 0.0], n, n)
    add("two_closed_gates_two_conflicts", [28.0, 2.0, n, 3.0], [0.0, n, 0.0], n, n)
    add("sale_value_0", [28.0, n, n], [0.65, 0.4], 0.0, n)
    add("sale_value_0_and_revenue", [28.0, n, n], [0.65, 0.4], 0.0, 25000.0)
    add("sale_value_0_revenue_0", [28.0, n, n], [0.65, 0.4], 0.0, 0.0)
    add("all_closed", [28.0, n, n], [0.0, 0.0], 0.0, n)
    # Conflicts.
    add("contradictory", [28.0, n, 8.0], [0.65, 0.4], n, n)
    add("contradictory_then_others_hold", [28.0, 20.0, n, n], [0.65, 0.4, n], 10.0, 40.0)
    add("contradictory_before_and_after", [28.0, 20.0, 9.0], [0.65, 0.4], n, n)
    add("contradictory_revenue", [28.0, n, n], [0.65, 0.4], 3400.0, 25000.0)
    add("impossible_one_gate", [10.0, 12.0], [n], n, n)
    add("impossible_two_gates", [10.0, n, 12.0], [n, n], n, n)
    add("impossible_by_revenue", [10.0, n, n], [n, 0.4], 3400.0, 25000.0)
    add("impossible_then_contradictory", [10.0, 12.0, 5.0], [n, 0.5], n, n)
    add("contradictory_then_impossible", [10.0, 6.0, 7.0], [0.5, n], n, n)
    add("conflict_leaves_the_rest", [n, 10.0, 12.0, n], [0.5, n, 0.25], n, n)
    # The tie rule.
    add("tie_agrees", [(0.1 + 0.2) * 10, n, 1.2], [1.0, 0.4], n, n)
    add("tie_agrees_upwards", [3.0, (0.1 + 0.2) * 10], [1.0], n, n)
    add("tie_just_outside", [1.0, 1.0 - 2.0**-39], [1.0], n, n)
    add("rate_exactly_1", [28.0, 28.0], [n], n, n)
    add("rates_exactly_1", [28.0, n, n, 28.0], [n, n, n], n, n)
    add("rate_just_above_1_is_1", [3.0, (0.1 + 0.2) * 10], [n], n, n)
    add("rates_just_above_1_are_1", [3.0, n, n, (0.1 + 0.2) * 5], [n, 0.5, n], n, n)
    add("rate_just_below_1_is_1", [(0.1 + 0.2) * 10, 3.0], [n], n, n)
    add("rates_just_below_1_are_1", [(0.1 + 0.2) * 10, n, 3.0], [n, n], n, n)
    add("rate_too_far_above_1", [1.0, 1.0 + 2.0**-39], [n], n, n)
    add("rate_far_enough_below_1", [1.0, 1.0 - 2.0**-39], [n], n, n)
    # The edges of f64.
    add("tiny_rate_found", [1e300, n], [n], 1.0, 1e5)
    add("subnormal_volume", [n, SUBNORMAL], [0.5], n, n)
    add("subnormal_rate_found", [1.0, SUBNORMAL], [n], n, n)
    add("huge_volumes", [1e308, n, n], [0.5, n], n, n)
    add("largest_volumes", [MAX, MAX], [n], 1.0, n)
    # Only the product of the known rates, or the reach, is out of the range of f64; the answer is not.
    # Powers of two, so that every good order of operations gives the same bits.
    small = 2.0**-700
    add("tiny_known_rates_agree_with_forward", [2.0**1000, n, 2.0**-400], [small, small], n, n)
    add("tiny_known_rates_leave_a_sale_value", [2.0**1000, n, n], [small, small], n, 8.0)
    add("tiny_known_rates_leave_a_rate", [2.0**1000, n, n, 2.0**-402], [small, small, n], n, n)
    add("reach_beyond_f64_is_a_contradiction", [1e300, 1e300], [1.0], 2.0**40, 5.0)
    add("reach_beyond_f64_leaves_a_rate", [2.0**1000, n], [n], 2.0**100, 2.0**1023)
    add("chain_of_64_gates", [1e6] + [n] * 64, [0.9] * 64, 10.0, n)
    add("chain_of_64_gates_one_unknown", [1e6] + [n] * 64, [0.9] * 40 + [n] + [0.9] * 23, 10.0, 10000.0)
    add("chain_of_64_gates_backwards", [n] * 64 + [10.0], [0.9] * 64, n, n)
    rng = Random(7)
    for i in range(200):
        gates = 1 + rng.below(5)
        rates = [rng.open_rate() if rng.below(12) else 0.0 for _ in range(gates)]
        volumes = [float(1 + rng.below(500))]
        for rate in rates:
            volumes.append(volumes[-1] * rate)
        value = rng.money()
        revenue = volumes[-1] * value
        if i % 4 == 3:  # something that does not fit
            at = rng.below(gates + 1)
            volumes[at] = volumes[at] * (0.25 + 3 * rng.unit()) + rng.below(2)
        keep = 2 + rng.below(3)
        hide = lambda v: v if rng.below(5) < keep else None
        case = ([hide(v) for v in volumes], [hide(r) for r in rates], hide(value), hide(revenue))
        add(f"random_{i:03}", *case)
