"""Who answers for a release: one prepared it, another approved exactly what goes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ..identifiers import same_person
from ..model import SiteSettings

_NAME = re.compile(r"[\w·（）() \u4e00-\u9fff-]{2,30}")


def named(
    settings: SiteSettings, prepared_by: str, approved_by: str, ask: Callable[[str], str] | None
) -> tuple[str, str]:
    """(who prepared, who approved); SystemExit where the site asks for two and there are not two."""
    names = [prepared_by, approved_by]
    if settings.wants_two:
        for place, role in enumerate(("经办", "审批")):
            if not names[place].strip() and ask:
                names[place] = ask(f"这次发布由谁{role}（姓名或职务）：")
    prepared, approved = map(checked_name, names)
    if not settings.wants_two:
        return prepared, approved
    if not prepared or not approved:
        raise SystemExit(
            "site.yaml 要求两个人发布（two_people: 是），没有发布。请写明经办和审批："
            "make publish PREPARED_BY=姓名 APPROVED_BY=姓名 APPROVAL=审批码。"
        )
    if same_person(prepared, approved):
        raise SystemExit(f"经办和审批都是“{prepared}”，没有发布。site.yaml 要求两个人，请由另一个人审批。")
    return prepared, approved


def checked_name(text: str) -> str:
    """A name without needless spaces; SystemExit where it is none."""
    name = " ".join(text.split())
    if name and not _NAME.fullmatch(name):
        raise SystemExit(f"“{name}”不像姓名或职务，没有发布。请写 2 到 30 个字，不要带引号和别的符号。")
    return name


def refuse_unapproved(settings: SiteSettings, given: str, code: str, ask: Callable[[str], str] | None) -> None:
    """SystemExit where what goes out is not what was approved; *code* is that of what goes out."""
    if not given.strip() and settings.wants_two and ask:
        given = ask("审批人给的审批码（make changes 写出的网页最下面）：")
    if _same_code(given, code):
        return
    if given.strip():
        raise SystemExit(
            f"审批码不对，没有发布：批准的不是现在要发布的这一份（它的审批码是 {code}）。"
            "请重新运行 make changes，把网页再给审批人看一遍。"
        )
    if settings.wants_two:
        raise SystemExit(
            "site.yaml 要求两个人发布（two_people: 是），没有审批码，没有发布。"
            "请运行 make changes，把写出的网页给审批人看；同意的，用 APPROVAL= 写上网页最下面的审批码。"
        )


def refuse_unseen(given: str, code: str) -> None:
    """SystemExit where the approver has seen something else than the draft that waits, whose code is *code*."""
    if given.strip() and not _same_code(given, code):
        raise SystemExit(
            f"审批码不对，没有批准：等着审批的那一份是 {code}，您看过的是“{given.strip()}”，可能后来又交过一次。"
            "请让经办的人把新的网页给您看，再批准。"
        )


def _same_code(given: str, code: str) -> bool:
    """Whether a code is *code*, however it is typed."""
    return re.sub(r"[^0-9a-f]", "", unicodedata.normalize("NFKC", given).casefold()) == code.replace(":", "")
