"""What every table has: a search, a sort, a page."""

from dataclasses import dataclass
from math import ceil
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import QueryDict

Row = TypeVar("Row")
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Query:
    """What the address asks for. Values that mean nothing are left out."""

    q: str
    filters: dict[str, str]
    sort: str
    descending: bool
    page: int

    @classmethod
    def of(cls, given: QueryDict, choices: dict[str, tuple[str, ...]], sorts: tuple[str, ...]) -> "Query":
        """`choices`: what each filter may be, its default first; `sorts`: columns, the default first."""
        sort = given.get("sort", "")
        filters = {name: given.get(name, "") for name in choices}
        page = given.get("page", "1")
        return cls(
            q=given.get("q", "").strip()[:80].replace("\x00", ""),
            filters={
                name: value if value in choices[name] else choices[name][0] for name, value in filters.items()
            },
            sort=sort if sort in sorts else sorts[0],
            descending=given.get("desc") == "1",
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        )

    def address(self, **changes: Any) -> str:
        """The query string of the same table with something changed; the page begins anew unless it is given."""
        values: dict[str, Any] = {
            "q": self.q,
            **self.filters,
            "sort": self.sort,
            "desc": "1" if self.descending else "",
        }
        values |= {"page": ""} | changes
        return "?" + urlencode({name: value for name, value in values.items() if value not in ("", None)})

    def head(self, column: str) -> "Head":
        """A column's head: a link that sorts by it, the other way round the second time."""
        mine = column == self.sort
        turned = not self.descending if mine else column not in ("name", "username")
        order = ("descending" if self.descending else "ascending") if mine else "none"
        return Head(self.address(sort=column, desc="1" if turned else ""), order)


@dataclass(frozen=True, slots=True)
class Head:
    """`order`: what aria-sort says."""

    address: str
    order: str


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A page of rows, of `total`."""

    rows: list[Row]
    total: int
    query: Query
    heads: dict[str, Head]

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / PAGE))

    @property
    def before(self) -> str:
        """Where the page before is; "" on the first."""
        return self.query.address(page=self.query.page - 1) if self.query.page > 1 else ""

    @property
    def after(self) -> str:
        return self.query.address(page=self.query.page + 1) if self.query.page < self.pages else ""


def order(found: QuerySet[Any], query: Query, column: str) -> QuerySet[Any]:
    """Sorted by a column, rows without a value last; the key makes it one order."""
    by = F(column).desc(nulls_last=True) if query.descending else F(column).asc(nulls_last=True)
    return found.order_by(by, "pk")


def slice_of(found: QuerySet[Any], query: Query) -> list[Any]:
    start = (query.page - 1) * PAGE
    return list(found[start : start + PAGE])
