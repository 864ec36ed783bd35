"""Inputs that arrive at random at a steady rate: how many results, how soon, and what they are worth."""

from __future__ import annotations

from ctypes import sizeof
from dataclasses import dataclass
from typing import Any, Optional

from . import _library as c
from ._revenue import DealSize, Revenue, deal_size
from ._types import Interval, Probability, Quantile


@dataclass(frozen=True)
class Wait:
    """After how many weeks, not necessarily whole, there is enough, and the chance of it by then; ``weeks`` is
    None when no number is enough, and ``chance`` then that of ever."""

    weeks: Optional[float]
    chance: Probability

    @classmethod
    def _of(cls, got: Any) -> Wait:
        return cls(None if got.outcome else got.weeks, Probability._of(got.chance))


@dataclass(frozen=True)
class Flow:
    """Inputs that arrive independently of each other, at the same rate in every week (a Poisson process).

    What passes a chain of gates is a flow again: that is the ``rate`` of each method, 0 to 1. Weeks need not be
    whole.

    >>> flow = Flow.steady(10)
    >>> f"{flow.at_least(rate=0.26, weeks=4, results=8).value:.4f}"
    '0.8137'
    >>> f"{flow.weeks_for(rate=0.26, results=8, confidence=0.9).weeks:.2f} weeks"
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

    def mean(self, rate: float, weeks: float) -> float:
        """Expected results in so many weeks."""
        got = c.f64()
        c.calls.flow_mean(self._c(), c.number("rate", rate), c.number("weeks", weeks), got)
        return got.value

    def at_least(self, rate: float, weeks: float, *, results: float) -> Probability:
        """The probability of at least ``results`` results in so many weeks."""
        return self._chance(c.calls.flow_at_least, rate, weeks, results)

    def exactly(self, rate: float, weeks: float, *, results: float) -> Probability:
        """The probability of exactly ``results`` results in so many weeks."""
        return self._chance(c.calls.flow_exactly, rate, weeks, results)

    def quantile(self, rate: float, weeks: float, p: float) -> Quantile:
        """The smallest number of results that is not exceeded in so many weeks with a probability of at least
        ``p``; it has no value when there is none up to 2**53."""
        got, rate, weeks = c.Quantile(), c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_quantile(self._c(), rate, weeks, c.number("p", p), got)
        return Quantile._of(got)

    def interval(self, rate: float, weeks: float, level: float) -> Interval:
        """The central interval that holds the number of results of so many weeks with a probability of at least
        ``level``."""
        got, rate, weeks = c.Interval(), c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_interval(self._c(), rate, weeks, c.number("level", level), got)
        return Interval._of(got)

    def weeks_for(self, rate: float, results: float, confidence: float) -> Wait:
        """The weeks after which at least ``results`` results are there with a probability of ``confidence``."""
        got, rate, results = c.Wait(), c.number("rate", rate), c.number("results", results)
        c.calls.flow_weeks_for(self._c(), rate, results, c.number("confidence", confidence), got)
        return Wait._of(got)

    def revenue(self, rate: float, weeks: float, size: DealSize) -> Revenue:
        """The distribution of the revenue of so many weeks; for several questions about one."""
        handle, (deal, there) = c.pointer(), deal_size(size)
        rate, weeks = c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_revenue_new(self._c(), rate, weeks, deal, handle)
        del there
        return Revenue(handle)

    def revenue_at_least(
        self, rate: float, weeks: float, size: DealSize, threshold: float
    ) -> Probability:
        """The probability that the results of so many weeks are together worth at least ``threshold``."""
        got, (deal, there) = c.Probability(), deal_size(size)
        rate, weeks = c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_revenue_at_least(
            self._c(), rate, weeks, deal, c.number("threshold", threshold), got
        )
        del there
        return Probability._of(got)

    def revenue_quantile(self, rate: float, weeks: float, size: DealSize, p: float) -> Quantile:
        """The smallest amount that the revenue of so many weeks does not exceed with a probability of at least
        ``p``; it has no value when there is none."""
        got, (deal, there) = c.Quantile(), deal_size(size)
        rate, weeks = c.number("rate", rate), c.number("weeks", weeks)
        c.calls.flow_revenue_quantile(self._c(), rate, weeks, deal, c.number("p", p), got)
        del there
        return Quantile._of(got)

    def weeks_for_revenue(
        self, rate: float, size: DealSize, goal: float, confidence: float
    ) -> Wait:
        """The weeks after which the results are together worth at least ``goal`` with a probability of
        ``confidence``."""
        got, (deal, there) = c.Wait(), deal_size(size)
        c.calls.flow_weeks_for_revenue(
            self._c(), c.number("rate", rate), deal, c.number("goal", goal),
            c.number("confidence", confidence), got,
        )
        del there
        return Wait._of(got)

    def _chance(self, call: Any, rate: float, weeks: float, results: float) -> Probability:
        got, rate, weeks = c.Probability(), c.number("rate", rate), c.number("weeks", weeks)
        call(self._c(), rate, weeks, c.number("results", results), got)
        return Probability._of(got)

    def _c(self) -> Any:
        return c.Flow(sizeof(c.Flow), self.kind, c.number("a", self.a), c.number("b", self.b))


def arrivals_for(rate: float, results: float, confidence: float) -> Optional[float]:
    """The expected arrivals of a Poisson process needed so that at least ``results`` of them become results with a
    probability of ``confidence``; None when no number is enough."""
    got, rate, results = c.Maybe(), c.number("rate", rate), c.number("results", results)
    c.calls.arrivals_for(rate, results, c.number("confidence", confidence), got)
    return c.option(got)
