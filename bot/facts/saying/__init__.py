"""Who says what: the outline of a sentence, cues in it, their sources, who is meant, and what is theirs."""
