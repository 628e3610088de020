"""A Telegram to play with on this machine: the Bot API over HTTP on loopback, and a page to talk to the bot.

playground = Playground(flood=Flood())
async with playground.serve(port=8080) as url:
    ...  # run the bot against f"{url}/bot"
"""

from bot.playground.errors import PlaygroundError
from bot.playground.faults import Fault
from bot.playground.flood import Flood
from bot.playground.playground import Playground
from bot.playground.world import Member

__all__ = ["Fault", "Flood", "Member", "Playground", "PlaygroundError"]
