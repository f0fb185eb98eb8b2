"""`manage.py wire_schema`: JSON Schema of everything that travels, from which TypeScript types are made."""

import json
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from realtime import close_codes
from realtime.consumers import Dropped, Hello, Reset
from realtime.wire import Command as WireCommand
from realtime.wire import Ephemeral, Event, Result, Typed


def _all_results(base: type[BaseModel]) -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = []
    for each in base.__subclasses__():
        found += [each, *_all_results(each)]
    return found


def schema() -> dict[str, Any]:
    """One schema; `Event`, `Ephemeral` and `Command` are the unions of their kinds."""
    # The roof imports everything that registers wire classes; the kernel knows it by its setting only.
    import_module(settings.ASGI_APPLICATION.rpartition(".")[0])

    unions: dict[str, type[Typed]] = {"Event": Event, "Ephemeral": Ephemeral, "Command": WireCommand}
    models: dict[str, type[BaseModel]] = {m.__name__: m for m in (Hello, Reset, Dropped)}
    for base in unions.values():
        models |= {m.__name__: m for m in base.registry.values()}
    models |= {m.__name__: m for m in _all_results(Result)}
    ordered = [models[name] for name in sorted(models)]
    _, definitions = models_json_schema([(m, "serialization") for m in ordered], title="Wire")
    defs = definitions["$defs"]
    for name, base in unions.items():
        members = sorted(m.__name__ for m in base.registry.values())
        defs[name] = {"oneOf": [{"$ref": f"#/$defs/{member}"} for member in members]}
    codes = {code.code: {"reason": code.reason, "reconnect": code.reconnect} for code in close_codes.ALL}
    return {"title": "Wire", "type": "object", "$defs": dict(sorted(defs.items())), "x-close-codes": codes}


class Command(BaseCommand):
    help = "Print the JSON Schema of commands, results, events and ephemerals."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(schema(), indent=2, sort_keys=True))
