"""`manage.py serve` sends by itself, and what a killed server left is sent by the next one, once."""

from pathlib import Path

import pytest

from tests.notifications.ways.post_office import PostOffice
from tests.ports import wait_until
from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TELL = """
from django.utils import timezone
from accounts.models import User
from notifications.actions.telling import tell
from notifications.happenings import Happening
from notifications.kinds import Kind
from notifications.models import Delivery
ann, _ = User.objects.get_or_create(username="ann", defaults={"email": "ann@example.org"})
for number in range(%d, %d):
    tell(Happening(kind=Kind.SHARE, key=f"share:{number}", group=f"document:{number}", places=(), url="/",
                   data={"name": "Bo", "document": f"Plan {number}"}), [ann.pk], may=set)
Delivery.objects.filter(state="waiting").update(due_at=timezone.now())
"""


def test_letters_leave_a_serving_node_once_whatever_kills_it(tmp_path: Path) -> None:
    office = PostOffice().start()
    try:
        server = Server(
            tmp_path, env={"EMAIL_URL": f"smtp://127.0.0.1:{office.port}", "SITE_URL": "http://x.example"}
        )
        server.manage("shell", "-c", TELL % (0, 1))
        with server:
            wait_until(lambda: len(office.letters) == 1, timeout=60, what="the first letter")
            server.kill()
            server.manage("shell", "-c", TELL % (1, 3))
            server.start()
            wait_until(lambda: len(office.letters) == 2, timeout=90, what="a letter after the restart")
            server.terminate()
            assert len(office.letters) == 2
        subjects = sorted(str(letter["Subject"]).strip() for letter in office.letters)
        assert subjects == [
            "Bo shared “Plan 0” with you",
            "Bo shared “Plan 2” with you, and 1 more",
        ]
    finally:
        office.stop()
