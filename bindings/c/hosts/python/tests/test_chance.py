"""How sure: chances, evidence, flows and revenue through the wrapper, and confident plans.

Expected numbers are published ones, or plain sums in decimal arithmetic; the golden vectors have the rest.
"""

import array
import copy
import math
import pickle
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest

import funnelmath as fm
from test_funnelmath import fail, resident

JEFFREYS, UNIFORM = fm.Evidence.JEFFREYS, fm.Evidence.UNIFORM
GATES = [fm.Gate.rate(0.65, "Proposals"), fm.Gate.rate(0.4, "Sales")]
COUNTED = [fm.Gate.counts(65, 100, "Proposals"), fm.Gate.counts(40, 100, "Sales")]
REVENUE = fm.Goal.revenue(25_000)


def near(value, expected):
    return abs(value - expected) <= 1e-12 * abs(expected)


def test_a_confident_plan_is_plain_objects():
    plan = fm.Funnel(GATES, 3_400).plan(REVENUE, confidence=0.9)
    sure = plan.confident
    assert sure.confidence == 0.9 and [chance.method for chance in sure.expected] == [fm.Method.EXACT] * 2
    # 29 a month and 7 a week, 30 a month: sums of binomial probabilities of 26 %.
    assert near(sure.expected[0].value, 0.49295147871778533)
    assert near(sure.expected[0].complement, 0.5070485212822147)
    assert near(sure.expected[1].value, 0.5362254058230153)
    # 43 a month make 8 sales that sure, 42 do not.
    assert near(sure.chance.value, 0.9036042722094172)
    assert near(sure.chance.complement, 0.09639572779058284)
    month, week = sure.periods
    assert (month.period, week.period) == (fm.Period.MONTH, fm.Period.WEEK)
    assert [stage.whole.units for stage in month.stages][0] == 43 and month.goal == 25_000
    assert week.stages[0].whole.units == 10 and week.stages[0].name == "Stage 0"
    assert near(month.revenue, 43 * 0.65 * 0.4 * 3_400)
    assert plan.periods == fm.Funnel(GATES, 3_400).plan(REVENUE).periods
    assert fm.Funnel(GATES, 3_400).plan(REVENUE).confident is None
    assert plan == pickle.loads(pickle.dumps(plan)) == copy.deepcopy(plan)
    with pytest.raises(FrozenInstanceError):
        sure.confidence = 0.5


def test_gates_made_of_counts_are_as_sure_as_their_counts():
    funnel = fm.Funnel(COUNTED, 3_400)
    inputs = lambda **prior: [
        funnel.plan(REVENUE, confidence=c, **prior).confident.periods[0].stages[0].whole.units
        for c in (0.8, 0.9, 0.95)
    ]
    assert inputs(prior=UNIFORM) == [39, 46, 51]
    assert inputs() == inputs(prior=JEFFREYS) == inputs(prior=None)
    for prior in (fm.Evidence(90, 10), fm.Evidence(10, 90)):
        chance = fm.Chance.of(COUNTED, prior)
        assert inputs(prior=prior) == [chance.inputs_for(8, c).inputs for c in (0.8, 0.9, 0.95)]


def test_a_plan_that_nothing_makes_sure():
    plan = fm.Funnel(GATES, 3_400).plan(REVENUE, confidence=1)
    assert plan.confident.periods == [] and len(plan.confident.expected) == 2
    assert plan.confident.chance.value == 1 and len(plan.periods) == 2
    closed = fm.Funnel([fm.Gate.rate(0)], 1).plan(REVENUE, confidence=0.9)
    assert closed.periods == closed.confident.periods == closed.confident.expected == []
    assert (closed.confident.chance.value, closed.confident.chance.complement) == (0, 1)


def test_chances_of_known_rates():
    chance = fm.Chance.of(GATES)
    assert chance == fm.Chance(0.26) == fm.Chance.of([0.65, 0.4]) == fm.Chance.of(numpy.array([0.65, 0.4]))
    assert chance.rate == chance.mean == 0.26 and chance.evidence == ()
    assert [chance.inputs_for(8, c).inputs for c in (0.8, 0.9, 0.95)] == [38, 43, 48]
    assert near(chance.at_least(28, results=8).value, 0.44858864571149176)
    assert near(chance.at_least(inputs=30, results=8).complement, 0.46377459417698474)
    assert near(fm.Chance(0.5).exactly(2, results=1).value, 0.5)
    assert fm.Chance(0.5).quantile(2, 0.75).value == 1
    interval = fm.Chance(0.5).interval(2, 0.5)
    assert (interval.low, interval.high, interval.method) == (0, 1, fm.Method.EXACT)
    assert chance.lower_bound(43, confidence=0.9).value == 8
    assert near(chance.at_least(43, results=8).value, 0.9036042722094172)
    never = fm.Chance(0).inputs_for(1, 0.5)
    assert never.inputs is None and never.chance.value == 0
    assert fm.Chance.of([fm.Gate.one_in(4)]).rate == 0.25
    assert fm.Chance(Fraction(1, 4)) == fm.Chance(Decimal("0.25"))


