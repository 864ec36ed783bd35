"""Sales-funnel maths, over the funnelmath C library.

    >>> from funnelmath import Funnel, Gate, Goal
    >>> funnel = Funnel(
    ...     [Gate.rate(0.65, "Proposals"), Gate.counts(2, 5, "Sales")],
    ...     sale_value=3_400, entry="First appointments",
    ... )
    >>> plan = funnel.plan(Goal.revenue(25_000), actual=5)
    >>> first = plan.periods[1].stages[0]
    >>> f"{first.name} a week: {first.whole.exact:.4f} -> {first.whole.units:.0f}"
    'First appointments a week: 6.5263 -> 7'

Rates and probabilities are numbers from 0 to 1; volumes and money are finite numbers of at least 0. Bad
input raises FunnelError; "no answer" (a closed gate, a quota of 0) is None or said in the result.
"""

from __future__ import annotations

import sys
from struct import iter_unpack
from typing import Any, Optional

from . import _library as c
from ._chance import Chance, Evidence, GateRate, Inputs, gate_for, rate_for
from ._distributions import (
    beta_binomial_probability, beta_quantile, binomial_probability, gamma_quantile,
    incomplete_beta, incomplete_gamma, ln_beta_binomial_probability, ln_binomial_probability,
    ln_poisson_probability, normal_quantile, normal_tails, poisson_probability,
)
from ._flow import Flow, Wait, arrivals_for
from ._funnel import Funnel, goal_struct
from ._library import FunnelError
from ._revenue import DealSize, Revenue
from ._types import (
    SALE_VALUE, Answer, Calendar, ConfidentPlan, Contradiction, Coverage, Effect, Forward, Gate,
    Goal, Impossible, Interval, Left, LeftOut, Lever, Maybes, Method, Numbers, Period, PeriodPlan,
    Pipeline, Plan, Policy, Probability, Quantile, Required, RollUp, Share, Solution, StagePlan,
    Start, Step, Tails, Unreachable, VelocityEffect, VelocityLever, Whole, conflict, member,
)

__all__ = [
    "SALE_VALUE", "Answer", "Calendar", "Chance", "ConfidentPlan", "Contradiction", "Coverage",
    "DealSize", "Effect", "Evidence", "Flow", "Forward", "Funnel", "FunnelError", "Gate",
    "GateRate", "Goal", "Impossible", "Inputs", "Interval", "Left", "LeftOut", "Lever",
    "Method", "Period", "PeriodPlan", "Pipeline", "Plan", "Policy", "Probability", "Quantile",
    "Required", "Revenue", "RollUp", "Share", "Solution", "StagePlan", "Start", "Step", "Tails",
    "Unreachable", "VelocityEffect", "VelocityLever", "Wait", "Whole", "abi", "activity_gauge",
    "arrivals_for", "attainment", "beta_binomial_probability", "beta_quantile",
    "binomial_probability", "coverage", "forward", "forward_each", "gamma_quantile", "gate_for",
    "incomplete_beta", "incomplete_gamma", "ln_beta_binomial_probability",
    "ln_binomial_probability", "ln_poisson_probability", "normal_quantile", "normal_tails",
    "overall", "poisson_probability", "rate_for", "rate_from_counts", "rate_one_in",
    "rates_from_counts", "required", "required_coverage", "roll_up", "sensitivity", "solve",
    "velocity_effect", "velocity_per_day", "version", "version_info", "weighted_pipeline",
    "whole", "whole_each",
]


def version() -> str:
    """The version of the library that is loaded."""
    return str(c.library.funnelmath_version(), "ascii")


def version_info() -> tuple[int, int, int]:
    """The same as three numbers."""
    library = c.library
    return (
        library.funnelmath_version_major(),
        library.funnelmath_version_minor(),
        library.funnelmath_version_patch(),
    )


def abi() -> int:
    """The counter of incompatible changes of the library that is loaded."""
    return int(c.library.funnelmath_abi())


def rate_from_counts(successes: float, trials: float) -> float:
    """The rate of a gate that ``successes`` of ``trials`` passed. An open deal is not a lost one."""
    rate = c.f64()
    c.calls.rate_from_counts(c.number("successes", successes), c.number("trials", trials), rate)
    return rate.value


def rate_one_in(n: float) -> float:
    """The rate of a gate that one in ``n`` passes."""
    rate = c.f64()
    c.calls.rate_one_in(c.number("n", n), rate)
    return rate.value


def rates_from_counts(successes: Numbers, trials: Numbers) -> Any:
    """Rates from columns of counts: successes[i] / trials[i].

    A list with None where there were no trials; a numpy array, with NaN there, when ``successes`` is one.
    """
    given = successes
    successes, trials = c.Doubles("successes", successes), c.Doubles("trials", trials)
    c.same_length("trials", trials, successes.count, "as many as successes")
    rates = (c.Maybe * successes.count)()
    c.calls.rates_from_counts(successes.address, trials.address, successes.count, rates)
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(given, numpy.ndarray):
        found = numpy.ctypeslib.as_array(rates)
        return numpy.where(found["known"] == 1, found["value"], numpy.nan)
    return [value if known else None for value, known in iter_unpack("dI4x", rates)]


