"""Raw updates over HTTP: the cursor, the wait, the vector, and the same guards as on the socket."""

import base64
import threading
from typing import Any

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from tests.collab.stage import Stage
from tests.ports import wait_until


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Page:
    """A page whose WebSockets are blocked: a document of its own, and requests."""

    def __init__(self, stage: Stage, document: int, who: str = "ann") -> None:
        self.stage, self.who = stage, who
        self.path = f"/documents/{document}/updates"
        self.doc: Doc[XmlFragment] = Doc()
        self.content = self.doc.get("content", type=XmlFragment)
        self.pull()

    def pull(self) -> dict[str, Any]:
        vector = b64(self.doc.get_state()).replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")
        answer: dict[str, Any] = self.stage.ok("GET", f"{self.path}?vector={vector}", self.who)
        self.doc.apply_update(base64.b64decode(answer["state"]))
        self.head, self.epoch = answer["head"], answer["epoch"]
        return answer

    def write(self, words: str) -> bytes:
        """One paragraph; the update."""
        before = self.doc.get_state()
        with self.doc.transaction():
            element = XmlElement("paragraph")
            self.content.children.append(element)
            element.children.append(XmlText(words))
        return self.doc.get_update(before)

    def post(self, *updates: bytes) -> tuple[int, Any]:
        return self.stage.api(
            "POST", self.path, self.who, {"client_id": "p", "updates": list(map(b64, updates))}
        )

    def after(self, head: int, wait: float = 0) -> Any:
        return self.stage.ok("GET", f"{self.path}?after={head}&epoch={self.epoch}&wait={wait}", self.who)


def test_what_is_posted_is_committed_and_reaches_sockets(stage: Stage) -> None:
    document = stage.document()
    bo = stage.client(document, "bo")
    page = Page(stage, document)
    status, answer = page.post(page.write("over"), page.write("HTTP"))
    assert (status, answer["head"]) == (200, 2)
    bo.wait(expect={"text": "over\nHTTP"})
    assert stage.text(document) == "over\nHTTP"


def test_the_same_again_changes_nothing(stage: Stage) -> None:
    document = stage.document()
    page = Page(stage, document)
    update = page.write("once")
    first, second = page.post(update), page.post(update)
    assert first == second == (200, first[1])
    assert stage.rows(document) == 1


def test_updates_behind_a_cursor_come_in_order(stage: Stage) -> None:
    document = stage.document(content="begun")
    page = Page(stage, document)
    assert page.head == 1
    for words in "abc":
        page.post(page.write(words))
    answer = page.after(1)
    assert [each["seq"] for each in answer["updates"]] == [2, 3, 4]
    assert answer["head"] == 4
    assert "state" not in answer
    other = Page(stage, document)
    fresh: Doc[XmlFragment] = Doc()
    fresh.apply_update(base64.b64decode(stage.ok("GET", page.path)["state"]))
    assert fresh.get_state() == other.doc.get_state()


def test_a_long_poll_ends_with_the_next_edit(stage: Stage) -> None:
    document = stage.document()
    bo = stage.client(document, "bo")
    page = Page(stage, document)
    found: list[Any] = []
    waiting = threading.Thread(target=lambda: found.append(page.after(0, wait=30)), daemon=True)
    waiting.start()
    bo.write(paragraphs=["at last"])
    waiting.join(20)
    assert not waiting.is_alive()
    for each in found[0]["updates"]:
        page.doc.apply_update(base64.b64decode(each["data"]))
    assert "at last" in str(page.content)


def test_a_void_cursor_gets_the_state(stage: Stage) -> None:
    document = stage.document(content="words")
    path = f"/documents/{document}/updates"
    for query in ("", "?after=9&epoch=nonsense", "?after=0"):
        answer = stage.ok("GET", path + query)
        assert answer["state"]
        assert answer["vector"]
        assert (answer["head"], answer["updates"]) == (1, [])


def test_both_ways_after_time_apart(stage: Stage) -> None:
    document = stage.document()
    page = Page(stage, document)
    page.write("written offline")
    bo = stage.client(document, "bo")
    bo.write(paragraphs=["meanwhile"])
    wait_until(lambda: stage.text(document) == "meanwhile", timeout=10, what="Bo's words")
    answer = page.pull()
    status, _ = page.post(page.doc.get_update(base64.b64decode(answer["vector"])))
    assert status == 200
    wait_until(
        lambda: {"written offline", "meanwhile"} <= set(stage.text(document).split("\n")),
        timeout=10,
        what="both",
    )


def test_what_lacks_something_before_it_is_a_conflict_and_not_stored(stage: Stage) -> None:
    document = stage.document()
    page = Page(stage, document)
    page.write("lost")
    status, answer = page.post(page.write("after what was lost"))
    assert (status, answer["error"]["code"]) == (409, "conflict")
    assert stage.rows(document) == 0
    status, _ = page.post(page.doc.get_update())
    assert status == 200
    assert stage.text(document) == "lost\nafter what was lost"


def bad_node() -> bytes:
    doc: Doc[XmlFragment] = Doc()
    doc.get("content", type=XmlFragment).children.append(XmlElement("script"))
    return doc.get_update()


@pytest.mark.parametrize(
    ("updates", "status", "field"),
    [
        ([bad_node()], 422, None),
        ([b"\x01\x02\x03"], 422, None),
        ([b"\x00" * (1024 * 1024 + 1)], 422, None),
        ([], 422, "updates"),
        ([b"\x00\x00"] * 201, 422, "updates"),
    ],
)
def test_the_guards_of_the_socket_hold(
    stage: Stage, updates: list[bytes], status: int, field: str | None
) -> None:
    document = stage.document()
    answer = Page(stage, document).post(*updates)
    assert answer[0] == status, answer
    assert answer[1]["error"].get("field") == field
    assert stage.rows(document) == 0


def test_what_is_no_base64_is_named(stage: Stage) -> None:
    path = f"/documents/{stage.document()}/updates"
    status, answer = stage.api("POST", path, "ann", {"updates": ["?"]})
    assert (status, answer["error"]["field"]) == (422, "updates")
    status, answer = stage.api("GET", f"{path}?vector=?")
    assert (status, answer["error"]["field"]) == (422, "vector")
    status, answer = stage.api("GET", f"{path}?vector=/////w8=")
    assert (status, answer["error"]["field"]) == (422, "vector")


def test_who_may_not(stage: Stage) -> None:
    room = stage.room("bo")
    document = stage.document(room)
    update = b64(Page(stage, document).write("no"))
    assert stage.api("GET", f"/documents/{document}/updates", "cy")[0] == 404
    assert stage.api("POST", f"/documents/{document}/updates", "cy", {"updates": [update]})[0] == 404
    stage.ok("PUT", f"/rooms/{room}/members/bo/silence", body={"minutes": 5})
    assert stage.api("GET", f"/documents/{document}/updates", "bo")[0] == 200
    assert stage.api("POST", f"/documents/{document}/updates", "bo", {"updates": [update]})[0] == 403
    assert stage.rows(document) == 0


def test_writing_in_a_foreign_name_is_refused(stage: Stage) -> None:
    """New structs under a client id with which somebody else has written."""
    document = stage.document()
    ann, bo = Page(stage, document), Page(stage, document, "bo")
    assert ann.post(ann.write("mine"))[0] == 200
    forged: Doc[XmlFragment] = Doc(client_id=ann.doc.client_id)
    forged.apply_update(ann.doc.get_update())
    before = forged.get_state()
    forged.get("content", type=XmlFragment).children.append(XmlElement("paragraph"))
    status, answer = bo.post(forged.get_update(before))
    assert status == 403, answer