def test_chances_of_counts():
    chance = fm.Chance.of(COUNTED, prior=UNIFORM)
    assert chance.evidence == (fm.Evidence(66, 36), fm.Evidence(41, 61)) and chance.rate == 1
    assert [chance.inputs_for(8, c).inputs for c in (0.8, 0.9, 0.95)] == [39, 46, 51]
    assert chance == fm.Chance(1, chance.evidence) and hash(chance) == hash(fm.Chance.of(COUNTED, UNIFORM))
    assert chance != fm.Chance.of(COUNTED) and chance != 1
    assert fm.Chance.of(COUNTED).evidence[0] == JEFFREYS.observe(65, 100) == fm.Evidence(65.5, 35.5)
    mixed = fm.Chance.of([0.5, fm.Gate.counts(1, 2), fm.Gate.rate(0.5), fm.Evidence(3, 5)], UNIFORM)
    assert (mixed.rate, mixed.evidence) == (0.25, (fm.Evidence(2, 2), fm.Evidence(3, 5)))
    assert mixed.mean == 0.25 * 0.5 * 0.375
    assert fm.Chance.of(fm.Funnel(COUNTED).gates, UNIFORM) == chance
    for other in (copy.copy(chance), copy.deepcopy(chance), pickle.loads(pickle.dumps(chance))):
        assert other == chance and other.at_least(46, results=8) == chance.at_least(46, results=8)
    assert eval(repr(chance), vars(fm)) == chance
    # Of 50 leads, 10 became customers: 3 or more of the next 10?
    followed = fm.Chance.of([fm.Gate.counts(10, 50)], UNIFORM).at_least(10, results=3)
    assert f"{followed.value:.4f}" == "0.3593"


def test_rates_that_it_takes():
    share = fm.rate_for(results=8, inputs=28, confidence=0.5)
    assert isinstance(share, fm.Share) and near(share.value, 0.27065123264926666)
    assert fm.rate_for(results=8, inputs=7, confidence=0.5) is None
    gate = fm.gate_for([0.65, 0.4], 0, results=8, inputs=40, confidence=0.5)
    assert near(gate.rate, 0.4753385569388618) and gate.best is None and gate.takes is None
    never = fm.gate_for([0.65, 0.4], 1, results=8, inputs=8, confidence=0.9)
    assert never.rate is None and never.takes > 1 and near(never.best.value, 0.65**8)


def test_evidence():
    closing = UNIFORM.observe(40, 100)
    assert (closing.a, closing.b) == (41, 61) and closing.mean == 41 / 102
    assert closing.observe(0, 0) == closing and near(UNIFORM.quantile(0.25), 0.25)
    interval = UNIFORM.interval(0.5)
    assert near(interval.low, 0.25) and near(interval.high, 0.75)
    assert closing == pickle.loads(pickle.dumps(closing)) and hash(closing) == hash(fm.Evidence(41.0, 61))
    assert isinstance(interval, fm.Interval)


def test_flows():
    flow = fm.Flow.steady(10)
    assert (flow.per_week, flow.mean(0.26, 4)) == (10, 10.4)
    assert fm.Flow.counted(0, 2).per_week == 0.25 and fm.Flow.uncertain(3, 2).per_week == 1.5
    assert near(fm.Flow.steady(2).exactly(1, 1, results=0).value, math.exp(-2))
    assert near(fm.Flow.steady(2).at_least(rate=0.5, weeks=3, results=1).complement, math.exp(-3))
    assert flow.quantile(0.26, 4, 0.5).value == 10 and flow.quantile(0.26, 4, 1).value is None
    interval = flow.interval(0.26, 4, 0.8)
    assert (interval.low, interval.high) == (6, 15) and flow.interval(0.26, 4, 1).high is None
    wait = flow.weeks_for(0.26, 8, 0.9)  # where P(8, 2.6 weeks) is 0.9
    assert near(wait.weeks, 4.527274792903098) and near(wait.chance.value, 0.9)
    assert flow.weeks_for(0.26, 8, 1).weeks is None and flow.weeks_for(0.26, 8, 1).chance.value == 1
    assert near(fm.arrivals_for(0.5, 1, 0.5), 2 * math.log(2)) and fm.arrivals_for(0, 1, 0.5) is None
    assert flow == pickle.loads(pickle.dumps(flow))


