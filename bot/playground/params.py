"""The parameters of one call, whichever way they came: query string, form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ATTACH = "attach://"  # in front of the name of the part that holds the file


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Values as sent: strings from forms, JSON values from JSON. Telegram reads both the same way, and so do these."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as a string, empty when it is missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a whole number, `default` when it is missing or none."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes", "t", "y")

    def json(self, name: str) -> Any:
        """The value of a JSON field, None when it is missing or cannot be read."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return None

    def chat_id(self) -> int | None:
        """The chat a call is about, if it names one by number."""
        return self.integer("chat_id") or None

    def for_log(self) -> dict[str, Any]:
        """The values with each file, under the field it is for, as its name and its size in bytes."""
        files = {name: {"file_name": file.name, "size": len(file.content)} for name, file in self.files.items()}
        attached = {
            field: files.pop(value.removeprefix(ATTACH))
            for field, value in self.values.items()
            if isinstance(value, str) and value.startswith(ATTACH) and value.removeprefix(ATTACH) in files
        }
        return {**self.values, **files, **attached}
