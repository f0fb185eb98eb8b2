"""The page of search."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_required
def search_page(request: HttpRequest) -> HttpResponse:
    """The page fetches what `?q=` asks for by itself, as it does while one types."""
    return render(request, "search/search.html")
