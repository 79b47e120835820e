"""Installs the libraries that only benchmarks need, beside the environment and not into it."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

__all__ = ["MissingPeer", "Untyped", "install", "library", "versions"]

#: A module that publishes no types, or something of it.
Untyped = Any

#: The distribution of each module.
_DISTRIBUTIONS = {
    "faiss": "faiss-cpu",
    "sparse_dot_topn": "sparse-dot-topn",
    "tantivy": "tantivy",
}

_ROOT = Path(__file__).parents[2]
_PINS = Path(__file__).parent / "pins.txt"
_UV = _ROOT / ".tools" / "bin" / "uv"


class MissingPeer(Exception):
    """A peer that cannot be installed here: the benchmark goes on without it, and says so."""


def folder() -> Path:
    """Where they are installed: another folder for other pins or another Python."""
    pins = sha256(_PINS.read_bytes()).hexdigest()[:8]
    return _ROOT / "build" / f"peers-{sys.version_info.major}.{sys.version_info.minor}-{pins}"


def install() -> Path:
    """The folder with the pinned versions, which are installed unless they are there.

    Raises MissingPeer, with what the installer said, where they cannot be.
    """
    target = folder()
    if target.exists():
        return target
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    options = ["--quiet", "--no-deps", "--require-hashes", "--target", str(unfinished)]
    command = [*_installer(), *options, "--requirement", str(_PINS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise MissingPeer(f"No installer of packages: {error}.") from error
    if done.returncode != 0:
        raise MissingPeer(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")
    unfinished.rename(target)
    return target


def _installer() -> list[str]:
    """The front of the command that installs packages."""
    uv = shutil.which("uv") or (str(_UV) if _UV.exists() else None)
    if uv is not None:
        return [uv, "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install"]


def library(module: str) -> Untyped:
    """A module of a peer, after installing it if need be; MissingPeer where that fails."""
    found = str(install())
    if found not in sys.path:
        # Last, so that what the environment has is what everyone uses.
        sys.path.append(found)
        importlib.invalidate_caches()
    try:
        return importlib.import_module(module)
    except (ImportError, PackageNotFoundError) as error:
        raise MissingPeer(f"{_DISTRIBUTIONS[module]} does not load: {error}.") from error


def versions() -> dict[str, str]:
    """The pinned version of each peer.

    >>> sorted(versions())
    ['faiss-cpu', 'psutil', 'sparse-dot-topn', 'tantivy']
    """
    lines = _PINS.read_text(encoding="ascii").splitlines()
    pins = [line.split()[0].split("==") for line in lines if "==" in line]
    return dict(pins)
