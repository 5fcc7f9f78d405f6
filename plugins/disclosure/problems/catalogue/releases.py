"""Acknowledgements, releases and corrections."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _N = Severity.ERROR, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    # --- acknowledgements
    "not-to-acknowledge": Wording(
        _E,
        "这一类不能确认了事",
        "“{cell}”是{what}，不能写进确认表。",
        "“必须改”的请改正数据；确认表只收“请确认”的代码{hint}。",
        scope=Scope.RECORD,
        why="错的数不会因为有人签字就变对。",
    ),
    "stale-acknowledgement": Wording(
        _N,
        "确认表里有一条用不上了",
        "现在没有“{cell}”这个问题在{what}。",
        "数据改好了的，请删去这一条；行号变了的，请改用编号。",
        scope=Scope.TABLES,
        why="留着用不上的确认，别人会以为问题还在。",
    ),
    "outdated-acknowledgement": Wording(
        _N,
        "确认的是别的值",
        "“{cell}”在{what}确认时的值指纹是 {left}，现在是 {right}。",
        "值变了，以前的确认就不算。请重新看一遍；确实如此的，把值指纹改成现在的，理由和日期也重新写。",
        scope=Scope.TABLES,
        why="确认的是当时那个数；数变了还算确认过，错的数就会跟着旧的签字出去。",
    ),
    "empty-reason": Wording(
        _E,
        "理由没有写成一句话，或者没有写姓名",
        "“{column}”填的是“{cell}”，别人看不出{what}。",
        "理由请用一句话写明看了什么、为什么确实如此，例如 遗赠，2024 年一次到账，有回单；确认人写看的人的姓名，至少两个字。",
        scope=Scope.RECORD,
        why="一个句号也算理由，确认就只是走过场。",
    ),
    # --- releases
    "silent-change": Wording(
        _E,
        "公布过的数字改了却没有说明",
        "第 {number} 次发布登的“{cell}”（{ref}）是 {left}，现在是 {right}，没有更正说明。",
        "填错了请改回来；确实要改，请运行 make correct FIGURE={path}，写明原因。",
        scope=Scope.TIME,
        why="公布过的数悄悄变了，留着旧网页的人一比就知道；写明原因的更正没有人怪，悄悄改才伤信任。",
        basis="81号令第十六条",
    ),
    "silent-record": Wording(
        _E,
        "公布过的记录改了却没有说明",
        "第 {number} 次发布登的{cell}：{left}，没有更正说明。",
        "填错了请改回来；确实要改或删，请运行 make correct RECORD={named}，写明原因。"
        "新增的行、补上的空格、改写说明文字不用写，网站自己登在这次发布的网页上；说明文字里原有的数字改了要写。",
        scope=Scope.TIME,
        why="公布过的一行悄悄改了或没了，留着旧文件的人一比就知道；写明原因，读者才信得过其余各行。",
        basis="81号令第十六条",
    ),
    "renamed-case": Wording(
        _E,
        "公布过的编号换了大小写",
        "编号“{cell}”在第 {number} 次发布时写作“{other}”。",
        "请照公布过的写法改回来：编号在网址里，换了大小写，旧网址就打不开，读者还会以为撤下一个数、新登一个数。",
        scope=Scope.TIME,
        why="编号是读者找回同一个数的办法；悄悄换一种写法，旧的引用和更正就都断了。",
    ),
    "unlike-correction": Wording(
        _E,
        "更正说明与公布的对不上",
        "更正说明写的是“{cell}”，没有写到 {ref} 公布的“{expected}”。",
        "请照公布的写法填，“原来”填上一次发布的，“现在”填这一次的；一起改了几项的（例如数、状态、来源），每一项都写，用“；”隔开；数又改过、改回去了的，请删去这条还没有公布的说明。",
        scope=Scope.TABLES,
        why="更正公告自己写错，比原来的错更伤信任；有机构的更正公告把日期又写错了。",
        basis="81号令第十六条",
        incidents=(2,),
    ),
    "thin-reason": Wording(
        _E,
        "更正的原因没有说清",
        "原因只写了“{cell}”，读者看不出为什么改。",
        "请用一句话写明为什么改，例如 签到表数错了一行。",
        scope=Scope.TABLES,
        why="更正要让人信服，靠的是原因；只有一个句号、一个词，或“数据有误”这样放在哪里都行的话，和悄悄改没有两样。",
        basis="81号令第十六条",
    ),
    "correction-day": Wording(
        _E,
        "更正日期不在这次发布的时间里",
        "更正日期是 {cell}，应当在 {left} 到 {right} 之间。",
        "请写实际更正的那一天：不早于上一次发布，不晚于明天；别处改好、后来才合并进来的，写合并的那一天。这台电脑的日期不对的，请先调好。",
        scope=Scope.TIME,
        why="倒填的日期让人以为早就更正过；写到将来的日期，会让后面的发布接不上。",
        basis="81号令第十六条",
    ),
    "edited-correction": Wording(
        _E,
        "公布过的更正说明被改动",
        "更正说明“{cell}”在第 {number} 次发布时已经公布，后来{verb}。",
        "请照原样改回来；要补充或改口，请另加一条，在“接续”里填这一条的编号。",
        scope=Scope.TIME,
        why="更正说明是给人查的凭据；公布以后还能改，就证明不了什么。",
        basis="81号令第十六条",
    ),
    "broken-release": Wording(
        _E,
        "发布记录不完整或被改过",
        "第 {number} 次发布的记录{reason}。",
        "发布记录只由软件在发布时写入，不能手改。请从版本库或备份里原样恢复这个文件夹。",
        scope=Scope.TIME,
        why="发布记录证明哪一天登过什么；被动过或缺了一块，以后谁也证明不了网页没有被换过。",
    ),
    "broken-keys": Wording(
        _E,
        "公钥或会签的文件读不出来",
        "第 {cell} 项读不出来，可能只写了一半，或者被手改过。",
        "这个文件只由 make key、make cosign 写。请从版本库或备份里原样恢复它。",
        scope=Scope.TIME,
        why="读者靠公钥核对签名；公钥被换掉或缺了一截，签名就什么也证明不了。",
    ),
    "unlike-cosigned": Wording(
        _E,
        "发布记录与会签过的不同",
        "“{cell}”会签过第 {number} 次发布的检查点，{reason}。",
        "请从版本库或备份里恢复 data/releases 和 data/cosigned.yaml；两台电脑都发布过的，以会签过的为准。",
        scope=Scope.TIME,
        why="会签的单位手里有当时的检查点；历史被换过，他们一对就知道。",
    ),
}
