"""Columns for the C library: numbers of each row, from lists, numpy arrays and pandas columns, and back."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from ctypes import addressof, byref, c_size_t, c_uint8, c_void_p, create_string_buffer, pointer, sizeof
from typing import Any, SupportsFloat, SupportsIndex

from . import _native as native
from ._door import FunnelError, Problem, unknown_outcome
from ._library import functions
from ._typed import METHODS, index


class Call:
    """One call of a function over columns: its inputs, how many rows they have, and its outputs."""

    def __init__(self) -> None:
        self.rows = 0
        self.kept: list[Any] = []
        self.is_array = False
        self.series: Any = None
        """The first pandas column, whose index the outputs get."""
        self.has_rows = False
        self.status: Any = None

    def column(self, values: Any, name: str) -> Any:
        """A number for all rows, or a column of one for each."""
        if isinstance(values, (SupportsFloat, SupportsIndex)) and not hasattr(values, "__len__"):
            return native.column(sizeof(native.column), native.COLUMN_KIND["same"], float(values))
        if hasattr(values, "__array__"):
            kept, valid = self._array(values, name)
            address, is_whole = kept.ctypes.data, kept.dtype.kind == "i"
        else:
            if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
                raise TypeError(f"{name} must be a number or a column of numbers, not {type(values).__name__}")
            kept, valid = _listed(values)
            address, is_whole = kept.buffer_info()[0], False
        if not self.has_rows:
            self.rows, self.has_rows = len(kept), True
        self.kept += [kept, valid]
        made = native.column(sizeof(native.column), native.COLUMN_KIND["integers" if is_whole else "doubles"])
        if is_whole:
            made.integers = address
        else:
            made.doubles = address
        made.len, made.validity = len(kept), valid and addressof(valid)
        return made

    def _array(self, values: Any, name: str) -> tuple[Any, Any]:
        """An array of doubles or of 64-bit integers, and which rows have a number; None when all have one."""
        import numpy

        self.is_array = True
        missing = None
        if hasattr(values, "isna"):  # pandas: what is missing is null
            self.series = values if self.series is None else self.series
            missing = values.isna().to_numpy()
            missing = missing if missing.any() else None
            values = values.to_numpy() if missing is None else values.fillna(0).to_numpy()
        made = numpy.asarray(values)
        # numpy would read texts as numbers; Decimals and the like are objects too.
        has_texts = made.dtype.kind == "O" and any(isinstance(each, str) for each in made.flat)
        if made.ndim != 1 or made.dtype.kind not in "iufO" or has_texts:
            raise TypeError(f"{name} must be a column of numbers, not {made.ndim}-dimensional {made.dtype}")
        is_whole = made.dtype.kind == "i" or (made.dtype.kind == "u" and made.dtype.itemsize < 8)
        made = numpy.ascontiguousarray(made, dtype="i8" if is_whole else "f8")
        if missing is None:
            return made, None
        bits = numpy.packbits(~missing, bitorder="little").tobytes()
        return made, (c_uint8 * len(bits)).from_buffer_copy(bits)

    def columns(self, each: Sequence[Any], name: str) -> Any:
        """A column for each gate or stage."""
        made = [self.column(values, f"{name}[{at}]") for at, values in enumerate(each)]
        return (native.column * len(made))(*made)

    def goal(self, goal: Any, sale_value: Any, start: Any) -> Any:
        """A goal in each row: `{"revenue": column}`, or `{"volume": {"stage": 2, "target": column}}`."""
        ((kind, target),) = goal.items()
        stage = index(target["stage"]) if kind == "volume" else 0
        amount = self.column(target["target"] if kind == "volume" else target, "goal")
        value = self.column(0.0 if sale_value is None and kind == "volume" else sale_value, "sale_value")
        there, count, begun = None, 0, "empty"
        if start is not None:
            ((begun, each),) = start.items()
            there, count = self.columns(each, "start"), len(each)
        self.kept += [amount, value, there]
        made = native.column_goal(sizeof(native.column_goal), native.GOAL_KIND[kind], stage)
        made.amount, made.sale_value = pointer(amount), pointer(value)
        if there is not None:
            made.start = there
        made.start_len, made.start_kind = count, native.START_KIND[begun]
        return made

    def place(self, kind: str = "d") -> tuple[Any, int]:
        """An output with a place for each row, and its address."""
        made: Any
        if self.is_array:
            import numpy

            made = numpy.empty(self.rows, kind)
            address: int = made.ctypes.data
        else:
            made = array(kind, bytes(array(kind).itemsize * self.rows))
            address = made.buffer_info()[0]
        self.kept.append(made)
        return made, address

    def ask(self, function: Any, *arguments: Any) -> None:
        """Calls the function; invalid columns raise an error."""
        if not self.has_rows:
            raise TypeError("one of the inputs must be a column")
        error = native.error()
        self.status, address = self.place("I")
        self.summary = native.columns_summary()
        if status := function(*arguments, address, self.summary, error):
            buffer, length = create_string_buffer(400), c_size_t()
            functions.error_message(error, byref(buffer), len(buffer), byref(length))
            field = functions.field_name(error.field).decode() if error.field else ""
            at = (field.removesuffix("[]"), *([error.index] if error.has_index else []))
            code = functions.status_name(status).decode()
            raise FunnelError([Problem(code, at if field else (), buffer.value.decode() or code)])

    def back(self, place: Any) -> Any:
        """An output as its caller gave the inputs: a pandas column, a numpy array, or a list with None."""
        made, _ = place
        if self.series is not None:
            return sys.modules["pandas"].Series(made, index=self.series.index)
        if self.is_array:
            return made
        return [value if status == 0 else None for value, status in zip(made, self.status)]

    def end(self) -> tuple[Any, int, Any]:
        """The status of each row, how many were answered, and how."""
        status = self.status if self.is_array else list(self.status)
        if self.series is not None:
            status = sys.modules["pandas"].Series(status, index=self.series.index)
        return status, self.summary.answered, METHODS[self.summary.method]


ROWS = {value: word for word, value in {**native.STATUS, **native.ROW}.items()}
"""The name of each status of a row."""


def status_name(status: int) -> str:
    """The name of a row's status: "answered" for 0; "rate", "null", "unreachable", ..."""
    if status not in ROWS:
        raise unknown_outcome("the status of a row", str(status))
    return ROWS[status]


def pointers(places: Sequence[Any]) -> Any:
    """A list of the addresses of outputs."""
    return (c_void_p * len(places))(*(address for _, address in places))


def _listed(values: Any) -> tuple[Any, Any]:
    """A list as doubles, and which rows have a number; None when all have one."""
    if None not in values:
        return array("d", values), None
    bits = bytearray((len(values) + 7) // 8)
    for at, value in enumerate(values):
        bits[at // 8] |= (value is not None) << at % 8
    return array("d", [0.0 if value is None else value for value in values]), (c_uint8 * len(bits))(*bits)
