"""The build backend (PEP 517): it needs no other package, and leaves no file beside the sources.

With FUNNELMATH_WHEEL_LIBRARY, the path of the C library, a wheel has the library inside and is one of this platform;
without it, it is one for all platforms, and the library is installed on its own.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
NAME = f"{PROJECT['name']}-{PROJECT['version']}"
EPOCH = (1980, 1, 1, 0, 0, 0)


def _sources() -> dict[str, bytes]:
    """The files of the package, by their names in it."""
    files = sorted(path for path in (HERE / "funnelmath").iterdir() if path.suffix == ".py" or path.name == "py.typed")
    return {f"funnelmath/{path.name}": path.read_bytes() for path in files}


def _licences() -> dict[str, bytes]:
    """The licence texts, which are at the root of the repository and beside the sources in a source distribution."""
    folders = (HERE, *HERE.parents[:4])
    found = {}
    for name in ("LICENSE-APACHE", "LICENSE-MIT"):
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path:
            found[name] = path.read_bytes()
    return found


def _metadata() -> bytes:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {PROJECT['name']}",
        f"Version: {PROJECT['version']}",
        f"Summary: {PROJECT['description']}",
        f"License: {PROJECT['license']['text']}",
        f"Requires-Python: {PROJECT['requires-python']}",
        *(f"Classifier: {classifier}" for classifier in PROJECT["classifiers"]),
        "Description-Content-Type: text/markdown",
        "",
        (HERE / PROJECT["readme"]).read_text(),
    ]
    return "\n".join(lines).encode()


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return []


get_requires_for_build_sdist = get_requires_for_build_wheel


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Any = None) -> str:
    files, tag = _sources(), "py3-none-any"
    if library := os.environ.get("FUNNELMATH_WHEEL_LIBRARY"):
        tag = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")
        # The name that the package asks for, libfunnelmath.so.0, not the full version that a link leads to.
        files[f"funnelmath/lib/{Path(library).name}"] = Path(library).read_bytes()
    info = f"{NAME}.dist-info"
    files |= {f"{info}/licenses/{name}": text for name, text in _licences().items()}
    files[f"{info}/METADATA"] = _metadata()
    pure = "true" if tag.endswith("any") else "false"
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: build_package\nRoot-Is-Purelib: {pure}\nTag: {tag}\n".encode()
    )
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    with zipfile.ZipFile(Path(wheel_directory, f"{NAME}-{tag}.whl"), "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            wheel.writestr(entry, data)
    return f"{NAME}-{tag}.whl"


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    names = ("README.md", "build_package.py", "pyproject.toml")
    files = _sources() | _licences() | {name: (HERE / name).read_bytes() for name in names} | {"PKG-INFO": _metadata()}
    with tarfile.open(Path(sdist_directory, f"{NAME}.tar.gz"), "w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"{NAME}/{name}")
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    return f"{NAME}.tar.gz"


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


# pip imports this file where it is, and Python keeps compiled code beside it.
if __cached__:
    Path(__cached__).unlink(missing_ok=True)
    if Path(__cached__).parent.is_dir() and not any(Path(__cached__).parent.iterdir()):
        Path(__cached__).parent.rmdir()