def overall(rates: Numbers) -> float:
    """The conversion rate from the first stage to the last."""
    rates, result = c.Doubles("rates", rates), c.f64()
    c.calls.chain_overall(rates.address, rates.count, result)
    return result.value


def forward(rates: Numbers, entry: float, sale_value: float) -> Forward:
    """The expected volume of every stage, and the revenue, of what enters the first."""
    rates, revenue = c.Doubles("rates", rates), c.f64()
    entry, sale_value = c.number("entry", entry), c.number("sale_value", sale_value)
    stages = rates.count + 1
    volumes = (c.f64 * stages)()
    c.calls.chain_forward(
        rates.address, rates.count, entry, sale_value, volumes, stages, revenue
    )
    return Forward(list(volumes), revenue.value)


def forward_each(rates: Numbers, entries: Numbers, sale_values: Numbers) -> Forward:
    """The same when items enter and are worth something at every stage: ``entries`` and ``sale_values`` have one
    number for each stage."""
    rates, revenue = c.Doubles("rates", rates), c.f64()
    entries, sale_values = c.Doubles("entries", entries), c.Doubles("sale_values", sale_values)
    stages = rates.count + 1
    c.same_length("entries", entries, stages, "one for each stage")
    c.same_length("sale_values", sale_values, stages, "one for each stage")
    volumes = (c.f64 * stages)()
    c.calls.chain_forward_each(
        rates.address, rates.count, entries.address, sale_values.address, volumes, stages, revenue
    )
    return Forward(list(volumes), revenue.value)


def required(
    rates: Numbers, goal: Goal, sale_value: float, start: Optional[Start] = None
) -> Required:
    """The volume that every stage still needs for a goal to be met, in the goal's period."""
    asked, there = goal_struct(goal, c.number("sale_value", sale_value), start)
    rates, why = c.Doubles("rates", rates), c.Unreachable()
    stages = rates.count + 1
    volumes = (c.f64 * stages)()
    c.calls.chain_required(rates.address, rates.count, asked, volumes, stages, why)
    del there
    if why.unreachable:
        return Required(None, Unreachable._of(why))
    return Required(list(volumes), None)


def sensitivity(
    rates: Numbers,
    goal: Goal,
    sale_value: float,
    lever: Lever,
    step: Step,
    *,
    volume: float,
    stage: int = 0,
) -> Effect:
    """What one step of one lever does to the activity required for a goal, and to the revenue of ``volume``
    at ``stage``, where activity is counted."""
    if not isinstance(lever, Lever):
        raise TypeError(f"lever must be a Lever, not {type(lever).__name__}")
    if not isinstance(step, Step):
        raise TypeError(f"step must be a Step, not {type(step).__name__}")
    asked, _ = goal_struct(goal, c.number("sale_value", sale_value), None)
    rates, effect = c.Doubles("rates", rates), c.Effect()
    gate = 0 if lever.gate is None else c.whole_number("lever.gate", lever.gate)
    c.calls.chain_sensitivity(
        rates.address, rates.count, asked, c.whole_number("stage", stage),
        c.number("volume", volume), int(lever.is_sale_value), gate, step.kind,
        c.number("step.size", step.size), effect,
    )
    return Effect._of(effect)


def roll_up(gates: int, rates: Numbers, entries: Numbers, sale_values: Numbers) -> RollUp:
    """Adds up the chains of several members (reps, segments), weighted by their volumes.

    ``rates`` are those of the first member, then of the second, ... (or a numpy array, a row a member);
    ``entries`` how many enter, and ``sale_values`` the revenue per sale, of each member.
    """
    gates, rates = c.whole_number("gates", gates), c.Doubles("rates", rates)
    if gates > 1 << 20:  # before places for the results are made
        raise ValueError(f"gates must be at most {1 << 20}, not {gates}")
    entries = c.Doubles("entries", entries)
    sale_values = c.Doubles("sale_values", sale_values)
    members = entries.count
    if gates:  # a chain without gates is the library's to refuse
        c.same_length("rates", rates, gates * members, f"{gates} gates, {members} entries")
    c.same_length("sale_values", sale_values, members, "as many as entries")
    volumes, implied, total = (c.f64 * (gates + 1))(), (c.Maybe * gates)(), c.Total()
    c.calls.roll_up(
        gates, rates.address, entries.address, sale_values.address, members, volumes, implied, total
    )
    return RollUp(
        list(volumes), [c.option(rate) for rate in implied], total.revenue,
        c.option(total.sale_value), c.option(total.overall),
    )


