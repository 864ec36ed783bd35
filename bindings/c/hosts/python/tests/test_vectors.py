"""Every golden vector, bit for bit (or as near as it says), through the wrapper."""

import math

import pytest

import funnelmath as fm
from vectors import DIRECTORY, Case, compare, read

FILES = {  # how many cases there are at least: an emptied file must not pass
    "activity_gauge": 110, "attainment": 110, "calendar": 250, "coverage": 110, "forward": 120, "forward_each": 20,
    "one_in": 100, "overall": 110, "rates_from_counts": 100, "required": 300,
    "required_coverage": 100, "roll_up": 110, "sensitivity": 160, "solve": 270, "velocity": 110,
    "velocity_effect": 130, "weighted_pipeline": 115, "whole": 390, "whole_each": 150,
    "incomplete_beta": 60, "incomplete_gamma": 40, "normal_tails": 30, "beta_quantile": 45,
    "gamma_quantile": 40, "normal_quantile": 40, "binomial_probability": 45,
    "poisson_probability": 25, "beta_binomial_probability": 35, "chance_at_least": 110,
    "chance_exactly": 110, "chance_quantile": 70, "chance_interval": 45, "chance_inputs": 130,
    "chance_results": 55, "rate_for": 45, "gate_for": 35, "evidence_quantile": 50,
    "evidence_interval": 50, "evidence_observe": 20, "flow_at_least": 70, "flow_exactly": 70,
    "flow_quantile": 55, "flow_interval": 55, "flow_weeks": 70, "arrivals_for": 40,
    "revenue_at_least": 150, "revenue_quantile": 75, "revenue_inputs": 110,
    "flow_revenue_at_least": 40,
}
NOT_IN_C = {"costs", "mix", "required_each", "snapshot"}
"""Operations of the core that the C library has no function for."""


def goal(case):
    if case.word("goal") == "revenue":
        return fm.Goal.revenue(case.f64("target"))
    return fm.Goal.volume(case.int("goal_stage"), case.f64("target"))


def lever_tokens(lever):
    return ["sale_value"] if lever.is_sale_value else ["gate", lever.gate]


class NoSuchName(Exception):
    """The enumeration has no such member: Python says so before the library could."""


def named(kind, word):
    for member in kind:
        if member.name.lower() == word:
            return member
    raise NoSuchName(word)


def forward(case):
    got = fm.forward(case.f64s("rates"), case.f64("entry"), case.f64("sale_value"))
    return {"volumes": got.volumes, "revenue": got.revenue}


def forward_each(case):
    got = fm.forward_each(case.f64s("rates"), case.f64s("entries"), case.f64s("sale_values"))
    return {"volumes": got.volumes, "revenue": got.revenue}


def overall(case):
    return {"overall": fm.overall(case.f64s("rates"))}


def required(case):
    start = {
        "empty": lambda: None,
        "open": lambda: fm.Start.open(case.f64s("there")),
        "reached": lambda: fm.Start.reached(case.f64s("there")),
    }[case.word("start")]()
    got = fm.required(case.f64s("rates"), goal(case), case.f64("sale_value"), start)
    if got.unreachable is None:
        return {"outcome": "entry", "entry": got.volumes[0], "volumes": got.volumes}
    why = got.unreachable
    assert got.volumes is None
    return {
        "outcome": "unreachable", "lever": lever_tokens(why.lever), "missing": why.missing,
        "best": why.best,
    }


def rates_from_counts(case):
    successes, trials = case.f64s("successes"), case.f64s("trials")
    rates = fm.rates_from_counts(successes, trials)
    each = [fm.rate_from_counts(s, t) if t else None for s, t in zip(successes, trials)]
    assert rates == each
    return {"rates": rates}


def one_in(case):
    return {"rate": fm.rate_one_in(case.f64("n"))}


def roll_up(case):
    got = fm.roll_up(
        case.int("gates"), case.f64s("rates"), case.f64s("entries"), case.f64s("sale_values")
    )
    return {
        "volumes": got.volumes, "implied": got.implied, "revenue": got.revenue,
        "sale_value": got.sale_value, "overall": got.overall,
    }


