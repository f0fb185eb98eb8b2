"""Every test begins with full buckets: ids of people come again."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _own_buckets() -> Iterator[None]:
    from broadcasts import limits  # when Django is there

    limits.announcements.cache_clear()
    yield
    limits.announcements.cache_clear()
