"""What messages say of commands, as it is done at a desk: whoever sits there has pages and buttons, and no terminal."""

from __future__ import annotations

import re

from ..cli import STEP, given_values
from ..kinds import kind_of

# What a command is at the desk; of the others there is no page, and they stay as they are.
_DONE_BY = {
    "approve": "到“发布”里批准",
    "changes": "到“发布”里看变化",
    "check": "看“问题”一页",
    "correct": "在“问题”里点“写更正说明”",
    "import": "到“放文件”里放进来",
    "new": "到“填表”里",
    "publish": "到“发布”里发布",
    "read": "到“放文件”里放进来",
    "rollback": "到“发布”里换回上一次",
    "settle": "到“对账”里",
    "setup-ocr": "到“放文件”里放进来，点“装上认字的软件”",
    "template": "到“填表”里下载",
    "undo": "到“放文件”里点“撤销这一次”",
}
# Commands that are another page with some of their variables: target and variable → what it is at the desk.
_GIVEN = {
    ("changes", "PREPARED_BY"): "到“发布”里交审批",
    ("read", "TABLES"): "到“放文件”里放进来，点“认字”，再点“把表存成 Excel”",
    ("read", "TRANSCRIPT"): "到“放文件”里放进来，点“认字”，再点“把字看一遍，留作原件”",
    ("publish", "APPROVED_BY"): "到“发布”里交审批，由另一个人批准",
}
_REASON = "“撤下网页或数字的原因”"
_ANSWER = "在“问题”里写上理由，点“确认”"
# What files, variables and a terminal are to whoever sits at the desk.
_HERE = (
    (re.compile(r"，或用 ON= 写明日期"), ""),
    (re.compile(r"请都写明 ON="), "整理日期请都写 "),
    (re.compile(r"写了 REMOVE="), f"写了{_REASON}"),
    (re.compile(r"\bSITE_URL=(?=https?:)"), ""),
    (re.compile(r"或用 KEY= 写明在哪里"), "或用命令发布：make publish KEY=私钥在哪里"),
    (re.compile(r"请写明 YEAR=，例如 YEAR=\d+"), "请写明是哪一年的"),
    (re.compile(r"请换一个 OUTPUT="), "请换一个放网站的文件夹：关掉工作台，打开时写 OUTPUT=文件夹"),
    (
        re.compile(r"到“发布”里看变化，把写出的网页给审批人看；同意的，用 APPROVAL= 写上网页最下面的审批码"),
        _GIVEN["publish", "APPROVED_BY"],
    ),
    (re.compile(r"重新到“发布”里看变化，把网页再给审批人看一遍"), "在“发布”里重新交审批，由审批人看过再批准"),
    (re.compile(r"请改 (?:\S+/)?site\.yaml 的 prepared_on"), "请在“发布”里改整理日期"),
    (re.compile(r"请把 (?:\S+/)?site\.yaml 的 prepared_on 改成现在的日期"), "请在“发布”里把整理日期改成现在的日期"),
    (
        re.compile(r"请在 (?:\S+/)?site\.yaml 里写 units: \[(?P<unit>[^\]]+)\]"),
        r"请在“填表”的“网站设置”里，把“\g<unit>”加到“单位”一栏",
    ),
    (re.compile(r"site\.yaml 要求两个人发布（two_people: 是）"), "“网站设置”里“两人发布”选了“是”"),
    (re.compile(r"site\.yaml 写着 reviewers: 2"), "“网站设置”里“复核人数”填了 2"),
    (re.compile(r"在确认表里写明(?:依据|原因|为什么)?"), _ANSWER),
    (re.compile(r"在确认表里写一条就行"), f"{_ANSWER}就行"),
    (re.compile(r"(?<!不能)写进确认表"), _ANSWER),
    (re.compile(r"再运行一次|再运行(?=。|$)"), "再来一次"),
)
_TABLE = re.compile(
    r"在[^，。；：、（）]{1,10}（(?P<called>[a-z_]+)\.csv）里加一行|在 (?P<row>[a-z_]+)\.csv 里加一行"
    r"|（(?P<beside>[a-z_]+)(?:\.csv)?）|见 (?P<seen>[a-z_]+)\.csv"
)
_COMMAND = re.compile(rf"(?:(?:运行|用)\s*)?{STEP.pattern}(?: (?=[\u4e00-\u9fff]))?")


def at_desk(words: str) -> str:
    """*words* with every command that a page of the desk does as it is done there, and every file that a page writes."""
    sentence = _COMMAND.sub(_page, words)
    for alone, here in _HERE:
        sentence = alone.sub(here, sentence)
    return _TABLE.sub(_where_filled_in, sentence)


def _page(command: re.Match[str]) -> str:
    given = given_values(command["given"])
    if given.get("REMOVE"):
        return f"在{_REASON}里写“{given['REMOVE']}”"
    for (target, variable), here in _GIVEN.items():
        if command["target"] == target and variable in given:
            return here
    return _DONE_BY.get(command["target"], command[0])


def _where_filled_in(table: re.Match[str]) -> str:
    """A table that messages call by its file, as it is found at the desk."""
    kind = kind_of(next(filter(None, table.groups())))
    if kind is None or kind.form:
        return table[0]
    if table["beside"]:
        return "（在“填表”里填）"
    return f"见“{kind.label}”" if table["seen"] else f"在“填表”的“{kind.label}”里加一条"
