"""HTTP API of documents, a module for each thing one may do."""

from ninja import Router

from collab.api import documents

router = Router(tags=["documents"])
router.add_router("", documents.router)
