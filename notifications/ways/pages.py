"""The page behind a letter's link: a button without signing in, and what mail programs post by themselves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from notifications.ways import unsubscribe
from notifications.ways.words import PREFERENCES, language_of


@never_cache
@csrf_exempt  # the token in the address is the proof; mail programs have no cookie of ours (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does it: at once (`List-Unsubscribe=One-Click`, or the button), or takes it back."""
    claim = unsubscribe.read(token)
    if claim is None:
        return _page(request, {"claim": None}, status=404)
    user = User.objects.get(pk=claim.user_id)
    done = ""
    if request.method == "POST":
        done = "again" if request.POST.get("act") == "again" else "stop"
        unsubscribe.start_again(claim) if done == "again" else unsubscribe.stop(claim)
    with translation.override(language_of(user)):
        what = unsubscribe.words_for(claim.what)
        return _page(request, {"claim": claim, "done": done, "name": user.display_name, "what": what})


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(
        request, "notifications/unsubscribe.html", {**context, "preferences": PREFERENCES}, status=status
    )
    answer["Referrer-Policy"] = "no-referrer"  # the address is a key
    answer["X-Robots-Tag"] = "noindex"
    return answer
