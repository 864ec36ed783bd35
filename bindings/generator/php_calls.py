"""PHP: typed C calls before a question is asked as a document, the functions over columns, and the declarations."""

from __future__ import annotations

import textwrap
import zlib

import calls
from calls import Call
from description import Question
from header import Function, Header, Parameter

# An answer from the results of a function, by the type of the answer; of other types, each member is a result.
ANSWERS = {
    "Probability": "Typed::probability($chance_[0])",
    "QuantileAnswer": "Typed::quantile({0}[0])",
    "Interval": "Typed::interval($interval_[0])",
    "InputsAnswer": (
        "$inputs_[0]->outcome === 0\n    ? new InputsEnough($inputs_[0]->inputs, Typed::probability($inputs_[0]->chance))\n"
        "    : new InputsNever(Typed::probability($inputs_[0]->chance))"
    ),
    "WaitAnswer": (
        "$wait_[0]->outcome === 0\n    ? new WaitEnough($wait_[0]->weeks, Typed::probability($wait_[0]->chance))\n"
        "    : new WaitNever(Typed::probability($wait_[0]->chance))"
    ),
    "RateForAnswer": (
        "$rate_[0]->outcome === 0\n    ? new RateForAnswer($rate_[0]->rate->value, $rate_[0]->rate->complement)\n    : null"
    ),
    "GateForAnswer": (
        "$rate_[0]->outcome === 0\n    ? new GateForRate($rate_[0]->rate)\n"
        "    : new GateForImpossible($gate, Typed::probability($rate_[0]->best), Typed::maybe($rate_[0]->takes))"
    ),
    "CoverageAnswer": (
        "$coverage_[0]->ratio->known\n"
        "    ? new CoverageRatio($coverage_[0]->ratio->value, $coverage_[0]->cushion->value)\n"
        "    : new CoverageMet($coverage_[0]->surplus->value)"
    ),
    "SensitivityAnswer": "Typed::sensitivity($effect_[0], $lever, $step)",
    "RequiredAnswer": (
        "$unreachable_[0]->unreachable\n    ? Typed::unreachable($unreachable_[0])\n"
        "    : new RequiredReachable($volumes_[0], Typed::read($volumes_, $rates_count + 1))"
    ),
    "MassAnswer": "new MassAnswer($probability_[0], Typed::maybe($ln_[0]))",
}


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def lines(header: Header, question: Question) -> str:
    """The lines of all functions that may answer a question."""
    return "".join(_lines(header, question, call) for call in calls.CALLS.get(question.name, ()))


def _lines(header: Header, question: Question, call: Call) -> str:
    made = _Call(header, question, call)
    used = calls.used(header, question, call)
    conditions = []
    for member in question.request.members:
        if member.required or member.name == "sale_value" and "goal" in used:
            continue
        conditions.append(f"${camel(member.name)} {'!==' if member.name in used else '==='} null")
    asked = " && ".join(f"$c->{function.symbol}({', '.join(arguments)}) === 0" for function, arguments in made.asked)
    if len(asked) > 100:
        asked = "\n    " + asked.replace(" && ", "\n    && ") + "\n"
    body = "".join(f"{line}\n" for line in ["$c = Library::ffi();", *made.before])
    answer = textwrap.indent(f"return {made.answer()};\n", "    ")
    body += f"if ({asked}) {{\n{answer}}}\n"
    if any("Typed::" in line and "Typed::place" not in line for line in made.before):
        body = "try {\n" + textwrap.indent(body, "    ") + "} catch (Unfit) {\n}\n"
    if conditions:
        body = f"if ({' && '.join(conditions)}) {{\n" + textwrap.indent(body, "    ") + "}\n"
    return textwrap.indent(body, " " * 8)


