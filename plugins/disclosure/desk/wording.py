"""What messages say of commands, as it is done at a desk: whoever sits there has pages and buttons, and no terminal."""

from __future__ import annotations

import re

from ..cli import STEP, given_values

# What a command is at the desk; of the others there is no page, and they stay as they are.
_DONE_BY = {
    "approve": "到“发布”里批准",
    "changes": "到“发布”里看变化",
    "check": "看“问题”一页",
    "correct": "在“问题”里点“写更正说明”",
    "import": "到“放文件”里放进来",
    "new": "到“填表”里",
    "publish": "到“发布”里发布",
    "rollback": "到“发布”里换回上一次",
    "template": "到“填表”里下载",
    "undo": "到“放文件”里点“撤销这一次”",
}
_REASON = "“撤下网页或数字的原因”"
# Variables of commands that are fields of the page of a release, where they stand alone.
_FIELDS = (
    (re.compile(r"，或用 ON= 写明日期"), ""),
    (re.compile(r"写了 REMOVE="), f"写了{_REASON}"),
    (re.compile(r"\bSITE_URL=(?=https?:)"), ""),
)
_COMMAND = re.compile(rf"(?:运行\s*)?{STEP.pattern}(?: (?=[\u4e00-\u9fff]))?")


def at_desk(words: str) -> str:
    """*words* with every command that a page of the desk does as it is done there."""
    sentence = _COMMAND.sub(_page, words)
    for alone, here in _FIELDS:
        sentence = alone.sub(here, sentence)
    return sentence


def _page(command: re.Match[str]) -> str:
    reason = given_values(command["given"]).get("REMOVE", "")
    if reason:
        return f"在{_REASON}里写“{reason}”"
    return _DONE_BY.get(command["target"], command[0])
