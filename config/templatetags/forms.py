"""Filters that render Django's form fields in the house style."""

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

LABELS = {  # allauth's words in ours
    "login": _("Username or email"),
    "remember": _("Stay signed in on this device"),
    "password2": _("The same password again"),
    "oldpassword": _("Your password until now"),
}


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def styled(field: BoundField) -> SafeString:
    """The widget with our class; placeholders go, since the label stands above."""
    return field.as_widget(attrs={"class": "input", "placeholder": ""})


@register.filter
def label(field: BoundField) -> str:
    """What stands above the field. That it may stay empty is said by the template."""
    return str(LABELS.get(field.name) or str(field.label).removesuffix(" (optional)"))
