"""Every golden vector, bit for bit, through the wrapper."""

import pytest

import funnelmath as fm
from vectors import DIRECTORY, compare, read

FILES = {  # how many cases there are at least: an emptied file must not pass
    "activity_gauge": 110, "attainment": 110, "calendar": 250, "coverage": 110, "forward": 120,
    "one_in": 100, "overall": 110, "rates_from_counts": 100, "required": 300,
    "required_coverage": 100, "roll_up": 110, "sensitivity": 160, "solve": 270, "velocity": 110,
    "velocity_effect": 130, "weighted_pipeline": 115, "whole": 390, "whole_each": 150,
}


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
    assert rates == [fm.rate_from_counts(s, t) for s, t in zip(successes, trials)]
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
    assert len(cases) >= 350
    wrong, ours = [], 0
    # The places for results are made by the wrapper, never by the caller.
    expressible = [case for case in cases if not {"places", "implied_places"} & set(case.ins)]
    assert len(cases) - len(expressible) <= 10
    for case in expressible:
        try:
            globals()[case.op](case)
            wrong.append(f"{case}: no error")
        except fm.FunnelError as error:
            got = {"error": error.code, "error_index": error.index, "error_value": error.value}
            wrong.append(compare(case, got))
        except NoSuchName:
            assert case.outs["error"] == ["name"], case
        except ValueError as error:  # lists that belong together: the wrapper names the argument
            ours += 1
            assert case.outs["error"] == ["length"], case
            (index,), (value,) = case.outs["error_index"], case.outs["error_value"]
            text = f"must have {index} numbers"
            assert text in str(error) and str(error).endswith(f"has {float(value.split('=')[1]):.0f}")
    assert 0 < ours <= 12, "only lists of unequal length are the wrapper's to refuse"
    wrong = [why for why in wrong if why]
    assert not wrong, "\n".join(wrong)


def test_every_file_is_read():
    there = {path.stem for path in DIRECTORY.glob("*.txt")}
    assert there == {*FILES, "errors"}
