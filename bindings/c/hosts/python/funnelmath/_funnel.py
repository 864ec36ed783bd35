"""The funnel as people know it: named stages, gates, a sale value and a calendar."""

from __future__ import annotations

import weakref
from ctypes import pointer, sizeof
from typing import Any, Optional, Sequence

from . import _library as c
from ._chance import Evidence
from ._revenue import DealSize, deal_size as deal_struct
from ._types import (
    Calendar, ConfidentPlan, Effect, Gate, Goal, Left, LeftOut, Numbers, Period, PeriodPlan, Plan,
    Policy, Probability, StagePlan, Start, Unreachable, Whole, member,
)


def goal_struct(goal: Any, sale_value: float, start: Any) -> Any:
    """A goal as C reads it, and the numbers that it points to."""
    if not isinstance(goal, Goal):
        raise TypeError(f"goal must be a Goal, not {type(goal).__name__}")
    made = c.Goal(
        sizeof(c.Goal), goal.kind, c.whole_number("goal.stage", goal.stage),
        c.number("goal.amount", goal.amount), sale_value,
    )
    there = None
    if start is not None:
        if not isinstance(start, Start):
            raise TypeError(f"start must be a Start, not {type(start).__name__}")
        there = c.Doubles("start.volumes", start.volumes)
        made.start, made.start_len, made.start_kind = there.address, there.count, start.kind
    return made, there


