"""People and the tokens of their scripts."""

import re
import zlib
from collections.abc import Collection
from typing import Any, ClassVar, Final

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone as clock

COLOURS: Final = 8
USERNAME_LENGTH: Final = 40
NAME_LENGTH: Final = 60
ABOUT_LENGTH: Final = 250
STATUS_LENGTH: Final = 100
EMOJI_LENGTH: Final = 32  # bytes of a long joined emoji, or `:name:`

username_validator = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?\Z",
    "Use a–z, 0–9, dot, dash and underscore; start with a letter or digit and do not end with a dot.",
    flags=re.IGNORECASE | re.ASCII,  # people may type capitals; they are kept in lower case
)


def default_colour(username: str) -> int:
    """A hue from 1 to 8 that stays the same for a name on every machine."""
    return zlib.crc32(username.encode()) % COLOURS + 1


class People(UserManager["User"]):
    """Usernames are kept in lower case, so `Ann` signs in as `ann`."""

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return username.lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return super().get_by_natural_key((username or "").lower())


class Density(models.TextChoices):
    """How close together the page sets its lines."""

    COMFORTABLE = "comfortable", "Comfortable"
    COMPACT = "compact", "Compact"


class User(AbstractUser):
    """A person. `name` is what others read, `colour` (1..8) is the hue of their avatar and cursor.

    `is_guest`: sees only the rooms they were added to. The status is what they say of themself just now;
    from `status_until` on (None: no end) it counts as empty, and a job clears it soon after.
    `language` and `timezone` are "" for the installation's own.
    """

    username = models.CharField(
        max_length=USERNAME_LENGTH,
        unique=True,
        validators=[username_validator],
        error_messages={"unique": "This username is taken."},
    )
    first_name = None  # type: ignore[assignment]  # one display name instead of two halves
    last_name = None  # type: ignore[assignment]
    name = models.CharField("display name", max_length=NAME_LENGTH, blank=True)
    colour = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(COLOURS)], default=0
    )
    is_guest = models.BooleanField("guest", default=False)
    about = models.CharField("about", max_length=ABOUT_LENGTH, blank=True)
    status_emoji = models.CharField("status emoji", max_length=EMOJI_LENGTH, blank=True)
    status_text = models.CharField("status", max_length=STATUS_LENGTH, blank=True)
    status_until = models.DateTimeField("status until", null=True, blank=True)
    timezone = models.CharField("time zone", max_length=64, blank=True)
    language = models.CharField("language", max_length=16, blank=True)
    density = models.CharField("density", max_length=12, choices=Density, default=Density.COMFORTABLE)
    last_seen_at = models.DateTimeField("last seen", null=True, blank=True, editable=False)

    objects: ClassVar[People] = People()

    class Meta(AbstractUser.Meta):
        constraints = (
            models.CheckConstraint(name="user_colour", condition=models.Q(colour__range=(1, COLOURS))),
            models.CheckConstraint(name="user_density", condition=models.Q(density__in=Density.values)),
        )
        indexes = (
            models.Index(
                name="user_status_end",
                fields=("status_until",),
                condition=models.Q(status_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.username

    @property
    def display_name(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "User":
        user = super().from_db(*args, **kwargs)
        user._remember_sign_in_state()
        return user

    def _remember_sign_in_state(self) -> None:
        loaded = self.__dict__  # not the attributes: a deferred field must not cost a query here
        self._sign_in_state = (loaded.get("password"), loaded.get("is_active"))

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.username = self.username.lower()  # before forms look whether the name is taken
        super().clean_fields(exclude)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.lower()
        self.colour = self.colour or default_colour(self.username)
        super().save(*args, **kwargs)

    def sign_in_state_changed(self) -> bool:
        """Whether password or `is_active` differ from what was loaded; asked once after each save."""
        before = getattr(self, "_sign_in_state", None)
        self._remember_sign_in_state()
        return before is not None and before != self._sign_in_state


class ApiToken(models.Model):
    """A script's credential. Only its SHA-256 is kept: the token has 256 random bits, so no salt is needed."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=NAME_LENGTH)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"{self.name} ({self.user_id})"


class AccessMark(models.Model):
    """When (in the person's inbox stream) what they may do changed last. Apart from User, so that saving a form
    over a person cannot write an old number back."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    changed_seq = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.user_id}@{self.changed_seq}"
