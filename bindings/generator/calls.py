"""Which typed C function answers a question, for what is asked per row or per keystroke.

The parameters of the function are members of the request of the same name, or parts of them: the gates of `chance`,
the arrivals of `flow`, the shapes of `evidence`. A question may have several functions, for different forms; each stands
only for requests without the members that it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from description import Question
from header import Function, Header


@dataclass(frozen=True)
class Call:
    """A C function, and the members that its parameters are where these have other names."""

    function: str
    names: Mapping[str, str] = field(default_factory=dict)
    logarithm: bool = False
    """Whether a second function, with `ln_` before its name, answers the logarithm."""


def _results(verb: str) -> tuple[Call, ...]:
    return Call(f"chance_{verb}"), Call(f"flow_{verb}")


CALLS: dict[str, tuple[Call, ...]] = {
    "forward": (Call("chain_forward"),),
    "required": (Call("chain_required"),),
    "sensitivity": (Call("chain_sensitivity"),),
    "overall": (Call("chain_overall"),),
    "whole": (Call("policy_apply", {"exact": "volume"}),),
    "whole_each": (Call("policy_apply_each"),),
    "convert": (Call("calendar_convert"),),
    "gate": (Call("rate_from_counts"), Call("rate_one_in", {"n": "one_in"})),
    "gate_rates": (Call("rates_from_counts"),),
    "rate_interval": (Call("evidence_interval"),),
    "rate_quantile": (Call("evidence_quantile"),),
    "results_at_least": _results("at_least"),
    "results_exactly": _results("exactly"),
    "results_quantile": _results("quantile"),
    "results_interval": _results("interval"),
    "results_lower_bound": (Call("chance_lower_bound"),),
    "inputs_for": (Call("chance_inputs_for"),),
    "weeks_for": (Call("flow_weeks_for"),),
    "arrivals_for": (Call("arrivals_for"),),
    "rate_for": (Call("rate_for"),),
    "gate_for": (Call("chain_gate_for"),),
    "revenue_at_least": (Call("chance_revenue_at_least"), Call("flow_revenue_at_least")),
    "inputs_for_revenue": (Call("chance_inputs_for_revenue"),),
    "weeks_for_revenue": (Call("flow_weeks_for_revenue"),),
    "activity_gauge": (Call("activity_gauge"),),
    "attainment": (Call("attainment"),),
    "pipeline": (Call("weighted_pipeline"),),
    "coverage": (Call("coverage"),),
    "required_coverage": (Call("required_coverage"),),
    "velocity": (Call("velocity_per_day"),),
    "velocity_effect": (Call("velocity_lever_effect"),),
    "incomplete_beta": (Call("incomplete_beta"),),
    "incomplete_gamma": (Call("incomplete_gamma"),),
    "beta_quantile": (Call("beta_quantile"),),
    "gamma_quantile": (Call("gamma_quantile"),),
    "normal_tails": (Call("normal_tails"),),
    "normal_quantile": (Call("normal_quantile"),),
    "binomial_probability": (Call("binomial_probability", logarithm=True),),
    "poisson_probability": (Call("poisson_probability", logarithm=True),),
    "beta_binomial_probability": (Call("beta_binomial_probability", logarithm=True),),
}

# The values that words stand for, by the parameter.
VALUES = {
    "policy": "funnelmath_policy",
    "from": "funnelmath_period",
    "to": "funnelmath_period",
    "lever": "funnelmath_velocity_lever",
}
# How many places a list of results has, by the parameter: as many as a length, and so many more.
PLACES = {"volumes": ("gates", 1), "rates": ("count", 0), "whole": ("stages", 0)}
# The members that are taken apart, and the parameters that they become.
PARTS = {
    "chance": ("rate", "a", "b", "gates"),
    "flow": ("flow", "rate"),
    "evidence": ("a", "b"),
    "lever": ("lever", "gate"),
    "step": ("step", "size"),
}


def part_of(question: Question, parameter: str) -> str | None:
    """The member of the request that is taken apart for a parameter."""
    members = {member.name for member in question.request.members}
    return next(
        (member for member, parts in PARTS.items() if member in members and parameter in parts), None
    )


def functions(header: Header, call: Call) -> list[Function]:
    """The function of a call, and that of the logarithm."""
    names = [call.function, *([f"ln_{call.function}"] if call.logarithm else [])]
    return [header.functions[name] for name in names]


def used(header: Header, question: Question, call: Call) -> set[str]:
    """The members of the request that a call knows."""
    function = header.functions[call.function]
    members = {member.name for member in question.request.members}
    known = set()
    for parameter in function.parameters:
        part = part_of_call(call, question, parameter.name)
        if part:
            known.add(part)
        elif parameter.role == "struct":
            fields = [inner.name for inner in header.structs[parameter.type.base].fields]
            known |= {parameter.name, "sale_value"} if parameter.name == "goal" else {parameter.name, *fields}
        else:
            known.add(call.names.get(parameter.name, parameter.name))
    return known & members


def part_of_call(call: Call, question: Question, parameter: str) -> str | None:
    if question.name == "velocity_effect":
        return None  # its lever is a word
    part = part_of(question, parameter)
    # A question may hold both chances and flows: the function says which it asks of.
    is_flow = call.function.startswith("flow_")
    if part == "chance" and is_flow:
        return "flow"
    if part == "flow" and call.function.startswith("chance_"):
        return "chance"
    return part
