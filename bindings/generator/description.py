"""The types and questions of bindings/json, as its description.json states them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Number:
    """A number; the member that holds it has its range."""


@dataclass(frozen=True)
class Index:
    """A whole number from 0: a stage, a gate, or how many there are."""


@dataclass(frozen=True)
class Flag:
    """True or false."""


@dataclass(frozen=True)
class Text:
    """A text for people."""


@dataclass(frozen=True)
class Lever:
    """`sale_value`, or a gate such as `gates[1]`."""


@dataclass(frozen=True)
class Word:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class ListOf:
    """A list of at most so many values."""

    of: "Value"
    most: int


@dataclass(frozen=True)
class Nullable:
    """A value of a list that may be null."""

    of: "Value"


@dataclass(frozen=True)
class WordOr:
    """One of these words, or else the other value."""

    words: tuple[str, ...]
    other: "Value"


@dataclass(frozen=True)
class Named:
    """A type by its name."""

    name: str


Value = Number | Index | Flag | Text | Lever | Word | ListOf | Nullable | WordOr | Named


@dataclass(frozen=True)
class Member:
    """A member of an object: its value, whether it must be given, and the range of its numbers."""

    name: str
    doc: str
    required: bool
    value: Value
    field: str | None = None
    """The input of the core that it is, such as `rates[]`."""
    quantity: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    """Whether its numbers are whole."""

    def range(self) -> str:
        """Its range in words, as "0 to 1"; empty when every number is allowed."""
        least, most = (None if limit is None else number(limit) for limit in (self.minimum, self.maximum))
        if least is not None and most is not None:
            text = f"{least} to {most}"
        elif least is not None:
            text = f"at least {least}"
        elif most is not None:
            text = f"at most {most}"
        else:
            text = ""
        return ", ".join(part for part in ("a whole number" if self.whole else "", text) if part)


@dataclass(frozen=True)
class Outcome:
    """One of several forms of an answer, told by the member `outcome`."""

    word: str
    doc: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Type:
    """An object (all members), a union (exactly one of the members) or outcomes (one of several objects)."""

    name: str
    kind: str
    """`object`, `union` or `outcomes`."""
    doc: str
    members: tuple[Member, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    forms: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Rules of an object: of each, exactly one group of members is given, all of it."""

    def only(self) -> Member | None:
        """The member of an object that has a single one, which is required: the object says no more than it."""
        is_single = self.kind == "object" and len(self.members) == 1
        return self.members[0] if is_single and self.members[0].required else None

    def optional(self) -> tuple[Outcome, Member] | None:
        """Of two outcomes of which one is a single member and the other has none: that outcome and its member."""
        if self.kind != "outcomes" or len(self.outcomes) != 2:
            return None
        full, empty = sorted(self.outcomes, key=lambda outcome: -len(outcome.members))
        is_optional = len(full.members) == 1 and full.members[0].required and not empty.members
        return (full, full.members[0]) if is_optional else None


@dataclass(frozen=True)
class Question:
    """A question: the types of its request and answer, and a request with its answer."""

    name: str
    request: Type
    answer: Type
    example: dict[str, Any]
    example_answer: dict[str, Any]

    @property
    def doc(self) -> str:
        return self.request.doc


@dataclass(frozen=True)
class Description:
    """All types by their names, and all questions in their order."""

    types: dict[str, Type]
    questions: tuple[Question, ...]

    def question(self, name: str) -> Question:
        return next(question for question in self.questions if question.name == name)

    def request_types(self) -> list[Type]:
        """The types within requests, those of the requests themselves left out; each after what it is made of."""
        return self._within([question.request for question in self.questions])

    def answer_types(self) -> list[Type]:
        """The types of answers, and all within them; each after what it is made of."""
        return self._within([question.answer for question in self.questions], with_roots=True)

    def _within(self, roots: list[Type], with_roots: bool = False) -> list[Type]:
        found: dict[str, Type] = {}

        def visit(made: Type, keep: bool) -> None:
            if made.name in found:
                return
            for name in names_in(made):
                visit(self.types[name], True)
            if keep:
                found[made.name] = made

        for root in roots:
            visit(root, with_roots)
        return list(found.values())


def number(value: float) -> str:
    """A limit as people write it."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e17 else repr(float(value))


def names_in(made: Type) -> Iterator[str]:
    """The names of the types that a type is made of."""
    for members in (made.members, *(outcome.members for outcome in made.outcomes)):
        for member in members:
            yield from names_of(member.value)


def names_of(value: Value) -> Iterator[str]:
    """The names of the types within a value."""
    match value:
        case Named(name):
            yield name
        case ListOf(of=inner) | Nullable(of=inner) | WordOr(other=inner):
            yield from names_of(inner)


def read(path: Path) -> Description:
    """Reads description.json; what it does not know is an error, so that no generator overlooks it."""
    document = json.loads(path.read_text())
    types = {name: _type(name, given) for name, given in document["types"].items()}

    def named(given: dict[str, Any]) -> Type:
        value = _value(given)
        if not isinstance(value, Named):
            raise ValueError(f"a request or an answer is not a type with a name: {given}")
        return types[value.name]

    questions = tuple(
        Question(
            given["name"],
            named(given["request"]),
            named(given["answer"]),
            given["example"],
            given["example_answer"]["answer"],
        )
        for given in document["questions"]
    )
    return Description(types, questions)


def _type(name: str, given: dict[str, Any]) -> Type:
    _only(given, "kind", "doc", "members", "outcomes", "exactly_one_of")
    outcomes = tuple(
        Outcome(outcome["word"], outcome["doc"], _members(outcome["members"]))
        for outcome in given.get("outcomes", [])
    )
    forms = tuple(
        tuple(tuple(group) for group in groups) for groups in given.get("exactly_one_of", [])
    )
    members = _members(given.get("members", []))
    if given["kind"] not in ("object", "union", "outcomes"):
        raise ValueError(f"{name} is of an unknown kind, {given['kind']}")
    return Type(name, given["kind"], given["doc"], members, outcomes, forms)


def _members(given: list[dict[str, Any]]) -> tuple[Member, ...]:
    known = ("name", "doc", "required", "value", "field", "quantity", "minimum", "maximum")
    members = []
    for member in given:
        _only(member, *known, "multipleOf")
        fields = {name: member.get(name) for name in known}
        fields["value"] = _value(member["value"])
        members.append(Member(**fields, whole=member.get("multipleOf") == 1))
    return tuple(members)


def _value(given: dict[str, Any]) -> Value:
    _only(given, "kind", "type", "words", "of", "or", "most")
    simple = {"number": Number, "index": Index, "flag": Flag, "text": Text, "lever": Lever}
    match given["kind"]:
        case "type":
            return Named(given["type"])
        case "word":
            return Word(tuple(given["words"]))
        case "list":
            return ListOf(_value(given["of"]), given["most"])
        case "nullable":
            return Nullable(_value(given["of"]))
        case "word_or":
            return WordOr(tuple(given["words"]), _value(given["or"]))
        case kind if kind in simple:
            return simple[kind]()
        case kind:
            raise ValueError(f"a value of an unknown kind, {kind}")


def _only(given: dict[str, Any], *known: str) -> None:
    unknown = set(given) - set(known)
    if unknown:
        raise ValueError(f"the description has members that the generator does not know: {unknown}")
