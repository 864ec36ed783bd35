"""How sure: the chances of results, what makes them sure, and what counts say of a rate."""

from __future__ import annotations

from ctypes import sizeof
from dataclasses import dataclass
from typing import Any, ClassVar, Iterable, Optional, Union

from . import _library as c
from ._revenue import DealSize, Revenue, deal_size
from ._types import Gate, Interval, Numbers, Probability, Quantile, Share


@dataclass(frozen=True)
class Evidence:
    """What counts say of a rate: a Beta(a, b) distribution over it.

    ``a`` counts the successes and ``b`` the failures, each with what was assumed before anything was counted:
    ``Evidence.JEFFREYS`` (1/2 of each), ``Evidence.UNIFORM`` (1 of each), or a prior of your own, worth so many
    of each; from 1e-9 to 2**53.

    >>> closing = Evidence.UNIFORM.observe(40, 100)
    >>> interval = closing.interval(0.9)
    >>> f"{closing.mean:.3f}, {interval.low:.3f} to {interval.high:.3f}"
    '0.402, 0.324 to 0.483'
    """

    a: float
    b: float

    JEFFREYS: ClassVar[Evidence]
    UNIFORM: ClassVar[Evidence]

    def __post_init__(self) -> None:
        object.__setattr__(self, "a", c.number("a", self.a))
        object.__setattr__(self, "b", c.number("b", self.b))
        self.mean  # which refuses what is no shape

    @property
    def mean(self) -> float:
        """The expected rate, a / (a + b)."""
        rate = c.f64()
        c.calls.evidence_mean(self.a, self.b, rate)
        return rate.value

    def observe(self, successes: float, trials: float) -> Evidence:
        """The same with so many of so many more seen. Count only what is decided: an open deal is not a lost
        one."""
        successes, trials = c.number("successes", successes), c.number("trials", trials)
        return self._observe(successes, trials)

    def quantile(self, p: float) -> float:
        """The rate below which the true one lies with probability ``p``."""
        rate = c.f64()
        c.calls.evidence_quantile(self.a, self.b, c.number("p", p), rate)
        return rate.value

    def interval(self, level: float) -> Interval:
        """The central interval that holds the true rate with probability ``level`` (a credible interval)."""
        got = c.Interval()
        c.calls.evidence_interval(self.a, self.b, c.number("level", level), got)
        return Interval._of(got)

    def _observe(self, successes: float, trials: float, gate: Optional[int] = None) -> Evidence:
        a, b = c.f64(), c.f64()
        c.calls.evidence_observe(self.a, self.b, successes, trials, a, b, gate=gate)
        return Evidence(a.value, b.value)


Evidence.JEFFREYS, Evidence.UNIFORM = Evidence(0.5, 0.5), Evidence(1.0, 1.0)

Known = Union[float, Gate, Evidence]
"""What is known of a gate: its rate, a Gate, or what counts say of it."""


@dataclass(frozen=True)
class Inputs:
    """The fewest inputs that are enough, and the chance with them; ``inputs`` is None when no number is, and
    ``chance`` then the best there is."""

    inputs: Optional[float]
    chance: Probability

    @classmethod
    def _of(cls, got: Any) -> Inputs:
        return cls(None if got.outcome else got.inputs, Probability._of(got.chance))


@dataclass(frozen=True)
class GateRate:
    """The rate that one gate needs.

    ``rate`` is None when it cannot be had at this gate alone; then ``best`` is the chance with the gate at
    100%, and ``takes`` the rate above 1 that it would take (None where no number would do).
    """

    rate: Optional[float]
    takes: Optional[float]
    best: Optional[Probability]


