"""Filters that render Django's form fields in the house style."""

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString

register = template.Library()

LABELS = {  # allauth's words in ours
    "login": "Username or email",
    "remember": "Stay signed in on this device",
    "password2": "The same password again",
    "oldpassword": "Your password until now",
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
    return LABELS.get(field.name, str(field.label).removesuffix(" (optional)"))