def test_revenue():
    chance, flow = fm.Chance(0.26), fm.Flow.steady(10)
    fixed, varying = fm.DealSize.fixed(3_400), fm.DealSize.varying(3_400, 0.7)
    assert near(chance.revenue_at_least(40, fixed, 25_000).value, chance.at_least(40, results=8).value)
    assert chance.inputs_for_revenue(fixed, 25_000, 0.9).inputs == 43
    assert chance.inputs_for_revenue(varying, 25_000, 0.9).inputs == 47
    assert chance.inputs_for_revenue(fm.DealSize.fixed(0), 1, 0.9).inputs is None
    assert chance.revenue_quantile(40, fixed, 0.5).value == 3_400 * chance.quantile(40, 0.5).value
    assert chance.revenue_quantile(40, varying, 1).value is None
    sure = flow.revenue_at_least(0.26, 4, fixed, 25_000)
    assert near(sure.value, flow.at_least(0.26, 4, results=8).value) and sure.method is fm.Method.EXACT
    assert flow.revenue_quantile(0.26, 4, fixed, 0.5).value == 34_000
    assert flow.revenue_quantile(0.26, 4, fixed, 1).value is None
    assert near(flow.weeks_for_revenue(0.26, fixed, 25_000, 0.9).weeks, flow.weeks_for(0.26, 8, 0.9).weeks)
    assert flow.weeks_for_revenue(0.26, fixed, 25_000, 1).weeks is None
    # One deal of two at 50 %: 1 or 3 with 1/4 each.
    seen = fm.Chance(0.5).revenue_at_least(1, fm.DealSize.seen([1, 3]), 2)
    assert seen.value == 0.25
    for sizes, counts in [
        ([1, 3], [1, 3]), ((1.0, 3.0), array.array("d", [2, 6])), (numpy.array([3.0, 1.0]), (0.75, 0.25)),
    ]:
        assert near(
            fm.Chance(0.5).revenue_at_least(1, fm.DealSize.counted(sizes, counts), 2).value, 0.375
        )
    lattice = chance.revenue_at_least(40, fm.DealSize.seen([1_000.1, 2_222.2, math.pi * 1_000]), 25_000)
    assert lattice.method is fm.Method.LATTICE and "cells" in lattice.method.bound


def test_a_distribution_of_revenue_is_made_once():
    chance, flow = fm.Chance(0.5), fm.Flow.steady(10)
    made = chance.revenue(1, fm.DealSize.seen([1, 3]))
    assert (made.mean, made.most, made.method) == (1, 3, fm.Method.EXACT) and near(made.variance, 1.5)
    assert near(made.at_least(2).value, 0.25) and near(made.at_least(2).complement, 0.75)
    assert made.quantile(0.75).value == 1 and made.quantile(0.8).value == 3
    assert (made.interval(1).low, made.interval(1).high) == (0, 3)
    assert near(made.mean_up_to(2), 0.25 * 1 + 0.25 * 2)
    arrivals = flow.revenue(0.26, 4, fm.DealSize.fixed(100))
    assert near(arrivals.mean, 1_040) and arrivals.most is None and arrivals.quantile(1).value is None
    refused("money", "threshold", None, -1.0, made.at_least, -1)
    refused("weeks", "weeks", None, -1.0, flow.revenue, 1, -1, fm.DealSize.fixed(1))


