"""How large deals are, and amounts of revenue."""

from __future__ import annotations

from ctypes import sizeof
from dataclasses import dataclass
from typing import Any, Optional

from . import _library as c
from ._types import Method, Numbers


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


@dataclass(frozen=True)
class Amount:
    """An amount of money that revenue does not exceed with a stated probability."""

    amount: float
    method: Method

    @classmethod
    def _of(cls, got: Any) -> Optional[Amount]:
        return cls(got.amount.value, Method(got.method)) if got.amount.known else None
