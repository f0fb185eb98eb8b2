"""Our real server as a child process on a free port, for tests that need one (or two, or one to kill)."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Literal, Self

from tests.backend import migrated_environment
from tests.ports import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a-secret-that-only-the-tests-use-0123456789-abcdefghij"
DEFAULTS = {
    "ENV_FILE": "",
    "SECRET_KEY": SECRET,
    "HTTPS": "0",
    "DEMO": "1",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
}
Kind = Literal["serve", "daphne"]


class Server:
    """`with Server(directory) as server:` starts, waits for /readyz, and ends it afterwards.

    It works on SQLite in `directory`, or on a database of the services that TEST_BACKEND asked for; either is its own,
    migrated and empty.

    Two servers on one database: give both the same `env` with the DATABASE_URL of one that is migrated (`postgres_url`)
    and REDIS_URL. `env` entries override the defaults below.
    """

    def __init__(
        self,
        directory: Path,
        *,
        env: dict[str, str] | None = None,
        kind: Kind = "serve",
        port: int | None = None,
        demo: bool = False,
    ) -> None:
        self.directory = directory
        self.kind = kind
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.ws_url = f"ws://127.0.0.1:{self.port}"
        self.log = directory / f"server-{self.port}.log"
        self.env = clean_environment() | DEFAULTS | {"DATA_DIR": str(directory)}
        self._process: subprocess.Popen[bytes] | None = None
        directory.mkdir(parents=True, exist_ok=True)
        if env and "DATABASE_URL" in env:
            self.env |= env
        else:
            self.env |= migrated_environment(directory, _scratch(), migrate) | (env or {})
        if demo:
            self.manage("demo")

    # -- life -------------------------------------------------------------------------------------------------
    def start(self, *, timeout: float = 30) -> Self:
        """Starts the process and waits for /readyz to answer 200. Raises RuntimeError with the log's end."""
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(self._command(), cwd=ROOT, env=self.env, stdout=log, stderr=log)
        try:
            wait_until(self._ready_or_dead, timeout=timeout, what=f"{self.url}/readyz")
        except TimeoutError as error:
            self.kill()
            raise RuntimeError(f"{error}\n{self.log_tail()}") from None
        if self.exit_code() is not None:
            raise RuntimeError(f"the server ended with {self.exit_code()}\n{self.log_tail()}")
        return self

    def kill(self) -> None:
        """kill -9: no goodbye, as a crash or a power cut."""
        self._end(signal.SIGKILL, timeout=10)

    def terminate(self, *, timeout: float = 35) -> int:
        """SIGTERM and wait; the exit code. Raises subprocess.TimeoutExpired when it does not drain in time."""
        return self._end(signal.SIGTERM, timeout=timeout)

    def restart(self, *, kill: bool = False) -> None:
        self.kill() if kill else self.terminate()
        self.start()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *details: object) -> None:
        try:
            if self.pid is not None:
                self.terminate()
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    # -- facts ------------------------------------------------------------------------------------------------
    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def exit_code(self) -> int | None:
        return self._process.poll() if self._process is not None else None

    def log_tail(self, characters: int = 4000) -> str:
        text = self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""
        return f"--- {self.log.name} ---\n{text}"

    def get(self, path: str, *, token: str | None = None) -> tuple[int, bytes]:
        """Status and body of a GET, also of a refused one."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            with urllib.request.urlopen(
                urllib.request.Request(self.url + path, headers=headers), timeout=10
            ) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    # -- tools ------------------------------------------------------------------------------------------------
    def manage(self, *arguments: str) -> str:
        """Runs `manage.py …` with the server's settings; its stdout. Raises RuntimeError with stderr."""
        return _manage(self.env, *arguments)

    def python(self, code: str) -> str:
        """Runs Python with Django set up against the server's database; its stdout."""
        return self.manage("shell", "--no-imports", "-c", code)

    def create_users(self, *names: str, staff: bool = False) -> dict[str, str]:
        """Makes people (password: their name) and returns {username: API token}."""
        made = self.python(
            "import json\n"
            "from accounts.actions import create_token\n"
            "from accounts.models import User\n"
            "tokens = {}\n"
            f"for name in {json.dumps(names)}:\n"
            f"    user = User.objects.create_user(username=name, password=name, is_staff={staff})\n"
            "    tokens[name] = create_token(user.pk, 'test').token\n"
            "print(json.dumps(tokens))"
        )
        tokens: dict[str, str] = json.loads(made.strip().splitlines()[-1])
        return tokens

    def create_token(self, username: str) -> str:
        return self.manage("create_token", username).strip().splitlines()[-1].strip()

    def _command(self) -> list[str]:
        if self.kind == "daphne":
            return [
                sys.executable,
                "-m",
                "daphne",
                "-b",
                "127.0.0.1",
                "-p",
                str(self.port),
                "config.asgi:application",
            ]
        return [sys.executable, "manage.py", "serve", "--port", str(self.port)]

    def _ready_or_dead(self) -> bool:
        if self.exit_code() is not None:
            return True
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    def _end(self, number: signal.Signals, *, timeout: float) -> int:
        assert self._process is not None, "the server is not running"
        self._process.send_signal(number)
        code = self._process.wait(timeout)
        self._process = None
        return code


def migrate(environment: dict[str, str]) -> None:
    """Runs the migrations with these settings. Raises RuntimeError with stderr."""
    settings = DEFAULTS | {"DATA_DIR": os.environ["DATA_DIR"]} | environment
    _manage(clean_environment() | settings, "migrate", "--verbosity", "0")


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _scratch() -> Path:
    """A folder that lives as long as the test run."""
    return Path(os.environ["DATA_DIR"]) / "template"


def clean_environment() -> dict[str, str]:
    """Our environment without the variables that are settings, so that a test decides them alone."""
    from config.env import BY_NAME

    return {name: value for name, value in os.environ.items() if name not in BY_NAME and name != "ENV_FILE"}