class _Call:
    """The lines before a call, its arguments, and its results."""

    def __init__(self, header: Header, question: Question, call: Call) -> None:
        self.header, self.question, self.call = header, question, call
        self.before: list[str] = []
        self.results: dict[str, str] = {}
        """The name of each result, and the type of its places."""
        self.lengths: dict[str, str] = {}
        """The expression of each length, by its name."""
        self.open: list[str] = []
        """Lists whose length comes next."""
        self.pending: list[tuple[str, str, str, int]] = []
        """Lists of results whose length comes next."""
        self.slots = 0
        self.asked = [
            (function, [self._argument(parameter) for parameter in function.parameters])
            for function in calls.functions(header, call)
        ]

    def _once(self, line: str) -> None:
        if line not in self.before:
            self.before.append(line)

    def _slot(self) -> int:
        self.slots += 1
        return self.slots - 1

    def _argument(self, parameter: Parameter) -> str:
        name, base = parameter.name, parameter.type.base.removeprefix("funnelmath_")
        member = "$" + camel(self.call.names.get(name, name))
        part = calls.part_of_call(self.call, self.question, name)
        match parameter.role:
            case "error":
                return "null"
            case "out":
                return self._result(parameter)
            case _ if part == "chance":
                self._once("[$known, $a, $b, $gates] = Typed::chance($chance);")
                return {"rate": "$known"}.get(name, f"${name}")
            case _ if part == "flow":
                self._once("[$arriving, $known] = Typed::flow($flow);")
                return {"rate": "$known", "flow": "$arriving"}[name]
            case _ if part == "evidence":
                self._once("[$a, $b] = Typed::evidence($evidence);")
                return f"${name}"
            case _ if part == "lever":
                self._once("[$what, $which] = Typed::lever($lever);")
                return {"lever": "$what", "gate": "$which"}[name]
            case _ if part == "step":
                self._once("[$kind, $size] = Typed::step($step);")
                return {"step": "$kind", "size": "$size"}[name]
            case "struct" if base == "deal_size":
                self._once("[$deal, $kept] = Typed::size($size);")
                return "$deal"
            case "struct" if base == "calendar":
                self._once("$year = Typed::calendar($calendar);")
                return "$year"
            case "struct" if base == "goal":
                self._once("$asked = Typed::goal($goal, $saleValue);")
                return "$asked"
            case "struct":
                self._once(f"$asked = Typed::place('{parameter.type.base}');")
                for field in self.header.structs[parameter.type.base].fields:
                    value = {"struct_size": "\\FFI::sizeof($asked[0])", "reserved": "0"}.get(field.name, f"${field.name}")
                    self._once(f"$asked[0]->{field.name} = {value};")
                return "$asked"
            case "list":
                self._once(f"[${name}_, ${name}_count] = Typed::doubles({member}, {self._slot()});")
                self.open.append(name)
                return f"${name}_"
            case "length":
                if self.open:
                    first, *others = self.open
                    for other in others:
                        self._once(f"Typed::same(${first}_count, ${other}_count);")
                    self.lengths[name] = f"${first}_count"
                    self.open = []
                for each in self.pending:
                    if each[2] == name:
                        self._list(*each)
                return self.lengths.get(name) or f"{self.lengths['gates']} + 1"
            case "word":
                return f"{member}->inC()"
            case "index":
                return f"Typed::index({member})"
            case _:
                return member

    def _result(self, parameter: Parameter) -> str:
        name, base = parameter.name, parameter.type.base
        function = self.header.functions[self.call.function]
        if name in calls.PLACES and function.of("length"):
            length, more = calls.PLACES[name]
            self.results[name] = f"list of {base}"
            if length in self.lengths:
                self._list(name, base, length, more)
            else:
                self.pending.append((name, base, length, more))
            return f"${name}_"
        self.results[name] = base
        self._once(f"${name}_ = Typed::place('{base}');")
        return f"${name}_"

    def _count(self, name: str) -> str:
        length, more = calls.PLACES[name]
        return self.lengths[length] + (f" + {more}" if more else "")

    def _list(self, name: str, base: str, length: str, more: int) -> None:
        self._once(f"${name}_ = Typed::places({self._count(name)}, '{base}', {self._slot()});")

    def answer(self) -> str:
        made = self.question.answer
        names = list(self.results)
        if made.name in ANSWERS:
            return ANSWERS[made.name].format(f"${names[0]}_")
        if only := made.only():
            return self._value(only.name if only.name in self.results else names[-1])
        if made.optional():
            return f"Typed::maybe(${names[-1]}_[0])"
        members = sorted(made.members, key=lambda member: not member.required)
        return f"new {made.name}({', '.join(self._member(member.name) for member in members)})"

    def _value(self, name: str) -> str:
        kind = self.results[name]
        if kind == "list of funnelmath_maybe":
            return f"Typed::maybes(${name}_, {self._count(name)})"
        return f"Typed::read(${name}_, {self._count(name)})" if kind.startswith("list") else f"${name}_[0]"

    def _member(self, name: str) -> str:
        """A member of an answer: a result of this name, or the field of the one struct."""
        if name in self.results:
            return self._value(name)
        (given,) = [(given, base) for given, base in self.results.items() if "double" not in base]
        field = next(field for field in self.header.structs[given[1]].fields if field.name == name)
        text = f"${given[0]}_[0]->{name}"
        if field.type.base == "funnelmath_maybe":
            return f"Typed::maybe({text})"
        return f"(bool) {text}" if name == "capped" else text


# Columns.

COLUMN = "array|Numbers|float"


