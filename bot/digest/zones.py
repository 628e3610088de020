"""Time zones as people call them: Asia/Taipei, 台北, Tokyo."""

from functools import cache
from zoneinfo import available_timezones

from bot.facts.display import folded

# Cities, in Traditional (Simplified is found by folding) and in English. A country alone is more likely what somebody
# wants to read about: it stands for its time only with that word behind it.
_NAMES = {
    "Asia/Taipei": "台北 臺北 台灣時間 臺灣時間 高雄 taipei",
    "Asia/Shanghai": "上海 北京 深圳 廣州 杭州 南京 成都 武漢 中國時間 大陸時間 shanghai beijing shenzhen guangzhou hangzhou",
    "Asia/Hong_Kong": "香港 hongkong",
    "Asia/Macau": "澳門 macau macao",
    "Asia/Tokyo": "東京 大阪 日本時間 tokyo osaka",
    "Asia/Seoul": "首爾 漢城 韓國時間 seoul",
    "Asia/Singapore": "新加坡 singapore",
    "Asia/Kuala_Lumpur": "吉隆坡 馬來西亞時間",
    "Asia/Bangkok": "曼谷 泰國時間 bangkok",
    "Asia/Ho_Chi_Minh": "胡志明市 河內 越南時間 hanoi saigon",
    "Asia/Manila": "馬尼拉 菲律賓時間 manila",
    "Asia/Jakarta": "雅加達 jakarta",
    "Asia/Kolkata": "孟買 德里 新德里 班加羅爾 印度時間 mumbai delhi bangalore",
    "Asia/Dubai": "杜拜 迪拜 dubai",
    "Asia/Riyadh": "利雅德 利雅得 riyadh",
    "Asia/Jerusalem": "特拉維夫 耶路撒冷 以色列時間 jerusalem",
    "Asia/Beirut": "貝魯特 beirut",
    "Europe/Istanbul": "伊斯坦堡 伊斯坦布爾 土耳其時間 istanbul",
    "Europe/Moscow": "莫斯科 moscow",
    "Europe/Kyiv": "基輔 kyiv kiev",
    "Europe/London": "倫敦 英國時間 london",
    "Europe/Dublin": "都柏林 dublin",
    "Europe/Paris": "巴黎 法國時間 paris",
    "Europe/Berlin": "柏林 法蘭克福 慕尼黑 德國時間 berlin frankfurt munich",
    "Europe/Amsterdam": "阿姆斯特丹 荷蘭時間 amsterdam",
    "Europe/Brussels": "布魯塞爾 brussels",
    "Europe/Zurich": "蘇黎世 日內瓦 瑞士時間 zurich geneva",
    "Europe/Vienna": "維也納 vienna",
    "Europe/Madrid": "馬德里 巴塞隆納 西班牙時間 madrid barcelona",
    "Europe/Rome": "羅馬 米蘭 義大利時間 意大利時間 rome milan",
    "Europe/Stockholm": "斯德哥爾摩 stockholm",
    "Europe/Warsaw": "華沙 warsaw",
    "Europe/Lisbon": "里斯本 lisbon",
    "Africa/Cairo": "開羅 cairo",
    "Africa/Johannesburg": "約翰尼斯堡 johannesburg",
    "America/New_York": "紐約 波士頓 美東時間 newyork boston",
    "America/Chicago": "芝加哥 休士頓 休斯頓 達拉斯 chicago houston dallas",
    "America/Denver": "丹佛 denver",
    "America/Los_Angeles": "洛杉磯 舊金山 三藩市 西雅圖 美西時間 losangeles sanfrancisco seattle",
    "America/Toronto": "多倫多 toronto",
    "America/Vancouver": "溫哥華 vancouver",
    "America/Mexico_City": "墨西哥城 墨西哥市 mexicocity",
    "America/Sao_Paulo": "聖保羅 saopaulo",
    "America/Santiago": "聖地牙哥 聖地亞哥 santiago",
    "Australia/Sydney": "雪梨 悉尼 sydney",
    "Australia/Melbourne": "墨爾本 melbourne",
    "Australia/Perth": "珀斯 perth",
    "Pacific/Auckland": "奧克蘭 紐西蘭時間 新西蘭時間 auckland",
    "Pacific/Honolulu": "檀香山 火奴魯魯 夏威夷 honolulu hawaii",
    "UTC": "utc gmt 世界時",
}


def zone_named(name: str) -> str | None:
    """The IANA name behind a name in any case and script (asia/tokyo, 東京, New York); None where there is none."""
    key = _key(name)
    return _zones().get(key) or _zones().get(key.removesuffix("时间"))


def _key(name: str) -> str:
    return folded(name).replace(" ", "").replace("_", "")


@cache
def _zones() -> dict[str, str]:
    """A bare segment of an IANA name (Center, Jamaica) is too often a word of its own to stand for a zone."""
    exact = {_key(zone): zone for zone in available_timezones() if "/" in zone}
    return exact | {_key(name): zone for zone, names in _NAMES.items() for name in names.split()}
