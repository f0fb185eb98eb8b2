"""Starting, stopping and killing the processes of one server under test."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import Sample, sample

ROOT = Path(__file__).resolve().parents[2]
PYTHON = str(ROOT / ".venv/bin/python")  # one Python for Collab and every Python peer
NODE = str(ROOT / "benchmarks/.venv/bin/node")
PEERS = ROOT / "benchmarks/peers"
START_SECONDS = 40.0
STOP_SECONDS = 15.0


class ServerFailed(Exception):
    """A server under test did not come up; the text says which one and shows the end of its log."""


@dataclass(slots=True)
class Running:
    """One started server. `url` is what clients connect to, `extra` what a load has to know besides."""

    name: str
    url: str
    data: Path
    extra: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self.processes]

    def sample(self) -> Sample:
        return sample(self.pids)

    def spawn(
        self, command: Sequence[str], port: int, env: Mapping[str, str] | None = None, cwd: Path = ROOT
    ) -> None:
        """Start one process of this server and wait until it listens on `port`. Raises ServerFailed."""
        log = self.data / f"{Path(command[0]).name}-{len(self.processes)}.out"
        with log.open("ab") as output:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        try:
            _wait_for_port(process, port)
        except TimeoutError as error:
            self.kill()
            tail = log.read_text(errors="replace")[-2000:]
            raise ServerFailed(f"{self.name}: {' '.join(command)} {error}\n{tail}") from error

    def stop(self) -> None:
        """Ask every process to end, last started first, and kill those that do not."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End every process at once, without a chance to save anything."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, how)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()


def prepare(command: Sequence[str], env: Mapping[str, str]) -> None:
    """Run a step that has to succeed before a server can start. Raises ServerFailed with what it said."""
    done = subprocess.run(
        command, check=False, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True
    )
    if done.returncode:
        raise ServerFailed(f"{' '.join(command)} failed\n{done.stderr[-2000:]}")


def _wait_for_port(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise TimeoutError(f"ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"does not listen on {port} after {START_SECONDS:.0f} s")
