"""Due work: the index follows what is written."""

from jobs.registry import every
from search.follow import catch_up


@every(0.25, "search.index")
def index() -> None:
    """A message is found well within a second. A long backlog (a new installation of the index) is done in portions."""
    catch_up(seconds=2.0)