def sensitivity(case):
    lever = case.words("lever")
    lever = fm.SALE_VALUE if lever == ["sale_value"] else fm.Lever(int(lever[1]))
    step = getattr(fm.Step, case.word("step"))(case.f64("size"))
    got = fm.sensitivity(
        case.f64s("rates"), goal(case), case.f64("sale_value"), lever, step,
        stage=case.int("stage"), volume=case.f64("volume"),
    )
    assert (got.lever, got.step) == (lever, step)
    return {
        "from": got.before, "to": got.after, "capped": got.capped,
        "required_before": got.required_before, "required_after": got.required_after,
        "required_change": got.required_change, "revenue_before": got.revenue_before,
        "revenue_after": got.revenue_after, "revenue_change": got.revenue_change,
    }


def solve(case):
    got = fm.solve(
        case.options("volumes"), case.options("rates"), case.option("sale_value"),
        case.option("revenue"),
    )
    nodes, edges = [*got.volumes, got.revenue], [*got.rates, got.sale_value]
    outs = {
        "undetermined": got.undetermined,
        "node_kinds": [answer.kind for answer in nodes],
        "nodes": [answer.value for answer in nodes],
        "edge_kinds": [answer.kind for answer in edges],
        "edges": [answer.value for answer in edges],
        "edge_products": [answer.product for answer in edges],
        "edge_from": [answer.start for answer in edges],
        "edge_to": [answer.end for answer in edges],
    }
    why = got.conflict
    if why is None:
        outs.update(conflict="none")
    elif isinstance(why, fm.Contradiction):
        outs.update({
            "conflict": "contradictory", "from": why.start, "to": why.to,
            "expected": why.expected, "given": why.given,
        })
    else:
        outs.update(
            conflict="impossible", gate=why.gate, gates=why.gates, takes=why.takes, to=why.to,
            best=why.best,
        )
    return outs


def calendar(case):
    days = case.option("days_per_week")
    days = () if days is None else (days,)
    weeks = (case.f64("weeks"),) if case.word("calendar") == "selling_weeks" else ()
    made = getattr(fm.Calendar, case.word("calendar"))(*weeks, *days)
    per, to = (named(fm.Period, case.word(field)) for field in ("from", "to"))
    amount = made.convert(case.f64("amount"), per, to)
    return {"per_year": [made.per_year(per), made.per_year(to)], "amount": amount}


def policy(case):
    return named(fm.Policy, case.word("policy"))


def whole(case):
    got = fm.whole(policy(case), case.f64("exact"))
    return {"units": got.units, "residual": got.residual, "delivers": got.delivers}


def whole_each(case):
    got = fm.whole_each(policy(case), case.f64s("rates"), case.int("stage"), case.f64s("exact"))
    return {"whole": got}


def activity_gauge(case):
    return {"gauge": fm.activity_gauge(case.f64("actual"), case.f64("required"))}


def attainment(case):
    return {"attainment": fm.attainment(case.f64("actual"), case.f64("goal"))}


def factors(case):
    return [case.f64(f) for f in ("opportunities", "sale_value", "win_rate", "cycle_days")]


def velocity(case):
    return {"per_day": fm.velocity_per_day(*factors(case))}


def velocity_effect(case):
    lever = named(fm.VelocityLever, case.word("lever"))
    got = fm.velocity_effect(*factors(case), lever, case.f64("by"))
    return {"to": got.to, "capped": got.capped, "per_day": got.per_day, "change": got.change}


def weighted_pipeline(case):
    got = fm.weighted_pipeline(case.f64s("values"), case.f64s("probabilities"))
    return {"total": got.total, "weighted": got.weighted, "deviation": got.deviation}


def coverage(case):
    got = fm.coverage(*(case.f64(field) for field in ("pipeline", "quota", "booked")))
    if got.surplus is not None:
        assert got.ratio is None and got.cushion is None
        return {"outcome": "met", "surplus": got.surplus}
    return {"outcome": "ratio", "ratio": got.ratio, "cushion": got.cushion}


def required_coverage(case):
    return {"coverage": fm.required_coverage(case.f64("win_rate"))}


def numbers(case, *fields):
    return [case.f64(field) for field in fields]


def incomplete_beta(case):
    got = fm.incomplete_beta(*numbers(case, "a", "b", "x"))
    return {"lower": got.lower, "upper": got.upper}


def incomplete_gamma(case):
    got = fm.incomplete_gamma(*numbers(case, "a", "x"))
    return {"lower": got.lower, "upper": got.upper}


def normal_tails(case):
    got = fm.normal_tails(case.f64("z"))
    return {"lower": got.lower, "upper": got.upper}


def beta_quantile(case):
    got = fm.beta_quantile(*numbers(case, "a", "b", "p"))
    return {"x": got.value, "rest": got.complement}


