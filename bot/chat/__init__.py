"""Telegram: the only room that imports `telegram`."""

import os

# PTB is about to give time spans as timedelta, and until then warns each time it makes a RetryAfter. We are ready.
os.environ.setdefault("PTB_TIMEDELTA", "true")
