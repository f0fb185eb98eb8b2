"""Pages of what a person keeps."""

from django.urls import path

from desk import views

urlpatterns = [
    path("saved/", views.saved_page, name="saved"),
    path("scheduled/", views.scheduled_page, name="scheduled"),
    path("drafts/", views.drafts_page, name="drafts"),
    path("threads/", views.threads_page, name="threads"),
]
