"""Pages of those who send."""

from django.urls import path
from django.views.generic import RedirectView

from broadcasts import views

urlpatterns = [
    path("broadcasts/", views.broadcasts, name="broadcasts"),
    path("broadcasts/new/", views.new, name="broadcast-new"),
    path("broadcasts/<int:broadcast_id>/", views.broadcast, name="broadcast"),
    path("broadcasts/templates/", views.templates, name="broadcast-templates"),
    path("jobs/failed/", views.failed, name="jobs-failed"),
    path("notifications/compose/", RedirectView.as_view(pattern_name="broadcast-new"), name="compose"),
]