def gamma_quantile(case):
    return {"x": fm.gamma_quantile(*numbers(case, "a", "p"))}


def normal_quantile(case):
    return {"z": fm.normal_quantile(case.f64("p"))}


def binomial_probability(case):
    given = numbers(case, "k", "n", "rate")
    ln = fm.ln_binomial_probability(*given)
    return {"probability": fm.binomial_probability(*given), "ln": ln}


def poisson_probability(case):
    given = numbers(case, "k", "mean")
    return {"probability": fm.poisson_probability(*given), "ln": fm.ln_poisson_probability(*given)}


def beta_binomial_probability(case):
    given = numbers(case, "k", "n", "a", "b")
    ln = fm.ln_beta_binomial_probability(*given)
    return {"probability": fm.beta_binomial_probability(*given), "ln": ln}


def chance(case):
    return fm.Chance(case.f64("rate"), map(fm.Evidence, case.f64s("a"), case.f64s("b")))


def probability(got):
    return {"reached": got.value, "missed": got.complement, "method": got.method.name.lower()}


def reached(got):
    """Of an answer whose method the files do not tell."""
    return {"reached": got.value, "missed": got.complement}


def found(got):
    if got.inputs is None:
        return {"outcome": "never", "best": got.chance.value, "missed": got.chance.complement}
    return {"outcome": "enough", "inputs": got.inputs, **reached(got.chance)}


def chance_at_least(case):
    return probability(chance(case).at_least(case.f64("n"), results=case.f64("k")))


def chance_exactly(case):
    return {"probability": chance(case).exactly(case.f64("n"), results=case.f64("k")).value}


def chance_quantile(case):
    return {"k": chance(case).quantile(*numbers(case, "n", "p")).value}


def chance_interval(case):
    got = chance(case).interval(*numbers(case, "n", "level"))
    return {"low": got.low, "high": got.high}


def chance_inputs(case):
    return found(chance(case).inputs_for(*numbers(case, "k", "confidence")))


def chance_results(case):
    n, confidence = numbers(case, "n", "confidence")
    made = chance(case)
    k = made.lower_bound(n, confidence).value
    return {"k": k, **reached(made.at_least(n, results=k))}


def requirement(case):
    return {
        "results": case.f64("k"), "inputs": case.f64("n"), "confidence": case.f64("confidence"),
    }


def rate_for(case):
    got = fm.rate_for(**requirement(case))
    if got is None:
        return {"outcome": "too_few_inputs"}
    return {"outcome": "rate", "rate": got.value, "rest": got.complement}


def gate_for(case):
    got = fm.gate_for(case.f64s("rates"), case.int("gate"), **requirement(case))
    if got.rate is None:
        return {"outcome": "impossible", "takes": got.takes, **reached(got.best)}
    assert got.takes is None and got.best is None
    return {"outcome": "rate", "rate": got.rate}


def evidence_quantile(case):
    return {"x": fm.Evidence(*numbers(case, "a", "b")).quantile(case.f64("p"))}


def evidence_interval(case):
    got = fm.Evidence(*numbers(case, "a", "b")).interval(case.f64("level"))
    return {"low": got.low, "high": got.high}


def evidence_observe(case):
    got = fm.Evidence(*numbers(case, "a", "b")).observe(*numbers(case, "successes", "trials"))
    return {"a": got.a, "b": got.b}


def flow(case):
    return {
        "steady": lambda: fm.Flow.steady(case.f64("per_week")),
        "counted": lambda: fm.Flow.counted(*numbers(case, "arrivals", "seen_weeks")),
        "uncertain": lambda: fm.Flow.uncertain(*numbers(case, "shape", "seen_weeks")),
    }[case.word("flow")]()


def flow_at_least(case):
    given = numbers(case, "rate", "weeks")
    return reached(flow(case).at_least(*given, results=case.f64("k")))


def flow_exactly(case):
    given = numbers(case, "rate", "weeks")
    return {"probability": flow(case).exactly(*given, results=case.f64("k")).value}


def flow_quantile(case):
    return {"k": flow(case).quantile(*numbers(case, "rate", "weeks", "p")).value}


def flow_interval(case):
    got = flow(case).interval(*numbers(case, "rate", "weeks", "level"))
    return {"low": got.low, "high": got.high}


