"""Addresses of files."""

from django.urls import path

from files import views

urlpatterns = [
    path("files/<uuid:file_id>/thumb", views.file_thumb, name="file_thumb"),
    path("files/<uuid:file_id>/<str:name>", views.file_content, name="file"),
]
