"""Django app. It has no models: it shows and changes those of the others, through their actions."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "administration"
