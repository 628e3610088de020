"""An article as JSON and back."""

import json
from collections.abc import Callable

from bot.facts.article import Article
from bot.facts.codec import from_json, to_json
from bot.facts.kinds import KINDS

TEXT = "文 | 海港新聞 王小明\n港口擴建\n市長李四說：「港口花費3億元。」\n為什麼擴建？\n漁民反對，有三成五的人擔心污染。"


def test_there_and_back(parsed: Callable[[str], Article]) -> None:
    """What was written can be read again; only the name of the rule that found a fact is left out."""
    article = parsed(TEXT)
    row = json.loads(json.dumps(to_json(article), ensure_ascii=False))
    assert to_json(from_json(row, article.source)) == row
    assert from_json(row, article.source).byline == article.byline


def test_every_kind_and_every_text(parsed: Callable[[str], Article]) -> None:
    """Each kind has its list, and each item's text is the slice it points to."""
    row = to_json(parsed(TEXT))
    assert [kind.name for kind in KINDS] == [name for name in row if name in {k.name for k in KINDS}]
    assert [item["text"] for item in row["figures"]] == ["3億元", "三成五"]
    assert all(row["text"][i["start"] : i["end"]] == i["text"] for kind in KINDS for i in row[kind.name])
