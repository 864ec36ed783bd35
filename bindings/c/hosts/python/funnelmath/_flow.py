"""Inputs that arrive at random at a steady rate: how many results, how soon, and what they are worth."""

from __future__ import annotations

from ctypes import sizeof
from dataclasses import dataclass
from typing import Any, Optional

from . import _library as c
from ._revenue import Amount, DealSize, deal_size
from ._types import Likelihood


@dataclass(frozen=True)
class FlowRange:
    """The limits between which a number of results lies, each included, with a stated probability; ``high`` is
    None when there is none up to 2**53."""

    low: float
    high: Optional[float]


@dataclass(frozen=True)
class Wait:
    """After how many weeks, not necessarily whole, there is enough, and the chance of it by then; ``weeks`` is
    None when no number is enough, and ``chance`` then that of ever."""

    weeks: Optional[float]
    chance: Likelihood

    @classmethod
    def _of(cls, got: Any) -> Wait:
        return cls(None if got.outcome else got.weeks, Likelihood._of(got.chance))


@dataclass(frozen=True)
class Flow:
    """Inputs that arrive independently of each other, at the same rate in every week (a Poisson process).

    What passes a chain of gates is a flow again: that is the ``rate`` of each method, 0 to 1. Weeks need not be
    whole.

    >>> flow = Flow.steady(10)
    >>> f"{flow.at_least(8, rate=0.26, weeks=4).reached:.4f}"
    '0.8137'
    >>> f"{flow.weeks(8, rate=0.26, confidence=0.9).weeks:.2f} weeks"
    '4.53 weeks'
    """

    kind: int
    a: float
    b: float = 0.0

    @classmethod
    def steady(cls, per_week: float) -> Flow:
        """A known number of arrivals a week, not necessarily whole."""
        return cls(0, per_week)

    @classmethod
    def counted(cls, arrivals: float, weeks: float) -> Flow:
        """So many were seen in so many weeks. None seen is not "none will come": half an arrival more is assumed
        (Jeffreys)."""
        return cls(1, arrivals, weeks)

    @classmethod
    def uncertain(cls, shape: float, weeks: float) -> Flow:
        """As if ``shape`` arrivals had been seen in so many weeks: with a prior of your own."""
        return cls(2, shape, weeks)

    @property
    def per_week(self) -> float:
        """Expected arrivals a week."""
        got = c.f64()
        c.calls.flow_per_week(self._c(), got)
        return got.value

    def expected(self, rate: float, weeks: float) -> float:
        """Expected results in so many weeks."""
        got = c.f64()
        c.calls.flow_expected(self._c(), c.number("rate", rate), c.number("weeks", weeks), got)
        return got.value

    def at_least(self, k: float, rate: float, weeks: float) -> Likelihood:
        """The chance of at least ``k`` results in so many weeks."""
        return self._chance(c.calls.flow_at_least, k, rate, weeks)

    def exactly(self, k: float, rate: float, weeks: float) -> Likelihood:
        """The chance of exactly ``k`` results in so many weeks."""
        return self._chance(c.calls.flow_exactly, k, rate, weeks)

    def quantile(self, rate: float, weeks: float, p: float) -> Optional[float]:
        """The smallest number of results that is not exceeded in so many weeks with a probability of at least
        ``p``; None when there is none up to 2**53."""
        got, rate, weeks = c.Maybe(), c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_quantile(self._c(), rate, weeks, c.number("p", p), got)
        return c.option(got)

    def interval(self, rate: float, weeks: float, level: float) -> FlowRange:
        """The central range that holds the number of results of so many weeks with a probability of at least
        ``level``."""
        got, rate, weeks = c.FlowRange(), c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_interval(self._c(), rate, weeks, c.number("level", level), got)
        return FlowRange(got.low, c.option(got.high))

    def weeks(self, k: float, rate: float, confidence: float) -> Wait:
        """The weeks after which at least ``k`` results are there with a chance of ``confidence``."""
        got, k, rate = c.Wait(), c.number("k", k), c.number("rate", rate)
        c.calls.flow_weeks(self._c(), k, rate, c.number("confidence", confidence), got)
        return Wait._of(got)

    def revenue_at_least(
        self, rate: float, weeks: float, size: DealSize, goal: float
    ) -> Likelihood:
        """The chance that the results of so many weeks are together worth at least ``goal``."""
        got, (deal, there) = c.Likelihood(), deal_size(size)
        rate, weeks = c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_revenue_at_least(
            self._c(), rate, weeks, deal, c.number("goal", goal), got
        )
        del there
        return Likelihood._of(got)

    def revenue_quantile(
        self, rate: float, weeks: float, size: DealSize, p: float
    ) -> Optional[Amount]:
        """The smallest amount that the revenue of so many weeks does not exceed with a probability of at least
        ``p``; None when there is none."""
        got, (deal, there) = c.Amount(), deal_size(size)
        rate, weeks = c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_revenue_quantile(self._c(), rate, weeks, deal, c.number("p", p), got)
        del there
        return Amount._of(got)

    def revenue_weeks(
        self, rate: float, size: DealSize, goal: float, confidence: float
    ) -> Wait:
        """The weeks after which the results are together worth at least ``goal`` with a chance of
        ``confidence``."""
        got, (deal, there) = c.Wait(), deal_size(size)
        c.calls.flow_revenue_weeks(
            self._c(), c.number("rate", rate), deal, c.number("goal", goal),
            c.number("confidence", confidence), got,
        )
        del there
        return Wait._of(got)

    def _chance(self, call: Any, k: float, rate: float, weeks: float) -> Likelihood:
        got = c.Likelihood()
        call(
            self._c(), c.number("k", k), c.number("rate", rate), c.number("weeks", weeks), got
        )
        return Likelihood._of(got)

    def _c(self) -> Any:
        return c.Flow(sizeof(c.Flow), self.kind, c.number("a", self.a), c.number("b", self.b))


def arrivals_for(k: float, rate: float, confidence: float) -> Optional[float]:
    """The expected arrivals needed so that at least ``k`` of them become results with a chance of
    ``confidence``, when their number itself is by chance; None when no number is enough."""
    got, k, rate = c.Maybe(), c.number("k", k), c.number("rate", rate)
    c.calls.arrivals_for(k, rate, c.number("confidence", confidence), got)
    return c.option(got)
