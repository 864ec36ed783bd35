"""How large deals are, and the distribution of revenue."""

from __future__ import annotations

import weakref
from ctypes import sizeof
from dataclasses import dataclass
from typing import Any, Optional

from . import _library as c
from ._types import Interval, Method, Numbers, Probability, Quantile


@dataclass(frozen=True)
class DealSize:
    """How large one deal is. Deals are independent of each other, and of how many there are."""

    kind: int
    mean: float = 0.0
    variation: float = 0.0
    sizes: Numbers = ()
    counts: Optional[Numbers] = None

    @classmethod
    def fixed(cls, size: float) -> DealSize:
        """Every deal is this large."""
        return cls(0, size)

    @classmethod
    def varying(cls, mean: float, variation: float) -> DealSize:
        """Gamma distributed, with a standard deviation of ``variation`` times the mean: 0.5 where most deals are
        between half and one and a half times the mean, 1 where many are small and a few large."""
        return cls(1, mean, variation)

    @classmethod
    def seen(cls, sizes: Numbers) -> DealSize:
        """One of these, each as likely as any other: the deals of last year. A size may stand there more than
        once."""
        return cls(2, sizes=sizes)

    @classmethod
    def counted(cls, sizes: Numbers, counts: Numbers) -> DealSize:
        """One of these, each as likely as its count says: a histogram."""
        return cls(3, sizes=sizes, counts=counts)

    def _c(self) -> Any:
        """As C reads it, and the numbers that it points to."""
        sizes = c.Doubles("size.sizes", self.sizes)
        made = c.DealSize(
            sizeof(c.DealSize), self.kind, c.number("size.mean", self.mean),
            c.number("size.variation", self.variation), sizes.address, None, sizes.count,
        )
        if self.counts is None:
            return made, sizes
        counts = c.Doubles("size.counts", self.counts)
        c.same_length("size.counts", counts, sizes.count, "as many as sizes")
        made.counts = counts.address
        return made, (sizes, counts)


def deal_size(size: Any) -> Any:
    """A size as C reads it, and the numbers that it points to."""
    if not isinstance(size, DealSize):
        raise TypeError(f"size must be a DealSize, not {type(size).__name__}")
    return size._c()


class Revenue:
    """The distribution of the revenue of so many inputs or weeks, made once and asked often: ``Chance.revenue``,
    ``Flow.revenue``.

    ``mean`` is the expected revenue, ``variance`` its variance (None when it is too large for a float), ``most``
    the largest revenue possible (None when there is none), ``method`` how its probabilities are computed.
    """

    __slots__ = ("_handle", "mean", "variance", "most", "method", "__weakref__")

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        weakref.finalize(self, c.library.funnelmath_revenue_free, handle).atexit = False
        got = c.RevenueSummary()
        c.calls.revenue_summarize(handle, got)
        self.mean: float = got.mean
        self.variance, self.most = c.option(got.variance), c.option(got.most)
        self.method = Method(got.method)

    def at_least(self, threshold: float) -> Probability:
        """The probability that the revenue is at least ``threshold``."""
        got = c.Probability()
        c.calls.revenue_at_least(self._handle, c.number("threshold", threshold), got)
        return Probability._of(got)

    def quantile(self, p: float) -> Quantile:
        """The smallest amount that the revenue does not exceed with a probability of at least ``p``."""
        got = c.Quantile()
        c.calls.revenue_quantile(self._handle, c.number("p", p), got)
        return Quantile._of(got)

    def interval(self, level: float) -> Interval:
        """The central interval that holds the revenue with a probability of at least ``level``."""
        got = c.Interval()
        c.calls.revenue_interval(self._handle, c.number("level", level), got)
        return Interval._of(got)

    def mean_up_to(self, threshold: float) -> float:
        """The expected value of the smaller of the revenue and ``threshold``."""
        got = c.f64()
        c.calls.revenue_mean_up_to(self._handle, c.number("threshold", threshold), got)
        return got.value