class Chance:
    """The chance that inputs reach the end of a chain.

    ``Chance(0.26)`` is a chain of that overall rate; ``evidence`` has one more gate for each of which only counts
    are known. ``Chance.of`` takes gates as a funnel does. Items pass or fail independently of each other. When
    the same items were followed through several gates, these are one: of so many that started, so many came out.

    >>> chance = Chance.of([Gate.rate(0.65), Gate.rate(0.40)])
    >>> f"{chance.at_least(30, results=8).value:.3f}"
    '0.536'
    >>> chance.inputs_for(8, confidence=0.9).inputs
    43.0
    """

    __slots__ = ("_rate", "_evidence", "_mean", "_chain")

    def __init__(self, rate: float, evidence: Iterable[Evidence] = ()) -> None:
        self._rate, self._evidence = c.number("rate", rate), tuple(evidence)
        for index, gate in enumerate(self._evidence):
            _need(f"evidence[{index}]", Evidence, gate)
        doubles = c.f64 * len(self._evidence)
        a = doubles(*(gate.a for gate in self._evidence))
        b = doubles(*(gate.b for gate in self._evidence))
        mean = c.f64()
        self._chain = (self._rate, a, b, len(self._evidence))
        c.calls.chance_mean(*self._chain, mean)
        self._mean = mean.value

    @classmethod
    def of(cls, gates: Iterable[Known], prior: Evidence = Evidence.JEFFREYS) -> Chance:
        """The chance of a chain of gates, each a rate, a Gate or an Evidence.

        A gate made of counts is only as sure as its counts, with ``prior`` assumed before them; the rates of the
        others are known.
        """
        if isinstance(gates, (str, Gate, Evidence)) or not isinstance(gates, Iterable):
            raise TypeError(f"gates must be a list of gates, not {type(gates).__name__}")
        _need("prior", Evidence, prior)
        known, evidence = [], []
        for index, gate in enumerate(gates):
            if isinstance(gate, Evidence):
                evidence.append(gate)
                known.append(1.0)  # in the place of the unknown rate, that errors name the right gate
            elif isinstance(gate, Gate):
                a, b = c.number(f"gates[{index}]", gate.a), c.number(f"gates[{index}]", gate.b)
                if gate.kind == 1:
                    evidence.append(prior._observe(a, b, index))
                    known.append(1.0)
                elif gate.kind == 2:
                    rate = c.f64()
                    c.calls.rate_one_in(a, rate, gate=index)
                    known.append(rate.value)
                else:
                    known.append(a)
            else:
                known.append(c.number(f"gates[{index}]", gate))
        rates, overall = c.Doubles("gates", known), c.f64()
        c.calls.chain_overall(rates.address, rates.count, overall)
        return cls(overall.value, evidence)

    @property
    def rate(self) -> float:
        """The product of the rates that are known."""
        return self._rate

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What counts say of each of the others."""
        return self._evidence

    @property
    def mean(self) -> float:
        """The expected overall rate."""
        return self._mean

    def at_least(self, inputs: float, *, results: float) -> Probability:
        """The probability that of ``inputs`` at least ``results`` reach the end."""
        got, inputs = c.Probability(), c.number("inputs", inputs)
        c.calls.chance_at_least(*self._chain, inputs, c.number("results", results), got)
        return Probability._of(got)

    def exactly(self, inputs: float, *, results: float) -> Probability:
        """The probability that of ``inputs`` exactly ``results`` reach the end."""
        got, inputs = c.Probability(), c.number("inputs", inputs)
        c.calls.chance_exactly(*self._chain, inputs, c.number("results", results), got)
        return Probability._of(got)

    def quantile(self, inputs: float, p: float) -> Quantile:
        """The smallest number of results that ``inputs`` do not exceed with a probability of at least ``p``."""
        got, inputs = c.Quantile(), c.number("inputs", inputs)
        c.calls.chance_quantile(*self._chain, inputs, c.number("p", p), got)
        return Quantile._of(got)

    def interval(self, inputs: float, level: float) -> Interval:
        """The central interval that holds the number of results of ``inputs`` with a probability of at least
        ``level``."""
        got, inputs = c.Interval(), c.number("inputs", inputs)
        c.calls.chance_interval(*self._chain, inputs, c.number("level", level), got)
        return Interval._of(got)

    def lower_bound(self, inputs: float, confidence: float) -> Quantile:
        """The largest number of results that ``inputs`` reach with a probability of at least ``confidence``."""
        got, inputs = c.Quantile(), c.number("inputs", inputs)
        c.calls.chance_lower_bound(*self._chain, inputs, c.number("confidence", confidence), got)
        return Quantile._of(got)

    def inputs_for(self, results: float, confidence: float) -> Inputs:
        """The fewest inputs of which at least ``results`` reach the end with a probability of at least
        ``confidence``."""
        got, confidence = c.Inputs(), c.number("confidence", confidence)
        c.calls.chance_inputs_for(*self._chain, c.number("results", results), confidence, got)
        return Inputs._of(got)

    def revenue(self, inputs: float, size: DealSize) -> Revenue:
        """The distribution of the revenue of ``inputs``; for several questions about one."""
        handle, inputs, (deal, there) = c.pointer(), c.number("inputs", inputs), deal_size(size)
        c.calls.revenue_new(*self._chain, inputs, deal, handle)
        del there
        return Revenue(handle)

    def revenue_at_least(self, inputs: float, size: DealSize, threshold: float) -> Probability:
        """The probability that the deals from ``inputs`` are together worth at least ``threshold``."""
        got, inputs, (deal, there) = c.Probability(), c.number("inputs", inputs), deal_size(size)
        threshold = c.number("threshold", threshold)
        c.calls.chance_revenue_at_least(*self._chain, inputs, deal, threshold, got)
        del there
        return Probability._of(got)

    def revenue_quantile(self, inputs: float, size: DealSize, p: float) -> Quantile:
        """The smallest amount that the revenue from ``inputs`` does not exceed with a probability of at least
        ``p``. It has no value for certainty, of sizes that vary without end."""
        got, inputs, (deal, there) = c.Quantile(), c.number("inputs", inputs), deal_size(size)
        c.calls.chance_revenue_quantile(*self._chain, inputs, deal, c.number("p", p), got)
        del there
        return Quantile._of(got)

    def inputs_for_revenue(self, size: DealSize, goal: float, confidence: float) -> Inputs:
        """The fewest inputs whose deals are together worth at least ``goal`` with a probability of at least
        ``confidence``."""
        got, (deal, there) = c.Inputs(), deal_size(size)
        goal, confidence = c.number("goal", goal), c.number("confidence", confidence)
        c.calls.chance_inputs_for_revenue(*self._chain, deal, goal, confidence, got)
        del there
        return Inputs._of(got)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chance) and self._made_of() == other._made_of()

    def __hash__(self) -> int:
        return hash(self._made_of())

    def __repr__(self) -> str:
        return f"Chance({self._rate!r}, {list(self._evidence)!r})"

    def __reduce__(self) -> Any:
        return Chance, self._made_of()

    def _made_of(self) -> Any:
        return self._rate, self._evidence


def rate_for(*, results: float, inputs: float, confidence: float) -> Optional[Share]:
    """The smallest overall rate with which at least ``results`` of ``inputs`` reach the end with a probability of
    ``confidence`` (the bound of Clopper and Pearson); None when there are fewer inputs than results."""
    got = c.OverallRate()
    c.calls.rate_for(_requirement(results, inputs, confidence), got)
    return None if got.outcome else Share(got.rate.value, got.rate.complement)


def gate_for(
    rates: Numbers, gate: int, *, results: float, inputs: float, confidence: float
) -> GateRate:
    """The rate that one gate (from 0) needs, the others as they are, so that of ``inputs`` at the first stage at
    least ``results`` reach the last with a probability of ``confidence``."""
    rates, got = c.Doubles("rates", rates), c.GateRate()
    c.calls.chain_gate_for(
        rates.address, rates.count, c.whole_number("gate", gate),
        _requirement(results, inputs, confidence), got,
    )
    if got.outcome:
        return GateRate(None, c.option(got.takes), Probability._of(got.best))
    return GateRate(got.rate, None, None)


def _requirement(results: float, inputs: float, confidence: float) -> Any:
    return c.Requirement(
        sizeof(c.Requirement), 0, c.number("results", results), c.number("inputs", inputs),
        c.number("confidence", confidence),
    )


def _need(name: str, kind: Any, value: Any) -> Any:
    """That an argument is of a class."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        raise TypeError(f"{name} must be {article} {kind.__name__}, not {type(value).__name__}")
    return value
