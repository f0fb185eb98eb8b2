"""docs/protocol-documents.md says what the code does."""

import re
from pathlib import Path

from collab import limits
from collab.core import awareness, examine, frames, update, values
from collab.core.schema import MARKS, NODES, SCHEMES
from collab.events import DocumentInfo
from realtime import close_codes

TEXT = (Path(__file__).parent.parent.parent / "docs" / "protocol-documents.md").read_text()
FLAT = re.sub(r"\s+", " ", TEXT)


def listed(label: str, known: frozenset[str]) -> set[str]:
    """Names in a list of the document, without the attributes in braces."""
    found = re.search(rf"- {label}: ([^.]*)\.", FLAT)
    assert found is not None
    plain = re.sub(r"\{[^}]*\}", "", found[1])
    return {
        word for word in re.findall(r"[a-z]\w+", plain, re.I) if word in known or word[1:] != word[1:].lower()
    }


def test_the_schema() -> None:
    assert listed("Nodes", NODES) == NODES
    assert listed("Marks", MARKS) == MARKS
    assert "may be http, https, mailto, tel or relative" in FLAT
    assert {"http", "https", "mailto", "tel"} == SCHEMES


def test_the_close_codes_are_the_kernels() -> None:
    told = {
        int(code): again for code, again in re.findall(r"^\| (\d{4}) \|.*\| (yes|no) \|$", TEXT, re.MULTILINE)
    }
    known = {code.code: code.reconnect for code in close_codes.ALL}
    assert told.keys() <= known.keys()
    for code, again in told.items():
        assert (again == "yes") == (not 4400 <= code <= 4499), "what y-websocket does"


def test_the_messages() -> None:
    for name, begins in {
        "sync step 1": frames.step_1(b"x"),
        "sync step 2": frames.step_2(b"x"),
        "update": frames.update(b"x"),
        "awareness": frames.awareness(b"x"),
        "permission denied": frames.denied("x"),
        "ack": frames.ack(1),
    }.items():
        row = re.search(rf"^\| {name} \| ((?:`\d+` ?)+)", TEXT, re.MULTILINE)
        assert row is not None
        assert bytes(map(int, re.findall(r"\d+", row[1]))) == begins[: row[1].count("`") // 2]


def test_the_limits() -> None:
    for told, known in (
        (r"([\d,]+) parts", update.MAX_PARTS),
        (r"([\d,]+) MiB of updates", limits.MAX_DOCUMENT_BYTES // 2**20),
        (r"([\d,]+) client ids, ", examine.MAX_CLIENTS),
        (r"([\d,]+) nested types", examine.MAX_TYPES),
        (r"([\d,]+) top-level types", examine.MAX_ROOTS),
        (r"deeper than ([\d,]+) levels", values.MAX_DEPTH),
        (r"at most ([\d,]+) ids per connection", awareness.MAX_CLIENTS),
        (r"more than ([\d,]+) messages a second", limits.AWARENESS_PER_SECOND),
        (r"one more for every ([\d,]+) bytes", limits.BYTES_PER_TOKEN),
        (r"dies \(after ([\d,]+) s\)", awareness.EXPIRES),
        (r"idle for ([\d,]+) s", limits.IDLE_SECONDS),
        (r"at least every ([\d,]+) s", 2.5 * limits.TICK_SECONDS),
    ):
        found = re.search(told, FLAT)
        assert found is not None, told
        assert int(found[1].replace(",", "")) == known, told


def test_the_fields() -> None:
    found = re.search(r"`DocumentInfo` is `\{([^}]*)\}`", FLAT)
    assert found is not None
    assert found[1].split(", ") == list(DocumentInfo.model_fields)
