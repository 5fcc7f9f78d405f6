"""What the law asks to be published."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    "prepared-ahead": Wording(
        _N,
        "整理日期还没有到",
        "数据整理到 {cell}，这台电脑上今天是 {other}：发布时不另写日期就会停下，期限也会算错。",
        "写错了的，请改 site.yaml 的 prepared_on；没有错的，请校准电脑的时钟。",
        scope=Scope.TIME,
        why="每页都写着整理到哪一天；写到将来，读者看不出数字究竟到哪一天为止。",
    ),
    "duty-ahead": Wording(
        _N,
        "快到公开期限",
        "{cell}：{due}前要公布{duty}（{deadline}）。",
        "公布后把日期填上；已经公布的，补上公开日期。",
        scope=Scope.TIME,
        why="期限是法定的，过了再补也算晚；早几天知道，来得及备齐材料和审批。",
    ),
    "duty-overdue": Wording(
        _N,
        "过了公开期限",
        "{cell}：{duty}应在{due}以前公布，还没有填报公开日期。",
        "请尽快公布并填上日期；已经公布的，补上公开日期。",
        scope=Scope.TIME,
        why="逾期的天数会登在合规清单上，公布得越晚，读者越会问钱用到哪里去了。",
        incidents=(10,),
    ),
    "empty-duty-note": Wording(
        _E,
        "公开义务安排是空的",
        "“{cell}”既没有填负责人，也没有填不适用的原因。",
        "请至少填一项，或删去这一行。",
        scope=Scope.RECORD,
        why="一行里什么安排也没有，提醒不到人，也说不清为什么不适用。",
    ),
    "unclear-platform-value": Wording(
        _E,
        "没有说清核对的是什么",
        "没有说清核对的是哪个数。",
        "请填“数字”一格，或者同时填“记录”和“列”；不要都填，也不要都空。",
        scope=Scope.RECORD,
        why="不知道要和哪个数比，这一行就白填了。",
    ),
    "unlike-platform": Wording(
        _W,
        "与慈善中国不一致",
        "{cell}：本站是 {left}，慈善中国上是 {right}，{difference}。",
        "请查明哪一边写错：本站错的改这里并写更正说明；那边错的到慈善中国更正，再改核对的值和日期。",
        scope=Scope.TABLES,
        why="慈善中国是法定的公开平台；两边不一样，读者不知道该信哪一个。",
        basis="慈善法第七十五条",
    ),
}
