"""HTTP API of broadcasts."""

from ninja import Router

from broadcasts.api import short  # noqa: F401  (it stands on the inbox's own address)
from broadcasts.api.one import router as one
from broadcasts.api.templates import router as templates
from broadcasts.api.writing import router as writing

router = Router(tags=["broadcasts"])
for part in (templates, writing, one):
    router.add_router("", part)
