"""Task lists: items that begin with `[ ]` or `[x]`."""

import re
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BOX: Final = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
OPEN: Final = "☐"
DONE: Final = "☑"


def tasks(state: StateCore) -> None:
    """Core rule: the box becomes a sign that can be seen and heard, not ticked: the text is its author's."""
    tokens = state.tokens
    for index in range(2, len(tokens)):
        item, paragraph, inline = tokens[index - 2 : index + 1]
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not inline.children:
            continue
        first = inline.children[0]
        box = BOX.match(first.content) if first.type == "text" else None
        if box is None:
            continue
        done = box[1] != " "
        first.content = first.content[box.end() :]
        item.attrs["class"] = "task done" if done else "task"
        inline.children[:0] = [
            Token("box_open", "span", 1, attrs={"class": "task-box"}),
            Token("text", "", 0, content=DONE if done else OPEN),
            Token("box_close", "span", -1),
            Token("text", "", 0, content=" "),
        ]