class Funnel:
    """A funnel that owns its gates, the names of its stages, its sale value and its calendar.

    With a ``deal_size`` the sale value may be left out: it is the mean size. Immutable, and free to use from any
    number of threads; pickles, copies and compares.
    """

    __slots__ = ("_handle", "_made_of", "_names", "__weakref__")

    def __init__(
        self,
        gates: Sequence[Gate],
        sale_value: Optional[float] = None,
        *,
        entry: str = "",
        sale_value_benchmark: Optional[float] = None,
        calendar: Optional[Calendar] = None,
        deal_size: Optional[DealSize] = None,
    ) -> None:
        gates = tuple(gates)
        for index, gate in enumerate(gates):
            if not isinstance(gate, Gate):
                raise TypeError(f"gates[{index}] must be a Gate, not {type(gate).__name__}")
        if calendar is None:
            calendar = Calendar.common()
        elif not isinstance(calendar, Calendar):
            raise TypeError(f"calendar must be a Calendar, not {type(calendar).__name__}")
        names = [entry, *(gate.name for gate in gates)]
        for index, name in enumerate(names):
            if not isinstance(name, str):
                raise TypeError(f"the name of stage {index} must be a str, not {type(name).__name__}")
        made = (c.Gate * len(gates))()
        for place, gate, at in zip(made, gates, range(len(gates))):
            place.kind = gate.kind
            place.a = c.number(f"gates[{at}]", gate.a)
            place.b = c.number(f"gates[{at}]", gate.b)
            place.benchmark = c.maybe(f"gates[{at}].benchmark", gate.benchmark)
        options = c.FunnelOptions(
            sizeof(c.FunnelOptions), 0, made, len(gates),
            c.maybe("sale_value", sale_value),
            c.maybe("sale_value_benchmark", sale_value_benchmark), calendar._c(),
        )
        there = None
        if deal_size is not None:
            deal, there = deal_struct(deal_size)
            options.deal_size = pointer(deal)
        handle = c.pointer()
        c.calls.funnel_new(options, handle)
        del there
        self._handle = handle
        weakref.finalize(self, c.library.funnelmath_funnel_free, handle).atexit = False
        self._names = tuple(name or f"Stage {stage}" for stage, name in enumerate(names))
        self._made_of = (gates, sale_value, entry, sale_value_benchmark, calendar, deal_size)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stages, first stage first; one more than gates."""
        return self._names

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates, first gate first."""
        return self._made_of[0]

    def __repr__(self) -> str:
        return f"<Funnel {' > '.join(self._names)}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Funnel) and self._made_of == other._made_of

    def __hash__(self) -> int:
        return hash(self._names)

    def __reduce__(self) -> Any:
        return _funnel, self._made_of

    def plan(
        self,
        goal: Goal,
        *,
        per: Period = Period.MONTH,
        activity_per: Period = Period.WEEK,
        activity_stage: int = 0,
        policy: Policy = Policy.UP,
        actual: Optional[float] = None,
        start: Optional[Start] = None,
        reached: Optional[float] = None,
        left: Optional[Left] = None,
        entries: Optional[Numbers] = None,
        confidence: Optional[float] = None,
        prior: Optional[Evidence] = None,
        deal_size: Optional[DealSize] = None,
    ) -> Plan:
        """The plan for a goal: what each stage needs, exactly and in whole units, per period.

        ``activity_stage`` is where activity is counted, ``actual`` what is really done per activity period,
        ``start`` what is already there in the goal's period. Inside a period, ``reached`` is what is reached of the
        goal so far, ``left`` how much of the period is left, and ``entries`` how many will enter each stage directly
        in what is left. With a ``confidence`` (0 to 1) the plan also has the chances, and the units that reach the
        goal with that probability: gates made of counts are then only as sure as their counts, with ``prior``
        (Jeffreys's by default) assumed before them, and deals are as large as ``deal_size``, or the funnel's own.
        """
        asked, there = goal_struct(goal, 0.0, start)
        target = c.Target(struct_size=sizeof(c.Target), goal=asked)
        target.per, target.policy = member("per", Period, per), member("policy", Policy, policy)
        target.activity_per = member("activity_per", Period, activity_per)
        target.activity_stage = c.whole_number("activity_stage", activity_stage)
        target.actual, target.reached = c.maybe("actual", actual), c.maybe("reached", reached)
        target.confidence = c.maybe("confidence", confidence)
        if left is not None:
            if not isinstance(left, Left):
                raise TypeError(f"left must be a Left, not {type(left).__name__}")
            target.left_kind, target.left = left.kind, c.number("left.share_left", left.share_left)
            target.elapsed_days = c.number("left.elapsed_days", left.elapsed_days)
            target.total_days = c.number("left.total_days", left.total_days)
        entering, deals = None, None
        if entries is not None:
            entering = c.Doubles("entries", entries)
            target.entries, target.entries_len = entering.address, entering.count
        if deal_size is not None:
            deal, deals = deal_struct(deal_size)
            target.deal_size = pointer(deal)
        if prior is not None:
            if not isinstance(prior, Evidence):
                raise TypeError(f"prior must be an Evidence, not {type(prior).__name__}")
            target.prior_a, target.prior_b = prior.a, prior.b
        handle = c.pointer()
        c.calls.plan_new(self._handle, target, handle)
        del there, entering, deals
        try:
            return self._read(handle)
        finally:
            c.library.funnelmath_plan_free(handle)

    def _read(self, handle: Any) -> Plan:
        summary = c.PlanSummary()
        c.calls.plan_summarize(handle, summary)
        get = c.calls.plan_get_period, c.calls.plan_get_stage
        periods = self._periods(handle, summary.periods, *get)
        effect, effects = c.Effect(), []
        for index in range(summary.effects):
            c.calls.plan_get_effect(handle, index, effect)
            effects.append(Effect._of(effect))
        return Plan(
            Unreachable._of(summary.unreachable), periods, c.option(summary.gauge),
            c.option(summary.attainment), c.option(summary.landing), effects,
            self._confident(handle, len(periods)),
        )

    def _periods(self, handle: Any, count: int, get_period: Any, get_stage: Any) -> list[PeriodPlan]:
        period, whole, periods = c.PlanPeriod(), c.Whole(), []
        for index in range(count):
            get_period(handle, index, period)
            stages = []
            for stage, name in enumerate(self._names):
                get_stage(handle, index, stage, whole)
                stages.append(StagePlan(name, Whole._of(whole)))
            periods.append(
                PeriodPlan(
                    Period(period.period), period.goal, stages, c.option(period.revenue),
                    c.option(period.attainment),
                )
            )
        return periods

    def _confident(self, handle: Any, periods: int) -> Optional[ConfidentPlan]:
        found, chance, expected = c.PlanConfident(), c.Probability(), []
        c.calls.plan_get_confident(handle, found)
        if not found.present:
            return None
        for index in range(periods):
            c.calls.plan_get_expected_chance(handle, index, chance)
            expected.append(Probability._of(chance))
        get = c.calls.plan_get_confident_period, c.calls.plan_get_confident_stage
        return ConfidentPlan(
            found.confidence, expected, Probability._of(found.chance),
            self._periods(handle, found.periods, *get), LeftOut(found.leaves_out),
        )


def _funnel(
    gates: Any, sale_value: Any, entry: Any, benchmark: Any, calendar: Any, deal_size: Any
) -> Funnel:
    return Funnel(
        gates, sale_value, entry=entry, sale_value_benchmark=benchmark, calendar=calendar,
        deal_size=deal_size,
    )
