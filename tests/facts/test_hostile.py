"""Any text at all: no exception, and every promise about spans is kept."""

import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import TextRefused
from bot.facts.article import Article
from bot.facts.clean import clean
from bot.facts.codec import to_json
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.parse import LONGEST_TEXT, parse
from bot.facts.structure import structure

PIECES = (
    "市長王小明", "他", "她說", "表示", "認為", "指出，", "據報導，", "公司", "海港科技", "港口擴建", "將影響漁業", "缺乏人才", "應該加強", "可以生成", "對旅遊業有影響",
    "記者王小明／台北報導", "（中央社記者王小明台北3日電）", "作者：", "来源：海港网", "圖為港口。", "延伸閱讀：", "未经授权", "資料照：",
    "70億元", "三成五", "百分之", "三分之一", "5至8年", "30%至", "兩三百", "第3季", "2024年", "5月3日", "10:30", "Mate 60", "GPT-4", "1,500", "1.2.3", "數百萬", "半", "一", "十", "點", "多", "成", "上百",
)  # fmt: skip
MARKS = "“”‘’「」『』《》〈〉（）()[]【】\"＂'…—。，、；：！？.,;:!?\n \t　"
DEBRIS = (
    "<a href=x>", "</p>", "<!--", "-->", "<", ">", "<<", " a=b", " class=x>", " target=_blank", "&nbsp;", "&#8203;", "&", "**", "__", "* _2_ ", "![a](", "](https://x.tw)", "点击进入>>", "##",
    "\u200b", "\u200f", "\u202e", "\ufeff", "\x00", "\ud800", "\udfff", "\U0001f600", "e\u0301", "\r\n", "\u2028", "\x85", "ﷺ", "𠮷", "１２，", "％",
)  # fmt: skip
mixed = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(MARKS), st.sampled_from(DEBRIS), st.text(max_size=5)),
    max_size=60,
).map("".join)
repeated = st.builds(
    lambda piece, times: piece * times, st.one_of(st.sampled_from((*PIECES, *MARKS, *DEBRIS)), st.text(max_size=4)), st.integers(1, 400)
)  # fmt: skip
lines = st.lists(mixed, max_size=8).map("\n".join)
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


def read(source: str, lexicon: Lexicon) -> Article | None:
    try:
        return parse(source, lexicon)
    except TextRefused:
        assert not clean(source), "only a text with nothing in it is refused"
        return None


def keeps_its_promises(source: str, lexicon: Lexicon) -> None:
    """Spans lie sorted inside the text, the JSON is UTF-8, nothing was put in, and the same text gives the same article."""
    article = read(source, lexicon)
    if article is None:
        return
    row = to_json(article)
    json.dumps(row, ensure_ascii=False).encode("utf-8")
    for facts in article.facts.values():
        assert all(0 <= fact.start < fact.end <= len(article.text) for fact in facts)
        assert all(one.start <= other.start for one, other in pairwise(facts))
        assert all(
            item["text"] == row["text"][item["start"] : item["end"]] for kind in article.facts for item in row[kind]
        )
    rest = iter(source)
    assert all(char in rest for char in article.text), "cleaning only deletes"
    assert parse(source, lexicon) == article


@given(mixed)
@example("“")
@example("”“「」『")
@example("\ud800")
@example("<a" * 50)
def test_pieces_of_sentences_marks_and_debris(lexicon: Lexicon, source: str) -> None:
    keeps_its_promises(source, lexicon)


@given(repeated)
def test_one_thing_again_and_again(lexicon: Lexicon, source: str) -> None:
    keeps_its_promises(source, lexicon)


@given(lines)
@example("市長王小明海港科技表示（中央社記者王小明台北3日電）她說海港科技")  # a reporter who is also somebody else
@example('市長王小明\n市長王小明作者："')  # a quotation that opens and says nothing
def test_many_lines(lexicon: Lexicon, source: str) -> None:
    keeps_its_promises(source, lexicon)


@given(anything)
def test_any_characters(lexicon: Lexicon, source: str) -> None:
    keeps_its_promises(source, lexicon)


@given(lines)
def test_views_cover_the_text(lexicon: Lexicon, source: str) -> None:
    """Words cover every character; sentences and clauses lie inside their paragraph and sentence, in order."""
    text = clean(source)
    layout = lay_out(text, structure(text, lexicon).paragraphs, lexicon)
    assert "".join(t.word for t in layout.tokens) == layout.folded
    assert len(layout.folded) == len(text)
    for sentence in layout.sentences:
        paragraph = layout.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
    for clause in layout.clauses:
        sentence = layout.sentences[clause.sentence]
        assert sentence.start <= clause.start < clause.end <= sentence.end
    for views in (layout.paragraphs, layout.sentences, layout.clauses):
        assert all(one.end <= other.start for one, other in pairwise(views))


def test_too_long_is_refused(lexicon: Lexicon) -> None:
    """One character more than the longest is refused, with both numbers for the sentence that says so."""
    with pytest.raises(TextRefused) as refused:
        parse("港" * (LONGEST_TEXT + 1), lexicon)
    assert refused.value.values == {"length": LONGEST_TEXT + 1, "limit": LONGEST_TEXT}


@pytest.mark.parametrize("source", ["", " \n\t　", "\u200b\ufeff", "<br>", "\ud800"])
def test_nothing_left_is_refused(lexicon: Lexicon, source: str) -> None:
    with pytest.raises(TextRefused):
        parse(source, lexicon)
