from pathlib import Path

from structlog.testing import capture_logs

from bot.chat.admins import KEPT, Admins
from bot.playground.faults import Fault
from bot.playground.world import Member
from tests.chat.clock import Clock
from tests.chat.live import House, talk


def test_admins_are_asked_for_once_a_minute(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        clock = Clock()
        admins = Admins(frozenset(), clock.now)
        group, owner, guest = h.play.group, h.play.owner, h.play.guest
        assert await admins.include(h.app.bot, group.id, owner.id)
        assert not await admins.include(h.app.bot, group.id, guest.id)
        group.members[guest.id] = Member("administrator")
        assert not await admins.include(h.app.bot, group.id, guest.id)
        clock.seconds = KEPT
        assert await admins.include(h.app.bot, group.id, guest.id)
        assert sum(call.method == "getChatMember" for call in h.play.calls) == 3

    talk(tmp_path, scene)


def test_nobody_and_whom_telegram_does_not_tell_of_are_no_admins_but_owners_are(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        admins = Admins(frozenset({h.play.guest.id}))
        assert not await admins.include(h.app.bot, h.play.group.id, None)
        assert await admins.include(h.app.bot, -404, h.play.guest.id)
        h.play.faults.add(Fault("error", "getChatMember"))
        with capture_logs() as logs:
            assert not await admins.include(h.app.bot, h.play.group.id, h.play.owner.id)
        assert [line["event"] for line in logs] == ["who is an admin could not be asked"]
        # Not knowing is not remembered.
        assert await admins.include(h.app.bot, h.play.group.id, h.play.owner.id)

    talk(tmp_path, scene)
