"""All items of a document in their order, also those that were deleted: Yjs' way of putting them into place (YATA).

pycrdt does not say which item a character is. So its state, with everything ever deleted still in it, is put together
here once more; whatever was visible at some moment is then a matter of asking the timeline about each unit.
"""

from bisect import bisect_right

from collab.core.life.items import Holder, Item, read_state
from collab.core.update import DELETED, GC, TYPE, Id


class Weave:
    """A state that was put together: `roots` by name. Raises KeyError or IndexError for a state with holes."""

    def __init__(self, state: bytes) -> None:
        self.roots: dict[str, Holder] = {}
        self._items: dict[int, list[Item]] = {}
        self._clocks: dict[int, list[int]] = {}
        self._put_together(read_state(state))

    def root(self, name: str) -> Holder:
        """The top-level type of this name; empty if nobody wrote into it."""
        if name not in self.roots:
            self.roots[name] = Holder(-1)
        return self.roots[name]

    # -- in which order

    def _put_together(self, blocks: dict[int, list[Item]]) -> None:
        """Each client's items in their order, and before an item what it stands beside or in."""
        places = dict.fromkeys(blocks, 0)
        for client, items in blocks.items():
            todo = [(client, items[-1].clock + 1)] if items else []  # (whose, up to which clock)
            while todo:
                whose, upto = todo[-1]
                mine = blocks[whose]
                at = places[whose]
                if at == len(mine) or mine[at].clock >= upto:
                    todo.pop()
                    continue
                wanted = self._wanted(mine[at], blocks, places)
                if wanted is not None:
                    todo.append((wanted[0], wanted[1] + 1))
                    continue
                places[whose] = at + 1
                self._keep(mine[at])
                self._integrate(mine[at])

    @staticmethod
    def _wanted(item: Item, blocks: dict[int, list[Item]], places: dict[int, int]) -> Id | None:
        for other in (item.left_id, item.right_id, item.parent):
            if isinstance(other, tuple) and other[0] != item.client:
                theirs, at = blocks[other[0]], places[other[0]]
                if at < len(theirs) and theirs[at].clock <= other[1]:
                    return other
        return None

    def _keep(self, item: Item) -> None:
        self._items.setdefault(item.client, []).append(item)
        self._clocks.setdefault(item.client, []).append(item.clock)

    # -- finding

    def find(self, where: Id) -> Item:
        """The item that holds this unit."""
        client, clock = where
        return self._items[client][bisect_right(self._clocks[client], clock) - 1]

    def _cut(self, item: Item, clock: int) -> Item:
        """The item from `clock` on."""
        if item.clock == clock:
            return item
        rest = item.split(clock)
        at = bisect_right(self._clocks[item.client], item.clock)
        self._items[item.client].insert(at, rest)
        self._clocks[item.client].insert(at, clock)
        return rest

    # -- putting into place

    def _integrate(self, item: Item) -> None:
        if item.kind == GC:
            return
        left = right = None
        if item.left_id is not None:
            left = self.find(item.left_id)
            if left.last != item.left_id:
                self._cut(left, item.left_id[1] + 1)
        if item.right_id is not None:
            right = self.find(item.right_id)
            right = self._cut(right, item.right_id[1]) if right.kind != GC else right
        holder = self._holder(item, left, right)
        if holder is None:
            item.kind = GC  # what it stood in is forgotten, so it was never visible again
            return
        item.holder = holder
        self._link(item, self._place(item, left, right), holder)

    def _holder(self, item: Item, left: Item | None, right: Item | None) -> Holder | None:
        besides = [beside for beside in (left, right) if beside is not None]
        if any(beside.kind == GC for beside in besides):
            return None
        for beside in besides:
            item.key = beside.key
            return beside.holder
        if isinstance(item.parent, str):
            return self.root(item.parent)
        assert item.parent is not None
        parent = self.find(item.parent)
        return parent.content if parent.kind == TYPE else None

    def _place(self, item: Item, left: Item | None, right: Item | None) -> Item | None:
        """What it comes right behind, when others were put into the same place without knowing of it."""
        holder = item.holder
        assert holder is not None
        other = left.right if left is not None else self._first(holder, item.key)
        conflicting: set[Item] = set()
        before: set[Item] = set()
        while other is not None and other is not right:
            before.add(other)
            conflicting.add(other)
            if other.left_id == item.left_id:
                if other.client < item.client:
                    left = other
                    conflicting.clear()
                elif other.right_id == item.right_id:
                    break
            elif other.left_id is not None and (origin := self.find(other.left_id)) in before:
                if origin not in conflicting:
                    left = other
                    conflicting.clear()
            else:
                break
            other = other.right
        return left

    @staticmethod
    def _first(holder: Holder, key: str | None) -> Item | None:
        if key is None:
            return holder.start
        return next(holder.under(key)) if key in holder.keys else None

    def _link(self, item: Item, left: Item | None, holder: Holder) -> None:
        item.left = left
        item.right = left.right if left is not None else self._first(holder, item.key)
        if left is not None:
            left.right = item
        elif item.key is None:
            holder.start = item
        if item.right is not None:
            item.right.left = item
        elif item.key is not None:
            holder.keys[item.key] = item


def kept(item: Item) -> bool:
    """Whether its content is still known."""
    return item.kind not in (GC, DELETED)
