"""Addresses of the pages of documents."""

from django.urls import path

from collab import views

urlpatterns = [
    path("rooms/<int:room_id>/documents/", views.list_page, name="documents"),
    path("documents/<int:document_id>/", views.document_page, name="document"),
]
