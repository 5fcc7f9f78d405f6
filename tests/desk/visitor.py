"""A desk in this process, and somebody who uses it with a browser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from disclosure.desk.application import desk_application
from disclosure.desk.folders import Folders
from disclosure.desk.guarding import Guard
from disclosure.desk.showing import Showing
from disclosure.desk.working import JobOutcome, with_refusal
from disclosure.desk.workplace import Workplace

ROOT = Path(__file__).resolve().parents[2]
PORT, PREVIEW = 8000, "http://127.0.0.1:8001"


class HereWorkers:
    """Jobs in this very process."""

    def run(self, job: Callable[..., object], *arguments: object) -> JobOutcome:
        """Run a job and wait for it."""
        return with_refusal(job, arguments)

    def renew(self) -> None:
        """Nothing: this process has the code that it has."""

    def close(self) -> None:
        """Nothing runs on."""


@dataclass
class Visitor:
    """A browser that was let in, with its answers."""

    workplace: Workplace
    client: Any = field(init=False)

    def __post_init__(self) -> None:
        self.client = desk_application(self.workplace).test_client()
        self.client.get(f"/?key={self.workplace.guard.key}", headers=self.headers)

    @classmethod
    def at(cls, root: Path, data: Path, content: Path) -> Visitor:
        folders = Folders(data, content, root / "output", ROOT / "pelicanconf.py", ROOT / "publishconf.py", ROOT)
        (root / "dropped").mkdir()
        for folder in (data, content):
            folder.mkdir(exist_ok=True)
        place = Workplace(folders, Guard(PORT, PREVIEW), Showing(folders.preview), HereWorkers(), root / "dropped")
        place.build()
        return cls(place)

    @property
    def headers(self) -> dict[str, str]:
        return {"Host": f"127.0.0.1:{PORT}", "Origin": f"http://127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin"}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers={**self.headers, **headers})

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return html.unescape(answer.text)

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: Any) -> Any:
        """Send a form; files are (content, name) pairs."""
        sent = {"token": self.workplace.guard.form_token, **fields}
        files = {name: pair for name, pair in sent.items() if isinstance(pair, list | tuple)}
        for name, pairs in files.items():
            several = pairs if isinstance(pairs, list) else [pairs]
            sent[name] = [(BytesIO(content), title) for content, title in several]
        return self.client.post(path, data=sent, headers={**self.headers, **(headers or {})})

    def done(self, path: str, **fields: Any) -> str:
        """Send a form that leads on, and read the page after it."""
        answer = self.post(path, **fields)
        assert answer.status_code == 303, (path, answer.status_code, html.unescape(answer.text)[-3000:])
        return self.text(answer.headers["Location"].partition("#")[0])

    def sent(self, address: str, button: str, **fields: Any) -> Any:
        """The answer to a button of a page, with what its form holds and what is typed into it."""
        action, held = self.form(self.text(address), f">{button}</button>")
        return self.post(action, **{**held, **fields})

    def press(self, address: str, button: str, **fields: Any) -> str:
        """The page that a button of a page leads to."""
        answer = self.sent(address, button, **fields)
        assert answer.status_code == 303, (address, button, answer.status_code, html.unescape(answer.text)[-3000:])
        return self.text(answer.headers["Location"].partition("#")[0])

    def undo(self) -> str:
        """Take back the newest write that the first page lists."""
        return self.press("/", "撤销这一次")

    def form(self, page: str, words: str) -> tuple[str, dict[str, str]]:
        """Where the form with a button or field of these words goes, and what its fields hold."""
        forms = re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL)
        action, body = next((action, body) for action, body in forms if words in body)
        fields = re.findall(r'<input[^>]*?name="([^"]+)"(?:[^>]*? value="([^"]*)")?[^>]*>', body)
        return action, {name: html.unescape(value) for name, value in fields}
