"""Ruby: the lines of a function that call a typed C function, and the C declarations that they need."""

from __future__ import annotations

import re
import textwrap

import calls
from calls import Call
from description import Question
from header import CType, Function, Header, Parameter, Struct

# Answers from the fields of a struct, by the type of the answer; of other types, each member is a field or a result.
ANSWERS = {
    "InputsAnswer": "{outcome}.zero? ? InputsEnough.new(:enough, {inputs}, {chance}) : InputsNever.new(:never, {chance})",
    "WaitAnswer": "{outcome}.zero? ? WaitEnough.new(:enough, {weeks}, {chance}) : WaitNever.new(:never, {chance})",
    "QuantileAnswer": "{value}&.then {{ |value| QuantileAnswer.new(:found, value, {method}) }}",
    "RateForAnswer": "{outcome}.zero? ? RateForAnswer.new(:rate, {rate.value}, {rate.complement}) : nil",
    "GateForAnswer": (
        "{outcome}.zero? ? GateForRate.new(:rate, {rate}) : GateForImpossible.new(:impossible, gate, {takes}, {best})"
    ),
    "CoverageAnswer": (
        "{surplus} ? CoverageMet.new(:met, {surplus}) : CoverageRatio.new(:ratio, {ratio}, {cushion})"
    ),
    "SensitivityAnswer": (
        "SensitivityAnswer.new(Effect.new(-lever.to_s, {{ step.keys[0] => {size} }}.freeze, {from}, {to}, {capped}, "
        "{required_before}, {required_after}, {revenue_before}, {revenue_after}), {required_change}, {revenue_change})"
    ),
    "RequiredAnswer": (
        "{unreachable}.zero? ? RequiredReachable.new(:reachable, volumes_.read_double, %(volumes)s) : "
        "RequiredUnreachable.new(:unreachable, Typed.lever_name({lever}, {gate}), {missing}, {best})"
    ),
}
# Functions that may take long, by the beginnings of their names: other threads run meanwhile.
LONG = ("answer", "chain_gate_for", "chance_", "columns_", "flow_", "rates_from_counts", "weighted_pipeline")
SCALARS = {
    "double": ("double", "d", 8), "uint32_t": ("uint32", "L", 4), "uint64_t": ("uint64", "Q", 8),
    "size_t": ("size_t", "J", 8),
}
# What the host calls apart from typed functions.
OTHERS = ("abi", "answer", "answer_free", "error_message", "field_name", "status_name", "version")


def short(name: str) -> str:
    return name.removeprefix("funnelmath_")


# Declarations.


def packed(header: Header, struct: Struct) -> list[tuple[str, str]]:
    """The fields as pack and unpack take them, those of structs within by their paths, as `rate.value`."""
    fields = []
    for field in struct.fields:
        if field.type.pointers:
            fields.append((field.name, "J"))
        elif field.type.is_ours:
            inner = packed(header, header.structs[field.type.base])
            fields += [(f"{field.name}.{name}", kind) for name, kind in inner]
        else:
            fields.append((field.name, SCALARS[field.type.base][1]))
    return fields


def layout(header: Header, struct: Struct) -> tuple[str, int]:
    """The format for pack and unpack, and the size. No struct has gaps: a field that would need one is an error."""
    size = 0
    kinds = [kind for _, kind in packed(header, struct)]
    for kind in kinds:
        width = 4 if kind == "L" else 8
        if size % width:
            raise ValueError(f"{struct.name} has a gap")
        size += width
    if size % 8:
        raise ValueError(f"{struct.name} has a gap at its end")
    return "".join(kinds), size


def ffi_type(made: CType) -> str:
    if made.base == "char" and made.pointers == 1 and made.const:
        return "string"
    if made.pointers:
        return "pointer"
    return "uint32" if short(made.base) == "status" else {"void": "void"}.get(made.base) or SCALARS[made.base][0]


def needed(header: Header) -> list[Function]:
    """The functions that the host calls."""
    typed = {
        function.name for each in calls.CALLS.values() for call in each for function in calls.functions(header, call)
    }
    return [
        function for name, function in header.functions.items()
        if name in typed or name in OTHERS or name.startswith("columns_")
    ]


