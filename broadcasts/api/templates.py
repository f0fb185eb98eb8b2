"""Texts to begin with: everybody who sends reads them, staff write them."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from broadcasts.access import sender
from broadcasts.actions import DeleteTemplate, SaveTemplate
from broadcasts.events import Template, TemplateList, TemplateWish
from broadcasts.selectors import template_list
from realtime.commit import append

router = Router()
ONE = "/broadcasts/templates/{int:template_id}"


@router.get("/broadcasts/templates", response=TemplateList, summary="Templates, by name")
def get_templates(request: HttpRequest) -> TemplateList:
    sender(who(request).user_id)
    return template_list()


@router.post("/broadcasts/templates", response={201: Template}, summary="Make a template (staff)")
def post_template(request: HttpRequest, wish: TemplateWish) -> Status[Template]:
    return Status(201, append(SaveTemplate(who(request).user_id, wish)))


@router.patch(ONE, response=Template, summary="Change a template (staff)")
def patch_template(request: HttpRequest, template_id: int, wish: TemplateWish) -> Template:
    """What is left out stays."""
    made: Template = append(SaveTemplate(who(request).user_id, wish, template_id))
    return made


@router.delete(ONE, response={204: None}, summary="Throw a template away (staff)")
def delete_template(request: HttpRequest, template_id: int) -> Status[None]:
    append(DeleteTemplate(who(request).user_id, template_id))
    return Status(204, None)
