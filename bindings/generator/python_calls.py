"""Python: the lines of a function that call a typed C function, before the question is asked as a document."""

from __future__ import annotations

import keyword

import calls
from calls import Call
from description import Question
from header import Header, Parameter

# The helpers of _typed.py that these lines may use.
HELPERS = (
    "calendar_of", "chance_of", "doubles", "evidence_of", "flow_of", "goal_of", "index", "interval_of", "maybe_of", "maybes_of",
    "lever_of", "probability_of", "quantile_of", "same_length", "sensitivity_of", "size_of", "step_of", "unreachable_of",
)
# An answer from the results of a function, by the type of the answer; of other types, each member is a result.
ANSWERS = {
    "Probability": "probability_of(chance_)",
    "QuantileAnswer": "quantile_of({0}_)",
    "Interval": "interval_of(interval_)",
    "InputsAnswer": (
        "InputsEnough(inputs_.inputs, probability_of(inputs_.chance)) if inputs_.outcome == 0 "
        "else InputsNever(probability_of(inputs_.chance))"
    ),
    "WaitAnswer": (
        "WaitEnough(wait_.weeks, probability_of(wait_.chance)) if wait_.outcome == 0 "
        "else WaitNever(probability_of(wait_.chance))"
    ),
    "RateForAnswer": (
        "RateForAnswer(rate_.rate.value, rate_.rate.complement) if rate_.outcome == 0 else None"
    ),
    "GateForAnswer": (
        "GateForRate(rate_.rate) if rate_.outcome == 0 "
        "else GateForImpossible(gate, maybe_of(rate_.takes), probability_of(rate_.best))"
    ),
    "CoverageAnswer": (
        "CoverageRatio(coverage_.ratio.value, coverage_.cushion.value) if coverage_.ratio.known "
        "else CoverageMet(coverage_.surplus.value)"
    ),
    "SensitivityAnswer": "sensitivity_of(effect_, lever, step)",
    "RequiredAnswer": (
        "unreachable_of(unreachable_) if unreachable_.unreachable "
        "else RequiredReachable(volumes_[0], volumes_[:])"
    ),
}


def safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def lines(header: Header, question: Question, call: Call) -> str:
    """The lines for one function."""
    made = _Call(header, question, call)
    unknown = [
        safe(member.name)
        for member in question.request.members
        if not member.required and member.name not in calls.used(header, question, call)
    ]
    words = [
        safe(member.name) for member in question.request.members
        if not member.required and member.name in calls.used(header, question, call) and not question.request.forms
    ]
    conditions = [f"{name} is None" for name in unknown]
    conditions += [f"{name} is not None" for name in words if name != "sale_value"]
    indent, head = "    ", ""
    if conditions:
        head, indent = f"    if {' and '.join(conditions)}:\n", "        "
    asked = [f"c.{function.name}({', '.join(arguments)})" for function, arguments in made.asked]
    condition = " or ".join(asked)
    if len(condition) > 95:
        condition = (f"\n{indent}        or ").join(asked)
    body = "".join(f"{indent}    {line}\n" for line in made.before)
    return (
        f"{head}{indent}try:\n{body}{indent}    if not ({condition}):\n"
        f"{indent}        return {made.answer()}\n{indent}except REFUSED:\n{indent}    pass\n"
    )