def declarations(header: Header, first: str) -> str:
    functions = needed(header)
    of_functions = {short(p.type.base) for f in functions for p in f.parameters if p.type.is_ours}
    text = f"ABI = {header.constants['FUNNELMATH_ABI']}\n\n# The values of words.\n"
    for values in header.values.values():
        pairs = ", ".join(f"{word}: {value}" for word, value in values.words().items())
        name = short(values.name).upper()
        pairs = pairs if len(pairs) < 95 else "\n" + textwrap.indent(textwrap.fill(pairs, 110), "  ") + "\n"
        text += f"{name} = {{ {pairs} }}.freeze\n".replace("{ \n", "{\n").replace("\n }", "\n}")
    text += "# The same the other way round.\nMETHODS = METHOD.invert.freeze\n"
    text += "\n# The fields of structs, for pack and unpack, and their sizes.\n"
    for struct in header.structs.values():
        if short(struct.name) in of_functions:
            kinds, size = layout(header, struct)
            name = short(struct.name).upper()
            text += f'{name} = "{kinds}"\n{name}_SIZE = {size}\n'
    text += "\n# Of each function: its parameters, its result, and whether other threads run meanwhile.\nFUNCTIONS = {\n"
    for function in functions:
        kinds = " ".join(
            # A request is given with its length.
            "pointer" if parameter.role == "text" and function.name == "answer" else ffi_type(parameter.type)
            for parameter in function.parameters
        )
        is_long = str(function.name.startswith(LONG) and function.name != "answer_free").lower()
        text += f"  {function.name}: [%i[{kinds}], :{ffi_type(function.result)}, {is_long}],\n"
    text += "}.freeze\n"
    body = "# The declarations of funnelmath_ffi.h that this gem uses.\nmodule Native # :nodoc:\n"
    return first + textwrap.indent(f"{body}{textwrap.indent(text, '  ')}end\n", "  ") + "end\n"


# Calls.


def lines(header: Header, question: Question, call: Call) -> str:
    """The lines for one function."""
    made = _Call(header, question, call)
    known = calls.used(header, question, call)
    optional = [member.name for member in question.request.members if not member.required]
    conditions = [f"{name}.nil?" for name in optional if name not in known]
    conditions += [
        f"!{name}.nil?"
        for name in optional if name in known and not question.request.forms and name != "sale_value"
    ]
    answer = made.answer()
    asked = " &&\n     ".join(
        called(function.name, arguments) + ".zero?" for function, arguments in made.asked
    )
    body = "".join(f"  {line}\n" for line in made.before)
    text = f"begin\n{body}  if {asked}\n" + "".join(f"    {line}\n" for line in made.after)
    text += textwrap.indent("\n".join(returned(answer)) + "\n", "    ") + "  end\n"
    text += "rescue *Typed::REFUSED # the document says what is wrong\nend\n"
    if not conditions:
        return text
    return f"if {' && '.join(conditions)}\n" + textwrap.indent(text, "  ") + "end\n"


def called(name: str, arguments: list[str]) -> str:
    line = f"Native.{name}({', '.join(arguments)})"
    return line if len(line) < 100 else f"Native.{name}(\n       " + ",\n       ".join(arguments) + "\n     )"


def returned(answer: str) -> list[str]:
    """The lines that return an answer: of two outcomes, a line for each."""
    condition, choice, rest = answer.partition(" ? ")
    first, colon, second = rest.partition(" : ")
    return [f"return {first} if {condition}", "", f"return {second}"] if choice and colon else [f"return {answer}"]


