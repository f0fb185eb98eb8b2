"""Our real server with small limits of documents' histories: `python -m tests.system.hurried serve …`. Every few
updates there is a checkpoint and packing, so that a crash at any instant is likely to come in the middle of that."""

import sys
from typing import Final

from tests.server import Server

SMALL: Final = {
    "CHECKPOINT_ROWS": 8,
    "ROWS_KEPT": 6,
    "ROWS_PER_PACK": 5,
    "SEGMENT_ROWS": 60,
    "TICK_SECONDS": 0.05,
    "TICK_STEPS": 1,
}


class HurriedServer(Server):
    """A server that makes checkpoints and packs all the time."""

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "tests.system.hurried", "serve", "--port", str(self.port)]


def main() -> None:
    import manage
    from collab import limits

    for name, value in SMALL.items():
        assert hasattr(limits, name)
        setattr(limits, name, value)
    manage.main()


if __name__ == "__main__":
    main()