def test_a_plan_inside_a_period():
    # 15 / 9 / 4 reached by mid-month, 5 a week: 11.742 more appointments, 5.419 a week.
    funnel = fm.Funnel(GATES, 3_400)
    plan = funnel.plan(REVENUE, actual=5, start=fm.Start.reached([15, 9, 4]), left=fm.Left.share(0.5))
    assert f"{plan.periods[0].stages[0].whole.exact:.3f}" == "11.742"
    assert f"{plan.periods[1].stages[0].whole.exact:.3f}" == "5.419"
    assert f"{plan.gauge:.3f}" == "0.923" and f"{plan.attainment:.3f}" == "0.544"
    assert plan.landing < 1
    days = funnel.plan(
        REVENUE, actual=5, start=fm.Start.reached([15, 9, 4]), left=fm.Left.working_days(10, 20)
    )
    assert days.gauge == plan.gauge and days.landing == plan.landing
    said = funnel.plan(REVENUE, reached=5_000, entries=[10, 0, 0])
    assert near(said.attainment, 0.2) and said.landing is None
    refused("length", "entries[]", None, 1.0, funnel.plan, REVENUE, entries=[1])
    refused("elapsed_days", "elapsed_days", None, 3.0, funnel.plan, REVENUE, left=fm.Left.working_days(3, 2))


def test_deals_that_differ_take_more_work():
    fixed = fm.Funnel(GATES, 3_400).plan(REVENUE, confidence=0.9).confident
    assert fixed.leaves_out == fm.LeftOut.KNOWN_RATES | fm.LeftOut.DEAL_SIZES | fm.LeftOut.RATE_MOVEMENT
    assert len(fixed.leaves_out.messages) == 3
    sizes = fm.DealSize.varying(3_400, 0.7)
    for varied in (
        fm.Funnel(GATES, deal_size=sizes).plan(REVENUE, confidence=0.9).confident,
        fm.Funnel(GATES, 3_400).plan(REVENUE, confidence=0.9, deal_size=sizes).confident,
    ):
        assert varied.leaves_out == fm.LeftOut.KNOWN_RATES | fm.LeftOut.RATE_MOVEMENT
        assert varied.periods[0].stages[0].whole.units == 47


def test_distributions():
    assert fm.incomplete_beta(1, 1, 0.25) == fm.Tails(0.25, 0.75)
    assert near(fm.incomplete_gamma(1, 2).upper, math.exp(-2))
    assert fm.normal_tails(0) == fm.Tails(0.5, 0.5) and fm.normal_quantile(0.5) == 0
    assert near(fm.normal_quantile(0.975), 1.959963984540054)
    assert near(fm.beta_quantile(1, 2, 0.75).value, 0.5) and near(fm.gamma_quantile(1, 0.5), math.log(2))
    assert fm.gamma_quantile(1, 1) is fm.normal_quantile(0) is fm.ln_poisson_probability(1, 0) is None
    assert near(fm.binomial_probability(1, 3, 0.5), 0.375)
    assert near(fm.ln_binomial_probability(0, 10_000, 0.5), -10_000 * math.log(2))
    assert near(fm.poisson_probability(0, 2), math.exp(-2))
    assert near(fm.beta_binomial_probability(2, 3, 1, 1), 0.25)
    assert near(fm.ln_beta_binomial_probability(2, 3, 1, 1), -math.log(4))


def refused(code, field, index, value, call, *arguments, **named):
    with pytest.raises(fm.FunnelError) as caught:
        call(*arguments, **named)
    got = caught.value
    assert (got.code, got.field, got.index, got.value) == (code, field, index, value), got


def test_errors_have_code_field_index_and_value():
    chance, flow, fixed = fm.Chance(0.5), fm.Flow.steady(1), fm.DealSize.fixed(1)
    refused("evidence_shape", "evidence.b", None, 0.0, fm.Evidence, 1, 0)
    refused("shape", "a", None, -1.0, fm.incomplete_gamma, -1, 1)
    refused("probability", "confidence", None, 1.5, chance.inputs_for, 1, 1.5)
    refused("probability", "confidence", None, 2.0, fm.Funnel(GATES).plan, fm.Goal.volume(2, 1), confidence=2)
    refused("score", "z", None, math.inf, fm.normal_tails, math.inf)
    refused("weeks", "weeks", None, -1.0, flow.at_least, 0.5, -1, results=1)
    refused("weeks", "weeks", None, 0.0, fm.Flow.counted(1, 0).at_least, 0.5, 1, results=1)
    refused("variation", "size.variation", None, -0.5, chance.inputs_for_revenue, fm.DealSize.varying(1, -0.5), 1, 0.5)
    refused("no_deals", "size.sizes[]", None, None, chance.revenue_at_least, 1, fm.DealSize.seen([]), 1)
    refused("money", "size.sizes[]", 1, -1.0, flow.revenue_at_least, 1, 1, fm.DealSize.seen([1, -1]), 1)
    refused("money", "goal", None, -1.0, flow.weeks_for_revenue, 1, fixed, -1, 0.5)
    refused("count", "inputs", None, 1.5, chance.at_least, 1.5, results=1)
    refused("rate", "rate", None, 1.5, fm.Chance, 1.5)
    refused("gate", "gate", None, 2.0, fm.gate_for, [0.5, 0.5], 2, results=1, inputs=2, confidence=0.5)
    # Of a list of gates, the index is that of the gate.
    refused("rate", "rates[]", 2, 1.5, fm.Chance.of, [0.5, fm.Gate.counts(1, 2), 1.5])
    refused("rate", "rates[]", 1, -1.0, fm.Chance.of, [UNIFORM, -1.0])
    refused("successes", "gates[].successes", 1, 3.0, fm.Chance.of, [0.5, fm.Gate.counts(3, 2)])
    refused("one_in", "gates[].one_in", 1, 0.5, fm.Chance.of, [UNIFORM, fm.Gate.one_in(0.5)])
    refused("no_gates", "rates[]", None, None, fm.Chance.of, [])
    refused("enum", None, None, 7.0, fm.Flow(7, 1.0).at_least, 1, 1, results=1)
    refused("enum", None, None, 7.0, chance.revenue_at_least, 1, fm.DealSize(7), 1)


