"""Addresses of the pages of documents."""

from django.urls import path

from collab import link_files, views

urlpatterns = [
    path("rooms/<int:room_id>/documents/", views.list_page, name="documents"),
    path("documents/", views.shelf_page, name="shelf"),
    path("documents/<int:document_id>/", views.document_page, name="document"),
    path("d/<str:token>", views.link_page, name="link"),
    path("d/<str:token>/files/<uuid:file_id>", link_files.link_file, name="link_file"),
]