def flow_weeks(case):
    got = flow(case).weeks_for(*numbers(case, "rate", "k", "confidence"))
    if got.weeks is None:
        return {"outcome": "never", "best": got.chance.value, "missed": got.chance.complement}
    return {"outcome": "enough", "weeks": got.weeks}


def arrivals_for(case):
    return {"arrivals": fm.arrivals_for(*numbers(case, "rate", "k", "confidence"))}


def size(case):
    return {
        "fixed": lambda: fm.DealSize.fixed(case.f64("sizes")),
        "varying": lambda: fm.DealSize.varying(*numbers(case, "mean", "variation")),
        "seen": lambda: fm.DealSize.seen(case.f64s("sizes")),
        "counted": lambda: fm.DealSize.counted(case.f64s("sizes"), case.f64s("counts")),
    }[case.word("size")]()


def revenue_at_least(case):
    made, n, deal, goal = chance(case), case.f64("n"), size(case), case.f64("goal")
    got = made.revenue_at_least(n, deal, goal)
    assert made.revenue(n, deal).at_least(goal) == got
    return probability(got)


def revenue_quantile(case):
    made, n, deal, p = chance(case), case.f64("n"), size(case), case.f64("p")
    got = made.revenue_quantile(n, deal, p)
    assert made.revenue(n, deal).quantile(p) == got
    return {"amount": got.value}


def revenue_inputs(case):
    return found(chance(case).inputs_for_revenue(size(case), *numbers(case, "goal", "confidence")))


def flow_revenue_at_least(case):
    made, given, deal, goal = flow(case), numbers(case, "rate", "weeks"), size(case), case.f64("goal")
    got = made.revenue_at_least(*given, deal, goal)
    assert made.revenue(*given, deal).at_least(goal) == got
    return probability(got)


@pytest.mark.parametrize("name", FILES)
def test_file(name):
    cases = read(name + ".txt")
    assert len(cases) >= FILES[name]
    wrong = []
    for case in cases:
        assert case.op == name and case.outs
        wrong.append(compare(case, globals()[case.op](case)))
    wrong = [why for why in wrong if why]
    assert not wrong, "\n".join(wrong)


def test_errors():
    cases = read("errors.txt")
    assert len(cases) >= 1_200
    wrong, ours = [], 0
    # The places for results are made by the wrapper, never by the caller.
    expressible = [case for case in cases if not {"places", "implied_places"} & set(case.ins)]
    assert len(cases) - len(expressible) <= 10
    for case in expressible:
        try:
            globals()[case.op](case)
            wrong.append(f"{case}: no error")
        except fm.FunnelError as error:
            got = {
                "error": error.code, "error_field": error.field, "error_index": error.index,
                "error_value": error.value, "error_limit": error.limit,
            }
            wrong.append(compare(case, got))
        except NoSuchName:
            assert case.outs["error"] == ["name"], case
        except ValueError as error:  # lists that belong together: the wrapper names the argument
            ours += 1
            assert case.outs["error"] == ["length"], case
            (limit,), (value,) = case.outs["error_limit"], case.outs["error_value"]
            number = lambda token: f"{float(token.split('=')[1]):.0f}"
            text = f"must have {number(limit)} numbers"
            assert text in str(error) and str(error).endswith(f"has {number(value)}")
    assert 0 < ours <= 12, "only lists of unequal length are the wrapper's to refuse"
    wrong = [why for why in wrong if why]
    assert not wrong, "\n".join(wrong)


def test_what_is_near_is_near_and_nothing_else():
    case = Case("near")
    case.near, case.outs = {"x": 1e-12, "y": 1e-12}, {"x": ["3fe0000000000000=0.5"], "y": ["0" * 16 + "=0"]}
    for x, y, fits in [
        (0.5, 0.0, True), (0.5 + 4e-13, 0.0, True), (0.5 - 4e-13, 0.0, True),
        (0.5 + 6e-13, 0.0, False), (0.5 - 6e-13, 0.0, False), (0.5, 1e-300, False),
        (0.5, -0.0, False), (math.nan, 0.0, False), (math.inf, 0.0, False), (None, 0.0, False),
        ([], 0.0, False), ([0.5, 0.5], 0.0, False),
    ]:
        assert (compare(case, {"x": x, "y": y}) == "") == fits, (x, y)
    assert compare(case, {"x": 0.5})


def test_every_file_is_read():
    there = {path.stem for path in DIRECTORY.glob("*.txt")}
    assert there == {*FILES, *NOT_IN_C, "errors"}
