"""Between a wish and its row. A draft may be unfinished, but what is kept must fit and be storable."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.text import UNFIT_LINE, clean_line
from broadcasts.audience import check_language, names_in
from broadcasts.checking import Faults, aware, check_values, zone_for
from broadcasts.events import Audience, BroadcastWish, TemplateWish
from broadcasts.models import Broadcast, Template, Words
from notifications.drafts import TITLE_CHARS, URL_CHARS, clean_body
from notifications.events import Translation
from realtime.errors import Refused

WORDS: Final = ("title", "body", "url", "level", "wants_ack")


def kept(wish: BroadcastWish, user_id: int) -> BroadcastWish:
    """The wish as it can be stored, its times aware. Raises the first Refused("invalid")."""
    faults = Faults()
    check_values(wish.values, faults)
    if faults.found:
        raise faults.found[0]
    zone = zone_for(wish, user_id)
    return wish.model_copy(
        update={
            **_kept_words(wish),
            "values": {name: clean_body(value, "values") for name, value in wish.values.items()},
            "audience": _kept_audience(wish.audience, zone),
            "timezone": wish.timezone,
            "send_at": aware(wish.send_at, zone),
            "expires_at": aware(wish.expires_at, zone),
        }
    )


def kept_template(wish: TemplateWish) -> TemplateWish:
    """The same for a template, whose name must be given."""
    name = clean_line(wish.name, "name", 80)
    return wish.model_copy(update={**_kept_words(wish), "name": name})


def _kept_words(wish: BroadcastWish | TemplateWish) -> dict[str, Any]:
    for code in wish.translations.keys() - dict(settings.LANGUAGES).keys():
        raise Refused(
            "invalid", _("There is no language “{code}” here.").format(code=code[:20]), "translations"
        )
    translations = {
        code: Translation(
            title=clean_line(words.title, f"translations.{code}.title", TITLE_CHARS, required=False),
            body=clean_body(words.body, f"translations.{code}.body"),
        )
        for code, words in wish.translations.items()
    }
    return {
        "title": clean_line(wish.title, "title", TITLE_CHARS, required=False),
        "body": clean_body(wish.body),
        "url": clean_line(wish.url, "url", URL_CHARS, required=False),
        "translations": translations,
    }


def _kept_audience(audience: Audience, zone: ZoneInfo) -> Audience:
    if any(UNFIT_LINE.search(name) or len(name) > 254 for name in audience.people):
        raise Refused("invalid", _("Only one line of plain text fits here."), "audience")
    query = audience.query
    if query is not None:
        times = {name: aware(value, zone) for name, value in query if isinstance(value, datetime)}
        query = query.model_copy(update=times)
        if query.language is not None:
            check_language(query.language)
    text = audience.names.encode("utf-8", "ignore").decode().replace("\x00", "")
    return audience.model_copy(update={"query": query, "names": text})


def _put_words(row: Words, wish: BroadcastWish | TemplateWish) -> None:
    for name in WORDS:
        setattr(row, name, getattr(wish, name))
    row.translations = {code: words.model_dump() for code, words in wish.translations.items()}


def put_wish(row: Broadcast, wish: BroadcastWish) -> None:
    """Write a kept wish into its row, which is not saved."""
    _put_words(row, wish)
    row.values = dict(wish.values)
    row.audience = wish.audience.model_dump(mode="json", exclude={"names"})
    row.names = wish.audience.names
    row.names_count = len(names_in(row.names))
    row.send_at, row.expires_at, row.timezone = wish.send_at, wish.expires_at, wish.timezone
    template = wish.template
    row.template_id = template if template and Template.objects.filter(pk=template).exists() else None


def put_template(row: Template, wish: TemplateWish) -> None:
    _put_words(row, wish)
    row.name = wish.name


def wish_of(row: Broadcast) -> BroadcastWish:
    """What a row wishes."""
    return BroadcastWish(
        title=row.title,
        body=row.body,
        url=row.url,
        level=row.level,
        wants_ack=row.wants_ack,
        translations=row.translations,
        values=row.values,
        audience=Audience(**{**row.audience, "names": row.names}),
        send_at=row.send_at,
        timezone=row.timezone,
        expires_at=row.expires_at,
        template=row.template_id,
    )


def changed(wish: BroadcastWish, change: BroadcastWish) -> BroadcastWish:
    """The wish with what a change names put in."""
    return wish.model_copy(update={name: getattr(change, name) for name in change.model_fields_set})
