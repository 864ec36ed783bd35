"""Requests and answers as JSON documents, and errors as exceptions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from ctypes import byref, c_size_t, c_void_p, string_at
from dataclasses import dataclass
from json import JSONDecoder, JSONEncoder
from typing import Any, SupportsFloat, SupportsIndex

from ._library import functions


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a request."""

    code: str
    """A stable name: "rate", "missing", "type", ..."""
    path: tuple[str | int, ...]
    """Where, as one would reach it: `("gates", 1, "rate")`; empty for the whole request."""
    message: str
    value: Any = None
    """What was found there; long texts are cut, lists and dicts not shown."""
    allowed: tuple[str, ...] = ()
    """The words or names that are allowed there."""
    minimum: float | None = None
    maximum: float | None = None

    def __str__(self) -> str:
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return f"{where.lstrip('.')}: {self.message}".removeprefix(": ")


class FunnelError(ValueError):
    """A request that cannot be answered: `problems` lists every problem, the other members describe the first."""

    code: str
    path: tuple[str | int, ...]
    value: Any
    allowed: tuple[str, ...]
    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        self.code, self.path, self.value, self.allowed = first.code, first.path, first.value, first.allowed
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> Any:
        return type(self), (self.problems,)


def unknown_outcome(name: str, word: str) -> FunnelError:
    """For an answer of a newer library."""
    message = f"{name} has the outcome '{word}', which this version of the package does not know"
    return FunnelError([Problem("outcome", (), message, word)])


def plain(value: Any) -> Any:
    """A value that JSON does not have, as one that it has."""
    if hasattr(value, "tolist"):  # numpy, pandas
        return value.tolist()
    if isinstance(value, SupportsIndex):
        return value.__index__()
    if isinstance(value, SupportsFloat):
        return float(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray)):
        return list(value)
    raise TypeError(f"a request cannot hold a {type(value).__name__}")


_encode = JSONEncoder(separators=(",", ":"), allow_nan=False, default=plain).encode
_decode = JSONDecoder().raw_decode


def _finite(value: Any) -> Any:
    """The same value with NaN and infinity as texts, which the door refuses and says where."""
    if isinstance(value, float):
        return value if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(float(value))]
    if isinstance(value, Mapping):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    return value if isinstance(value, (str, int, type(None))) else _finite(plain(value))


def encode(request: Any) -> str:
    """A request as JSON."""
    try:
        return _encode(request)
    except ValueError:  # NaN or infinity
        return _encode(_finite(request))


def answer(document: str) -> str:
    """The answer to a request that is a JSON document, or to an array of requests, as a JSON document."""
    request, text, length = document.encode(), c_void_p(), c_size_t()
    status = functions.answer(request, len(request), byref(text), byref(length), None)
    if status:
        code = functions.status_name(status).decode()
        raise FunnelError([Problem(code, (), f"the funnelmath library failed: {code}")])
    try:
        return string_at(text, length.value).decode()
    finally:
        functions.answer_free(text)


def decode(document: str) -> Any:
    """What a document says."""
    return _decode(document)[0]


def ask(request: dict[str, Any]) -> Any:
    """The answer to a request; what is wrong with it is raised."""
    return read(answer(encode(request)))


def read(document: str) -> Any:
    """The answer of a document; what it says is wrong is raised."""
    made = decode(document)
    if "answer" in made:
        return made["answer"]
    raise FunnelError(map(_problem, made["errors"]))


def _problem(given: dict[str, Any]) -> Problem:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in given["pointer"].split("/")[1:]]
    return Problem(
        given["code"],
        tuple(int(step) if step.isdigit() else step for step in steps),
        given["message"],
        given.get("value"),
        tuple(given.get("allowed", ())),
        given.get("minimum"),
        given.get("maximum"),
    )
