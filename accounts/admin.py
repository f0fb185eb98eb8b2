"""People and tokens in the admin. What others see live is changed by appends; tokens can only be looked at and
revoked."""

from typing import Any, Final

import allauth.account.admin  # noqa: F401  (it registers what is registered anew below)
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.actions import ChangeStanding, RevokeToken, UpdateProfile
from accounts.models import AccessMark, ApiToken, User
from realtime.admin import ReadOnlyAdmin
from realtime.append import Append
from realtime.commit import append
from realtime.errors import Refused

PROFILE: Final = ("name", "colour", "about")
STANDING: Final = {"is_active": "active", "is_staff": "staff", "is_guest": "guest"}

admin.site.unregister(Group)
admin.site.unregister(EmailAddress)


@admin.register(User)
class PersonAdmin(UserAdmin, ModelAdmin):  # type: ignore[type-arg]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "name", "email", "is_staff", "is_guest", "is_active", "last_seen_at")
    list_filter = ("is_active", "is_staff", "is_guest", "date_joined")
    search_fields = ("username", "name", "email")
    readonly_fields = (
        "last_login",
        "date_joined",
        "last_seen_at",
        "status_emoji",
        "status_text",
        "status_until",
    )
    actions = ("deactivate", "reactivate")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("name", "colour", "about", "email", "language", "timezone", "density")}),
        ("Status", {"fields": ("status_emoji", "status_text", "status_until")}),
        (
            "Permissions",
            {
                "fields": (
                    "is_active",
                    "is_guest",
                    "is_staff",
                    "is_superuser",
                    "groups",
                    "user_permissions",
                )
            },
        ),
        ("Dates", {"fields": ("last_login", "last_seen_at", "date_joined")}),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """What others see, and what opens or closes doors, is written by appends after the form's commit."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        before = User.objects.get(pk=obj.pk)
        wishes = {name: _held_back(obj, before, name) for name in (*PROFILE, *STANDING)}
        super().save_model(request, obj, form, change)
        transaction.on_commit(lambda: self._write(request, obj.pk, wishes))

    def _write(self, request: HttpRequest, user_id: int, wishes: dict[str, Any]) -> None:
        profile = {name: wishes[name] for name in PROFILE}
        standing = {STANDING[name]: wishes[name] for name in STANDING if wishes[name] is not None}
        if any(value is not None for value in profile.values()):
            _attempt(self, request, lambda: UpdateProfile(user_id, **profile))
        if standing:
            actor = request.user.pk
            assert actor is not None
            _attempt(self, request, lambda: ChangeStanding(actor, user_id, **standing))

    @admin.action(description="Deactivate the selected people")
    def deactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._let(request, people, active=False)

    @admin.action(description="Let the selected people in again")
    def reactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._let(request, people, active=True)

    def _let(self, request: HttpRequest, people: QuerySet[User], *, active: bool) -> None:
        actor = request.user.pk
        assert actor is not None
        for user_id in people.exclude(is_active=active).values_list("pk", flat=True):
            _attempt(self, request, lambda each=user_id: ChangeStanding(actor, each, active=active))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what people wrote stays; they are deactivated


def _held_back(obj: User, before: User, name: str) -> Any:
    """The wish for a field, None for none; the form's own save leaves the field as it was."""
    wish, was = getattr(obj, name), getattr(before, name)
    setattr(obj, name, was)
    return wish if wish != was else None


def _attempt(page: Any, request: HttpRequest, make: Any) -> None:
    try:
        wish: Append[Any] = make()
        append(wish)
    except Refused as refused:
        page.message_user(request, refused.message, messages.ERROR)


@admin.register(Group)
class GroupsAdmin(GroupAdmin, ModelAdmin):
    """Groups of permissions for the admin itself."""


@admin.register(EmailAddress)
class EmailAddressAdmin(ModelAdmin):
    list_display = ("email", "user", "primary", "verified")
    list_filter = ("primary", "verified")
    list_select_related = ("user",)
    search_fields = ("email", "user__username")
    autocomplete_fields = ("user",)


@admin.register(ApiToken)
class ApiTokenAdmin(ModelAdmin):
    list_display = ("name", "user", "created_at", "last_used_at", "expires_at", "revoked_at")
    list_filter = ("created_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    actions = ("revoke",)

    @admin.action(description="Revoke the selected tokens")
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        for token in tokens.filter(revoked_at=None):
            append(RevokeToken(token.user_id, token.pk))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        acts = request.method != "POST" or "action" in request.POST
        return acts and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return False


@admin.register(AccessMark)
class AccessMarkAdmin(ReadOnlyAdmin):
    list_display = ("user", "changed_seq")
    list_select_related = ("user",)
    search_fields = ("user__username",)
