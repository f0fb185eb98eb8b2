"""Pages of chat."""

from django.urls import path

from chat import views

urlpatterns = [
    path("rooms/<int:room_id>/", views.room_page, name="room"),
    path("rooms/<int:room_id>/m/<int:message_id>/", views.room_page, name="message"),
]
