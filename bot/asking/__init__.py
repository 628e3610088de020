"""Which sentences of which articles answer a question. Pure, as bot/facts is; nothing is generated."""