def test_types_are_refused_by_name():
    bad = lambda text, call, *rest, **named: fail(TypeError, text, call, *rest, **named)
    chance, flow, fixed = fm.Chance(0.5), fm.Flow.steady(1), fm.DealSize.fixed(1)
    funnel, goal = fm.Funnel(GATES), fm.Goal.volume(2, 1)
    bad("rate must be a number, not str", fm.Chance, "0.5")
    bad("evidence[1] must be an Evidence, not float", fm.Chance, 1, [UNIFORM, 0.5])
    bad("gates must be a list of gates, not Gate", fm.Chance.of, GATES[0])
    bad("gates must be a list of gates, not float", fm.Chance.of, 0.5)
    bad("gates[1] must be a number, not str", fm.Chance.of, [0.5, "0.5"])
    bad("gates[0] must be a number, not str", fm.Chance.of, [fm.Gate.rate("half")])
    bad("prior must be an Evidence, not str", fm.Chance.of, GATES, "uniform")
    bad("prior must be an Evidence, not tuple", funnel.plan, goal, confidence=0.5, prior=(1, 1))
    bad("confidence must be a number, not str", funnel.plan, goal, confidence="90 %")
    bad("a must be a number, not str", fm.Evidence, "1", 1)
    bad("successes must be a number", UNIFORM.observe, None, 1)
    bad("results must be a number, not NoneType", chance.at_least, 1, results=None)
    bad("gate must be an int, not float", fm.gate_for, [0.5], 0.0, results=1, inputs=1, confidence=0.5)
    bad("rates must be a list of numbers", fm.gate_for, 0.5, 0, results=1, inputs=1, confidence=0.5)
    bad("left must be a Left, not float", funnel.plan, goal, left=0.5)
    bad("entries must be a list of numbers", funnel.plan, goal, entries=1)
    bad("size must be a DealSize, not float", funnel.plan, goal, confidence=0.5, deal_size=1.0)
    bad("size must be a DealSize, not int", chance.revenue_at_least, 1, 3_400, 1)
    bad("size must be a DealSize, not list", flow.revenue_quantile, 1, 1, [1], 0.5)
    bad("size.sizes must be a list of numbers", chance.revenue_at_least, 1, fm.DealSize.seen(1), 1)
    bad("size.mean must be a number", chance.revenue_at_least, 1, fm.DealSize.fixed("1"), 1)
    bad("goal must be a number, not Goal", flow.weeks_for_revenue, 1, fixed, goal, 0.5)
    bad("a must be a number", lambda: fm.Flow.steady("1").per_week)
    fail(ValueError, "size.counts must have 2 numbers (as many as sizes); it has 1",
         chance.revenue_at_least, 1, fm.DealSize.counted([1, 2], [1]), 1)


def test_chances_leave_no_memory_behind():
    def make(times):
        for _ in range(times):
            chance = fm.Chance.of(COUNTED, UNIFORM)
            chance.revenue_at_least(4, fm.DealSize.counted([1, 2], [1, 1]), 1)
            fm.Flow.steady(1).weeks_for(1, 1, 0.5)
            chance.revenue(4, fm.DealSize.varying(1, 1)).at_least(1)

    make(2_000)
    before = resident()
    make(20_000)
    assert resident() - before < 4 << 20
