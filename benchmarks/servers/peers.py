"""The peers: functions that start one of them with fresh data in a given folder. All raise ServerFailed."""

import shutil
from pathlib import Path

from benchmarks.processes import free_port
from benchmarks.servers.running import NODE, PEERS, PYTHON, ROOT, Running, ServerFailed, prepare

TUTORIAL = "benchmarks.peers.tutorial"


def tutorial(data: Path) -> Running:
    """The Channels tutorial on daphne and redis-server; both are counted."""
    redis = shutil.which("redis-server")
    if redis is None:
        raise ServerFailed("tutorial: redis-server is not installed (apt-get install redis-server)")
    redis_port, port = free_port(), free_port()
    env = {
        "DJANGO_SETTINGS_MODULE": f"{TUTORIAL}.settings",
        "TUTORIAL_DATABASE": str(data / "tutorial.sqlite3"),
        "TUTORIAL_REDIS": f"redis://127.0.0.1:{redis_port}/0",
    }
    prepare([PYTHON, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"], env)
    running = Running("tutorial", f"ws://127.0.0.1:{port}/ws/chat/room/", data)
    only_memory = ["--save", "", "--appendonly", "no", "--dir", str(data), "--bind", "127.0.0.1"]
    running.spawn([redis, "--port", str(redis_port), *only_memory], redis_port)
    daphne = [
        PYTHON,
        "-m",
        "daphne",
        "-v",
        "0",
        "-b",
        "127.0.0.1",
        "-p",
        str(port),
        f"{TUTORIAL}.asgi:application",
    ]
    running.spawn(daphne, port, env)
    return running


def ws_broadcast(data: Path) -> Running:
    """Plain `ws` on Node."""
    return _node("ws", "ws_broadcast.mjs", "ws://127.0.0.1:{port}/", data)


def socketio(data: Path) -> Running:
    """Socket.IO 4 on Node."""
    return _node(
        "socket.io", "socketio.mjs", "ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket", data
    )


def hocuspocus(data: Path) -> Running:
    """Hocuspocus with its SQLite extension."""
    return _node(
        "hocuspocus", "hocuspocus.mjs", "ws://127.0.0.1:{port}", data, str(data / "hocuspocus.sqlite3")
    )


def y_websocket(data: Path) -> Running:
    """The server of the y-websocket project, with the LevelDB persistence that it ships."""
    port = free_port()
    script = ROOT / "benchmarks/node_modules/@y/websocket-server/src/server.js"
    running = Running("y-websocket", f"ws://127.0.0.1:{port}", data)
    env = {"HOST": "127.0.0.1", "PORT": str(port), "YPERSISTENCE": str(data / "leveldb")}
    running.spawn([NODE, str(script)], port, env)
    return running


def eventstream(data: Path) -> Running:
    """django-eventstream on the server that Collab runs on: uvicorn with uvloop and httptools."""
    port = free_port()
    package = "benchmarks.peers.eventstream"
    env = {
        "DJANGO_SETTINGS_MODULE": f"{package}.settings",
        "EVENTSTREAM_DATABASE": str(data / "eventstream.sqlite3"),
    }
    prepare([PYTHON, "-m", "django", "migrate", "--verbosity", "0"], env)
    running = Running("eventstream", f"http://127.0.0.1:{port}", data)
    options = ["--loop", "uvloop", "--http", "httptools", "--log-level", "warning"]
    command = [PYTHON, "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(port), *options]
    running.spawn([*command, f"{package}.asgi:application"], port, env)
    return running


def nchan(data: Path) -> Running:
    """nginx with the nchan module, one worker, messages in its memory."""
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    module = next(Path("/usr/lib/nginx/modules").glob("ngx_nchan_module.so"), None)
    if nginx is None or module is None:
        raise ServerFailed("nchan: not installed (apt-get install nginx-light libnginx-mod-nchan)")
    port = free_port()
    config = data / "nginx.conf"
    text = (PEERS / "nchan.conf").read_text()
    for name, value in {"MODULE": str(module), "DATA": str(data), "PORT": str(port)}.items():
        text = text.replace(f"@{name}@", value)
    config.write_text(text)
    running = Running("nchan", f"http://127.0.0.1:{port}", data)
    running.spawn([nginx, "-p", str(data), "-c", str(config), "-e", str(data / "error.log")], port)
    return running


def bare_echo(data: Path) -> Running:
    """uvicorn (websockets-sansio, uvloop) with an application that does nothing: what a connection costs at least."""
    port = free_port()
    running = Running("bare uvicorn", f"ws://127.0.0.1:{port}/", data)
    options = [
        "--ws",
        "websockets-sansio",
        "--loop",
        "uvloop",
        "--log-level",
        "warning",
        "--ws-ping-interval",
        "0",
    ]
    app = "benchmarks.peers.echo:application"
    running.spawn([PYTHON, "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(port), *options, app], port)
    return running


def _node(name: str, script: str, url: str, data: Path, *arguments: str) -> Running:
    port = free_port()
    running = Running(name, url.format(port=port), data)
    running.spawn([NODE, str(PEERS / script), str(port), *arguments], port)
    return running
