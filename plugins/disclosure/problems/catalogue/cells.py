"""Cells whose text is not what their column asks for."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E = Severity.ERROR

WORDINGS: dict[str, Wording] = {
    "bad-value": Wording(
        _E,
        "填的内容不合要求",
        "“{cell}”不是{expected}。",
        "{mend}",
        why="读不懂的内容网站不猜；猜错一格，公布出去的数就错了。",
    ),
    "invisible-sign": Wording(
        _E,
        "有看不见的字符",
        "“{cell}”里第 {place} 个字符看不见，是{sign}{more}。",
        "请删去这一格重新输入，不要从网页或聊天软件里粘贴。",
        why="看不见的字符让一样的字不一样：同一个人变成两个人，编号对不上，数读不出来。",
    ),
    "look-alike-sign": Wording(
        _E,
        "有长得像汉字的别的字符",
        "“{cell}”里第 {place} 个字符{sign}不是汉字“{expected}”，只是长得一样{more}。",
        "请重新输入这个字。从 PDF 里复制的文字常常这样。",
        why="长得一样的两个字对不上也搜不到：同一个人、同一家单位变成两个。",
    ),
    "lost-characters": Wording(
        _E,
        "有乱码",
        "“{cell}”里有乱码（{sign}），原来的字已经看不出来，登出来是方框或问号。",
        "请对着原件重新输入这一格；整个文件都是乱码的，请用原来的文件，不要用转存过的。",
        why="名称里的字丢了，捐赠人和受益方在网页上找不到自己。",
    ),
    "number-as-id": Wording(
        _E,
        "编号被存成了数字",
        "“{cell}”在表格里是数字，开头的 0 和 15 位以后的数字可能已经丢了。",
        "请先把这一列的单元格格式设为“文本”，再照原件重新填。",
        why="编号少了前面的 0，就对不上原件，也可能变成另一条的编号。",
    ),
    "missing-value": Wording(
        _E,
        "必填的没有填",
        "必填，但是空的。",
        "请填上{expected}。",
        why="少了必填的一项，这一行说的是什么、算到哪里，读者就不知道。",
    ),
    "unknown-choice": Wording(
        _E,
        "不在可选范围内",
        "“{cell}”不在可选范围内。",
        "请改成其中之一：{choices}{hint}。",
        why="差一个字，软件就不知道归到哪一类，合计里会少掉这一行。",
    ),
    "unknown-unit": Wording(
        _E,
        "不认识的单位",
        "不认识单位“{cell}”。",
        "请改用已有单位{hint}{new}。",
        why="元和万元、人和人次不是一回事；单位认不准，数就不能相加也不能比。",
    ),
    "unknown-reference": Wording(
        _E,
        "指向的编号不存在",
        "“{cell}”指向的{target}不存在。",
        "请检查编号{hint}，或先补上那一条。",
        why="编号抄错，这一笔会挂到别的项目上，或者哪里也不出现。",
    ),
    "slipped-reference": Wording(
        _E,
        "引用的写法不对",
        "“{cell}”不是引用的写法，网页上会原样登出。",
        "要引用的，请写成“{expected}”；不是引用的，请换一种括号。",
        why="引用写错一个括号，读者看到的就是括号和编号，不是数字。",
    ),
    "duplicate-id": Wording(
        _E,
        "编号重复",
        "编号“{cell}”重复，已经用在 {other}。",
        "每个编号只能用一次，请改成新的编号。",
        why="两条用同一个编号，点进去只能看到一条，另一条的数会被算到它头上。",
    ),
    "reserved-id": Wording(
        _E,
        "编号不能用",
        "“{cell}”是网站自己要用的地址。",
        "请换一个编号。",
        why="和网站自己的网址相同，两个网页会互相盖掉。",
    ),
    "case-clash": Wording(
        _E,
        "编号只差大小写",
        "编号“{cell}”与 {other} 只差大小写，网址会混在一起。",
        "请改成明显不同的编号。",
        scope=Scope.TABLE,
        why="有的电脑不分大小写，两个网页会变成一个文件，丢掉一个。",
    ),
}
