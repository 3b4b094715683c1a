"""What memory there is, as Linux tells it; None where the system does not tell."""

from __future__ import annotations

import contextlib
import resource
from pathlib import Path

__all__ = ["address_space", "available", "resident"]

_STATM = Path("/proc/self/statm")
_MEMINFO = Path("/proc/meminfo")
_CGROUP = Path("/sys/fs/cgroup")


def address_space() -> int | None:
    """Bytes of address space that this process has taken."""
    return _pages(0)


def resident() -> int | None:
    """Bytes of memory that this process holds."""
    return _pages(1)


def _pages(column: int) -> int | None:
    with contextlib.suppress(OSError):
        return int(_STATM.read_text().split()[column]) * resource.getpagesize()
    return None


def available() -> int | None:
    """Bytes of memory that can still be taken: of the machine, or of this container (cgroup 2) if it may take less."""
    with contextlib.suppress(OSError, StopIteration):
        lines = _MEMINFO.read_text().splitlines()
        machine = int(next(line for line in lines if line.startswith("MemAvailable:")).split()[1]) * 1024
        return min(machine, _left_of_container(machine))
    return None


def _left_of_container(otherwise: int) -> int:
    with contextlib.suppress(OSError, ValueError):  # no cgroup 2, or "max"
        most = int((_CGROUP / "memory.max").read_text())
        return most - int((_CGROUP / "memory.current").read_text())
    return otherwise