class _Call:
    """The lines before a call, its arguments, and its results."""

    def __init__(self, header: Header, question: Question, call: Call) -> None:
        self.header, self.question, self.call = header, question, call
        self.before: list[str] = []
        self.after: list[str] = []
        self.results: dict[str, Parameter] = {}
        self.counts: dict[str, str] = {}
        """How many values each length stands for."""
        self.fields: dict[str, tuple[int, CType]] = {}
        functions = calls.functions(header, call)
        for function in functions:
            self._lengths(function)
        self.asked = [(function, [self._argument(each) for each in function.parameters]) for function in functions]

    def _once(self, line: str) -> None:
        if line not in self.before:
            self.before.append(line)

    def _part(self, name: str) -> str | None:
        return calls.part_of_call(self.call, self.question, name)

    def _lengths(self, function: Function) -> None:
        """A length belongs to the lists before it; one without lists, to results for each stage."""
        open_lists: list[str] = []
        for parameter in function.parameters:
            if parameter.role == "list" and not self._part(parameter.name):
                member = self.call.names.get(parameter.name, parameter.name)
                self._once(f"{parameter.name}_ = Typed.doubles({member})")
                open_lists.append(parameter.name)
            elif parameter.role == "length" and not self._part(parameter.name):
                if open_lists:
                    lists = ", ".join(f"{name}_" for name in open_lists)
                    self._once(f"{parameter.name}_ = Typed.count({lists})")
                    self.counts[parameter.name] = f"{parameter.name}_"
                    open_lists = []
                else:
                    self.counts[parameter.name] = f"{self.counts['gates']} + 1"

    def _argument(self, parameter: Parameter) -> str:
        name, base = parameter.name, short(parameter.type.base)
        member = self.call.names.get(name, name)
        helper = None
        match self._part(name):
            case "chance":
                helper = "rate_, a_, b_, gates_ = Typed.chance(chance)"
            case "flow":
                helper = "flow_, rate_ = Typed.flow(flow)"
            case "evidence":
                helper = "a_, b_ = Typed.evidence(evidence)"
            case "lever":
                helper = "lever_, gate_ = Typed.lever(lever)"
            case "step":
                helper = "step_, size_ = Typed.step(step)"
        if helper:
            self._once(helper)
            return f"{name}_"
        match parameter.role:
            case "error":
                return "nil"
            case "out":
                return self._result(parameter)
            case "struct":
                return self._struct(name, base)
            case "list":
                return f"{name}_"
            case "length":
                return self.counts[name]
            case "word":
                return f"Native::{short(calls.VALUES[name]).upper()}.fetch({member})"
            case "index":
                return f"Typed.index({member})"
            case _:
                return member

    def _struct(self, name: str, base: str) -> str:
        if base == "goal":
            return "Typed.goal(goal, sale_value)"
        if base in ("deal_size", "calendar"):
            self._once(f"{name}_ = Typed.{name}({name})")  # kept until the call is over
            return f"{name}_"
        fields = {"struct_size": f"Native::{base.upper()}_SIZE", "reserved": "0"}
        names = [field.name for field in self.header.structs[f"funnelmath_{base}"].fields]
        values = ", ".join(fields.get(field, field) for field in names)
        return f"[{values}].pack(Native::{base.upper()})"

    def _result(self, parameter: Parameter) -> str:
        name, base = parameter.name, short(parameter.type.base)
        self.results[name] = parameter
        size = "8" if base == "double" else f"Native::{base.upper()}_SIZE"
        if count := self._count(name):
            size = f"{size} * ({count})" if " " in count else f"{size} * {count}"
        self._once(f"{name}_ = FFI::MemoryPointer.new({size})")
        return f"{name}_"

    def _count(self, name: str) -> str | None:
        """How many values a list of results has."""
        length, more = calls.PLACES.get(name, ("", 0))
        if length not in self.counts:
            return None
        return self.counts[length] + (f" + {more}" if more else "")

    def _read(self, name: str) -> str:
        """The value of a result that is a number or a list."""
        base, count = short(self.results[name].type.base), self._count(name)
        if base == "maybe":
            return f"Typed.maybes({name}_, {count})" if count else f"Typed.maybe({name}_)"
        return f"{name}_.read_array_of_double({count}).freeze" if count else f"{name}_.read_double"

    def _field(self, path: str, struct: Struct) -> str:
        """The value of a field, of the results of unpack."""
        names = [name for name, _ in packed(self.header, struct)]
        if path in names:
            text = f"f[{names.index(path)}]"
            if path.endswith("method"):
                return f"Native::METHODS[{text}]"
            return f"{text} == 1" if path == "capped" else text
        if f"{path}.known" in names:
            at = names.index(f"{path}.value")
            return f"(f[{at}] if f[{at + 1}] == 1)"
        at = names.index(f"{path}.value")
        return f"Probability.new(f[{at}], f[{at + 1}], Native::METHODS[f[{at + 2}]])"

    def answer(self) -> str:
        made = self.question.answer
        structs = {
            name: self.header.structs[parameter.type.base]
            for name, parameter in self.results.items()
            if parameter.type.is_ours and short(parameter.type.base) != "maybe"
        }
        if made.name == "MassAnswer":
            first, second = self.results
            return f"MassAnswer.new({self._read(first)}, {self._read(second)})"
        if structs:
            ((name, struct),) = structs.items()
            base = short(struct.name).upper()
            self.after.append(f"f = {name}_.read_bytes(Native::{base}_SIZE).unpack(Native::{base})")
            template = ANSWERS.get(made.name) or (
                f"{made.name}.new(" + ", ".join(f"{{{member.name}}}" for member in made.members) + ")"
            )
            if "%(volumes)s" in template:
                template = template.replace("%(volumes)s", self._read("volumes"))
            text = re.sub(r"(?<!\{)\{([a-z_.]+)\}", lambda found: self._field(found[1], struct), template)
            return text.replace("{{", "{").replace("}}", "}")
        if made.only() or made.optional():
            return self._read(list(self.results)[-1])
        return f"{made.name}.new(" + ", ".join(self._read(member.name) for member in made.members) + ")"
