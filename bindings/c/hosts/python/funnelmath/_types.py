"""What goes in and comes out: enumerations and frozen dataclasses."""

from __future__ import annotations

from ctypes import sizeof
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any, Iterable, Optional, Sequence, Union

from . import _library as c

Numbers = Union[Iterable[float], Any]
"""A list of numbers, or a buffer of doubles: array.array("d"), a memoryview of one, numpy float64."""


class Period(IntEnum):
    """A period that goals and activity are counted in."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    QUARTER = 3
    YEAR = 4


class Policy(IntEnum):
    """How an exact volume becomes a whole one: one ceiling at the end, the nearest whole number, or a
    ceiling at each stage."""

    UP = 0
    NEAREST = 1
    UP_EACH_STAGE = 2


class VelocityLever(IntEnum):
    """One of the four factors of sales velocity."""

    OPPORTUNITIES = 0
    SALE_VALUE = 1
    WIN_RATE = 2
    CYCLE = 3


class Method(IntEnum):
    """How a probability was computed. ``bound`` states what is known of its error.

    EXACT: a closed form or a finite sum. INVERSION: numerical inversion of an integral transform. QUADRATURE: a
    numerical integral over the unknown rates. LATTICE: of revenue, deal sizes rounded to a lattice. TRUNCATED: a sum
    that was cut where the rest is negligible.
    """

    EXACT = 0
    INVERSION = 1
    QUADRATURE = 2
    LATTICE = 3
    TRUNCATED = 4

    @property
    def bound(self) -> str:
        """What is known of the error of this method, in one or two sentences."""
        return str(c.library.funnelmath_method_bound(int(self)), "utf-8")


class LeftOut(IntFlag):
    """What varies in reality and a chance takes as fixed."""

    KNOWN_RATES = 1
    DEAL_SIZES = 2
    RATE_MOVEMENT = 4

    @property
    def messages(self) -> list[str]:
        """One sentence for each."""
        return [
            str(c.library.funnelmath_left_out_message(int(one)), "utf-8")
            for one in LeftOut if one in self
        ]


def member(name: str, kind: Any, value: Any) -> int:
    """The number of an enumeration's member; nothing else is taken for one."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be a {kind.__name__}, not {value!r}")
    return int(value)


@dataclass(frozen=True)
class Lever:
    """Something that can be improved: a gate (from 0), or the sale value."""

    gate: Optional[int] = None

    @property
    def is_sale_value(self) -> bool:
        return self.gate is None

    def __str__(self) -> str:
        return "sale value" if self.gate is None else f"gate {self.gate}"


SALE_VALUE = Lever()
"""The lever that is the sale value."""


@dataclass(frozen=True)
class Step:
    """How far a lever is moved."""

    kind: int
    size: float

    @classmethod
    def points(cls, size: float) -> Step:
        """So many percentage points more: 1 turns 40% into 41%. For the sale value, units of currency."""
        return cls(0, size)

    @classmethod
    def percent(cls, size: float) -> Step:
        """So many percent of itself more: 10 turns 40% into 44%."""
        return cls(1, size)

    @classmethod
    def to(cls, size: float) -> Step:
        """To this value."""
        return cls(2, size)


@dataclass(frozen=True)
class Goal:
    """What is aimed at: revenue, or a volume at a stage (from 0)."""

    kind: int
    amount: float
    stage: int = 0

    @classmethod
    def revenue(cls, amount: float) -> Goal:
        """So much revenue."""
        return cls(0, amount)

    @classmethod
    def volume(cls, stage: int, amount: float) -> Goal:
        """So many at one stage."""
        return cls(1, amount, stage)


@dataclass(frozen=True)
class Start:
    """What is already there: one volume for each stage."""

    kind: int
    volumes: Numbers

    @classmethod
    def open(cls, volumes: Numbers) -> Start:
        """How many wait at each stage and may still pass its gate; at the goal's stage, how many are done."""
        return cls(1, volumes)

    @classmethod
    def reached(cls, volumes: Numbers) -> Start:
        """How many reached each stage this period, whatever became of them."""
        return cls(2, volumes)


@dataclass(frozen=True)
class Left:
    """How much of the goal's period is left."""

    kind: int
    share_left: float = 0.0
    elapsed_days: float = 0.0
    total_days: float = 0.0

    @classmethod
    def share(cls, share: float) -> Left:
        """This share of it, 0 to 1."""
        return cls(1, share)

    @classmethod
    def working_days(cls, elapsed: float, total: float) -> Left:
        """All but ``elapsed`` of ``total`` working days."""
        return cls(2, 0.0, elapsed, total)


