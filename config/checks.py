"""System checks of the roof: what `manage.py check` says about a wrong installation."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.files)
def front_end_is_built(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.VITE_MANIFEST.is_file():
        return []
    return [Warning("The front end is not built.", hint="Run `make build`.", id="collab.W001")]


@register(Tags.security, deploy=True)
def demo_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [Error("DEMO=1 has public accounts and weak passwords.", hint="Unset DEMO.", id="collab.E001")]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Error("ALLOWED_HOSTS=* lets every site open our WebSockets.", id="collab.E002")]