def solve(
    volumes: Maybes,
    rates: Maybes,
    sale_value: Optional[float] = None,
    revenue: Optional[float] = None,
) -> Solution:
    """From any known volumes, rates, sale value and revenue, every quantity that follows; None is unknown."""
    known_volumes, known_rates = _maybes("volumes", volumes), _maybes("rates", rates)
    gates, stages = len(known_rates), len(known_rates) + 1
    if len(known_volumes) != stages:
        raise ValueError(
            f"volumes must have {stages} numbers (one more than rates); it has {len(known_volumes)}"
        )
    found = c.Solution()
    volume_answers, rate_answers = (c.Answer * stages)(), (c.Answer * gates)()
    c.calls.solve(
        known_volumes, known_rates, gates, c.maybe("sale_value", sale_value),
        c.maybe("revenue", revenue), volume_answers, rate_answers, found,
    )
    return Solution(
        [Answer._of(answer) for answer in volume_answers],
        [Answer._of(answer) for answer in rate_answers],
        Answer._of(found.sale_value), Answer._of(found.revenue), found.undetermined,
        conflict(found.conflict),
    )


def _maybes(name: str, values: Any) -> Any:
    if isinstance(values, (str, bytes, dict, set)) or not hasattr(values, "__len__"):
        raise TypeError(f"{name} must be a list of numbers and None, not {type(values).__name__}")
    made = (c.Maybe * len(values))()
    for index, value in enumerate(values):
        made[index] = c.maybe(f"{name}[{index}]", value)
    return made


def whole(policy: Policy, exact: float) -> Whole:
    """One exact volume as a whole one."""
    result = c.Whole()
    c.calls.policy_apply(member("policy", Policy, policy), c.number("exact", exact), result)
    return Whole._of(result)


def whole_each(policy: Policy, rates: Numbers, stage: int, exact: Numbers) -> list[float]:
    """The whole volumes of a plan: of the required volume of every stage, for a goal at ``stage``."""
    rates, exact = c.Doubles("rates", rates), c.Doubles("exact", exact)
    result = (c.f64 * exact.count)()
    c.calls.policy_apply_each(
        member("policy", Policy, policy), rates.address, rates.count,
        c.whole_number("stage", stage), exact.address, result, exact.count,
    )
    return list(result)


def activity_gauge(actual: float, required: float) -> Optional[float]:
    """Actual over unrounded required activity; None when nothing is required."""
    gauge = c.Maybe()
    c.calls.activity_gauge(c.number("actual", actual), c.number("required", required), gauge)
    return c.option(gauge)


def attainment(actual: float, goal: float) -> Optional[float]:
    """Actual over goal; None when the goal is 0."""
    share = c.Maybe()
    c.calls.attainment(c.number("actual", actual), c.number("goal", goal), share)
    return c.option(share)


def velocity_per_day(
    opportunities: float, sale_value: float, win_rate: float, cycle_days: float
) -> Optional[float]:
    """Sales velocity: opportunities * sale value * win rate / sales cycle; None for a cycle of 0 days."""
    per_day = c.Maybe()
    c.calls.velocity_per_day(
        c.number("opportunities", opportunities), c.number("sale_value", sale_value),
        c.number("win_rate", win_rate), c.number("cycle_days", cycle_days), per_day,
    )
    return c.option(per_day)


def velocity_effect(
    opportunities: float,
    sale_value: float,
    win_rate: float,
    cycle_days: float,
    lever: VelocityLever,
    by: float,
) -> VelocityEffect:
    """What moving one lever of sales velocity by a fraction of itself does: 0.2 is 20% more."""
    effect = c.VelocityEffect()
    c.calls.velocity_lever_effect(
        c.number("opportunities", opportunities), c.number("sale_value", sale_value),
        c.number("win_rate", win_rate), c.number("cycle_days", cycle_days),
        member("lever", VelocityLever, lever), c.number("by", by), effect,
    )
    return VelocityEffect(
        effect.to, bool(effect.capped), c.option(effect.per_day), c.option(effect.change)
    )


def weighted_pipeline(values: Numbers, probabilities: Numbers) -> Pipeline:
    """The sum over open deals of value times win probability, with its standard deviation."""
    values, probabilities = c.Doubles("values", values), c.Doubles("probabilities", probabilities)
    c.same_length("probabilities", probabilities, values.count, "as many as values")
    result = c.Pipeline()
    c.calls.weighted_pipeline(values.address, probabilities.address, values.count, result)
    return Pipeline(result.total, result.weighted, result.deviation)


def coverage(pipeline: float, quota: float, booked: float) -> Coverage:
    """Open pipeline over remaining quota (quota less booked revenue)."""
    result = c.Covered()
    c.calls.coverage(
        c.number("pipeline", pipeline), c.number("quota", quota), c.number("booked", booked), result
    )
    return Coverage(c.option(result.ratio), c.option(result.cushion), c.option(result.surplus))


def required_coverage(win_rate: float) -> Optional[float]:
    """1 over the share of open pipeline value that is won; None when it is 0."""
    result = c.Maybe()
    c.calls.required_coverage(c.number("win_rate", win_rate), result)
    return c.option(result)
