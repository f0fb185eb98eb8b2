"""Settings of the tutorial peer: as the tutorial has them, SQLite, and the core Redis layer."""

import os

SECRET_KEY = "only-for-a-benchmark-on-the-loopback"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "daphne",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "benchmarks.peers.tutorial",
]
ROOT_URLCONF = "benchmarks.peers.tutorial.asgi"
ASGI_APPLICATION = "benchmarks.peers.tutorial.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["TUTORIAL_DATABASE"],
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"},
    }
}
# socket_timeout: redis-py 8 cuts the layer's blocking read after 5 s without it, and every idle socket with it.
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [{"address": os.environ["TUTORIAL_REDIS"], "socket_timeout": None}]},
    }
}
