"""What a server costs: processor seconds and memory of its whole process tree, read from /proc."""

import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading. `cpu` in seconds since each process began, `memory` as proportional set size in KiB."""

    cpu: float = 0.0
    memory: int = 0

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(self.cpu + other.cpu, self.memory + other.memory)

    def __sub__(self, other: "Sample") -> "Sample":
        return Sample(self.cpu - other.cpu, self.memory - other.memory)


def sample(roots: Iterable[int]) -> Sample:
    """The sum over `roots` and all their descendants. A process that ended counts as nothing."""
    total = Sample()
    for root in roots:
        for pid in _tree(root):
            with suppress(OSError):
                total += Sample(_cpu(pid), _memory(pid))
    return total


def _tree(root: int) -> list[int]:
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        with suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as file:
                    todo += [int(child) for child in file.read().split()]
    return found


def standing(roots: Iterable[int]) -> dict[str, int]:
    """How many threads the processes have, and how many database files or sockets to a database they hold open."""
    threads = connections = 0
    for pid in (pid for root in roots for pid in _tree(root)):
        with suppress(OSError):
            threads += len(os.listdir(f"/proc/{pid}/task"))
            for fd in os.listdir(f"/proc/{pid}/fd"):
                with suppress(OSError):
                    connections += os.readlink(f"/proc/{pid}/fd/{fd}").endswith(".sqlite3")
    return {"threads": threads, "database_connections": connections}


def _cpu(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int) -> int:
    with open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
