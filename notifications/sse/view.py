"""GET /events/ where the request comes through Django all the same (a server without our ASGI application).

The answer is what was missed and its end. It is a whole event stream: a client comes back after `retry` with the id
that it got, and so gets everything, page by page.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from notifications.sse.app import enter, start
from realtime.errors import Refused


@require_GET
def events(request: HttpRequest) -> HttpResponseBase:
    """One page of the signed-in person's notifications. A stranger gets 401 and a JSON error."""
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in request.headers.items()]
    answer: HttpResponse
    try:
        _, page = enter(headers, request.META.get("QUERY_STRING", "").encode("latin-1"))
    except Refused as refusal:
        answer = JsonResponse({"error": refusal.as_error()}, status=refusal.status)
    else:
        answer = HttpResponse(start(page), content_type="text/event-stream")
        answer["X-Accel-Buffering"] = "no"
    answer["Cache-Control"] = "no-store, no-transform"
    return answer
