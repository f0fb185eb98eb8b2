"""Pages of accounts; signing in and passwords are allauth's, under /accounts/."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("profile/", views.profile_page, name="profile"),
    path("people/", views.people_page, name="people"),
]
