"""What Yjs itself would put where. Combinations that no Yjs makes are refused: the libraries disagree on them, and
some leave pycrdt with a pointer to freed memory."""

from typing import Final

from collab.core.errors import Bad
from collab.core.update import (
    ANY,
    ARRAY,
    BINARY,
    DELETED,
    DOC,
    EMBED,
    FORMAT,
    MAP,
    STRING,
    TEXT,
    TYPE,
    XML_ELEMENT,
    XML_FRAGMENT,
    XML_TEXT,
    Struct,
)

ROOT: Final = -1
"""The type of a top-level type: each client decides for itself what it takes it for."""

_VALUES: Final = frozenset({ANY, BINARY, DOC, TYPE, DELETED})
_TEXT: Final = frozenset({STRING, EMBED, FORMAT, TYPE, DELETED})
_NODES: Final = frozenset({TYPE, DELETED})

CHILDREN: Final[dict[int, frozenset[int]]] = {
    ROOT: _VALUES | _TEXT,
    ARRAY: _VALUES,
    MAP: frozenset(),
    TEXT: _TEXT,
    XML_TEXT: _TEXT,
    XML_ELEMENT: _NODES,
    XML_FRAGMENT: _NODES,
}
"""Contents that may stand among the children of a type."""
KEYED: Final = frozenset({ROOT, MAP, TEXT, XML_TEXT, XML_ELEMENT})
"""Types that have values under keys (attributes, in texts and elements)."""


def check_shape(struct: Struct, owner: int, key: str | None) -> None:
    """Refuse an item that does not belong into a type: `owner` is that type, `key` the key it stands under."""
    kind = struct.kind
    if key is None:
        if kind not in CHILDREN[owner]:
            raise Bad("an item stands in a type that cannot hold it")
        return
    if owner not in KEYED or kind not in _VALUES:
        raise Bad("a value stands under a key that cannot hold it")
    if struct.right is not None or (struct.length != 1 and kind != DELETED):
        raise Bad("a value under a key has neighbours")
