"""Yaodian 要點: a Telegram bot that briefs a team on Chinese news, every line a span of the article."""
