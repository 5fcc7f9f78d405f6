"""Drafts of releases: what one person hands over and another approves, kept as files that version control shows well.

`data/drafts/<number>.yaml` says what the public would see change, who prepared it, who approved it, and the code over every
byte that would go out. It belongs to the record, not to the data: it changes no page and no code. What it says of people is
only ever used together with that code, so a draft whose data was changed since is worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import asdict, replace

from ..dates import today
from ..identifiers import same_person
from ..releases import DRAFTS, FOLDER
from .approval import Approval
from .people import checked_name

_NUMBER = re.compile(r"([1-9][0-9]{0,5})\.yaml")


class PublicationDraft(Struct, frozen=True):
    """One draft; days are YYYY-MM-DD, `code` as people pass it on, `changes` title → lines."""

    number: int
    published_on: str
    site_url: str
    removal: str
    code: str
    prepared_by: str
    handed_over_on: str
    approved_by: str = ""
    approved_on: str = ""
    changes: Mapping[str, tuple[str, ...]] | None = None

    @property
    def approved(self) -> bool:
        """Whether a second person has agreed."""
        return bool(self.approved_by)

    def content(self) -> bytes:
        """The file, the same bytes for the same draft."""
        facts = {**asdict(self), "changes": {title: list(lines) for title, lines in (self.changes or {}).items()}}
        text = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
        return f"# 待审批的发布，由软件写，请不要手改。\n{text}".encode()


def preparer(name: str) -> str:
    """The name of who hands a draft over; SystemExit where it is none."""
    prepared_by = checked_name(name)
    if not prepared_by:
        raise SystemExit("请写明经办人的姓名或职务。")
    return prepared_by


def draft_of(approval: Approval, prepared_by: str) -> PublicationDraft:
    """The draft of what was previewed, handed over by `preparer`."""
    sections = {title: tuple(lines) for title, lines in approval.changes.sections()}
    return PublicationDraft(
        number=approval.changes.number,
        published_on=approval.published_on,
        site_url=approval.site_url,
        removal=approval.removal,
        code=approval.short,
        prepared_by=prepared_by,
        handed_over_on=today().isoformat(),
        changes=sections,
    )


def approver(draft: PublicationDraft, name: str) -> str:
    """The name of who approves *draft*; SystemExit where it is none, or that of who handed it over."""
    approved_by = checked_name(name)
    if not approved_by:
        raise SystemExit("请写明审批人的姓名或职务。")
    if same_person(approved_by, draft.prepared_by):
        raise SystemExit(f"经办和审批都是“{approved_by}”，没有批准。请由另一个人审批。")
    return approved_by


def approved(draft: PublicationDraft, approval: Approval, approved_by: str) -> PublicationDraft:
    """The draft with its `approver`; SystemExit where *approval*, what would go out now, is not what was handed over."""
    if draft.code != approval.short:
        raise SystemExit(
            f"要批准的不是交来的那一份：交来的审批码是 {draft.code}，现在是 {approval.short}，数据或文章后来又改过。"
            "请经办的人重新交一次。"
        )
    return replace(draft, approved_by=approved_by, approved_on=today().isoformat())


def draft_file(data: Path, number: int) -> Path:
    """Where the draft of a release stands."""
    return data / DRAFTS / f"{number}.yaml"


def numbers(data: Path) -> list[int]:
    """The releases of which there are drafts."""
    folder = data / DRAFTS
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [int(match[1]) for match in map(_NUMBER.fullmatch, names) if match]


def waiting(data: Path) -> PublicationDraft | None:
    """The draft of the release that is not recorded yet, if there is one; SystemExit where its file can't be read."""
    open_ = [number for number in numbers(data) if not (data / FOLDER / str(number)).is_dir()]
    return _read(draft_file(data, max(open_))) if open_ else None


def _read(path: Path) -> PublicationDraft:
    refusal = f"{path.name}（{path.parent.name} 里的待审批草稿）读不懂。请从版本库恢复它，或删去以后重新交审批。"
    try:
        facts: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (every scalar is text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise SystemExit(refusal) from None
    if not isinstance(facts, dict) or not str(facts.get("number", "")).isdecimal():
        raise SystemExit(refusal)
    texts = (
        "published_on",
        "site_url",
        "removal",
        "code",
        "prepared_by",
        "handed_over_on",
        "approved_by",
        "approved_on",
    )
    sections = facts.get("changes") or {}
    if not isinstance(sections, dict) or not all(isinstance(lines, list) for lines in sections.values()):
        raise SystemExit(refusal)
    return PublicationDraft(
        number=int(facts["number"]),
        changes={str(title): tuple(map(str, lines)) for title, lines in sections.items()},
        **{name: str(facts.get(name) or "") for name in texts},
    )
