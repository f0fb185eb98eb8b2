"""On what the figures were made: processor, system, and the versions of everything that took part."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.servers.running import NODE, PYTHON, ROOT

PYTHON_PACKAGES = (
    "django",
    "channels",
    "channels-redis",
    "daphne",
    "django-eventstream",
    "uvicorn",
    "uvloop",
    "websockets",
    "pycrdt",
)
NODE_PACKAGES = ("ws", "socket.io", "yjs", "y-websocket", "@y/websocket-server", "@hocuspocus/server")

DEBIAN_PACKAGES = ("nginx-light", "libnginx-mod-nchan")


def facts() -> dict[str, str]:
    """Name → value, for the head of a section."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory_gib():.0f} GiB",
        "load before": f"{os.getloadavg()[1]:.2f}",
        "system": f"{_pretty_name()}, Linux {platform.release()}",
        "Python": _python(),
        "Node": _output(NODE, "--version"),
        "packages": ", ".join([*_python_packages(), *_node_packages(), *_debian_packages()]),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _pretty_name() -> str:
    return platform.freedesktop_os_release()["PRETTY_NAME"]


def _python() -> str:
    build = (
        "import sys, sysconfig; pgo = 'optimizations' in (sysconfig.get_config_var('CONFIG_ARGS') or ''); "
    )
    return _output(PYTHON, "-c", build + "print(sys.version.split()[0], 'PGO' if pgo else 'without PGO')")


def _python_packages() -> list[str]:
    code = "import sys; from importlib.metadata import version; print('\\n'.join(map(version, sys.argv[1:])))"
    versions = _output(PYTHON, "-c", code, *PYTHON_PACKAGES).split()
    return [f"{name} {version}" for name, version in zip(PYTHON_PACKAGES, versions, strict=True)]


def _node_packages() -> list[str]:
    lock = json.loads((ROOT / "benchmarks/package-lock.json").read_text())["packages"]
    return [f"{name} {lock['node_modules/' + name]['version']}" for name in NODE_PACKAGES]


def _debian_packages() -> list[str]:
    """Those that only one part needs; missing ones are left out."""
    command = ["dpkg-query", "--show", "--showformat=${Package} ${Version}, ", *DEBIAN_PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [each for each in done.stdout.split(", ") if each and not each.endswith(" ")]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
