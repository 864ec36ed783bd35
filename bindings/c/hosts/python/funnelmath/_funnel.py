"""A funnel that is kept: its plans and its chances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Unpack, cast

from ._answers import Plan, read_plan
from ._door import FunnelError, Problem, answer, decode, encode, read
from ._questions import gate, overall
from ._requests import Chance, Evidence, FunnelDocument, Gate, Number, OwnCalendar, Shapes, Size, Target


class Funnel:
    """A funnel: its gates, what a sale is worth, and the names of its stages.

    Immutable. It compares by its document, pickles and copies, and may be used from any number of threads. What is wrong
    with it is raised when it is made.
    """

    __slots__ = ("_document", "_text")

    _document: dict[str, Any]
    _text: str

    def __init__(
        self,
        gates: Iterable[Gate],
        sale_value: Number | None = None,
        *,
        entry: str | None = None,
        sale_value_benchmark: Number | None = None,
        deal_size: Size | None = None,
        calendar: Literal["common", "four_week_month", "civil"] | OwnCalendar | None = None,
    ) -> None:
        given = {
            "entry": entry,
            "gates": list(gates),
            "sale_value": sale_value,
            "sale_value_benchmark": sale_value_benchmark,
            "deal_size": deal_size,
            "calendar": calendar,
        }
        self._keep({name: value for name, value in given.items() if value is not None})

    def _keep(self, given: dict[str, Any]) -> None:
        text = encode(given)
        # A plan with a goal of 0 reports what is wrong with the funnel.
        nothing = answer(f'{{"question":"plan","funnel":{text},"target":{{"goal":{{"volume":{{"stage":0,"target":0}}}}}}}}')
        if not nothing.startswith('{"question":"plan","answer":'):
            try:
                read(nothing)
            except FunnelError as error:
                raise FunnelError(map(_within, error.problems)) from None
        # Its own copy, of plain numbers, texts, lists and dicts.
        object.__setattr__(self, "_document", decode(text))
        object.__setattr__(self, "_text", text)

    @property
    def document(self) -> FunnelDocument:
        """The funnel as JSON has it; `Funnel.from_document` makes the same funnel again."""
        return cast("FunnelDocument", decode(self._text))

    @classmethod
    def from_document(cls, document: FunnelDocument) -> Funnel:
        """A funnel from its document."""
        made = cls.__new__(cls)
        made._keep(dict(document))
        return made

    def plan(self, **target: Unpack[Target]) -> Plan:
        """The plan for a goal: what each stage needs per period, how it is going, what an improvement brings.

        The keywords are those of `Target`: `goal`, such as `{"revenue": 25_000}`, and `per`, `activity_per`,
        `activity_stage`, `policy`, `actual`, `confidence`, `prior`, `start`, `entries`, `reached`, `left`,
        `working_days`, `deal_size`.
        """
        return read_plan(read(answer(f'{{"question":"plan","funnel":{self._text},"target":{encode(target)}}}')))

    def chance(
        self, *, from_: int = 0, to: int | None = None, prior: Literal["jeffreys", "uniform"] | Shapes = "jeffreys"
    ) -> Chance:
        """What is known of the rate from one stage to another, for the questions about results and revenue.

        `prior` is what is assumed of a gate that was counted, before its counts.
        """
        gates = self._document["gates"][from_ : to]
        evidence: list[Evidence] = [
            {"prior": prior, "successes": each["successes"], "trials": each["trials"]}
            for each in gates
            if "trials" in each
        ]
        known = [each["rate"] if "rate" in each else gate(one_in=each["one_in"]) for each in gates if "trials" not in each]
        if not evidence:
            return {"rate": overall(rates=known)}
        if not known:
            return {"counted": {"evidence": evidence}}
        return {"counted": {"evidence": evidence, "rate": overall(rates=known)}}

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a Funnel is immutable")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Funnel) and self._document == other._document

    def __hash__(self) -> int:
        return hash(tuple(each.get("name") for each in self._document["gates"]))

    def __reduce__(self) -> Any:
        return Funnel.from_document, (self._document,)

    def __repr__(self) -> str:
        others = {name: value for name, value in self._document.items() if name != "gates"}
        return f"Funnel({', '.join([repr(self._document['gates']), *(f'{n}={v!r}' for n, v in others.items())])})"


def _within(problem: Problem) -> Problem:
    """A problem of a plan as one of its funnel."""
    path = problem.path[1:] if problem.path[:1] == ("funnel",) else problem.path
    return Problem(
        problem.code, path, problem.message, problem.value, problem.allowed, problem.minimum, problem.maximum
    )