@dataclass(frozen=True)
class Gate:
    """A gate, the name of the stage behind it, and the rate that it is held against."""

    kind: int
    a: float
    b: float = 0.0
    name: str = ""
    benchmark: Optional[float] = None

    @classmethod
    def rate(cls, rate: float, name: str = "", benchmark: Optional[float] = None) -> Gate:
        """A conversion rate, 0 to 1."""
        return cls(0, rate, 0.0, name, benchmark)

    @classmethod
    def counts(
        cls, successes: float, trials: float, name: str = "", benchmark: Optional[float] = None
    ) -> Gate:
        """So many of so many passed."""
        return cls(1, successes, trials, name, benchmark)

    @classmethod
    def one_in(cls, n: float, name: str = "", benchmark: Optional[float] = None) -> Gate:
        """One in n passes."""
        return cls(2, n, 0.0, name, benchmark)


@dataclass(frozen=True)
class Calendar:
    """How many weeks and days a year of twelve months has."""

    kind: int
    weeks: Optional[float] = None
    days_per_week: float = 7.0

    @classmethod
    def common(cls, days_per_week: float = 7.0) -> Calendar:
        """52 weeks, 12 months."""
        return cls(0, None, days_per_week)

    @classmethod
    def four_week_month(cls, days_per_week: float = 7.0) -> Calendar:
        """The coaching month of 4 weeks: 48 weeks, 12 months."""
        return cls(1, None, days_per_week)

    @classmethod
    def civil(cls, days_per_week: float = 7.0) -> Calendar:
        """The mean Gregorian year of 365.2425 days."""
        return cls(2, None, days_per_week)

    @classmethod
    def selling_weeks(cls, weeks: float, days_per_week: float = 7.0) -> Calendar:
        """Your own selling weeks a year (above 0, at most 53), over 12 months."""
        return cls(3, weeks, days_per_week)

    def per_year(self, period: Period) -> float:
        """How many of a period a year has."""
        result = c.f64()
        c.calls.calendar_per_year(self._c(), member("period", Period, period), result)
        return result.value

    def convert(self, amount: float, per: Period, to: Period) -> float:
        """An amount (volume or money) per one period as an amount per another; nothing is rounded."""
        result = c.f64()
        per_number, to_number = member("per", Period, per), member("to", Period, to)
        amount = c.number("amount", amount)
        c.calls.calendar_convert(self._c(), amount, per_number, to_number, result)
        return result.value

    def _c(self) -> Any:
        weeks = 0.0 if self.weeks is None else c.number("weeks", self.weeks)
        days = c.number("days_per_week", self.days_per_week)
        return c.Calendar(sizeof(c.Calendar), self.kind, weeks, days)


@dataclass(frozen=True)
class Whole:
    """A whole number of units, and the exact volume it stands for.

    ``residual`` is units beyond the exact volume; ``delivers`` is units / exact, None when nothing was asked.
    """

    exact: float
    units: float
    residual: float
    delivers: Optional[float]

    @classmethod
    def _of(cls, got: Any) -> Whole:
        return cls(got.exact, got.units, got.residual, c.option(got.delivers))


@dataclass(frozen=True)
class Forward:
    """The expected volume of every stage, and the revenue."""

    volumes: list[float]
    revenue: float


@dataclass(frozen=True)
class Unreachable:
    """Why a goal cannot be reached: the lever that is 0, what would have to come out of it, and the best
    that can be reached, in the goal's unit."""

    lever: Lever
    missing: float
    best: float

    @classmethod
    def _of(cls, got: Any) -> Optional[Unreachable]:
        if not got.unreachable:
            return None
        return cls(_lever(got), got.missing, got.best)


@dataclass(frozen=True)
class Required:
    """The volume that every stage needs, or why none is enough; the other one is None."""

    volumes: Optional[list[float]]
    unreachable: Optional[Unreachable]


@dataclass(frozen=True)
class Effect:
    """What one step of one lever does. Changes are fractions: -0.1 is 10% less."""

    lever: Lever
    step: Step
    before: float
    after: float
    capped: bool
    required_before: Optional[float]
    required_after: Optional[float]
    required_change: Optional[float]
    revenue_before: float
    revenue_after: float
    revenue_change: Optional[float]

    @classmethod
    def _of(cls, got: Any) -> Effect:
        return cls(
            _lever(got), Step(got.step, got.size), getattr(got, "from"), got.to, bool(got.capped),
            c.option(got.required_before), c.option(got.required_after),
            c.option(got.required_change), got.revenue_before, got.revenue_after,
            c.option(got.revenue_change),
        )


@dataclass(frozen=True)
class RollUp:
    """A team's summed volumes, the rates it has as a whole (None where nothing enters), and its totals."""

    volumes: list[float]
    implied: list[Optional[float]]
    revenue: float
    sale_value: Optional[float]
    overall: Optional[float]


@dataclass(frozen=True)
class VelocityEffect:
    """What moving one lever does to the sales velocity."""

    to: float
    capped: bool
    per_day: Optional[float]
    change: Optional[float]


@dataclass(frozen=True)
class Pipeline:
    """An open pipeline as one number, and how far that number may be off."""

    total: float
    weighted: float
    deviation: float


@dataclass(frozen=True)
class Coverage:
    """Pipeline over remaining quota and what is beyond it; of a quota that is met, only the surplus."""

    ratio: Optional[float]
    cushion: Optional[float]
    surplus: Optional[float]


