"""One record is one line."""

import logging
import sys

from config.logs import OneLine


def test_a_traceback_stays_on_its_line() -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        record = logging.LogRecord("name", logging.ERROR, "f.py", 1, "it broke", (), sys.exc_info())
    line = OneLine("%(levelname)s %(message)s").format(record)
    assert "\n" not in line
    assert line.startswith("ERROR it broke ⏎ Traceback")
    assert line.endswith("second")
