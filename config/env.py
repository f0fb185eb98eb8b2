"""The table of environment variables: the only place of the code base that reads the environment.

Each variable is declared once, with its kind, default and meaning. `docs/settings.md` shows the same table and
`tests/config/test_settings_table.py` fails when the two differ. A file of `NAME=value` lines (`.env` beside
manage.py, or the path in ENV_FILE; an empty ENV_FILE means none) is read first; the real environment wins over it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ImproperlyConfigured

Kind = Literal["text", "flag", "list", "int", "float"]
BASE_DIR = Path(__file__).resolve().parent.parent
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable. `default` is written as it would be in the environment."""

    name: str
    kind: Kind
    default: str
    meaning: str
    limit: bool = False  # a number of the COLLAB dictionary, read by the kernel and the apps

    def parse(self, raw: str) -> Any:
        """The typed value of `raw`. Raises ImproperlyConfigured, naming the variable, when it does not fit."""
        raw = raw.strip()
        try:
            return _PARSERS[self.kind](raw)
        except ValueError as error:
            raise ImproperlyConfigured(f"{self.name}={raw!r} is not a valid {self.kind}.") from error


def _flag(raw: str) -> bool:
    if raw.lower() in TRUE:
        return True
    if raw.lower() in FALSE:
        return False
    raise ValueError(raw)


def _list(raw: str) -> list[str]:
    return [part.strip() for part in raw.split(",") if part.strip()]


_PARSERS: dict[Kind, Any] = {"text": str, "flag": _flag, "list": _list, "int": int, "float": float}


def setting(name: str, kind: Kind, default: str, meaning: str) -> Variable:
    return Variable(name, kind, default, meaning)


def limit(name: str, kind: Kind, default: str, meaning: str) -> Variable:
    return Variable(name, kind, default, meaning, limit=True)


