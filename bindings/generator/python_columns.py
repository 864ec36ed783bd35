"""Python: a function for each C function over columns."""

from __future__ import annotations

import keyword

import calls
from description import Description
from header import Function, Header, Parameter

# The question that a function answers for each row, where it has another name.
QUESTIONS = {
    "whole_stages": "whole_each",
    "rate_from_counts": "gate",
    "chance_at_least": "results_at_least",
    "chance_inputs_for": "inputs_for",
}
TYPES = {"policy": "Policy", "from": "Period", "to": "Period", "stage": "int", "calendar": "str | OwnCalendar"}
DOCS = {
    "a": "the first shape of the prior: 0.5 for Jeffreys's prior, 1 when every rate is equally likely",
    "b": "the second shape of the prior, as `a`",
    "rate": "the product of the rates that are known; 1 when there is none",
    "successes": "how many passed; with several gates a column for each",
    "trials": "how many tried; with several gates a column for each",
    "rates": "a column for each gate, first gate first",
    "goal": 'the goal: {"revenue": column} or {"volume": {"stage": 2, "target": column}}; for `attainment` a column',
    "start": 'what is already there: {"open": columns} or {"reached": columns}, one for each stage',
    "exact": "the exact volume",
}


def safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def is_list(function: Function, parameter: Parameter) -> bool:
    """Whether it is a column for each gate or stage."""
    lengths = {each.name for each in function.of("length")}
    if parameter.name in ("a", "b", "successes", "trials"):
        return "gates" in lengths
    return parameter.name == "rates" or (parameter.name == "exact" and "stages" in lengths)


def class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_")) + "Columns"


def rendered(description: Description, function: Function) -> tuple[str, str, str]:
    """The class of the answer, the function, and its name."""
    name = function.name.removeprefix("columns_")
    question = description.question(QUESTIONS.get(name, name))
    members = {member.name: member for member in question.request.members}
    arguments, before, asked, outs = [], [], [], []
    counted: dict[str, str] = {}
    for parameter in function.parameters:
        each, base = safe(parameter.name), parameter.type.base.removeprefix("funnelmath_")
        if parameter.name in ("status", "summary", "error"):
            continue
        match parameter.role:
            case "struct" if base == "column" and is_list(function, parameter):
                arguments.append((parameter.name, f"{each}: Sequence[Column]"))
                before.append(f'{each}_ = call.columns({each}, "{each}")')
                asked.append(f"{each}_")
                counted["gates"] = counted["stages"] = f"len({each})"
            case "struct" if base == "column":
                arguments.append((parameter.name, f"{each}: Column"))
                before.append(f'{each}_ = call.column({each}, "{each}")')
                asked.append(f"{each}_")
            case "struct" if base == "column_goal":
                arguments += [("goal", "goal: Goal"), ("sale_value", "sale_value: Column = None"), ("start", "start: Start = None")]
                before.append("goal_ = call.goal(goal, sale_value, start)")
                asked.append("goal_")
            case "struct":
                arguments.append((parameter.name, f"{each}: {TYPES[parameter.name]}"))
                before.append(f"{each}_ = {base}_of({each})")
                asked.append(f"{each}_")
            case "word":
                arguments.append((parameter.name, f"{each}: {TYPES[parameter.name]}"))
                values = calls.VALUES[parameter.name].removeprefix("funnelmath_").upper()
                asked.append(f"native.{values}[{each}]")
            case "index":
                arguments.append((parameter.name, f"{each}: int"))
                asked.append(f"index({each})")
            case "length" if parameter.name == "rows":
                asked.append("call.rows")
            case "length":
                asked.append(f"len({parameter_of(outs)})" if parameter.name == "stages" else counted[parameter.name])
            case _ if parameter.type.pointers == 2:
                more = "" if "exact" in [given for given, _ in arguments] else " + 1"
                before.append(f"{each}_ = [call.place() for _ in range({counted['gates']}{more})]")
                asked.append(f"pointers({each}_)")
                outs.append((each, True))
            case _:
                before.append(f"{each}_ = call.place()")
                asked.append(f"{each}_[1]")
                outs.append((each, False))
    lines = []
    for given, text in arguments:
        member = members.get(given)
        about = DOCS.get(given) or (member.doc if member else given)
        note = f" ({member.range()})" if member and member.range() else ""
        lines.append(f"        {text.split(':')[0]}: {about}{note}\n")
    fields = "".join(f"    {out}: {'list[Any]' if many else 'Any'}\n" for out, many in outs)
    made = (
        f"class {class_name(name)}(NamedTuple):\n"
        f'    """The columns of `{name}`; `status` and `answered` say which rows have no answer."""\n\n'
        f"{fields}    status: Any\n    answered: int\n    method: Method\n"
    )
    back = [f"[call.back(each) for each in {out}_]" if many else f"call.back({out}_)" for out, many in outs]
    body = "".join(f"    {line}\n" for line in before)
    text = (
        f"def {name}(\n    *,\n" + "".join(f"    {text},\n" for _, text in arguments)
        + f") -> {class_name(name)}:\n"
        f'    """{question.doc} Answered for each row.\n\n    Args:\n{"".join(lines)}    """\n'
        f"    call = Call()\n{body}    call.ask(\n        c.{function.name},\n"
        + "".join(f"        {each},\n" for each in asked)
        + f"    )\n    return {class_name(name)}({', '.join([*back, '*call.end()'])})\n"
    )
    return made, text, name


def parameter_of(outs: list[tuple[str, bool]]) -> str:
    """The list of outputs that a length is of."""
    return next(f"{out}_" for out, many in reversed(outs) if many)


def file(description: Description, header: Header) -> str:
    """The module `funnelmath.columns`."""
    made = [
        rendered(description, function)
        for function in header.functions.values()
        if function.name.startswith("columns_")
    ]
    exported = "".join(f'    "{name}",\n' for name in ["status_name", *(name for _, _, name in made), *(class_name(name) for _, _, name in made)])
    return (
        '"""Questions answered for each row of a table.\n\n'
        "A column is a number for all rows, a list, a numpy array (of any integers or floats) or a pandas column. The outputs\n"
        "have the form of the inputs: pandas columns with the index of the first one, arrays, or lists. A row without an answer\n"
        "is NaN in pandas columns and arrays, None in lists, and leaves the other rows as they are. `status` has a number for\n"
        "each row, which `status_name` names. A missing value of a pandas column and a None in a list are null.\n"
        '"""\n\n'
        "from __future__ import annotations\n\n"
        "from collections.abc import Sequence\n"
        "from typing import Any, NamedTuple\n\n"
        "from . import _native as native\n"
        "from ._columns import Call, pointers, status_name\n"
        "from ._library import functions as c\n"
        "from ._requests import Method, OwnCalendar, Period, Policy\n"
        "from ._typed import calendar_of, index\n\n"
        f"__all__ = [\n{exported}]\n\n"
        "Column = Any\n"
        '"""A number, a list of numbers and None, a numpy array, or a pandas column."""\n'
        "Goal = Any\nStart = Any\n\n\n"
        + "\n\n".join(f"{kind}\n\n{text}" for kind, text, _ in made)
    )
