"""The C library: where it is, what its functions and structs look like, and what its failures become.

Declared as in funnelmath.h; the tests compare every struct and function with the installed
funnelmath_ffi.h.
"""

from __future__ import annotations

import array
import ctypes
import os
import sys
from collections.abc import Iterable, Mapping, Set
from ctypes import POINTER, Structure, byref, c_char_p, c_double, c_size_t, c_uint32, c_uint64
from ctypes import c_void_p
from decimal import Decimal
from numbers import Real
from types import SimpleNamespace
from typing import Any, Optional

ABI = 0
"""The counter of incompatible changes that this module is written for."""


class FunnelError(ValueError):
    """Input that funnelmath cannot use.

    ``code`` is the stable name of what is wrong ("rate", "no_trials"), ``field`` the input that it concerns
    ("sale_value", "rates[]"), ``index`` the element of that input if it is a list, ``value`` what was found
    there and ``limit`` the length a list needs or the last stage or gate there is. None where there is none.
    """

    code: str
    field: Optional[str]
    index: Optional[int]
    value: Optional[float]
    limit: Optional[float]

    def __init__(
        self,
        message: str,
        code: str,
        field: Optional[str] = None,
        index: Optional[int] = None,
        value: Optional[float] = None,
        limit: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.code, self.field, self.index, self.value, self.limit = code, field, index, value, limit

    def __reduce__(self) -> Any:
        return type(self), (
            self.args[0], self.code, self.field, self.index, self.value, self.limit,
        )


def _structure(name: str, **fields: Any) -> Any:
    return type(name, (Structure,), {"_fields_": list(fields.items())})


u32, u64, f64, size, pointer = c_uint32, c_uint64, c_double, c_size_t, c_void_p

Error = _structure(
    "funnelmath_error",
    status=u32, field=u32, has_index=u32, has_inner_index=u32, has_value=u32, has_limit=u32,
    has_parameter=u32, parameter=u32, index=u64, inner_index=u64, value=f64, limit=f64,
)
Maybe = _structure("funnelmath_maybe", value=f64, known=u32, reserved=u32)
Calendar = _structure(
    "funnelmath_calendar", struct_size=u32, kind=u32, selling_weeks=f64, days_per_week=f64
)
Whole = _structure("funnelmath_whole", exact=f64, units=f64, residual=f64, delivers=Maybe)
Goal = _structure(
    "funnelmath_goal",
    struct_size=u32, kind=u32, stage=u64, amount=f64, sale_value=f64,
    start=pointer, start_len=size, start_kind=u32, reserved=u32,
)
Unreachable = _structure(
    "funnelmath_unreachable", unreachable=u32, lever=u32, gate=u64, missing=f64, best=f64
)
Effect = _structure(
    "funnelmath_effect",
    lever=u32, capped=u32, gate=u64, step=u32, reserved=u32, size=f64, **{"from": f64}, to=f64,
    required_before=Maybe, required_after=Maybe, required_change=Maybe,
    revenue_before=f64, revenue_after=f64, revenue_change=Maybe,
)
Total = _structure("funnelmath_total", revenue=f64, sale_value=Maybe, overall=Maybe)
Gate = _structure("funnelmath_gate", kind=u32, reserved=u32, a=f64, b=f64, benchmark=Maybe)
DealSize = _structure(
    "funnelmath_deal_size",
    struct_size=u32, kind=u32, mean=f64, variation=f64, sizes=pointer, counts=pointer, len=size,
)
FunnelOptions = _structure(
    "funnelmath_funnel_options",
    struct_size=u32, reserved=u32, gates=POINTER(Gate), gates_len=size,
    sale_value=Maybe, sale_value_benchmark=Maybe, calendar=Calendar, deal_size=POINTER(DealSize),
)
Target = _structure(
    "funnelmath_target",
    struct_size=u32, per=u32, goal=Goal, activity_per=u32, policy=u32, activity_stage=u64,
    actual=Maybe, reached=Maybe, left_kind=u32, reserved=u32, left=f64, elapsed_days=f64,
    total_days=f64, entries=pointer, entries_len=size, confidence=Maybe, prior_a=f64, prior_b=f64,
    deal_size=POINTER(DealSize),
)
PlanSummary = _structure(
    "funnelmath_plan_summary",
    unreachable=Unreachable, periods=u64, stages=u64, effects=u64, gauge=Maybe, attainment=Maybe,
    landing=Maybe,
)
PlanPeriod = _structure(
    "funnelmath_plan_period", period=u32, reserved=u32, goal=f64, revenue=Maybe, attainment=Maybe
)
Probability = _structure(
    "funnelmath_probability", value=f64, complement=f64, method=u32, reserved=u32
)
PlanConfident = _structure(
    "funnelmath_plan_confident",
    present=u32, leaves_out=u32, confidence=f64, chance=Probability, periods=u64,
)
Quantile = _structure("funnelmath_quantile", value=Maybe, method=u32, reserved=u32)
Interval = _structure("funnelmath_interval", low=f64, high=Maybe, method=u32, reserved=u32)
Inputs = _structure(
    "funnelmath_inputs", outcome=u32, reserved=u32, inputs=f64, chance=Probability
)
Requirement = _structure(
    "funnelmath_requirement", struct_size=u32, reserved=u32, results=f64, inputs=f64, confidence=f64
)
Share = _structure("funnelmath_share", value=f64, complement=f64)
OverallRate = _structure("funnelmath_overall_rate", outcome=u32, reserved=u32, rate=Share)
GateRate = _structure(
    "funnelmath_gate_rate", outcome=u32, reserved=u32, rate=f64, takes=Maybe, best=Probability
)
Tails = _structure("funnelmath_tails", lower=f64, upper=f64)
Flow = _structure("funnelmath_flow", struct_size=u32, kind=u32, a=f64, b=f64)
Wait = _structure(
    "funnelmath_wait", outcome=u32, reserved=u32, weeks=f64, chance=Probability
)
RevenueSummary = _structure(
    "funnelmath_revenue_summary", mean=f64, variance=Maybe, most=Maybe, method=u32, reserved=u32
)
VelocityEffect = _structure(
    "funnelmath_velocity_effect", to=f64, capped=u32, reserved=u32, per_day=Maybe, change=Maybe
)
Pipeline = _structure("funnelmath_pipeline", total=f64, weighted=f64, deviation=f64)
Covered = _structure("funnelmath_covered", ratio=Maybe, cushion=Maybe, surplus=Maybe)
Answer = _structure(
    "funnelmath_solved", kind=u32, reserved=u32, value=f64, **{"from": u64}, to=u64
)
Conflict = _structure(
    "funnelmath_conflict",
    kind=u32, reserved=u32, **{"from": u64}, to=u64, expected=f64, given=f64, gate=u64, gates=u64,
    takes=Maybe, best=f64,
)
Solution = _structure(
    "funnelmath_solution", conflict=Conflict, undetermined=u64, sale_value=Answer, revenue=Answer
)

_doubles = pointer  # an address: of an array, a numpy array, or of ctypes' own doubles
_P = POINTER
_chain = [f64, _doubles, _doubles, size]  # the rate that is known, and a and b of each other gate
_FALLIBLE: dict[str, list[Any]] = {
    "calendar_per_year": [_P(Calendar), u32, _P(f64)],
    "calendar_convert": [_P(Calendar), f64, u32, u32, _P(f64)],
    "policy_apply": [u32, f64, _P(Whole)],
    "policy_apply_each": [u32, _doubles, size, u64, _doubles, _doubles, size],
    "rate_from_counts": [f64, f64, _P(f64)],
    "rate_one_in": [f64, _P(f64)],
    "rates_from_counts": [_doubles, _doubles, size, pointer],
    "chain_overall": [_doubles, size, _P(f64)],
    "chain_forward": [_doubles, size, f64, f64, _doubles, size, _P(f64)],
    "chain_forward_each": [_doubles, size, _doubles, _doubles, _doubles, size, _P(f64)],
    "chain_required": [_doubles, size, _P(Goal), _doubles, size, _P(Unreachable)],
    "chain_sensitivity": [
        _doubles, size, _P(Goal), u64, f64, u32, u64, u32, f64, _P(Effect),
    ],
    "roll_up": [
        size, _doubles, _doubles, _doubles, size, _doubles, _P(Maybe), _P(Total),
    ],
    "funnel_new": [_P(FunnelOptions), _P(pointer)],
    "plan_new": [pointer, _P(Target), _P(pointer)],
    "plan_summarize": [pointer, _P(PlanSummary)],
    "plan_get_period": [pointer, u64, _P(PlanPeriod)],
    "plan_get_stage": [pointer, u64, u64, _P(Whole)],
    "plan_get_effect": [pointer, u64, _P(Effect)],
    "plan_get_confident": [pointer, _P(PlanConfident)],
    "plan_get_expected_chance": [pointer, u64, _P(Probability)],
    "plan_get_confident_period": [pointer, u64, _P(PlanPeriod)],
    "plan_get_confident_stage": [pointer, u64, u64, _P(Whole)],
    "chance_mean": [*_chain, _P(f64)],
    "chance_at_least": [*_chain, f64, f64, _P(Probability)],
    "chance_exactly": [*_chain, f64, f64, _P(Probability)],
    "chance_quantile": [*_chain, f64, f64, _P(Quantile)],
    "chance_interval": [*_chain, f64, f64, _P(Interval)],
    "chance_lower_bound": [*_chain, f64, f64, _P(Quantile)],
    "chance_inputs_for": [*_chain, f64, f64, _P(Inputs)],
    "rate_for": [_P(Requirement), _P(OverallRate)],
    "chain_gate_for": [_doubles, size, u64, _P(Requirement), _P(GateRate)],
    "evidence_observe": [f64, f64, f64, f64, _P(f64), _P(f64)],
    "evidence_mean": [f64, f64, _P(f64)],
    "evidence_quantile": [f64, f64, f64, _P(f64)],
    "evidence_interval": [f64, f64, f64, _P(Interval)],
    "flow_per_week": [_P(Flow), _P(f64)],
    "flow_mean": [_P(Flow), f64, f64, _P(f64)],
    "flow_at_least": [_P(Flow), f64, f64, f64, _P(Probability)],
    "flow_exactly": [_P(Flow), f64, f64, f64, _P(Probability)],
    "flow_quantile": [_P(Flow), f64, f64, f64, _P(Quantile)],
    "flow_interval": [_P(Flow), f64, f64, f64, _P(Interval)],
    "flow_weeks_for": [_P(Flow), f64, f64, f64, _P(Wait)],
    "arrivals_for": [f64, f64, f64, _P(Maybe)],
    "chance_revenue_at_least": [*_chain, f64, _P(DealSize), f64, _P(Probability)],
    "chance_revenue_quantile": [*_chain, f64, _P(DealSize), f64, _P(Quantile)],
    "chance_inputs_for_revenue": [*_chain, _P(DealSize), f64, f64, _P(Inputs)],
    "flow_revenue_at_least": [_P(Flow), f64, f64, _P(DealSize), f64, _P(Probability)],
    "flow_revenue_quantile": [_P(Flow), f64, f64, _P(DealSize), f64, _P(Quantile)],
    "flow_weeks_for_revenue": [_P(Flow), f64, _P(DealSize), f64, f64, _P(Wait)],
    "revenue_new": [*_chain, f64, _P(DealSize), _P(pointer)],
    "flow_revenue_new": [_P(Flow), f64, f64, _P(DealSize), _P(pointer)],
    "revenue_summarize": [pointer, _P(RevenueSummary)],
    "revenue_at_least": [pointer, f64, _P(Probability)],
    "revenue_quantile": [pointer, f64, _P(Quantile)],
    "revenue_interval": [pointer, f64, _P(Interval)],
    "revenue_mean_up_to": [pointer, f64, _P(f64)],
    "incomplete_beta": [f64, f64, f64, _P(Tails)],
    "incomplete_gamma": [f64, f64, _P(Tails)],
    "beta_quantile": [f64, f64, f64, _P(Share)],
    "gamma_quantile": [f64, f64, _P(Maybe)],
    "normal_tails": [f64, _P(Tails)],
    "normal_quantile": [f64, _P(Maybe)],
    "binomial_probability": [f64, f64, f64, _P(f64)],
    "ln_binomial_probability": [f64, f64, f64, _P(Maybe)],
    "poisson_probability": [f64, f64, _P(f64)],
    "ln_poisson_probability": [f64, f64, _P(Maybe)],
    "beta_binomial_probability": [f64, f64, f64, f64, _P(f64)],
    "ln_beta_binomial_probability": [f64, f64, f64, f64, _P(Maybe)],
    "activity_gauge": [f64, f64, _P(Maybe)],
    "attainment": [f64, f64, _P(Maybe)],
    "velocity_per_day": [f64, f64, f64, f64, _P(Maybe)],
    "velocity_lever_effect": [f64, f64, f64, f64, u32, f64, _P(VelocityEffect)],
    "weighted_pipeline": [_doubles, _doubles, size, _P(Pipeline)],
    "coverage": [f64, f64, f64, _P(Covered)],
    "required_coverage": [f64, _P(Maybe)],
    "solve": [
        _P(Maybe), _P(Maybe), size, _P(Maybe), _P(Maybe), _P(Answer), _P(Answer), _P(Solution),
    ],
}
_OTHERS: dict[str, tuple[Any, list[Any]]] = {
    "funnel_free": (None, [pointer]),
    "plan_free": (None, [pointer]),
    "revenue_free": (None, [pointer]),
    "status_name": (c_char_p, [u32]),
    "field_name": (c_char_p, [u32]),
    "method_name": (c_char_p, [u32]),
    "method_bound": (c_char_p, [u32]),
    "left_out_name": (c_char_p, [u32]),
    "left_out_message": (c_char_p, [u32]),
    "error_message": (u32, [_P(Error), pointer, size, _P(size)]),
    "version": (c_char_p, []),
    "version_major": (u32, []),
    "version_minor": (u32, []),
    "version_patch": (u32, []),
    "abi": (u32, []),
}


def _candidates() -> list[str]:
    given = os.environ.get("FUNNELMATH_LIBRARY")
    if given:
        return [given]
    name = {
        "darwin": f"libfunnelmath.{ABI}.dylib",
        "win32": "funnelmath.dll",
    }.get(sys.platform, f"libfunnelmath.so.{ABI}")
    prefix = os.environ.get("FUNNELMATH_PREFIX")
    if prefix:
        # Debian's cmake installs into lib/x86_64-linux-gnu when the prefix is /usr.
        multiarch = getattr(sys.implementation, "_multiarch", "")
        folders = ["lib", *([os.path.join("lib", multiarch)] if multiarch else []), "lib64", "bin"]
        return [os.path.join(prefix, folder, name) for folder in folders]
    return [name]


def _load() -> ctypes.CDLL:
    tried = []
    for path in _candidates():
        try:
            library = ctypes.CDLL(path)
            break
        except OSError as error:
            tried.append(str(error))
    else:
        raise ImportError(
            "the funnelmath library cannot be loaded: install it, or set FUNNELMATH_LIBRARY to its path "
            "or FUNNELMATH_PREFIX to where it is installed (" + "; ".join(tried) + ")"
        )
    try:
        library.funnelmath_abi.restype, library.funnelmath_abi.argtypes = u32, []
        abi = library.funnelmath_abi()
        if abi != ABI:
            raise ImportError(f"this module needs funnelmath's interface {ABI}; {path} has {abi}")
        for name, arguments in _FALLIBLE.items():
            function = getattr(library, "funnelmath_" + name)
            function.restype, function.argtypes = u32, [*arguments, _P(Error)]
        for name, (result, arguments) in _OTHERS.items():
            function = getattr(library, "funnelmath_" + name)
            function.restype, function.argtypes = result, arguments
    except AttributeError as error:
        raise ImportError(
            f"the funnelmath library {path} is older than this module: install the newer one ({error})"
        ) from None
    return library


library = _load()


def raise_error(status: int, error: Any) -> None:
    """Raises what a failed function wrote."""
    code = library.funnelmath_status_name(status).decode()
    buffer, length = ctypes.create_string_buffer(400), c_size_t()
    if library.funnelmath_error_message(byref(error), buffer, len(buffer), byref(length)):
        raise FunnelError(f"funnelmath failed: {code}", code)
    raise FunnelError(
        buffer.value.decode(),
        code,
        library.funnelmath_field_name(error.field).decode() if error.field else None,
        error.index if error.has_index else None,
        error.value if error.has_value else None,
        error.limit if error.has_limit else None,
    )


def _caller(name: str) -> Any:
    function = getattr(library, "funnelmath_" + name)

    def call(*arguments: Any, gate: Optional[int] = None) -> None:
        error = Error()
        status = function(*arguments, error)
        if status:
            try:
                raise_error(status, error)
            except FunnelError as one:
                if gate is None:
                    raise
                raise FunnelError(  # of one gate of a list
                    f"gates[{gate}]: {one}", one.code, f"gates[].{one.field}", gate, one.value,
                    one.limit,
                ) from None

    return call


calls: Any = SimpleNamespace(**{name: _caller(name) for name in _FALLIBLE})
"""Every fallible function, by its name without the prefix; failures are raised."""


def number(name: str, value: Any) -> float:
    """One number as a float."""
    if type(value) is float:
        return value
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        raise TypeError(f"{name} must be a number, not {type(value).__name__}")
    try:
        return float(value)
    except OverflowError:
        raise ValueError(f"{name} is too large for a float") from None


def whole_number(name: str, value: Any) -> int:
    """The number of a stage or gate."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    number: int = value.__index__()
    if not 0 <= number < 2**64:
        raise ValueError(f"{name} must be at least 0 and less than 2**64, not {number}")
    return number


def maybe(name: str, value: Any) -> Any:
    """A number or None, as C wants it."""
    return Maybe(0.0, 0) if value is None else Maybe(number(name, value), 1)


def option(maybe: Any) -> Optional[float]:
    """The same the other way."""
    return maybe.value if maybe.known else None


class _Buffer(Structure):
    _fields_ = [
        ("buf", c_void_p), ("obj", ctypes.py_object), ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t), ("readonly", ctypes.c_int), ("ndim", ctypes.c_int),
        ("format", c_char_p), ("shape", c_void_p), ("strides", c_void_p),
        ("suboffsets", c_void_p), ("internal", c_void_p),
    ]


class Doubles:
    """A list of numbers as C reads it; alive, and its buffer in place, as long as this is.

    Buffers of doubles (array.array, memoryview, numpy, pandas) are used where they are; other lists, and
    columns of integers and of float32, are copied once.
    """

    __slots__ = ("address", "count", "_view")

    address: Optional[int]
    count: int
    _view: Any

    def __init__(self, name: str, values: Any) -> None:
        if isinstance(values, (list, tuple)):
            self._copy(name, values)
            return
        if hasattr(values, "__array__") and not hasattr(values, "__array_interface__"):
            values = values.__array__()  # pandas
        try:
            view = memoryview(values)
        except TypeError:
            if isinstance(values, (str, Mapping, Set)) or not isinstance(values, Iterable):
                kind = type(values).__name__
                raise TypeError(f"{name} must be a list of numbers, not {kind}") from None
            self._copy(name, list(values))
            return
        except ValueError as error:  # a numpy dtype that the buffer protocol does not know
            raise TypeError(f"{name} must hold float64 numbers: {error}") from None
        kind = view.format.lstrip("@=" + "<>"[sys.byteorder == "big"])
        if kind in set("bBhHiIlLqQf") and view.ndim == 1 and view.format[0] not in "<>!" and kind != "B":
            self._copy(name, view.tolist())
            return
        if kind != "d":
            raise TypeError(
                f"{name} must hold float64 numbers (format 'd'), not '{view.format}'; numpy: .astype(float)"
            )
        if view.ndim == 0 or not view.c_contiguous:
            raise TypeError(f"{name} must be contiguous; numpy: numpy.ascontiguousarray({name})")
        self._view, self.count, self.address = view, view.nbytes // 8, None
        if self.count and view.readonly:
            buffer = _Buffer()
            whole = ctypes.py_object(view)
            ctypes.pythonapi.PyObject_GetBuffer(whole, byref(buffer), 0)
            self.address = buffer.buf  # in place as long as `view` is
            ctypes.pythonapi.PyBuffer_Release(byref(buffer))
        elif self.count:
            self.address = ctypes.addressof(ctypes.c_char.from_buffer(view))

    def _copy(self, name: str, values: Any) -> None:
        try:
            self._view = array.array("d", values)
        except (TypeError, OverflowError):
            for index, value in enumerate(values):
                number(f"{name}[{index}]", value)
            raise TypeError(f"{name} must be a list of numbers") from None
        self.address, self.count = self._view.buffer_info()


def same_length(name: str, doubles: Doubles, expected: int, of: str) -> None:
    """That lists which belong together are equally long."""
    if doubles.count != expected:
        raise ValueError(f"{name} must have {expected} numbers ({of}); it has {doubles.count}")