# fmt: off
VARIABLES: tuple[Variable, ...] = (
    setting("SECRET_KEY", "text", "", "Signs sessions and links. Required in production, at least 50 characters."),
    setting("DEBUG", "flag", "0", "Django's debug pages. For developers only; never on a machine others can reach."),
    setting("DEMO", "flag", "0", "Demo mode: demo accounts, short passwords, mail into files, a made-up SECRET_KEY."),
    setting("ALLOWED_HOSTS", "list", "localhost,127.0.0.1,[::1]", "Host names the server answers to, comma separated."),
    setting("CSRF_TRUSTED_ORIGINS", "list", "", "Origins (`https://chat.example`) trusted besides the host itself."),
    setting("HTTPS", "flag", "auto", "TLS ends at a proxy that sets X-Forwarded-Proto; `auto`: not in DEMO or DEBUG."),
    setting("HSTS_SECONDS", "int", "31536000", "Seconds browsers must insist on HTTPS, when HTTPS is on."),
    setting("TRUSTED_PROXIES", "int", "0", "Number of proxies in front whose X-Forwarded-For entry is believed."),
    setting("DATA_DIR", "text", "var", "Directory of everything written: SQLite file, mail files, demo key."),
    setting("DATABASE_URL", "text", "", "`postgres://user:password@host/name`. Empty: SQLite in DATA_DIR."),
    setting("DATABASE_CONN_MAX_AGE", "int", "60", "Seconds a PostgreSQL connection is kept for the next use."),
    setting("SQLITE_SYNCHRONOUS", "text", "FULL", "FULL survives a power cut, NORMAL only a crash of the process."),
    setting("FILES_URL", "text", "", "Where uploads are: `file:///folder` or `s3://bucket`. Empty: DATA_DIR/files."),
    setting("REDIS_URL", "text", "", "`redis://host:6379/0`, several comma separated. Empty: one process, in memory."),
    setting("REDIS_PREFIX", "text", "collab", "Begins every name in Redis; two installations on one Redis need two."),
    setting("REDIS_MAX_CONNECTIONS", "int", "1000", "Upper bound of one process's Redis connections per host."),
    setting("EMAIL_URL", "text", "", "`smtp://user:password@host:587?tls=1`, `console:` or `file:`. Empty: `file:`."),
    setting("DEFAULT_FROM_EMAIL", "text", "Collab <collab@localhost>", "Sender of mail."),
    setting("SITE_URL", "text", "", "Where the site is, for links in mail. Empty: the first of ALLOWED_HOSTS."),
    setting("VAPID_PRIVATE_KEY", "text", "", "Key of web push (docs below). Empty: made and kept in the database."),
    setting("PUSH_INSIDE", "list", "", "`host:port` of push services inside; others must be public, and https."),
    setting("LANGUAGE", "text", "en", "Language code of the interface."),
    setting("TIME_ZONE", "text", "UTC", "Time zone of times shown by the server."),
    setting("LINK_PREVIEWS", "flag", "0", "Show what is behind links: the server asks public web addresses for pages."),
    setting("LOG_LEVEL", "text", "INFO", "DEBUG, INFO, WARNING or ERROR; records go to stderr, one line each."),
    limit("SWEEP_SECONDS", "float", "1", "Seconds between two looks at all stream heads (heals lost doorbells)."),
    limit("MESSAGES_PER_SECOND", "float", "50", "Messages a person may send per second, sustained."),
    limit("MESSAGES_BURST", "int", "200", "Messages a person may send at once before MESSAGES_PER_SECOND applies."),
    limit("ANNOUNCEMENTS_PER_HOUR", "float", "20", "Announcements an admin of a room may send per hour. Staff: any."),
    limit("ANNOUNCEMENTS_BURST", "int", "10", "Announcements at once before ANNOUNCEMENTS_PER_HOUR applies."),
    limit("COMMANDS_PER_SECOND", "float", "100", "Commands a connection may send per second, sustained."),
    limit("COMMANDS_BURST", "int", "400", "Commands a connection may send at once before COMMANDS_PER_SECOND applies."),
    limit("UPDATES_PER_SECOND", "float", "2000", "Document updates a connection may send per second, sustained."),
    limit("UPDATES_BURST", "int", "30000", "Document updates a connection may send before it is slowed down."),
    limit("MAX_FRAME_BYTES", "int", "65536", "Largest JSON frame accepted on /ws/, bytes."),
    limit("MAX_UPDATE_BYTES", "int", "1048576", "Largest document frame accepted, bytes."),
    limit("MAX_BODY_BYTES", "int", "10485760", "Largest HTTP request body accepted, bytes."),
    limit("MAX_IMPORT_BYTES", "int", "4294967296", "Largest export of a room that the staff may import, bytes."),
    limit("MAX_FILE_BYTES", "int", "104857600", "Largest file that may be uploaded, bytes."),
    limit("MAX_PERSON_BYTES", "int", "10737418240", "All files of one person together, bytes."),
    limit("MAX_IMAGE_PIXELS", "int", "50000000", "Largest picture that is decoded for a preview, pixels."),
    limit("STRIP_METADATA", "flag", "1", "Leave out of uploaded pictures what cameras write into them: place, owner."),
    limit("MAX_MESSAGE_CHARS", "int", "16000", "Longest message, characters."),
    limit("QUEUE_EVENTS", "int", "256", "Outbound events one connection may have waiting before it is closed."),
    limit("QUEUE_BYTES", "int", "1048576", "Outbound bytes one connection may have waiting before it is closed."),
    limit("LONG_POLL_SECONDS", "float", "25", "Longest wait of one long poll, seconds."),
    limit("HEARTBEAT_SECONDS", "float", "20", "Seconds between pings of a connection; silent for three means closed."),
    limit("PRESENCE_TTL_SECONDS", "float", "30", "Seconds a node's presence lease lives without renewal."),
    limit("DRAIN_SECONDS", "float", "30", "Seconds a stopping server takes at most to say goodbye."),
)
# fmt: on
BY_NAME = {variable.name: variable for variable in VARIABLES}


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines of a file as a dictionary; comments and empty lines skipped; {} when there is no file."""
    if not path.is_file():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {
        name.strip(): value.strip().strip("\"'") for name, value in pairs if not name.lstrip().startswith("#")
    }


class Environment:
    """Typed values of the declared variables, from `source` over the env file."""

    def __init__(self, source: dict[str, str]) -> None:
        env_file = source.get("ENV_FILE", str(BASE_DIR / ".env"))
        self._values = {**(read_env_file(Path(env_file)) if env_file else {}), **source}

    def raw(self, name: str) -> str:
        return self._values.get(name, BY_NAME[name].default)

    def __call__(self, name: str) -> Any:
        """The typed value of a declared variable; KeyError for an undeclared one."""
        return BY_NAME[name].parse(self.raw(name))

    def flag(self, name: str, *, auto: bool) -> bool:
        """A flag whose default depends on other settings (`auto`)."""
        return auto if self.raw(name).strip().lower() == "auto" else bool(self(name))

    def limits(self) -> dict[str, Any]:
        return {variable.name: self(variable.name) for variable in VARIABLES if variable.limit}


def environment() -> Environment:
    return Environment(dict(os.environ))
