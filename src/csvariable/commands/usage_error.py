"""What keeps a command from running: exit code 2, one sentence, and what to do."""

from __future__ import annotations

from pathlib import Path

from csvariable.kernel.message import Message
from csvariable.speech.edge import SENTENCES


class UsageError(Exception):
    """A command cannot run; `name` is a sentence of `words.edge`, printed in the reader's language."""

    def __init__(self, name: str, /, **values: str | int | Path) -> None:
        """Keep the name of the sentence and what stands in its gaps."""
        self.sentence: Message = SENTENCES[name].given(**{gap: str(value) for gap, value in values.items()})
        super().__init__(str(self.sentence))
        self.name = name
        self.values = values
