"""Settings of the django-eventstream peer. No storage: that is its default."""

import os

SECRET_KEY = "only-for-a-benchmark-on-the-loopback"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "daphne",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django_eventstream",
]
ROOT_URLCONF = "benchmarks.peers.eventstream.asgi"
ASGI_APPLICATION = "benchmarks.peers.eventstream.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["EVENTSTREAM_DATABASE"]}}