def columns(header: Header, first: str) -> str:
    """A function for each `funnelmath_columns_` function."""
    parts = [
        _columns(header, function) for function in header.functions.values() if function.name.startswith("columns_")
    ]
    return (
        f"{first}/**\n * Questions answered for every row of a table. A column is a list of numbers and nulls, Numbers, or one number\n"
        " * for all rows; arguments about gates or stages are a list of columns. Each function calls the C function that\n"
        " * its comment names. The outputs of a row without an answer are NAN, and `status()` says why.\n */\n"
        "final class Columns\n{\n" + "\n".join(parts) + "}\n"
    )


def _columns(header: Header, function: Function) -> str:
    parameters, docs, before, arguments, results = [], [], [], [], []
    last_gates = max(
        (at for at, parameter in enumerate(function.parameters) if parameter.name == "gates"), default=-1
    )
    has_counts = "successes" in [parameter.name for parameter in function.parameters]
    for at, parameter in enumerate(function.parameters):
        name, base = parameter.name, parameter.type.base.removeprefix("funnelmath_")
        match parameter.role:
            case "struct" if base == "column":
                # A column alone comes before or behind the lists that `gates` counts.
                is_list = at < last_gates and name != "rate" or name == "exact" and function.name.endswith("_stages")
                parameters.append(f"{'array' if is_list else COLUMN} ${camel(name)}")
                docs.append(
                    f"@param {'list<list<int|float|null>|Numbers|float>' if is_list else 'list<int|float|null>|Numbers|float'}"
                    f" ${camel(name)}"
                )
                arguments.append(f"$rows->{'all' if is_list else 'one'}(${camel(name)})")
            case "struct" if base == "column_goal":
                parameters.append("ColumnGoal $goal")
                arguments.append("$goal->inC($rows)")
            case "struct" if base == "calendar":
                parameters.append("Calendar|OwnCalendar $calendar")
                arguments.append("Typed::calendar($calendar)")
            case "word":
                parameters.append(f"{ {'policy': 'Policy'}.get(name, 'Period') } ${camel(name)}")
                arguments.append(f"${camel(name)}->inC()")
            case "index":
                parameters.append(f"int ${camel(name)}")
                arguments.append(f"Typed::index(${camel(name)})")
            case "length" if name == "rows":
                arguments.append("$rows->count")
            case "length" if name == "gates":
                lists = next(each.name for each in function.parameters if each.type.base.endswith("_column") and each.name != "rate")
                before.append(f"$gates = count(${camel(lists)});")
                arguments.append("$gates")
            case "length" if name == "stages":
                arguments.append("$gates + 1")
            case "outs":
                results.append(name)
                arguments.append(f"$rows->places('{name}', $gates + 1)")
            case "out" if name == "status":
                arguments.append("$rows->status()")
            case "out" if name == "summary":
                arguments.append("$rows->summary")
            case "error":
                arguments.append("Rows::error()")
            case "out":
                results.append(name)
                arguments.append(f"$rows->place('{name}')")
            case _:
                raise ValueError(f"{function.name}: {parameter}")
    given = [argument for argument in arguments if "$rows->one" in argument or "$rows->all" in argument]
    for number, argument in enumerate(given):
        before.append(f"$column{number} = {argument};")
        arguments[arguments.index(argument)] = f"$column{number}"
    if "$goal->inC($rows)" in arguments:
        before.append("$aim = $goal->inC($rows);")
        arguments[arguments.index("$goal->inC($rows)")] = "$aim"
    shown = ", ".join(f"`{name}`" for name in results)
    title = f" * {function.symbol}: an answer for each row, in {shown}."
    documented = "".join(f"     * {line}\n" for line in docs)
    body = "".join(f"        {line}\n" for line in ["$rows = new Rows();", *before])
    listed = "".join(f"            {argument},\n" for argument in arguments)
    declared = "".join(f"        {parameter},\n" for parameter in parameters)
    return (
        f"    /**\n    {title}\n     *\n{documented}     */\n"
        f"    public static function {camel(function.name.removeprefix('columns_'))}(\n{declared}    ): ColumnsAnswer {{\n"
        f"{body}        return $rows->answer(Library::ffi()->{function.symbol}(\n{listed}        ));\n    }}\n"
    )


# Declarations.


def declarations(header: Header, first: str) -> str:
    """funnelmath_ffi.h as a text, so that the classes need no file beside the library."""
    text = header.text.strip()
    return (
        f"{first}/** @internal The declarations of funnelmath_ffi.h. */\nfinal class Declarations\n{{\n"
        "    /** The counter of incompatible changes that these classes are written for. */\n"
        f"    public const ABI = {header.constants['FUNNELMATH_ABI']};\n\n"
        "    /** Changes with the declarations: tells a file for ffi.preload that was made by other classes. */\n"
        f"    public const STAMP = 'FUNNELMATH_PHP_{zlib.crc32(text.encode()):08X}';\n\n"
        f"    public const TEXT = <<<'HEADER'\n{text}\nHEADER;\n}}\n"
    )
