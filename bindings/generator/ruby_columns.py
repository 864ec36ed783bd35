"""Ruby: a function for each C function over columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

import calls
import ruby
from description import Description
from header import Function, Header
from python_columns import DOCS, QUESTIONS, class_name, is_list

SIGNATURES = {
    "goal": "untyped", "start": "untyped", "calendar": "(:common | :four_week_month | :civil | own_calendar)",
    "stage": "Integer", "policy": "(:up | :nearest | :up_each_stage)", "from": "(:day | :week | :month | :quarter | :year)",
    "to": "(:day | :week | :month | :quarter | :year)",
}


def functions(header: Header) -> list[Function]:
    return [function for function in header.functions.values() if function.name.startswith("columns_")]


def words_of_ruby(text: str) -> str:
    """Documents within a text, as Ruby writes them."""
    return re.sub(r'"(\w+)": ', r"\1: ", text).replace("{", "{ ").replace("}", " }").replace("{ {", "{ {")


class Rendered:
    """A function over columns: its arguments, the lines before the call, what is asked, and its outputs."""

    def __init__(self, description: Description, function: Function) -> None:
        self.function = function
        self.name = function.name.removeprefix("columns_")
        self.question = description.question(QUESTIONS.get(self.name, self.name))
        self.arguments: list[str] = []
        self.lists: list[str] = []
        """The arguments that are a column for each gate or stage."""
        self.before: list[str] = []
        self.asked: list[str] = []
        self.outs: list[tuple[str, bool]] = []
        """The outputs, and whether each is a list of columns."""
        for parameter in function.parameters:
            if parameter.name not in ("status", "summary", "error"):
                self._parameter(parameter.name, parameter.role, parameter.type.base.removeprefix("funnelmath_"),
                                is_list(function, parameter), parameter.type.pointers == 2)

    def _parameter(self, name: str, role: str, base: str, is_list: bool, is_outs: bool) -> None:
        made = f"{name}_"
        match role:
            case "struct" if base == "column":
                self._argument(name, f"call.column{'s' if is_list else ''}({name})")
                if is_list:
                    self.lists.append(name)
            case "struct" if base == "column_goal":
                self.arguments += ["goal", "sale_value", "start"]
                self.before.append("goal_ = call.goal(goal, sale_value, start)")
                self.asked.append("goal_")
            case "struct":
                self._argument(name, f"Typed.{base}({name})")
            case "word":
                self.arguments.append(name)
                self.asked.append(f"Native::{calls.VALUES[name].removeprefix('funnelmath_').upper()}.fetch({name})")
            case "index":
                self.arguments.append(name)
                self.asked.append(f"Typed.index({name})")
            case "length" if name == "rows":
                self.asked.append("call.rows")
            case "length":
                self.asked.append(self._stages() if name == "stages" else f"{self.lists[0]}.size")
            case _:
                self.before.append(f"{made} = call.places({self._stages() if is_outs else ''})".replace("()", "(1)"))
                self.asked.append(f"call.pointers({made})" if is_outs else f"{made}[0]")
                self.outs.append((name, is_outs))

    def _argument(self, name: str, value: str) -> None:
        self.arguments.append(name)
        self.before.append(f"{name}_ = {value}")
        self.asked.append(f"{name}_")

    def _stages(self) -> str:
        return "exact.size" if "exact" in self.lists else f"{self.lists[0]}.size + 1"

    def keywords(self) -> list[str]:
        return [f"{name}: nil" if name in ("sale_value", "start") and "goal" in self.arguments else f"{name}:" for name in self.arguments]

    def members(self) -> list[str]:
        return [*(name for name, _ in self.outs), "status", "answered", "method"]

    def text(self) -> str:
        known = {member.name: member for member in self.question.request.members}
        lines = []
        for name in self.arguments:
            member = known.get(name)
            about = DOCS.get(name) or (member.doc if member else name)
            note = f" ({member.range()})" if member and member.range() else ""
            lines.append(f"{name}: {words_of_ruby(about)}{note}")
        body = "call = Call.new\n" + "".join(f"{line}\n" for line in self.before)
        body += ruby.wrapped("call.ask(", [f":{self.function.name}", *self.asked], ")", 108) + "\n"
        back = [f"{name}_.map {{ |each| call.back(each) }}.freeze" if many else f"call.back({name}_[0])" for name, many in self.outs]
        body += ruby.wrapped(f"{class_name(self.name)}.new(", [*back, "*call.summary"], ")", 108) + "\n"
        head = ruby.wrapped(f"def {self.name}(", self.keywords(), ")", 110)
        return ruby.comment(f"{self.question.doc} Answered for each row.", lines) + f"{head}\n{ruby.indented(body)}end\n"

    def class_text(self) -> str:
        members = ruby.wrapped("Answer.of(", [f":{member}" for member in self.members()], ")", 90)
        return f"{class_name(self.name)} = {members}\n"

    def signature(self) -> str:
        pairs = ", ".join(
            f"{'?' if keyword.endswith(' nil') else ''}{name}: {self._kind(name)}"
            for name, keyword in zip(self.arguments, self.keywords())
        )
        return f"def self.{self.name}: ({pairs}) -> {class_name(self.name)}\n"

    def _kind(self, name: str) -> str:
        optional = "?" if name == "sale_value" and "goal" in self.arguments else ""
        return SIGNATURES.get(name) or ("Array[column]" if name in self.lists else f"column{optional}")

    def class_signature(self) -> str:
        kinds = [*("Array[Array[Float?]]" if many else "Array[Float?]" for _, many in self.outs), "Array[Symbol]", "Integer", "Symbol"]
        return ruby.class_signature(class_name(self.name), self.members(), kinds)


def rendered(description: Description, header: Header) -> list[Rendered]:
    return [Rendered(description, function) for function in functions(header)]


def file(description: Description, header: Header) -> str:
    made = rendered(description, header)
    text = (
        ruby.comment(
            "Questions answered for each row of a table. A column is one number for all rows, or a list with a number for each row, nil "
            "where there is none. A row without an answer has nil in all outputs, and the other rows are answered. `status` has a word for "
            "each row (`:answered`, `:null`, `:unreachable`, `:never`, `:undefined`, or the code of an error), `answered` "
            "counts the rows with an answer, and `method` says how they were computed; of several methods, the one with the weakest bound."
        )
        + "module Columns\n"
        + ruby.indented("\n".join([
            "".join(each.class_text() for each in made), "module_function\n", *(each.text() for each in made),
        ]))
        + "end\n"
    )
    return ruby.RUBY + ruby.indented(text) + "end\n"


def signatures(description: Description, header: Header) -> Iterable[str]:
    made = rendered(description, header)
    body = ["type column = number | Enumerable[number?]\n", *(each.class_signature() for each in made)]
    body.append("".join(each.signature() for each in made))
    return ["module Columns\n" + ruby.indented("\n".join(body)) + "end\n"]
