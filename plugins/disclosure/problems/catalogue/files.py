"""Files, folders and sheets that cannot be read."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    "missing-folder": Wording(
        _E,
        "找不到文件夹",
        "找不到文件夹。",
        "请检查路径；还没有的，运行 make new KIND=organisation 建一个。",
        why="没有数据和文章，网站就没有内容可登；路径写错时会当成空的网站。",
    ),
    "missing-file": Wording(
        _E,
        "缺少文件",
        "缺少这个文件。",
        "请补上这个文件；必填内容见数据字典。",
        why="少了这个文件，网站不知道有哪些机构、怎样称呼。",
    ),
    "unknown-file": Wording(
        _E,
        "不认识的文件",
        "不认识这个文件，它不会被公布。",
        "请改用数据字典里的文件名{hint}，或移出 data 文件夹。",
        why="文件名差一个字母，整张表就没有人读；您以为公布了，其实没有。",
    ),
    "unreadable-file": Wording(
        _E,
        "文件读不出来",
        "文件读不出来：{reason}。",
        "{mend}",
        why="打不开的文件一行也读不到，缺了它的网页会像没有填过一样。",
    ),
    "bad-encoding": Wording(
        _E,
        "文字编码不对",
        "文字编码认不出来（不是 UTF-8、GB18030 或 UTF-16）。",
        "请用 Excel 或 WPS 另存为“CSV UTF-8”。",
        why="认错编码，汉字会变成乱码，公布出去谁也看不懂。",
    ),
    "bad-csv": Wording(
        _E,
        "CSV 格式有误",
        "CSV 格式有误：{reason}。",
        "请检查这一行的引号和逗号，或用 Excel 另存一次。",
        why="多一个引号或逗号，后面的格子会整行错位。",
    ),
    "wrong-header": Wording(
        _E,
        "表头不对",
        "表头不对：{reason}。",
        "表头应包括：{expected}。请不要增删或改动表头文字。",
        why="靠表头认列；表头认错，金额会读到别的列里。",
    ),
    "ragged-row": Wording(
        _E,
        "列数不对",
        "这一行有 {found} 格，表头有 {expected} 格：“{cell}”。",
        "请补齐或删去多余的逗号。",
        why="多一格少一格，后面的内容都错开一列，数字会落进别人的格子。",
    ),
    "hidden-content": Wording(
        _E,
        "有隐藏的内容",
        "工作簿里有隐藏的{what}。",
        "请取消隐藏并确认可以公开，或删去后再保存。",
        why="隐藏的行列里常有没想公开的内容；公布以后再隐藏就晚了。",
    ),
    "merged-cells": Wording(
        _E,
        "有合并单元格",
        "有合并单元格 {range}。",
        "请取消合并，并在每一格里填上内容。",
        why="合并以后只有第一格有内容，别的行读出来是空的。",
    ),
    "uncached-formula": Wording(
        _E,
        "公式没有结果",
        "单元格 {cell} 是公式，但文件里没有存结果。",
        "请用 Excel 或 WPS 打开、保存一次，或直接填数。",
        why="网站不替您算表里的公式；没有结果的格子读出来是空的。",
    ),
    "error-cell": Wording(
        _E,
        "公式算出来的是错误",
        "单元格 {place} 是“{cell}”，公式出错了。",
        "请改好公式，或直接填数。",
        why="公式出错的格子里没有数，照登只会登出一串错误符号。",
    ),
    "cell-comments": Wording(
        _N,
        "有批注",
        "单元格有批注：{places}。批注不读，也不会公布。",
        "要公布的请写进格子里；批注里有个人信息的请删去。",
        why="批注里的话读者看不到，却常写着真正要说明的事，也常有不该流出去的内容。",
    ),
    "extra-sheet": Wording(
        _E,
        "还有别的工作表",
        "工作表“{cell}”没有读，它不会被公布。",
        "要公布的，工作表的名称请写{expected}；不要的请删去，或移到别的文件里。",
        why="没有读的工作表您可能以为已经公布了。",
    ),
    "file-twice": Wording(
        _E,
        "同名的文件有两个",
        "“{other}”与它只差后缀，内容会算两遍。",
        "请只留一个，另一个移出 data 文件夹。",
        why="两个文件都读，每一笔会算两遍；只读一个，又不知道哪个是新的。",
    ),
    "total-mismatch": Wording(
        _E,
        "合计与各行之和不同",
        "{word}填的是 {found}，{rows}加起来是 {expected}，差 {difference}。",
        "请核对这些行和{word}，改正错的那一个；{word}行也可以删去，网站自己会算。",
        scope=Scope.TABLE,
        why="名单的分项加起来不等于自己的合计，是公示被质疑最常见的原因。",
        incidents=(12,),
    ),
    "bad-yaml": Wording(
        _E,
        "YAML 格式有误",
        "YAML 格式有误：{reason}。",
        "{mend}",
        why="机构名称、备案号、整理日期都从这个文件里来，读不出来就一页也做不了。",
    ),
}
