"""The distributions behind the chances: tails, quantiles and probabilities, each to full relative precision."""

from __future__ import annotations

from typing import Any, Optional

from . import _library as c
from ._types import Share, Tails


def incomplete_beta(a: float, b: float, x: float) -> Tails:
    """The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate
    is at most ``x``, and that it is above. P(at least k of n) = I_p(k, n - k + 1)."""
    got = c.Tails()
    c.calls.incomplete_beta(c.number("a", a), c.number("b", b), c.number("x", x), got)
    return Tails(got.lower, got.upper)


def incomplete_gamma(a: float, x: float) -> Tails:
    """The regularised incomplete gamma functions P(a, x) and Q(a, x)."""
    got = c.Tails()
    c.calls.incomplete_gamma(c.number("a", a), c.number("x", x), got)
    return Tails(got.lower, got.upper)


def beta_quantile(a: float, b: float, p: float) -> Share:
    """The rate that a Beta(a, b) rate stays below with probability ``p``, and what it leaves to 1."""
    got = c.Share()
    c.calls.beta_quantile(c.number("a", a), c.number("b", b), c.number("p", p), got)
    return Share(got.value, got.complement)


def gamma_quantile(a: float, p: float) -> Optional[float]:
    """The x that a gamma variable of shape ``a`` and scale 1 stays below with probability ``p``; None for 1."""
    got = c.Maybe()
    c.calls.gamma_quantile(c.number("a", a), c.number("p", p), got)
    return c.option(got)


def normal_tails(z: float) -> Tails:
    """The chances that a standard normal variable is at most ``z``, and that it is above."""
    got = c.Tails()
    c.calls.normal_tails(c.number("z", z), got)
    return Tails(got.lower, got.upper)


def normal_quantile(p: float) -> Optional[float]:
    """The z that a standard normal variable stays below with probability ``p``; None for 0 and 1."""
    got = c.Maybe()
    c.calls.normal_quantile(c.number("p", p), got)
    return c.option(got)


def binomial_probability(k: float, n: float, p: float) -> float:
    """The chance of exactly ``k`` successes in ``n`` independent trials of chance ``p``."""
    return _value(c.calls.binomial_probability, k=k, n=n, p=p)


def ln_binomial_probability(k: float, n: float, p: float) -> Optional[float]:
    """Its natural logarithm, also where it is too small for a float; None for the impossible."""
    return _option(c.calls.ln_binomial_probability, k=k, n=n, p=p)


def poisson_probability(k: float, mean: float) -> float:
    """The chance of exactly ``k`` arrivals where ``mean`` are expected."""
    return _value(c.calls.poisson_probability, k=k, mean=mean)


def ln_poisson_probability(k: float, mean: float) -> Optional[float]:
    """Its natural logarithm, also where it is too small for a float; None for the impossible."""
    return _option(c.calls.ln_poisson_probability, k=k, mean=mean)


def beta_binomial_probability(k: float, n: float, a: float, b: float) -> float:
    """The chance of exactly ``k`` successes in ``n`` trials of one unknown chance, which is Beta(a, b)."""
    return _value(c.calls.beta_binomial_probability, k=k, n=n, a=a, b=b)


def ln_beta_binomial_probability(k: float, n: float, a: float, b: float) -> Optional[float]:
    """Its natural logarithm, also where it is too small for a float; None for the impossible."""
    return _option(c.calls.ln_beta_binomial_probability, k=k, n=n, a=a, b=b)


def _value(call: Any, **numbers: float) -> float:
    got = c.f64()
    call(*(c.number(name, value) for name, value in numbers.items()), got)
    return got.value


def _option(call: Any, **numbers: float) -> Optional[float]:
    got = c.Maybe()
    call(*(c.number(name, value) for name, value in numbers.items()), got)
    return c.option(got)
