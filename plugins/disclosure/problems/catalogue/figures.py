"""Reported and computed figures: wording, value, unit."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    "missing-source": Wording(
        _E,
        "没有来源",
        "没有填来源，没有来源的内容不会上网。",
        "请填来源编号（见 sources.csv）和出处。",
        scope=Scope.RECORD,
        why="没有来源的数字，读者核对不了，出了错也找不到是从哪里抄来的。",
    ),
    "wording-mismatch": Wording(
        _E,
        "数值与原文对不上",
        "数值是 {value}，原文写法“{wording}”读出来是 {read}。",
        "请核对原文和数值：数值一律用基本单位（元、人……），不用万或亿{hint}。",
        scope=Scope.RECORD,
        why="有机构把 4.75 亿写成 47.5 亿，见报后成了丑闻；数值和原文互相核对就拦得住。",
        incidents=(1,),
    ),
    "qualifier-mismatch": Wording(
        _E,
        "约数与原文对不上",
        "约数填的是“{qualifier}”，原文写法“{wording}”里没有。",
        "请照原文填约数，原文没有就留空。",
        scope=Scope.RECORD,
        why="把“62万余元”写成整 62 万元，和原文就不是同一句话了。",
    ),
    "qualifier-missing": Wording(
        _E,
        "约数没有填",
        "原文写法“{wording}”{said}，约数一栏却没有这样填。",
        "请在约数一栏填“{word}”；原文另有准确数的，请照准确的写法登记。",
        scope=Scope.RECORD,
        why="“逾500万元”当成整500万元，加起来、除下去都会带着假的准确。",
    ),
    "wording-unit": Wording(
        _E,
        "单位与原文对不上",
        "原文写法“{wording}”写的是{found}，单位一栏填的是“{unit}”。",
        "{mend}",
        scope=Scope.RECORD,
        why="把1万美元当成1万元，或者把5万只当成5万元，数字没错，意思全错了。",
    ),
    "not-money": Wording(
        _W,
        "款物一栏多填了",
        "单位是“{unit}”，却填了款物“{basis}”。",
        "不是金额的数字请把款物留空。",
        scope=Scope.RECORD,
        why="人数、件数没有款和物之分；填了，读者会以为它是金额。",
    ),
    "words-against-sign": Wording(
        _W,
        "话和数的方向相反",
        "{cell} 现在是 {left}，这里写的却是“{right}”。",
        "请通读这一句，按现在的数重写；紧挨着数字的“多”“少”“增长”“下降”网页上会自动倒过来，别的话不会。",
        scope=Scope.TABLES,
        why="更正一个总数以后，“比总额多”可能变成少；话不跟着改，网页就说反了。",
    ),
    "headline-missing": Wording(
        _N,
        "年度要目没有填",
        "{year}年没有指明哪一条是{role}；{what}。",
        "请看原文核对，对的就在年度要目（headlines.csv）里加一行：{row}（后面还有别的栏的空着，用记事本写要补上逗号）。",
        scope=Scope.TABLE,
        why="首页和收支页先说总数。没有指明，网页就按登记的名称列出各个数字，不说哪一个是总数。",
    ),
    "figure-unowned": Wording(
        _N,
        "数字没有归到它的名下",
        "“{cell}”像是“{what}”的数字，“所属记录”空着；“{what}”的网页把它列在“像是说它的数字”里，不当作它的收支。",
        "请看原文核对：说的就是它的，“所属记录”填 {row}；不是的，不用改。",
        scope=Scope.TABLES,
        why="报告写明了一个项目花了多少，它的网页却列不出支出，读者会以为没有公布。",
    ),
    "breakdown-missing": Wording(
        _N,
        "分组没有填",
        "{year}年 {what} 相加正好等于 {total}（{cell}），还没有登记成它的组成部分。",
        "请看原文核对，对的就在分组（breakdowns.csv）里加一行：{row}；{hint}再在这几个数字的“属于”里填 {name}。",
        scope=Scope.TABLE,
        why="登记了分组，网页才画得出从哪来、花在哪，也才会核对各部分加起来对不对。",
    ),
}
