"""Accounts of emergencies that can't go on from the day before (see `kinds/emergency_reports` and `kinds/emergency_goods`)."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _W = Severity.ERROR, Severity.WARNING

WORDINGS: dict[str, Wording] = {
    "emergency-scope-changed": Wording(
        _E,
        "累计数换了口径",
        "同一次应急行动的累计数换了口径：{left}，{right}。两个口径的数不能接着累计。",
        "请把新的一次按原来的口径填；口径真要换的，在“应急救灾”里另立一项，从新口径的第一天起重新累计。",
        scope=Scope.TIME,
        why="口径一换，前后的数就不能比；读者会以为多出来的是新收到的钱。",
        basis="慈善法第七十二条",
    ),
    "emergency-hour": Wording(
        _E,
        "一天没有这个钟点",
        "截止钟点写成了 {cell}，一天只有 0 到 24 时。",
        "请写整点，例如 18；不清楚就空着。",
        scope=Scope.RECORD,
        why="应急快报写明算到几点，读者才知道哪些还没有算进去。",
    ),
    "emergency-used-parts": Wording(
        _E,
        "使用的钱和物加起来不等于累计使用",
        "累计使用资金加累计发放物资折价是 {left} 元，累计使用写的是 {right} 元。",
        "请核对这三格；用钱买来再发放的物资只算在“累计使用资金”里。",
        scope=Scope.RECORD,
        why="买来的物资又按发放算一遍，就多算了。",
    ),
    "emergency-stock-differs": Wording(
        _E,
        "应急物资收、发、存对不上",
        "“{cell}”接收减去发放和报废是 {left}，现存写的是 {right}，差 {difference}。",
        "请核对累计接收、累计发放、累计报废和盘点的数；没有盘点就把“现存”空着。",
        scope=Scope.RECORD,
        why="有机构收到 3.6 万个口罩，发出的数对不上，过了几天才说是算错了。",
        incidents=(2,),
    ),
    "emergency-item-dropped": Wording(
        _E,
        "一种应急物资不见了",
        "{left} 还有“{cell}”（{other}），{right} 没有了。都是累计数，收到过的不会没有。",
        "请在这一天补上“{cell}”一行；发完了也要写，现存写 0。品名改了写法的，改回原来的写法。",
        scope=Scope.TIME,
        why="累计表里少了一行，读者会问那批物资去了哪里。",
    ),
    "emergency-names-person": Wording(
        _E,
        "发给谁像是写了个人",
        "“主要发给谁”写了“{cell}”，像是个人的姓名。",
        "请只写单位、村或社区；发给个人的写“受灾群众”。",
        scope=Scope.RECORD,
        why="受助的人不该因为一张快报被认出来。",
        basis="慈善法第八十二条；个人信息保护法",
        incidents=(7,),
    ),
    "emergency-goods-undated": Wording(
        _E,
        "应急物资没有对应的账目",
        "“应急账目”里没有“{left}”截止 {cell} 的一行，这天的物资没有地方放。",
        "请在“应急账目”补上这一天；或者把这里的截止日期改成那一次的。",
        scope=Scope.TABLES,
        why="快报要写明截到几时、什么口径，这些写在应急账目里。",
    ),
    "emergency-goods-differ": Wording(
        _W,
        "应急物资和逐笔收发不同",
        "“{cell}”写的是 {left}，{other} 里到那天逐笔相加是 {right}。",
        "请核对漏登的收发，或改正快报的数；确实如此（例如还有没登完的），请在确认表里写明。",
        scope=Scope.TABLES,
        why="快报和明细说的是同一批东西，两边不同，总有一边错了。",
        incidents=(2,),
    ),
}
