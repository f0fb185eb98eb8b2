"""What a person wants to hear of, where, and when not."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.core.preferences import KEYWORD_CHARS
from notifications.kinds import PLACE_CHARS, Volume


class Preferences(models.Model):
    """One person's wishes (`notifications.core.preferences.Wishes` as JSON). No row: the defaults.

    A state-based record of `inbox:<user>`.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    wishes = models.JSONField(default=dict)
    changed_seq = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.user_id}"


class PlaceRule(models.Model):
    """How much a person wants to hear of one room, document or thread; "" is the tombstone: as everywhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    place = models.CharField(max_length=PLACE_CHARS)
    volume = models.CharField(
        max_length=8, choices=[(volume.value, volume.value) for volume in Volume], blank=True
    )
    changed_seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="place_rule_once")]
        indexes = [
            models.Index(fields=["user", "changed_seq"], name="place_rule_changes"),
            models.Index(fields=["place", "user"], name="place_rule_listeners"),
            models.Index(fields=["place"], condition=Q(volume="all"), name="place_rule_loud"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.place}: {self.volume or 'as everywhere'}"


class Watchword(models.Model):
    """A keyword of somebody's wishes, case folded: what `Preferences` says, in a form that all of it can be read at
    once (`notifications.watching`). Rows never change; a person's are written anew with their wishes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=3 * KEYWORD_CHARS)  # folding makes some letters three

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "word"], name="watchword_once")]

    def __str__(self) -> str:
        return f"{self.word} for {self.user_id}"
