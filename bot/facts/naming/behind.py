"""What stands behind a name and says who that is: 周鸿祎,360董事长 · 拜登总统 · 埃里克·奥尔森是…的CEO · 网名为“海风”的前工程师."""

import re

from bot.facts.layout import Layout, trimmed
from bot.facts.naming import nicknames
from bot.facts.naming.glosses import BRACKET
from bot.facts.naming.mention import Mention
from bot.facts.naming.titles import goes_on, is_title, nominal, words

LONGEST_ROLE = 40  # characters
# 周鸿祎,360董事长, and 周鸿祎（360董事长）: what stands behind a name. Must not run over a stop.
BEHIND = re.compile(
    r"(?P<mark>，[他她]是|[，,（(]|(?:自称)?[曾原就]?[是系]|自称为?|[曾现时出担兼历]任)(?P<role>[^，,。；;！!？?（）()\n]{2,40})"
)
# 讲者：宋恩荣：中文大学教授 关焯照：…: who is who in a list.
LISTED = re.compile(r"[：:][ 　]?(?P<role>[^，,。；;！!？?（）()：:\n 　]{3,40})(?=[ 　\n]|$)")
# What he says he is, with a body's name in another language in a bracket: 某所（Institute）的研究员.
HE_IS = re.compile(
    r"(?:[说称道]|表示|指出)[，,。][他她]是(?P<role>[^，,。；;！!？?（）()\n]{2,40}(?:[（(][^（）()\n]{1,60}[）)][^，,。；;！!？?（）()\n]{1,20})?)"
)


def title_behind(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """A title at once behind the name: 朱岳中(助理教授), 拜登(总统)."""
    titles = [title for title in words(layout.lexicon).behind if layout.folded.startswith(title, mention.end)]
    return (mention.end, mention.end + len(max(titles, key=len))) if titles else None


def behind_nickname(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """网名为“海风”的(前工程师): what follows 的, up to the last title that the nouns end in."""
    if mention.rule != nicknames.RULE:
        return None
    lists, (_, start) = words(layout.lexicon), nicknames.whole(layout, mention.start, mention.end)
    if not layout.folded.startswith("的", start):
        return None
    start += 1
    found, tokens = None, layout.tokens_in(start, start + LONGEST_ROLE)
    for index, token in enumerate(tokens):
        if layout.folded.endswith(lists.titles, start, token.start + 1):  # 工程|师说
            found = (start, token.start + 1)
        if token.word not in lists.modifiers and not goes_on(token, (*tokens, None)[index + 1], lists):
            break
        if is_title(layout, tokens[: index + 1], token.end, lists):
            found = (start, token.end)
    return found


def behind(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """Behind the name: in a bracket, between commas, after 是; a title at its end, or before what he then does."""
    lists = words(layout.lexicon)
    bracket = BRACKET.match(layout.folded, mention.end)
    at = bracket.end() if bracket is not None else mention.end
    for where in {mention.end, at}:
        match = next((m for rule in (BEHIND, HE_IS, LISTED) if (m := rule.match(layout.folded, where))), None)
        if match is None:
            continue
        start, end = match.span("role")
        title = layout.folded[start:end].endswith(lists.titles) and (
            match.groupdict().get("mark", "是") not in "，,（(" or nominal(layout, start, end, lists)
        )
        if title and not layout.folded.startswith(tuple(lists.stops), start):
            return trimmed(layout.text, start, end)
    return None
