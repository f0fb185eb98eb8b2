"""One conversion in a process of its own (`python -m collab.content.worker <job>`): files come from anywhere, and no
library that reads them promises to end, or to be content with little memory.

Stdin: the job's input as JSON. Stdout: what came out. Exit 3: it cannot be done, and stdout says why as JSON.
"""

import json
import resource
import sys
from base64 import b64decode
from typing import Any, Final

from collab.content.errors import Unreadable, gettext_noop

MEMORY: Final = 1536 * 1024 * 1024
"""Bytes of address space. Far more than a document needs, far less than a bomb wants."""
TOO_MUCH: Final = gettext_noop("It is larger or more deeply nested than can be read.")
SECONDS: Final = 60
"""Of processor time; the server waits for less."""


def convert(job: str, given: dict[str, Any]) -> bytes:
    """Do one job. Raises `Unreadable`."""
    if job == "import":
        from collab.content.importing import read_file

        return json.dumps(read_file(b64decode(given["data"]), given["name"])).encode()
    from collab.content.exporting import write_file

    return write_file(given)


def main() -> int:
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(limit, (most, most))
    try:
        sys.stdout.buffer.write(convert(sys.argv[1], json.load(sys.stdin)))
    except Unreadable as error:
        sys.stdout.write(json.dumps({"reason": error.reason, "where": error.where}))
        return 3
    except (MemoryError, RecursionError):
        sys.stdout.write(json.dumps({"reason": TOO_MUCH, "where": ""}))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
