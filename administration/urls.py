"""Pages of the staff, under /administration/."""

from django.urls import path
from django.views.generic import RedirectView

from administration import views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="administration-rooms"), name="administration"),
    path("rooms/", views.rooms_page, name="administration-rooms"),
    path("rooms/<int:room_id>/", views.room_page, name="administration-room"),
    path("people/", views.people_page, name="administration-people"),
    path("audit/", views.audit_view, name="administration-audit"),
    path("reports/", views.reports_page, name="administration-reports"),
]