class _Call:
    """The lines before a call, its arguments, and its results."""

    def __init__(self, header: Header, question: Question, call: Call) -> None:
        self.header, self.question, self.call = header, question, call
        self.before: list[str] = []
        self.results: dict[str, str] = {}
        """The name of each result, and the type of its places."""
        self.seen: dict[str, str] = {}
        """The expression of each length, by its name."""
        self.open: list[str] = []
        """Lists whose length comes next."""
        self.asked = []
        for function in calls.functions(header, call):
            arguments = [self._argument(parameter) for parameter in function.parameters]
            self.asked.append((function, arguments))

    def _once(self, line: str) -> None:
        if line not in self.before:
            self.before.append(line)

    def _argument(self, parameter: Parameter) -> str:
        name, base = parameter.name, parameter.type.base.removeprefix("funnelmath_")
        member = safe(self.call.names.get(name, name))
        part = calls.part_of_call(self.call, self.question, name)
        match parameter.role:
            case "error":
                return "None"
            case "out":
                return self._result(parameter)
            case _ if part == "chance":
                self._once("rate_, a, b, gates, kept = chance_of(chance)")
                return {"rate": "rate_"}.get(name, name)
            case _ if part == "flow":
                self._once("arriving, rate_ = flow_of(flow)")
                return {"rate": "rate_", "flow": "arriving"}[name]
            case _ if part == "evidence":
                self._once("a, b = evidence_of(evidence)")
                return name
            case _ if part == "lever":
                self._once("lever_, gate = lever_of(lever)")
                return {"lever": "lever_"}.get(name, name)
            case _ if part == "step":
                self._once("step_, size = step_of(step)")
                return {"step": "step_"}.get(name, name)
            case "struct" if base == "deal_size":
                self._once("deal, deals_kept = size_of(size)")
                return "deal"
            case "struct" if base == "calendar":
                self._once("year = calendar_of(calendar)")
                return "year"
            case "struct" if base == "goal":
                self._once("asked = goal_of(goal, sale_value)")
                return "asked"
            case "struct":
                fields = [field.name for field in self.header.structs[parameter.type.base].fields]
                values = ", ".join({"struct_size": f"sizeof(native.{base})", "reserved": "0"}.get(each, each) for each in fields)
                self._once(f"asked = native.{base}({values})")
                return "asked"
            case "list":
                self._once(f"{name}_kept, {name}_at, {name}_len = doubles({member})")
                self.open.append(name)
                return f"{name}_at"
            case "length":
                first, *others = self.open or [None]
                if first:
                    for other in others:
                        self._once(f"same_length({first}_len, {other}_len)")
                    self.seen[name] = f"{first}_len"
                    self.open = []
                    self._make_results(name)
                return self.seen.get(name) or self._places(name)
            case "word":
                values = calls.VALUES[name].removeprefix("funnelmath_").upper()
                return f"native.{values}[{member}]"
            case "index":
                return f"index({member})"
            case _:
                return member

    def _places(self, length: str) -> str:
        """The length of a list of results that is no length of an input: that of the stages."""
        return f"{self.seen['gates']} + 1"

    def _result(self, parameter: Parameter) -> str:
        name, base = parameter.name, parameter.type.base.removeprefix("funnelmath_")
        kind = "c_double" if base == "double" else f"native.{base}"
        is_list = name in calls.PLACES and len(self.header.functions[self.call.function].of("length")) > 0
        self.results[name] = "list" if is_list else base
        if is_list:
            length, more = calls.PLACES[name]
            self.results[name] = f"list of {base}"
            if length in self.seen:
                self._list(name, kind, length, more)
            else:
                self.pending = (name, kind, length, more)
            return f"{name}_"
        self._once(f"{name}_ = {kind}()")
        return f"byref({name}_)" if base == "double" else f"{name}_"

    def _list(self, name: str, kind: str, length: str, more: int) -> None:
        places = self.seen[length] + (f" + {more}" if more else "")
        places = f"({places})" if more else places
        self._once(f"{name}_ = ({kind} * {places})()")

    def _make_results(self, length: str) -> None:
        pending = getattr(self, "pending", None)
        if pending and pending[2] == length:
            self._list(*pending)

    def answer(self) -> str:
        made = self.question.answer
        names = list(self.results)
        if made.name in ANSWERS:
            return ANSWERS[made.name].format(*names)
        if made.name == "MassAnswer":
            return f"MassAnswer(probability_.value, maybe_of(ln_))"
        if only := made.only():
            kind = self.results[names[-1]]
            if kind == "list of maybe":
                return f"maybes_of({names[-1]}_)"
            return f"{names[-1]}_[:]" if kind.startswith("list") else f"{names[-1]}_.value"
        if made.optional():
            return f"maybe_of({names[-1]}_)"
        return f"{made.name}({', '.join(self._member(member.name) for member in made.members)})"

    def _member(self, name: str) -> str:
        """A member of an answer: a result of this name, or the field of the one struct."""
        if name in self.results:
            return f"{name}_[:]" if self.results[name].startswith("list") else f"{name}_.value"
        (struct,) = [(given, base) for given, base in self.results.items() if base not in ("double", "list of double")]
        field = next(
            field for field in self.header.structs[f"funnelmath_{struct[1]}"].fields if field.name == name
        )
        text = f"{struct[0]}_.{name}"
        if field.type.base == "funnelmath_maybe":
            return f"maybe_of({text})"
        return f"bool({text})" if name == "capped" else text
