"""Content in other forms, edits by programs beside people, files in and out: over HTTP, on a real server."""

import base64
import io
import json
import urllib.error
import urllib.request
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from collab.content.importing import read_file
from tests.collab.stage import Stage

PLAN = """Begun.

## Tasks

- [ ] Buy milk
- [x] Call Bo
  - [ ] twice

### Details

More.

## Notes

Old notes.
"""


def content(stage: Stage, document: int, form: str = "markdown", who: str = "ann") -> Any:
    return stage.ok("GET", f"/documents/{document}/content?format={form}", who)["content"]


def fetch(stage: Stage, path: str, who: str = "ann") -> tuple[int, dict[str, str], bytes]:
    headers = {"Authorization": f"Bearer {stage.tokens[who]}"}
    request = urllib.request.Request(f"{stage.server.url}/api/v1{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, {key.lower(): value for key, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, {}, refused.read()


def upload(stage: Stage, room: int, name: str, data: bytes, who: str = "ann") -> tuple[int, Any]:
    border = "----border"
    body = (
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode() + data + f"\r\n--{border}--\r\n".encode()  # fmt: skip
    headers = {
        "Authorization": f"Bearer {stage.tokens[who]}",
        "Content-Type": f"multipart/form-data; boundary={border}",
    }
    url = f"{stage.server.url}/api/v1/rooms/{room}/documents/import"
    request = urllib.request.Request(url, method="POST", headers=headers, data=body)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read())


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#3b5bdb").save(out, "PNG")
    return out.getvalue()


def test_the_content_in_every_form(stage: Stage) -> None:
    document = stage.document(content=PLAN)
    assert content(stage, document) == PLAN
    assert "<h2>Tasks</h2>" in content(stage, document, "html")
    tree = content(stage, document, "json")
    assert [each["type"] for each in tree["content"]] == [
        "paragraph", "heading", "taskList", "heading", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
    assert content(stage, document, "text").startswith("Begun.\nTasks\nBuy milk")
    assert stage.api("GET", f"/documents/{document}/content?format=rtf")[0] == 422
    assert stage.api("GET", f"/documents/{document}/content", "cy")[0] == 404


def test_programs_write_while_people_type(stage: Stage) -> None:
    document = stage.document(content="typed:")
    bo = stage.client(document, "bo")
    for number in range(10):
        bo.type(words="abc")
        stage.ok("POST", f"/documents/{document}/append", body={"markdown": f"line {number} **bold**"})
    typed = "typed:" + "abc" * 10
    lines = [f"line {number} bold" for number in range(10)]
    bo.wait(expect={"text": "\n".join([typed, *lines])})
    stage.wait_text(document, "\n".join([typed, *lines]))
    rows = stage.server.python(
        "from collab.models import DocumentUpdate as U\n"
        f"print([*U.objects.filter(document={document}, connection='').values_list('author__username', flat=True)])"
    )
    assert rows.strip() == str(["ann"] * 11)


def test_insert_at_a_heading_at_the_start_and_at_the_end(stage: Stage) -> None:
    document = stage.document(content="## One\n\na\n\n## Two\n\nb\n")
    path = f"/documents/{document}/insert"
    assert stage.ok("POST", path, body={"markdown": "after", "after_heading": "one"})["written"] == 1
    stage.ok("POST", path, body={"markdown": "before", "before_heading": "Two"})
    stage.ok("POST", path, body={"markdown": "top", "at": "start"})
    stage.ok("POST", path, body={"markdown": "bottom", "at": "end"})
    assert content(stage, document) == "top\n\n## One\n\nafter\n\na\n\nbefore\n\n## Two\n\nb\n\nbottom\n"
    for wrong, field in (
        ({"after_heading": "Three"}, "after_heading"),
        ({}, "at"),
        ({"at": "end", "after_heading": "One"}, "at"),
    ):
        status, answer = stage.api("POST", path, body={"markdown": "x", **wrong})
        assert (status, answer["error"]["field"]) == (422, field)
    status, answer = stage.api("POST", path, body={"markdown": "  \n", "at": "end"})
    assert (status, answer["error"]["field"]) == (422, "markdown")


def test_replace_a_section(stage: Stage) -> None:
    document = stage.document(content=PLAN)
    bo = stage.client(document, "bo")
    path = f"/documents/{document}/sections/{quote('Tasks', safe='')}"
    stage.ok("PUT", path, body={"markdown": "Nothing to do.\n\n### Why\n\nDone."})
    wanted = "Begun.\n\n## Tasks\n\nNothing to do.\n\n### Why\n\nDone.\n\n## Notes\n\nOld notes.\n"
    assert content(stage, document) == wanted
    bo.wait(expect={"text": "Begun.\nTasks\nNothing to do.\nWhy\nDone.\nNotes\nOld notes."})
    stage.ok("PUT", f"/documents/{document}/sections/Notes", body={"markdown": ""})
    assert content(stage, document).endswith("## Notes\n")
    assert stage.api("PUT", f"/documents/{document}/sections/None", body={"markdown": "x"})[0] == 422


def test_what_is_the_same_in_a_section_stays_the_same_text(stage: Stage) -> None:
    """Somebody types in a paragraph that the new section has, too: what they type stays."""
    document = stage.document(content="## S\n\nkept\n\ngone\n")
    bo = stage.client(document, "bo")
    bo.disconnect()
    bo.type(block=1, words=" and typed")
    stage.ok("PUT", f"/documents/{document}/sections/S", body={"markdown": "kept\n\nnew"})
    bo.start()
    bo.wait(expect={"text": "S\nkept and typed\nnew"})


def test_tick_a_task(stage: Stage) -> None:
    document = stage.document(content=PLAN)
    path = f"/documents/{document}/tasks/check"
    stage.ok("POST", path, body={"text": "buy  MILK"})
    stage.ok("POST", path, body={"index": 1, "checked": False})
    assert "- [x] Buy milk\n- [ ] Call Bo\n  - [ ] twice" in content(stage, document)
    head = stage.ok("POST", path, body={"index": 0})["head"]
    assert stage.ok("POST", path, body={"index": 0})["head"] == head  # nothing to change
    for wrong in ({"text": "Sell milk"}, {"index": 3}, {"index": -1}, {}, {"text": "a", "index": 0}):
        assert stage.api("POST", path, body=wrong)[0] == 422, wrong


def test_who_may_not_edit(stage: Stage) -> None:
    room = stage.room("bo")
    document = stage.document(room, PLAN)
    stage.ok("PUT", f"/rooms/{room}/members/bo/silence", body={"minutes": 5})
    for who, status in (("bo", 403), ("cy", 404)):
        assert stage.api("POST", f"/documents/{document}/append", who, {"markdown": "x"})[0] == status
        assert stage.api("PUT", f"/documents/{document}/sections/Notes", who, {"markdown": "x"})[0] == status
        assert stage.api("POST", f"/documents/{document}/tasks/check", who, {"index": 0})[0] == status
    assert content(stage, document) == PLAN


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_out_and_in_again(stage: Stage, form: str) -> None:
    room = stage.room()
    data = base64.b64encode(picture()).decode()
    status, made = upload(
        stage, room, "a.md", f"# My plan ✓\n\n{PLAN}\n![A pic](data:image/png;base64,{data})\n".encode()
    )
    assert status == 201, made
    assert made["title"] == "My plan ✓"
    before = content(stage, made["id"])
    image = content(stage, made["id"], "json")["content"][-1]["attrs"]
    assert fetch_file(stage, image["src"]) == picture()
    status, headers, file = fetch(stage, f"/documents/{made['id']}/export?format={form}")
    assert status == 200
    assert headers["content-disposition"].startswith("attachment; ")
    assert quote("My plan ✓") in headers["content-disposition"]
    status, again = upload(stage, room, f"b.{form}", file)
    assert status == 201, again
    assert again["title"] == "My plan ✓"
    image_line = before.splitlines()[-1]
    assert content(stage, again["id"]).replace(
        "\n" + content(stage, again["id"]).splitlines()[-1], ""
    ) == before.replace("\n" + image_line, "")
    image = content(stage, again["id"], "json")["content"][-1]["attrs"]
    assert image["alt"] == "A pic"
    assert fetch_file(stage, image["src"]) == picture()


def fetch_file(stage: Stage, src: str) -> bytes:
    headers = {"Authorization": f"Bearer {stage.tokens['ann']}"}
    with urllib.request.urlopen(urllib.request.Request(stage.server.url + src, headers=headers)) as answer:
        return bytes(answer.read())


def test_a_pdf(stage: Stage) -> None:
    document = stage.document(content=PLAN)
    status, headers, data = fetch(stage, f"/documents/{document}/export?format=pdf")
    assert (status, headers["content-type"]) == (200, "application/pdf")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert fetch(stage, f"/documents/{document}/export?format=pdf", "cy")[0] == 404
    assert fetch(stage, f"/documents/{document}/export?format=exe")[0] == 422


def broken_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>\n<unclosed>\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-", "(name)"),
        ("a.docx", b"no zip", "Word file"),
        ("a.docx", broken_docx(), "word/document.xml, line "),
        ("a.doc", b"\xd0\xcf\x11\xe0", "(name)"),
        ("a.md", b"fine\nnot \xff fine", "line 2"),
        ("a.html", b"<p>\x00</p>", "line 1"),
    ],
)
def test_a_file_that_cannot_be_imported_says_why_and_changes_nothing(
    stage: Stage, name: str, data: bytes, said: str
) -> None:
    room = stage.room()
    status, answer = upload(stage, room, name, data)
    assert status == 422, answer
    assert answer["error"]["field"] == "file"
    assert said in answer["error"]["message"]
    assert stage.ok("GET", f"/rooms/{room}/documents")["documents"] == []


def test_who_may_not_import(stage: Stage) -> None:
    room = stage.room()
    assert upload(stage, room, "a.md", b"# x", "cy")[0] == 404
    assert stage.ok("GET", f"/rooms/{room}/documents")["documents"] == []


def test_pictures_of_foreign_rooms_do_not_leave_with_an_export(stage: Stage) -> None:
    data = base64.b64encode(picture()).decode()
    _, made = upload(stage, stage.room("bo"), "a.md", f"![x](data:image/png;base64,{data})".encode())
    image = content(stage, made["id"], "json")["content"][0]["attrs"]
    own = stage.ok("POST", "/rooms", "cy", {"name": "Own", "visibility": "private"})["id"]
    wish = {"title": "Mine", "content": f"![stolen]({image['src']})\n"}
    document = stage.ok("POST", f"/rooms/{own}/documents", "cy", wish)["id"]
    status, _, file = fetch(stage, f"/documents/{document}/export?format=docx", "cy")
    assert status == 200
    assert read_file(file, "x.docx")["pictures"] == []
