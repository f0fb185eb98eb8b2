"""Health, readiness and metrics."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from realtime import metrics
from realtime.drain import drain


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process serves requests at all."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 while the node can take people: the database answers and no drain is on. A channel layer that is
    down is reported as degraded; people are served all the same, by the sweep."""
    problems = []
    if drain.started:
        problems.append("draining")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM realtime_stream LIMIT 1")
    except Exception as error:
        problems.append(f"database: {type(error).__name__}")
    bus = "redis" if settings.REDIS_URL else "memory"
    degraded = metrics.DOORBELL_UP._value.get() == 0 and bus == "redis"
    body = {
        "status": "unready" if problems else "degraded" if degraded else "ready",
        "problems": problems,
        "doorbell": {"layer": bus, "up": not degraded},
    }
    return JsonResponse(body, status=503 if problems else 200)


def metrics_view(request: HttpRequest) -> HttpResponse:
    """All counters in Prometheus' text format."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
