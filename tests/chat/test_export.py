"""Files go out over real HTTP, and their buttons work."""

import json
from pathlib import Path

from tests.botapi import check_calls
from tests.chat.live import House, data, labels, talk


def test_an_export_is_a_document_with_a_caption_and_its_other_form_behind_a_button(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        sent = await h.play.ask(h.play.private, "/export")
        document = sent["document"]
        assert (document["file_name"], document["mime_type"]) == ("Sora的限制.md", "text/markdown")
        assert sent["caption"].startswith("Sora的限制\n")
        assert sent["reply_to_message"]["text"] == "/export"
        assert labels(sent) == [["JSON", "要點"]]
        assert h.play.world.files[document["file_id"]].content.decode().startswith("# Sora的限制\n")
        await h.play.press_and_wait(sent, data(sent, "JSON"))
        other = h.play.messages(h.play.private)[-1]
        assert other["document"]["file_name"] == "Sora的限制.json"
        assert json.loads(h.play.world.files[other["document"]["file_id"]].content)["title"] == "Sora的限制"
        assert check_calls(h.play.calls) == []

    talk(tmp_path, scene)


def test_a_button_that_would_turn_a_page_answers_below_a_file(tmp_path: Path) -> None:
    """Neither can a text take the place of a file nor a file that of a text."""

    async def scene(h: House) -> None:
        sent = await h.play.ask(h.play.private, "/export")
        h.store.purge_buttons(h.clock.now())
        assert (await h.play.press_and_wait(sent, data(sent, "JSON")))["show_alert"]
        forgotten = h.play.messages(h.play.private)[-1]
        assert labels(forgotten) == [["↻ 匯出"]]
        await h.play.press_and_wait(forgotten, data(forgotten, "↻ 匯出"))
        assert [m["document"]["file_name"] for m in h.play.messages(h.play.private)[1:]] == ["Sora的限制.md"] * 2

    talk(tmp_path, scene)


def test_files_go_to_the_topic_they_were_asked_for_in(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        topic = next(number for number in h.play.forum.topics if number != 1)
        sent = await h.play.ask(h.play.forum, "/匯出", thread=topic)
        assert (sent["message_thread_id"], sent["document"]["file_name"]) == (topic, "Sora的限制.md")

    talk(tmp_path, scene)
