"""What travels: strict classes for commands, results, events and ephemerals.

Every concrete subclass is registered, so that the TypeScript types and the protocol's document are made
from (and checked against) the same declarations the server uses.
"""

from typing import Any, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """A value on the wire. Unknown fields are an error, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def encoded(self) -> bytes:
        """Its JSON."""
        return self.model_dump_json().encode()


class Encoded(Protocol):
    """What can be sent: a `Wire`, or something that is its JSON already."""

    def encoded(self) -> bytes: ...


class Typed(Wire):
    """A value told apart by its literal `type`; subclasses that fix it are collected."""

    registry: ClassVar[dict[str, type["Typed"]]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        field = cls.model_fields.get("type")
        name = getattr(field.annotation, "__args__", (None,))[0] if field else None
        if isinstance(name, str):
            known = cls.registry.setdefault(name, cls)
            if known.__qualname__ != cls.__qualname__:
                raise TypeError(f"two wire classes say {name!r}: {known!r} and {cls!r}")


class Event(Typed):
    """A change of a stream. Durable: every reader of the stream gets it once, in order of `seq`."""

    registry: ClassVar[dict[str, type[Typed]]] = {}
    stream: str
    seq: int


class Ephemeral(Typed):
    """Something true for a moment (typing, presence). Best effort, at most once, never stored."""

    registry: ClassVar[dict[str, type[Typed]]] = {}
    stream: str


class Command(Typed):
    """What a client asks for. `id` is the client's own number and comes back in the ack or the error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    registry: ClassVar[dict[str, type[Typed]]] = {}
    id: int = 0


class Result(Wire):
    """What an ack carries."""


class AccessChanged(Event):
    """On a person's inbox stream: what they may do has changed; every node asks again."""

    type: Literal["access.changed"] = "access.changed"
