"""People take articles off and bring them back, over real HTTP; and what happens once a day."""

from pathlib import Path

from bot.chat.delivery import tick_now
from tests.build import an_article
from tests.chat.live import House, data, labels, talk

ADMINS_ONLY = "在群組裡，只有管理員可以改這個設定。"


def own(h: House, chat: int, title: str = "港口的新起重機") -> int:
    return h.store.put_article(an_article(title), shelf=chat, stem=title, parser_version="1")


def test_an_article_is_removed_and_brought_back_by_buttons(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        own(h, h.play.private.id)
        brief = await h.play.ask(h.play.private, "/brief")
        await h.play.press_and_wait(brief, data(brief, "移除文章"))
        asked = h.play.messages(h.play.private)[-1]
        assert asked["text"] == "要移除《港口的新起重機》嗎？移除以後，七天內可以復原。"
        for label, says in (
            ("移除", "移除了：《港口的新起重機》。七天內可以復原。"),
            ("復原", "復原了：\n港口的新起重機"),
        ):
            message = h.play.messages(h.play.private)[-1]
            await h.play.press_and_wait(message, data(message, label))
            message = h.play.messages(h.play.private)[-1]
            assert (message["message_id"], message["text"]) == (asked["message_id"], says)  # in its place
            assert h.store.shelf_size(h.play.private.id) == (1 if label == "移除" else 2)
        # What stood under it before works again.
        assert not (await h.play.press_and_wait(brief, data(brief, "原文")))["show_alert"]

    talk(tmp_path, scene)


def test_in_a_group_only_admins_remove_and_set_what_is_kept(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        group, guest = h.play.group, h.play.guest
        own(h, group.id)
        assert (await h.play.ask(group, "/remove", user=guest))["text"] == ADMINS_ONLY
        assert (await h.play.ask(group, "/shelf 上限 5", user=guest))["text"] == ADMINS_ONLY
        shelf = await h.play.ask(group, "/shelf", user=guest)  # everybody may look
        assert shelf["text"].startswith("書架：1 篇，上限 10000 篇")
        assert (await h.play.press_and_wait(shelf, data(shelf, "留 30 天"), user=guest))["show_alert"]
        asked = await h.play.ask(group, "/remove")
        assert (await h.play.press_and_wait(asked, data(asked, "移除"), user=guest))["show_alert"]
        assert h.store.shelf_size(group.id) == 2
        await h.play.press_and_wait(asked, data(asked, "移除"))
        assert h.store.shelf_size(group.id) == 1

    talk(tmp_path, scene)


def test_a_long_list_is_turned_in_the_same_message(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        for n in range(20):
            own(h, h.play.private.id, f"第{n}艘渡輪")
        answer = await h.play.ask(h.play.private, "/articles 渡輪")
        shown = []
        for label in ("▶", "▶", "20", "← 返回", "◀"):
            message = h.play.messages(h.play.private)[-1]
            assert not (await h.play.press_and_wait(message, data(message, label)))["show_alert"]
            shown.append(h.play.messages(h.play.private)[-1]["text"].splitlines()[:2][-1 if label == "20" else 0])
        assert shown == [
            "「渡輪」：文章 20 (2/3)",
            "「渡輪」：文章 20 (3/3)",
            "第0艘渡輪",
            "「渡輪」：文章 20 (3/3)",
            "「渡輪」：文章 20 (2/3)",
        ]
        message = h.play.messages(h.play.private)[-1]
        assert labels(message)[:2] == [[str(n) for n in range(9, 17)], ["◀", "▶"]]
        assert message["message_id"] == answer["message_id"]

    talk(tmp_path, scene)


def test_once_a_day_what_a_chat_keeps_no_longer_leaves(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        number = own(h, chat.id)
        await h.play.ask(chat, "/shelf 保留 30 天")
        for days, there in ((29, True), (2, False)):
            h.clock.forward(days * 86_400)
            await tick_now(h.app)
            assert (h.store.article(chat.id, number) is not None) is there

    talk(tmp_path, scene)
