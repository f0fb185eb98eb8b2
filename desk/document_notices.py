"""Words about documents: who is mentioned in one, or is given one, finds it in their inbox, with passage and link."""

import logging

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from collab.content.now import tree_at
from collab.core.mentions import Mention, mentions_in
from collab.hooks import Mentioned, Shared
from desk.actions.documents import NotifyOfDocument
from desk.actions.notify import Word
from desk.models import DocumentNotice
from realtime.commit import append, writer

log = logging.getLogger(__name__)


def document_url(document_id: int, uid: str = "") -> str:
    """A document, at the mention."""
    return f"/documents/{document_id}/" + (f"#m-{uid}" if uid else "")


def note(what: Mentioned) -> None:
    """Within the commit of the edit: remember that these mentions came into the document, and by whom. One that was
    taken back before it was told, and comes again, is told."""
    rows = [
        DocumentNotice(document_id=what.document, uid=uid, author_id=what.author, created_at=timezone.now())
        for uid in sorted(what.uids)
    ]
    DocumentNotice.objects.bulk_create(rows, ignore_conflicts=True)
    again = DocumentNotice.objects.filter(document=what.document, uid__in=what.uids, user=None)
    again.exclude(done_at=None).update(done_at=None, created_at=Now())


def tell_document(document_id: int) -> None:
    """Tell of the mentions of a document that wait for it."""
    waiting = list(
        DocumentNotice.objects.filter(document=document_id, done_at=None).select_related("author", "document")
    )
    if not waiting:
        return
    _cursor, tree = tree_at(document_id)
    found = mentions_in(tree)
    named = {mention.id for mention in found.values() if mention.kind == "user"}
    people = {person.username: person for person in User.objects.filter(username__in=named)}
    for row in waiting:
        mention = found.get(row.uid)
        person = people.get(mention.id) if mention is not None and mention.kind == "user" else None
        if mention is None or person is None or person.pk == row.author_id:
            DocumentNotice.objects.filter(pk=row.pk).update(done_at=timezone.now())
        else:
            append(NotifyOfDocument(row.pk, person.pk, _mention_word(row, mention)))


def _mention_word(row: DocumentNotice, mention: Mention) -> Word:
    """In the installation's language, as all notices are."""
    names = {"name": row.author.display_name, "document": row.document.title}
    with translation.override(settings.LANGUAGE_CODE):
        return Word(
            sender_id=row.author_id,
            title=_("%(name)s mentioned you in “%(document)s”") % names,
            body=mention.passage,
            url=document_url(row.document_id, row.uid),
        )


def shared(what: Shared) -> None:
    """After the commit, on the writer's thread: it writes the notice with what it writes next."""
    if what.by == what.to:
        return
    author = User.objects.filter(pk=what.by).first()
    if author is None:
        return
    row, fresh = DocumentNotice.objects.get_or_create(
        document_id=what.document,
        uid=f"share:{what.to}:{what.right}",
        defaults={"author": author, "user_id": what.to, "done_at": timezone.now()},
    )
    if fresh:
        writer.submit(NotifyOfDocument(row.pk, what.to, _share_word(what, author)), _log_refusal)


def _share_word(what: Shared, author: User) -> Word:
    names = {"name": author.display_name, "document": what.title}
    with translation.override(settings.LANGUAGE_CODE):
        return Word(
            sender_id=author.pk,
            title=_("%(name)s shared “%(document)s” with you") % names,
            body="",
            url=document_url(what.document),
        )


def _log_refusal(result: object) -> None:
    if isinstance(result, Exception):
        log.warning("a share was not told: %s", result)
