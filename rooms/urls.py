"""Pages of rooms."""

from django.urls import path

from rooms import views

urlpatterns = [
    path("", views.home_page, name="home"),
    path("rooms/", views.directory_page, name="directory"),
    path("join/<str:token>/", views.join_page, name="join"),
]
