"""App configuration of the tutorial peer."""

from django.apps import AppConfig


class TutorialConfig(AppConfig):
    """Gives the app its short label."""

    name = "benchmarks.peers.tutorial"
    label = "tutorial"
