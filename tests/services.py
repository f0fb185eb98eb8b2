"""Redis and PostgreSQL as child processes in temporary directories, and where Chromium is."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Self

from tests.ports import free_port, listens, wait_until


class ServiceMissing(RuntimeError):
    """A program is not installed; the message names the Debian package."""


def program(name: str, package: str) -> str:
    """The path of a program. Raises ServiceMissing, naming the Debian package."""
    if found := shutil.which(name):
        return found
    raise ServiceMissing(
        f"{name} is not installed. As root: apt-get install --no-install-recommends {package}"
    )


def chromium_path() -> str:
    return program("chromium", "chromium")


class Redis:
    """One redis-server without persistence: stopping it forgets everything, as a flushed production Redis would."""

    def __init__(self, directory: Path, port: int | None = None) -> None:
        self.directory = directory
        self.port = port or free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        command = [program("redis-server", "redis-server"), "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(self.directory)]
        with open(self.directory / "redis.log", "ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until(lambda: listens(self.port), timeout=10, what="redis-server listening")
        return self

    def stop(self, *, kill: bool = False) -> None:
        """Ends the server; with `kill` at once, as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            self._process.wait(15)
            self._process = None

    def restart(self, *, kill: bool = False) -> None:
        self.stop(kill=kill)
        self.start()

    def pause(self) -> None:
        """Freezes the server: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, "redis-server is not running"
        self._process.send_signal(number)


class Postgres:
    """One PostgreSQL cluster; `url(name)` is a database of it. `durable`: with PostgreSQL's own durability; without, it
    outlives any crash but its own."""

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.directory, self.durable = directory, durable
        self.port = free_port()
        self.bin = _postgres_programs()
        self._user = _unprivileged_user()

    def url(self, name: str = "collab") -> str:
        return f"postgres://collab@127.0.0.1:{self.port}/{name}"

    def start(self) -> Self:
        data = self.directory / "data"
        if not data.exists():
            self._own(self.directory)
            self._run(
                "initdb", "-D", str(data), "-U", "collab", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
            )
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.directory}"
        options += " -c max_connections=200"
        if not self.durable:
            options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        self._run("pg_ctl", "-D", str(data), "-l", str(self.directory / "log"), "-w", "-o", options, "start")
        return self

    def create_database(self, name: str, *, template: str = "template1") -> str:
        """An empty database, or a copy of one that nobody uses; its URL."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "collab", "-T", template, name)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self._run("dropdb", "--force", "-h", "127.0.0.1", "-p", str(self.port), "-U", "collab", name)

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.directory / "data"), "-m", "immediate", "-w", "stop")

    def _run(self, tool: str, *arguments: str) -> None:
        command = [str(self.bin / tool), *arguments]
        if self._user:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", self._user, "--", *command]
        # pg_ctl's server inherits stdout, so a pipe would never end; a file does.
        with open(self.directory / "tools.log", "ab") as log:
            result = subprocess.run(
                command, cwd="/", stdout=log, stderr=log, stdin=subprocess.DEVNULL, check=False
            )
        if result.returncode:
            raise subprocess.CalledProcessError(
                result.returncode, (self.directory / "tools.log").read_text()[-2000:]
            )

    def _own(self, directory: Path) -> None:
        if self._user:
            entry = pwd.getpwnam(self._user)
            os.chown(directory, entry.pw_uid, entry.pw_gid)


def _postgres_programs() -> Path:
    """The folder of initdb, pg_ctl and createdb: Debian's newest, which is not on PATH, or PATH's."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    return (versions[-1] if versions else Path(program("initdb", "postgresql"))).resolve().parent


def _unprivileged_user() -> str | None:
    """Whom PostgreSQL runs as when we are root; None when we are nobody special ourselves."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"
