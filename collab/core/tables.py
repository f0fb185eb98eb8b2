"""Tables that are whole: every row as wide as the others, no cell where another one reaches."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from collab.core.fit_values import clean_attributes
from collab.core.tree import Node

MOST_COLUMNS: Final = 60
MOST_CELLS: Final = 20_000
"""More are left out: a browser lays a table out as a whole."""
CELLS: Final = frozenset({"tableCell", "tableHeader"})
Fill = Callable[[Sequence[Node]], list[Node]]


def fit_table(node: Node, fill: Fill) -> Node | None:
    """A table out of a table, or of rows or cells that stand alone. None if it has no cell."""
    rows = _rows(node)
    grid = _Grid()
    for row in rows:
        grid.add(row)
    made = grid.finish(fill)
    return {"type": "table", "content": made} if made else None


def _rows(node: Node) -> list[list[Node]]:
    if node["type"] in CELLS:
        return [[node]]
    if node["type"] == "tableRow":
        return [_cells(node)]
    return [
        _cells(each) if each["type"] == "tableRow" else [_as_cell(each)] for each in node.get("content", [])
    ]


def _cells(row: Node) -> list[Node]:
    return [each if each["type"] in CELLS else _as_cell(each) for each in row.get("content", [])]


def _as_cell(node: Node) -> Node:
    return node if node["type"] in CELLS else {"type": "tableCell", "content": [node]}


class _Grid:
    """Which places are taken, row by row."""

    def __init__(self) -> None:
        self._rows: list[list[tuple[int, Node, dict[str, Any]]]] = []
        self._taken: list[set[int]] = []
        self._cells = 0

    def add(self, cells: list[Node]) -> None:
        """Place the cells of the next row from left to right, where nothing from above reaches."""
        at = len(self._rows)
        self._rows.append([])
        self._grow(at)
        column = 0
        for cell in cells:
            while column in self._taken[at]:
                column += 1
            if column >= MOST_COLUMNS or self._cells >= MOST_CELLS:
                return
            attrs = clean_attributes(cell["type"], cell.get("attrs") or {})
            wide = 1
            while (
                wide < min(attrs.get("colspan", 1), MOST_COLUMNS - column)
                and column + wide not in self._taken[at]
            ):
                wide += 1
            tall = min(attrs.get("rowspan", 1), MOST_CELLS // wide)
            self._grow(at + tall - 1)
            for row in range(at, at + tall):
                self._taken[row].update(range(column, column + wide))
            self._rows[at].append((column, cell, {**attrs, "colspan": wide, "rowspan": tall}))
            self._cells += 1
            column += wide

    def _grow(self, upto: int) -> None:
        while len(self._taken) <= upto:
            self._taken.append(set())

    def finish(self, fill: Fill) -> list[Node]:
        """The rows, filled up to the same width; spans end with the table."""
        while self._rows and not self._rows[-1] and not self._taken[len(self._rows) - 1]:
            self._rows.pop()
        width = max((column + 1 for taken in self._taken for column in taken), default=0)
        if not width:
            return []
        return [self._row(at, width, fill) for at in range(len(self._rows))]

    def _row(self, at: int, width: int, fill: Fill) -> Node:
        out: list[tuple[int, Node]] = []
        for column, cell, attrs in self._rows[at]:
            attrs["rowspan"] = min(attrs["rowspan"], len(self._rows) - at)
            if len(attrs.get("colwidth", ())) != attrs["colspan"]:
                attrs.pop("colwidth", None)
            made: Node = {"type": cell["type"], "attrs": attrs, "content": fill(cell.get("content", ()))}
            out.append((column, made))
        kind = "tableHeader" if out and all(each["type"] == "tableHeader" for _, each in out) else "tableCell"
        for column in set(range(width)) - self._taken[at]:
            empty: Node = {
                "type": kind,
                "attrs": {"colspan": 1, "rowspan": 1},
                "content": [{"type": "paragraph"}],
            }
            out.append((column, empty))
        return {"type": "tableRow", "content": [cell for _, cell in sorted(out, key=lambda pair: pair[0])]}
