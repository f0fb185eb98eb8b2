"""Words about documents: who is mentioned in one, or is given one, finds it in their inbox, with passage and link."""

import hashlib

from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from collab.content.now import tree_at
from collab.core.mentions import Mention, mentions_in
from collab.hooks import Mentioned, Shared
from desk.models import DocumentMention
from desk.notices.may import reads_document
from desk.words import document_url
from notifications.actions.telling import tell, tell_later
from notifications.happenings import Happening
from notifications.kinds import KEY_CHARS, Kind, document_place


def note(what: Mentioned) -> None:
    """Within the commit of the edit: remember that these mentions came into the document, and by whom. One that was
    taken back before it was told, and comes again, is told."""
    rows = [
        DocumentMention(document_id=what.document, uid=uid, author_id=what.author, created_at=timezone.now())
        for uid in sorted(what.uids)
    ]
    DocumentMention.objects.bulk_create(rows, ignore_conflicts=True)
    again = DocumentMention.objects.filter(document=what.document, uid__in=what.uids, told=False)
    again.exclude(done_at=None).update(done_at=None, created_at=Now())


def tell_document(document_id: int) -> None:
    """Tell of the mentions of a document that wait for it."""
    rows = DocumentMention.objects.filter(document=document_id, done_at=None)
    waiting = list(rows.select_related("author", "document"))
    if not waiting:
        return
    _cursor, tree = tree_at(document_id)
    found = mentions_in(tree)
    named = {mention.id for mention in found.values() if mention.kind == "user"}
    people = {person.username: person for person in User.objects.filter(username__in=named)}
    for row in waiting:
        mention = found.get(row.uid)
        person = people.get(mention.id) if mention is not None and mention.kind == "user" else None
        told = False
        if mention is not None and person is not None and person.pk != row.author_id:
            told = bool(tell(_mention(row, mention), [person.pk], reads_document(document_id)))
        # Noted anew meanwhile: it is looked at again.
        same = DocumentMention.objects.filter(pk=row.pk, created_at=row.created_at)
        same.update(done_at=timezone.now(), told=told or row.told)


def _mention(row: DocumentMention, mention: Mention) -> Happening:
    return Happening(
        kind=Kind.DOCUMENT_MENTION,
        key=key_of("mention", row.document_id, row.uid),
        group=document_place(row.document_id),
        places=(document_place(row.document_id),),
        url=document_url(row.document_id, row.uid),
        data={"name": row.author.display_name, "document": row.document.title},
        body=mention.passage,
        sender_id=row.author_id,
    )


def key_of(prefix: str, document_id: int, uid: str) -> str:
    """Uids are the editor's, and may be longer than a key."""
    key = f"{prefix}:{document_id}:{uid}"
    if len(key) <= KEY_CHARS:
        return key
    return f"{prefix}:{document_id}:#{hashlib.sha256(uid.encode()).hexdigest()[:40]}"


def shared(what: Shared) -> None:
    """After the commit, on the writer's thread: it is told with what it writes next."""
    author = User.objects.filter(pk=what.by).first()
    if what.by == what.to or author is None:
        return
    happening = Happening(
        kind=Kind.SHARE,
        key=f"share:{what.document}:{what.to}:{what.right}",
        group=document_place(what.document),
        places=(document_place(what.document),),
        url=document_url(what.document),
        data={"name": author.display_name, "document": what.title, "right": what.right},
        sender_id=author.pk,
    )
    tell_later(happening, [what.to], reads_document(what.document))
