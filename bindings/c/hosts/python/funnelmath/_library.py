"""The C library: where it is, and that it has what this package calls."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from . import _native

NAMES = {"darwin": f"libfunnelmath.{_native.ABI}.dylib", "win32": "funnelmath_c.dll"}
NAME = NAMES.get(sys.platform, f"libfunnelmath.so.{_native.ABI}")


def _candidates() -> list[str]:
    """Where the library may be: what the environment says alone, else each place in turn."""
    if given := os.environ.get("FUNNELMATH_LIBRARY"):
        return [given]
    # Debian's cmake installs into lib/x86_64-linux-gnu when the prefix is /usr.
    folders = ["lib", f"lib/{getattr(sys.implementation, '_multiarch', '')}".rstrip("/"), "lib64", "bin"]
    if prefix := os.environ.get("FUNNELMATH_PREFIX"):
        return [str(Path(prefix, folder, NAME)) for folder in folders]
    within = Path(__file__).parent / "lib" / NAME
    installed = [str(Path("/usr/local", folder, NAME)) for folder in folders]
    # The system's loader looks into its cache and LD_LIBRARY_PATH.
    return [*([str(within)] if within.exists() else []), NAME, *installed]


def _load() -> tuple[str, ctypes.CDLL]:
    candidates, tried = _candidates(), []
    for path in candidates:
        try:
            return path, ctypes.CDLL(path)
        except OSError as error:
            tried.append(str(error))
    raise ImportError(
        "the funnelmath library cannot be loaded: install it, or set FUNNELMATH_LIBRARY to its path or "
        "FUNNELMATH_PREFIX to where it is installed (" + "; ".join(tried) + ")"
    )


def _bind(path: str, library: ctypes.CDLL) -> Any:
    """The functions by their names without the prefix, each with its types."""
    bound, missing = SimpleNamespace(), []
    for name, (result, arguments) in _native.FUNCTIONS.items():
        try:
            function = getattr(library, "funnelmath_" + name)
        except AttributeError:
            missing.append("funnelmath_" + name)
            continue
        function.restype, function.argtypes = result, arguments
        setattr(bound, name, function)
    if missing:
        raise ImportError(
            f"the funnelmath library {path} is older than this package: install a newer one (it has no "
            f"{missing[0]}" + (f", and {len(missing) - 1} more" if len(missing) > 1 else "") + ")"
        )
    if bound.abi() != _native.ABI:
        raise ImportError(
            f"this package needs interface {_native.ABI} of the funnelmath library; {path} has {bound.abi()}"
        )
    return bound


path, _loaded = _load()
functions: Any = _bind(path, _loaded)
