"""The C declarations, as funnelmath_ffi.h states them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PREFIX = "funnelmath_"


@dataclass(frozen=True)
class CType:
    """A type of C: its base (`double`, `funnelmath_goal`), how many pointers lead to it, whether it is read only."""

    base: str
    pointers: int = 0
    const: bool = False

    @property
    def is_ours(self) -> bool:
        return self.base.startswith(PREFIX)

    def __str__(self) -> str:
        return ("const " if self.const else "") + self.base + " *"[: 2 * bool(self.pointers)] + "*" * (self.pointers - 1)


@dataclass(frozen=True)
class Field:
    """A field of a struct, or a parameter of a function."""

    name: str
    type: CType


@dataclass(frozen=True)
class Struct:
    """A struct; without fields it is a handle, made and freed by the library."""

    name: str
    fields: tuple[Field, ...] = ()

    @property
    def is_handle(self) -> bool:
        return not self.fields

    @property
    def has_size(self) -> bool:
        """Whether it begins with its own size, as structs for inputs do."""
        return bool(self.fields) and self.fields[0].name == "struct_size"


@dataclass(frozen=True)
class Values:
    """The values of an enumeration, by their names."""

    name: str
    values: dict[str, int]

    def words(self) -> dict[str, int]:
        """The same by the words of documents: `funnelmath_policy` has `up`, `nearest`, `up_each_stage`."""
        prefix = self.name.upper() + "_"
        return {name.removeprefix(prefix).lower(): value for name, value in self.values.items()}


@dataclass(frozen=True)
class Parameter(Field):
    """A parameter, and what it is for."""

    role: str = ""
    """`number` (a double), `index` (a stage or gate), `word` (a value of an enumeration), `length` (of lists), `list`
    (numbers to read), `struct` (one or several to read), `text` (to read), `out` (places for results), `outs` (a list of
    such places), `handle`, `out_handle` (a place for a new one), or `error`."""


@dataclass(frozen=True)
class Function:
    """A function of the library."""

    name: str
    """Without the prefix `funnelmath_`."""
    result: CType
    parameters: tuple[Parameter, ...]

    @property
    def symbol(self) -> str:
        return PREFIX + self.name

    @property
    def is_fallible(self) -> bool:
        """Whether it returns a status."""
        return self.result == CType(PREFIX + "status")

    def of(self, *roles: str) -> tuple[Parameter, ...]:
        """The parameters of these roles."""
        return tuple(parameter for parameter in self.parameters if parameter.role in roles)


@dataclass(frozen=True)
class Header:
    """All declarations, in the order of the header."""

    constants: dict[str, int]
    """The version and the ABI counter."""
    values: dict[str, Values]
    structs: dict[str, Struct]
    functions: dict[str, Function]
    """By their names without the prefix."""
    text: str
    """The header as it is."""


def read(path: Path) -> Header:
    """Reads the bare header; a declaration that it does not understand is an error."""
    text = path.read_text()
    constants: dict[str, int] = {}
    values: dict[str, Values] = {}
    structs: dict[str, Struct] = {}
    functions: dict[str, Function] = {}
    for statement in _statements(text):
        if found := re.fullmatch(r"enum \{ (.*?),? \}", statement):
            constants.update(_values(found[1]))
        elif found := re.fullmatch(r"typedef enum \{ (.*?),? \} (\w+)", statement):
            values[found[2]] = Values(found[2], _values(found[1]))
        elif found := re.fullmatch(r"typedef struct (\w+) \1", statement):
            structs[found[1]] = Struct(found[1])
        elif found := re.fullmatch(r"typedef struct (?:\w+ )?\{ (.*?);? \} (\w+)", statement):
            fields = tuple(Field(*_declared(field)) for field in found[1].split("; "))
            structs[found[2]] = Struct(found[2], fields)
        elif found := re.fullmatch(r"(.*?[ *])(funnelmath_\w+)\((.*)\)", statement):
            name = found[2].removeprefix(PREFIX)
            declared = [] if found[3] == "void" else [_declared(part) for part in found[3].split(", ")]
            parameters = tuple(Parameter(name, made, _role(made, structs)) for name, made in declared)
            functions[name] = Function(name, _type(found[1]), parameters)
        else:
            raise ValueError(f"a declaration that the generator does not understand: {statement}")
    return Header(constants, values, structs, functions, text)


def _statements(text: str) -> list[str]:
    """The declarations, each on one line and without its semicolon."""
    statements, depth, begin = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == ";" and depth == 0:
            statements.append(re.sub(r"\s+", " ", text[begin:at]).strip())
            begin = at + 1
    if text[begin:].strip():
        raise ValueError(f"not a declaration: {text[begin:].strip()}")
    return statements


def _values(text: str) -> dict[str, int]:
    pairs = (part.split(" = ") for part in text.split(", "))
    return {name: int(value) for name, value in pairs}


def _type(text: str) -> CType:
    const = text.startswith("const ")
    # `double *const *` is a list of places for columns of results: the list is only read.
    base = text.removeprefix("const ").replace("*const *", "**").replace("*", " ").split()
    if len(base) != 1:
        raise ValueError(f"a type that the generator does not understand: {text}")
    return CType(base[0], text.count("*"), const)


def _declared(text: str) -> tuple[str, CType]:
    found = re.fullmatch(r"(.*?[ *])(\w+)", text)
    if not found:
        raise ValueError(f"a declaration that the generator does not understand: {text}")
    return found[2], _type(found[1])


def _role(made: CType, structs: dict[str, Struct]) -> str:
    is_handle = made.base in structs and structs[made.base].is_handle
    scalars = {"double": "number", "uint64_t": "index", "uint32_t": "word", "size_t": "length"}
    if not made.pointers:
        return scalars[made.base]
    if made.base == PREFIX + "error":
        return "error"
    if is_handle:
        return "handle" if made.pointers == 1 else "out_handle"
    if made.const:
        return {"double": "list", "char": "text"}.get(made.base, "struct" if made.is_ours else "list")
    return "out" if made.pointers == 1 else "outs"
