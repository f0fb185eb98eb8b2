"""Seeding from markdown, and the plain text that comes out."""

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from collab.content.markdown_in import read_markdown
from collab.core.index import Index
from collab.core.replica import Replica
from collab.core.seed import seed
from collab.core.text import plain_text
from collab.core.update import parse_update

MARKDOWN = """
# Wélcome 😀

Some *italic*, **bold**, ~~gone~~, `code` and [a link](https://example.org).
- one
- two **x**
1. first
2. second
- [ ] to do
- [x] done
> quoted
---
```
code # not a heading

end
```
"""
TEXT = """Wélcome 😀
Some italic, bold, gone, code and a link.
one
two x
first
second
to do
done
quoted
code # not a heading

end"""


def test_markdown_becomes_content() -> None:
    update = seed(read_markdown(MARKDOWN))
    replica = Replica()
    assert replica.apply([update]) == []
    assert replica.text == TEXT


def test_seeds_meet_the_schema_that_clients_have_to_meet() -> None:
    plan = Index().examine(parse_update(seed(read_markdown(MARKDOWN))), 1)
    assert plan.new and not plan.missing


def test_unsafe_links_stay_text() -> None:
    update = seed(read_markdown("[x](javascript:alert(1)) and [y](https://y)"))
    replica = Replica()
    replica.apply([update])
    assert replica.text == "[x](javascript:alert(1)) and y"
    assert Index().examine(parse_update(update)).new


def test_nothing_is_no_update() -> None:
    assert seed([]) == b""


def fragment(*children: XmlElement | XmlText) -> XmlFragment:
    made = Doc[XmlFragment]().get("content", type=XmlFragment)
    for child in children:
        made.children.append(child)
    return made


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ([], ""),
        ([XmlElement("paragraph")], ""),
        (
            [
                XmlElement("paragraph", contents=[XmlText("a")]),
                XmlElement("paragraph"),
                XmlElement("paragraph"),
            ],
            "a\n\n",
        ),
        (
            [XmlElement("paragraph", contents=[XmlText("a"), XmlElement("hardBreak"), XmlText("b")])],
            "a\nb",
        ),
        ([XmlText("loose"), XmlElement("horizontalRule"), XmlText("words")], "loose\nwords"),
        (
            [
                XmlElement(
                    "bulletList",
                    contents=[
                        XmlElement("listItem", contents=[XmlElement("paragraph", contents=[XmlText(each)])])
                        for each in "xy"
                    ],
                )
            ],
            "x\ny",
        ),
    ],
)
def test_each_block_is_a_line(children: list[XmlElement | XmlText], expected: str) -> None:
    assert plain_text(fragment(*children)) == expected


def test_marked_text_is_plain_and_counted_in_characters() -> None:
    words = XmlText("héllo 😀 world")
    content = fragment(XmlElement("paragraph", contents=[words]))
    words.format(0, 6, {"bold": {}})  # pycrdt counts bytes: "héllo"
    assert plain_text(content) == "héllo 😀 world"
