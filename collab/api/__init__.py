"""HTTP API of documents, a module for each thing one may do."""

from ninja import Router

from collab.api import content, documents, files, life, shared, sharing, updates, versions

router = Router(tags=["documents"])
router.add_router("", documents.router)
router.add_router("", updates.router)
router.add_router("", files.router)
router.add_router("", life.router)
router.add_router("", sharing.router)
router.add_router("", shared.router)
router.add_router("", versions.router)
router.add_router("", content.router)