@dataclass(frozen=True)
class Answer:
    """What the knowns say of one quantity.

    ``kind`` is "given", "found", "undetermined" or "only_product". The value is that of the first two;
    ``product`` is that of all such quantities between the stages ``start`` and ``end`` (the number of stages
    stands for the revenue).
    """

    kind: str
    value: Optional[float] = None
    product: Optional[float] = None
    start: Optional[int] = None
    end: Optional[int] = None

    @classmethod
    def _of(cls, got: Any) -> Answer:
        kind = ("given", "found", "undetermined", "only_product")[got.kind]
        if kind == "only_product":
            return cls(kind, None, got.value, getattr(got, "from"), got.to)
        return cls(kind, got.value if kind != "undetermined" else None)


@dataclass(frozen=True)
class Contradiction:
    """What is known up to stage ``to`` leads to ``expected``, and ``given`` was said. The number of stages
    stands for the revenue."""

    start: int
    to: int
    expected: float
    given: float


@dataclass(frozen=True)
class Impossible:
    """Some of ``gates`` unknown gates, from ``gate`` on, would need a rate above 1: ``takes`` (None where no
    rate would do). ``best`` is what can be reached at ``to``."""

    gate: int
    gates: int
    takes: Optional[float]
    to: int
    best: float


def conflict(got: Any) -> Union[None, Contradiction, Impossible]:
    if got.kind == 1:
        return Contradiction(getattr(got, "from"), got.to, got.expected, got.given)
    if got.kind == 2:
        return Impossible(got.gate, got.gates, c.option(got.takes), got.to, got.best)
    return None


@dataclass(frozen=True)
class Solution:
    """Every quantity that follows from the knowns, and the first conflict among them."""

    volumes: list[Answer]
    rates: list[Answer]
    sale_value: Answer
    revenue: Answer
    undetermined: int
    conflict: Union[None, Contradiction, Impossible]


@dataclass(frozen=True)
class Probability:
    """The probability of an event and of its complement, each to full relative precision."""

    value: float
    complement: float
    method: Method

    @classmethod
    def _of(cls, got: Any) -> Probability:
        return cls(got.value, got.complement, Method(got.method))


@dataclass(frozen=True)
class Quantile:
    """The smallest number that is not exceeded with a stated probability; ``value`` is None when no finite number
    is large enough."""

    value: Optional[float]
    method: Method

    @classmethod
    def _of(cls, got: Any) -> Quantile:
        return cls(c.option(got.value), Method(got.method))


@dataclass(frozen=True)
class Interval:
    """The limits between which a rate, a count or an amount lies with a stated probability; both belong to it.
    ``high`` is None when no finite number is large enough."""

    low: float
    high: Optional[float]
    method: Method

    @classmethod
    def _of(cls, got: Any) -> Interval:
        return cls(got.low, c.option(got.high), Method(got.method))


@dataclass(frozen=True)
class Tails:
    """The probabilities of at most so much, and of more, each to full relative precision."""

    lower: float
    upper: float


@dataclass(frozen=True)
class Share:
    """A number from 0 to 1 and its complement, each to full relative precision."""

    value: float
    complement: float


@dataclass(frozen=True)
class StagePlan:
    """What one stage needs in one period."""

    name: str
    whole: Whole


@dataclass(frozen=True)
class PeriodPlan:
    """A plan in one period: what the activity of this period is to bring (the goal less what is reached and
    expected of what waits), each stage, and what the whole activity delivers."""

    period: Period
    goal: float
    stages: list[StagePlan]
    revenue: Optional[float]
    attainment: Optional[float]


@dataclass(frozen=True)
class ConfidentPlan:
    """The plan that reaches the goal with the confidence that was asked for, and the chances of the expected one.

    ``expected`` has the chance of each period of the expected plan, with its whole activity kept up for the goal's
    period. ``chance`` is that of this plan, by its activity in the goal's period; when no number of units is
    enough, ``periods`` is empty and ``chance`` the best there is. ``leaves_out`` says what these chances take as
    fixed.
    """

    confidence: float
    expected: list[Probability]
    chance: Probability
    periods: list[PeriodPlan]
    leaves_out: LeftOut


@dataclass(frozen=True)
class Plan:
    """What a goal takes: per goal period and per activity period, and what would help most.

    ``gauge`` is the actual activity / the unrounded required one; ``attainment`` what is reached / the goal;
    ``landing`` what the period ends with at the actual pace / the goal.
    """

    unreachable: Optional[Unreachable]
    periods: list[PeriodPlan]
    gauge: Optional[float]
    attainment: Optional[float]
    landing: Optional[float]
    effects: list[Effect]
    confident: Optional[ConfidentPlan] = None


def _lever(got: Any) -> Lever:
    return Lever(got.gate) if got.lever == 0 else SALE_VALUE


Maybes = Sequence[Optional[float]]
"""Numbers, with None for what is not known."""
