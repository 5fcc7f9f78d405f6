"""What can be wrong with the data: one code each, with its severity and its wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .identifiers import masked


class Severity(StrEnum):
    """How much a problem weighs: an error stops publishing, a warning asks, a notice advises."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


# What staff call the three parts of the report.
PARTS = {Severity.ERROR: "必须改", Severity.WARNING: "请确认", Severity.NOTICE: "可以更好"}


class Scope(StrEnum):
    """How far one has to look to see a problem."""

    READING = "文件和格子"
    RECORD = "一条记录"
    TABLE = "一张表"
    TABLES = "几张表之间"
    TIME = "前后时间"
    PROSE = "文章和图片"


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry of the catalogue: what is wrong, how to mend it, why it matters, and where the rule comes from.

    *incidents* are numbers of `rules.incidents`; *basis* names a law.
    """

    severity: Severity
    title: str
    message: str
    fix: str
    why: str = field(kw_only=True)
    scope: Scope = Scope.READING
    basis: str = ""
    incidents: tuple[int, ...] = ()


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    # --- files -----------------------------------------------------------------------------------
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
    # --- cells -----------------------------------------------------------------------------------
    "bad-value": Wording(
        _E,
        "填的内容不合要求",
        "“{cell}”不是{expected}。",
        "{mend}",
        why="读不懂的内容网站不猜；猜错一格，公布出去的数就错了。",
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
        "请改用已有单位{hint}；确实是新单位，请加到 data/site.yaml 的 units 里。",
        why="元和万元、人和人次不是一回事；单位认不准，数就不能相加也不能比。",
    ),
    "unknown-reference": Wording(
        _E,
        "指向的编号不存在",
        "“{cell}”指向的{target}不存在。",
        "请检查编号{hint}，或先补上那一条。",
        why="编号抄错，这一笔会挂到别的项目上，或者哪里也不出现。",
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
    # --- figures ---------------------------------------------------------------------------------
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
        "请核对：数值一律用基本单位（元、人……），不用万或亿{hint}。",
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
    "not-money": Wording(
        _W,
        "款物一栏多填了",
        "单位是“{unit}”，却填了款物“{basis}”。",
        "不是金额的数字请把款物留空。",
        scope=Scope.RECORD,
        why="人数、件数没有款和物之分；填了，读者会以为它是金额。",
    ),
    # --- relations -------------------------------------------------------------------------------
    "part-unit-mismatch": Wording(
        _E,
        "单位不同不能相加",
        "{part} 的单位是“{unit}”，合计 {total} 的单位是“{total_unit}”，不能相加。",
        "请去掉“属于”，或分开列。",
        scope=Scope.TABLES,
        why="人和人次、元和件加在一起，得出的数没有意义。",
    ),
    "part-scope-mismatch": Wording(
        _E,
        "口径不同不能相加",
        "{part} 的口径是“{scope}”，合计 {total} 的口径是“{total_scope}”，不能相加。",
        "请核对口径，或去掉“属于”。",
        scope=Scope.TABLES,
        why="有地方一天的总数前后差了两千多万，原因就是把两种口径混着加。",
        incidents=(5, 8),
    ),
    "part-year-mismatch": Wording(
        _E,
        "年度不同不能相加",
        "{part} 是 {year} 年的，合计 {total} 是 {total_year} 年的。",
        "请核对年度，或去掉“属于”。",
        scope=Scope.TABLES,
        why="把两年的数加在一起，哪一年也不是。",
    ),
    "part-cycle": Wording(
        _E,
        "部分和合计绕成了圈",
        "部分与合计互相包含：{chain}。",
        "请去掉其中一处“属于”。",
        scope=Scope.TABLES,
        why="甲是乙的一部分，乙又是甲的一部分，合计就没有尽头。",
    ),
    "contradictory-relation": Wording(
        _E,
        "声明与数字矛盾",
        "“{breakdown}”声明{claim}，但分项之和是 {parts}，合计是 {total}，差 {difference}。",
        "请改正数字，或把互斥、完整改成“否”或“未证明”，网站会把差额公布出来。",
        scope=Scope.TABLES,
        why="分项加起来和合计不同，是名单被质疑的最常见原因。",
        incidents=(12,),
    ),
    "bad-formula": Wording(
        _E,
        "公式有误",
        "公式“{cell}”有误：{reason}。",
        "公式只能用编号、数字、+ - * / 和括号，以及 sum(分组编号)。",
        scope=Scope.RECORD,
        why="公式读不懂，这个数就算不出来；网站不登算不出来的数。",
    ),
    "approximate-divisor": Wording(
        _E,
        "不能除以约数",
        "公式“{cell}”除以了约数 {divisor}。",
        "约数不能当除数，请去掉这个计算。",
        scope=Scope.RECORD,
        why="约数除出来的结果看起来很精确，其实不是。",
    ),
    "unlike-units": Wording(
        _E,
        "单位不同不能加减",
        "公式“{cell}”里 {left} 与 {right} 单位不同，不能加减。",
        "请分开列。",
        scope=Scope.RECORD,
        why="元减去户、人加上人次，得出的数没有意义。",
    ),
    "unlike-scopes": Wording(
        _E,
        "口径不同不能比",
        "公式“{cell}”里的数字口径不同（{scopes}）。",
        "请在口径一栏写“混合”并说明，或改公式。",
        scope=Scope.TABLES,
        why="口径不同的两个数相减，差额说明不了什么。",
        incidents=(5, 8),
    ),
    "formula-cycle": Wording(
        _E,
        "公式绕成了圈",
        "计算互相引用：{chain}。",
        "请去掉其中一处引用。",
        scope=Scope.TABLES,
        why="两个数互相等着对方先算，谁也算不出来。",
    ),
    "verdict-mismatch": Wording(
        _E,
        "结论与计算不符",
        "结论填的是“{verdict}”，但左边 {left}，右边 {right}，差 {difference}。",
        "请把结论改成“{expected}”并写明原因。",
        scope=Scope.TABLES,
        why="结论写“一致”而数字不一致，比有差额更伤信任。",
    ),
    "map-without-review": Wording(
        _E,
        "地图没有审图号",
        "有一张地图（{cell}），没有写审图号。",
        "中国地图公开前要送审。请改用表格或条形图；确有审图号的，在图旁写明“审图号：GS（年份）编号号”。",
        scope=Scope.PROSE,
        why="给公众看的地图要先经过审核；没有审图号的地图登出来就违规，边界画错后果更重。",
        basis="地图管理条例第十五条",
    ),
    "odd-filing-footer": Wording(
        _W,
        "网站备案号的写法不像",
        "“{cell}”不像{expected}。",
        "请照备案系统里的写法填，例如 {example}。",
        why="备案号登在每一页的底部，写错了，链接过去查不到本站。",
        basis="非经营性互联网信息服务备案管理办法第十三条",
    ),
    # --- duties to publish ---------------------------------------------------------------------------
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
    # --- records in time ----------------------------------------------------------------------------
    "dates-out-of-order": Wording(
        _E,
        "日期先后颠倒",
        "{second}是 {right}，早于{first} {left}。",
        "请核对这两个日期，改正填错的那一个。",
        scope=Scope.TIME,
        why="有平台上线第一天，捐款日期早于地震，真的记录也跟着没人信。",
        incidents=(6,),
    ),
    "published-before-end": Wording(
        _E,
        "公布日期早于截止日期",
        "截止到 {left}，却在 {right} 就公布了；还没有发生的事不会已经公布。",
        "请核对截止日期和公布日期。",
        scope=Scope.TIME,
        why="还没有到的日子不会有账；这样的账一看就是编的或填错的。",
    ),
    "account-before-start": Wording(
        _E,
        "开始之前就有账",
        "截止日期 {left} 早于“{cell}”的开始日期 {right}（{other}）。",
        "请核对两处的日期，或检查编号是不是填到了别处。",
        scope=Scope.TIME,
        why="活动还没有开始就有了账，不是日期错，就是把别的活动的账记到了它头上。",
        incidents=(6,),
    ),
    "falling-series": Wording(
        _E,
        "累计数变少了",
        "“{column}”是累计数，只会增加：{left}，{right}。",
        "请核对两次的数；填成了当期数的，请改成从开始到截止日的累计数。",
        scope=Scope.TIME,
        why="累计数变少，读者会问少掉的钱去了哪里。",
    ),
    "told-twice": Wording(
        _E,
        "同一条填了两次",
        "“{cell}”在 {other} 已经填过。",
        "请删去一条，或改正填错的日期或年度。",
        scope=Scope.TABLE,
        why="同一次填两遍，累计和次数都会多算。",
    ),
    # --- campaigns and projects ----------------------------------------------------------------------
    "campaign-without-filing": Wording(
        _E,
        "募捐活动没有备案编号",
        "公开募捐活动“{cell}”没有填备案编号。",
        "请照“慈善中国”的备案结果填上；确实没有公布的，写“未披露”，网页会照实说明。",
        scope=Scope.RECORD,
        why="公开募捐要先备案；没有备案编号，别人无法在“慈善中国”上核对。",
        basis="慈善法第二十四条",
    ),
    "odd-filing-number": Wording(
        _W,
        "备案编号的样子不对",
        "备案编号“{cell}”不是 18 位统一社会信用代码加 A 加五位数字。",
        "请与“慈善中国”上的编号核对；确实如此可以不改。",
        scope=Scope.RECORD,
        why="读者拿备案编号到“慈善中国”查这次募捐；编号不对，就查不到，像是没有备案。",
        basis="慈善法第二十四条",
    ),
    "filed-late": Wording(
        _W,
        "备案晚于法定时间",
        "{left} 备案，募捐 {right} 开始；{expected}。",
        "请核对日期；确实晚了可以不改，网页照实列出两个日期。",
        scope=Scope.TIME,
        why="募捐方案要在活动开始十日前备案；应急募捐要在开始后十日内补办。",
        basis="慈善法第二十四条、第七十三条",
    ),
    "used-above-received": Wording(
        _E,
        "用掉的比收到的多",
        "截止 {other}，累计使用 {right} 元，累计募得 {left} 元，多用了 {difference} 元。",
        "请核对两个数；用了别处的钱，请只填从这次募得款物里用掉的部分。",
        scope=Scope.RECORD,
        why="用掉的比募到的还多，多出来的钱从哪里来，读者一定会问。",
        basis="慈善法第七十九条",
    ),
    "account-after-final": Wording(
        _E,
        "最终账目之后又有账",
        "截止 {left} 的账在最终账目（截止 {right}，{other}）之后。",
        "请把“最终”标在最后一次，一项活动只有一次最终账目。",
        scope=Scope.TIME,
        why="说了是最后一次，后面又有账，读者不知道哪个才是结果。",
        basis="慈善法第七十九条",
    ),
    "closing-unbalanced": Wording(
        _E,
        "结项的收支余对不上",
        "收入 {left} 元减支出 {right} 元，剩余应是 {expected} 元，填的是 {found} 元，差 {difference} 元。",
        "请核对收入、支出和剩余财产三个数。",
        scope=Scope.RECORD,
        why="收入减支出不等于剩余，差的那一笔钱没有交代。",
        basis="慈善法第七十九条",
    ),
    "surplus-without-disposal": Wording(
        _E,
        "剩余财产没有去向",
        "结项后剩余 {left} 元，没有填处理方式。",
        "请填写剩余财产怎么处理、转到哪里、依据是什么。",
        scope=Scope.RECORD,
        why="剩余财产去了哪里，法律要求交代。",
        basis="慈善法第五十八条",
    ),
    # --- donations, goods, funds ---------------------------------------------------------------------
    "name-without-consent": Wording(
        _E,
        "没有同意就写了名字",
        "署名里写了名称，但没有“同意公开姓名：是”（单位是填了“否”）。",
        "取得单独同意后填“是”，否则请把署名空着。",
        scope=Scope.RECORD,
        why="捐赠人不同意公开的姓名，不能公开。",
        basis="慈善法第八十二条；个人信息保护法",
        incidents=(7,),
    ),
    "giver-like-person": Wording(
        _W,
        "捐赠方像是个人的姓名",
        "“{cell}”像是个人的姓名，会登在网上。",
        "是个人就写“爱心人士”；是单位就写全称。",
        scope=Scope.RECORD,
        why="个人捐赠人没有同意就登出姓名，登了收不回来。",
        basis="慈善法第八十二条；个人信息保护法",
        incidents=(7,),
    ),
    "not-positive": Wording(
        _E,
        "应当大于零",
        "“{column}”填的是 {cell}。",
        "请填大于零的数；退款和更正请改原来那一行，并在说明里写明。",
        scope=Scope.RECORD,
        why="零或负的一笔会把合计悄悄减少，又看不出是退款还是填错。",
    ),
    "donation-number": Wording(
        _E,
        "捐赠编号与到账月份不同",
        "捐赠编号是 {left}，到账日期是 {right}，编号前七位应是到账的年和月。",
        "请核对到账日期，或改编号。",
        scope=Scope.RECORD,
        why="捐赠人凭编号查自己的一笔；编号和月份不符，就会在别的月份里找不到。",
    ),
    "receipt-twice": Wording(
        _E,
        "票据号码重复",
        "这个票据号码已经用在 {other}。",
        "一张票据只对应一笔捐赠，请核对票据存根。",
        scope=Scope.TABLE,
        why="一张票据开了两次，要么重复入账，要么有一笔没有票据。",
    ),
    "gift-before-appeal": Wording(
        _E,
        "募捐开始之前就有捐赠",
        "{left} 到账，而“{cell}”{right} 才开始（{other}）。",
        "请核对到账日期，或检查是不是填错了活动编号。",
        scope=Scope.TIME,
        why="有平台上线第一天就被发现捐款日期早于地震。",
        incidents=(6,),
    ),
    "goods-vanished": Wording(
        _E,
        "物资账对不上",
        "{cell}：到 {other} 应结存 {left}（接收减发放），填的结存是 {right}，差 {difference}。",
        "请核对接收、发放和盘点；损耗、报废也请按“报废”各填一行。",
        scope=Scope.TABLE,
        why="有机构收到 3.6 万个口罩、两边各写发出 1.6 万个，少掉的 4 千个成了新闻。",
        incidents=(2,),
    ),
    "goods-never-received": Wording(
        _E,
        "发出的物资没有收到过",
        "发放了{cell} {right}，到 {other} 为止接收的只有 {left}，多发 {difference}{hint}。",
        "请核对品名、规格、批次是否与接收时一致，或补上接收的那一行。",
        scope=Scope.TABLE,
        why="有机构收的是 KN95，发的写成 N95；型号不同就是两种物资。",
        incidents=(2,),
    ),
    "goods-not-counted": Wording(
        _E,
        "物资没有结存数",
        "{cell}：接收 {left}，发放和报废 {right}，还有 {difference} 没有交代。",
        "请在最后补一行“结存”，填盘点出来的数；已经发完的，补上发放的那一行。",
        scope=Scope.TABLE,
        why="收到的没有说完去了哪里，读者只会往坏处想。",
        incidents=(2,),
    ),
    "goods-units-differ": Wording(
        _E,
        "同一种物资单位不同",
        "{cell}在 {other} 用的单位是“{left}”，这里是“{right}”。",
        "请统一成同一个单位。",
        scope=Scope.TABLE,
        why="有机构收到 3.6 万个口罩、发出“两个 1.6 万”，单位不统一时库存就对不上。",
        incidents=(2,),
    ),
    "value-without-basis": Wording(
        _E,
        "有价值没有估价依据",
        "填了价值 {cell} 元，没有填估价依据。",
        "请填发票、评估、市场价等依据，或不填价值。",
        scope=Scope.RECORD,
        why="物资折成多少钱没有依据，收入就可以随意写大。",
    ),
    "fund-unbalanced": Wording(
        _E,
        "基金的年末余额对不上",
        "年初 {left} 元，加收入减支出应是 {expected} 元，填的年末余额是 {right} 元，差 {difference} 元。",
        "请核对年初、收入、支出、年末四个数。",
        scope=Scope.RECORD,
        why="年初加收入减支出不等于年末，差的钱没有去处。",
    ),
    "fund-below-zero": Wording(
        _E,
        "基金余额小于零",
        "{column}是 {cell} 元，基金不能花比有的更多的钱。",
        "请核对收支；垫付请另行记账并说明。",
        scope=Scope.RECORD,
        why="花得比有的还多，说明用了别处的钱，或者漏记了收入。",
    ),
    "fund-not-carried": Wording(
        _E,
        "基金的年初余额与上年年末不同",
        "年初余额 {right} 元，上年年末余额是 {left} 元（{other}），差 {difference} 元。",
        "请核对两年的余额；调整过期初数的，请改正上年的数并发布更正。",
        scope=Scope.TIME,
        why="上年留下多少，今年就从多少开始；变了又没有说明，钱像是中途消失了。",
    ),
    # --- statements ------------------------------------------------------------------------------
    "unknown-sheet": Wording(
        _E,
        "不认识的工作表",
        "不认识工作表“{cell}”，它不会被公布。",
        "三张报表的工作表名是：{expected}{hint}；别的表请移出这个工作簿。",
        why="工作表的名称认不出来，这张报表就没有读，也不会公布。",
    ),
    "statement-unit": Wording(
        _E,
        "报表的金额单位不是元",
        "金额单位写的是“{cell}”。",
        "报表一律用元，写到分；请换成元的原表，不要用万元表换算。",
        why="换算成万元的报表四舍五入过，合计核对不到分。",
    ),
    "statement-year": Wording(
        _E,
        "报表的年度不对",
        "{title}的年度不对：文件是 {year} 年的{found}。",
        "请核对文件名（例如 2023.xlsx）和表上写的年度；2005 年度起才有这张表。",
        why="年度放错，整张报表会登到另一年去，两年的期初期末都对不上。",
    ),
    "statement-title": Wording(
        _E,
        "放错了报表",
        "表名写的是“{cell}”，这里应是“{expected}”。",
        "请把表放到它自己的文件夹或工作表里。",
        why="三张表的行次相同、意思不同，放错了会把负债读成收入。",
    ),
    "statement-twice": Wording(
        _E,
        "同一年的报表有两份",
        "{year} 年的{title}已经在 {other}。",
        "请只留一份；更正后的表替换原来的。",
        scope=Scope.TABLE,
        why="一年有两份报表，读者和软件都不知道以哪份为准。",
    ),
    "statement-line-unknown": Wording(
        _E,
        "报表里没有这一行",
        "{title}（{form}）没有这一行：行次“{line}”，项目“{cell}”。",
        "请照原表改正{hint}。",
        why="认不出的行没有地方放，它的金额会从合计里漏掉。",
    ),
    "statement-line-missing": Wording(
        _E,
        "报表缺行",
        "{title}缺{lines}。",
        "请照原表补上；没有发生的，金额空着。",
        scope=Scope.TABLE,
        why="少一行，合计就核对不了，也看不出是零还是漏填。",
    ),
    "statement-line-twice": Wording(
        _E,
        "报表的一行填了两次",
        "{title}第{line}行“{label}”已经填在 {other}。",
        "请只留一行。",
        scope=Scope.TABLE,
        why="同一行有两个金额，合计会多算一次，或者用错一个。",
    ),
    "statement-line-label": Wording(
        _E,
        "行次与项目对不上",
        "{title}第{line}行应是“{expected}”，填的是“{cell}”。",
        "请核对行次和项目。",
        why="行次和项目不是同一行，多半是抄的时候上下错开了一行，后面的金额会全部错位。",
    ),
    "empty-statement": Wording(
        _E,
        "报表是空的",
        "{title}一个金额也没有填。",
        "请照原表填，或删去这个文件。",
        scope=Scope.TABLE,
        why="一张空表会被读成这一年什么也没有发生。",
    ),
    "unbalanced-statement": Wording(
        _E,
        "报表不平",
        "{year}年{column}：{total}应为{expected}（{rule}），填的是{found}，差{difference}。",
        "{note}请对照原表核对这几行。",
        scope=Scope.TABLE,
        why="报表里加不平的数，就是当年那张多写一位的现金流量表。",
        incidents=(1,),
    ),
    "contradictory-statements": Wording(
        _E,
        "报表之间对不上",
        "{year}年：{left}是{found}，{rule}是{expected}，差{difference}。",
        "{note}请对照两张表核对。",
        scope=Scope.TABLES,
        why="两张报表出自同一套账，差一分也说明有一处填错。手工编的表把 4.75 亿写成 47.5 亿，就是这样漏过去的。",
        incidents=(1,),
    ),
    "doubtful-statement": Wording(
        _W,
        "报表有疑问",
        "{year}年{column}：{left}是{found}，{rule}是{expected}，差{difference}。",
        "{note}请对照原表看一眼。",
        scope=Scope.TABLE,
        why="按规定通常相等的两个数不等，可能有特别的原因，也可能是抄错。",
        incidents=(1,),
    ),
    "unlike-statements": Wording(
        _W,
        "报表之间有差额",
        "{year}年：{left}是{found}，{rule}是{expected}，差{difference}。",
        "{note}请对照原表看一眼；差额会登在勾稽表上。",
        scope=Scope.TABLES,
        why="报表之间的差额读者自己也算得出来；先看一眼，能说明的写进说明。",
        incidents=(1,),
    ),
    "money-untraced": Wording(
        _W,
        "善款去向画不出",
        "{year}年的善款去向画不出：{reason}。",
        "请补上缺的数据，或核对两边；补不上可以不改，网页会写明原因。",
        scope=Scope.TABLES,
        why="读者最想知道钱去了哪里；数据不全时网站不画，免得画出一条不存在的路。",
    ),
    "unbalanced-donations": Wording(
        _E,
        "捐赠收入的分项对不上",
        "{year}年：{left}是{found}，{rule}之和是{expected}，差{difference}。",
        "请对照年度工作报告核对这几个数。",
        scope=Scope.TABLES,
        why="捐赠收入的分项加起来要等于合计；名单和合计不符，曾让整份公告被质疑。",
        incidents=(12,),
    ),
    # --- governance and events -----------------------------------------------------------------------
    "overlapping-terms": Wording(
        _E,
        "同一职务的任期重叠",
        "“{cell}”的任期 {right}，与 {other} 的任期 {left} 重叠。",
        "请核对任期；连任请把上一届的任期止填上，同名的两个人请在姓名后加单位。",
        scope=Scope.TIME,
        why="同一个职务同时有两个人，读者不知道那段时间由谁负责。",
    ),
    "council-and-supervisor": Wording(
        _W,
        "同时在理事会和监事会",
        "“{cell}”在这里属于{right}，在 {other} 属于{left}，任期重叠。",
        "理事不能兼任监事，请核对；同名的两个人可以不改。",
        scope=Scope.TABLES,
        why="监事是监督理事会的；一个人两边都做，等于自己监督自己。",
    ),
    "personal-number": Wording(
        _E,
        "有个人的号码",
        "这里有{what}{hint}，不能公布。",
        "请删去号码；需要联系方式的，写机构的电话。",
        scope=Scope.RECORD,
        why="有单位把三百多名受助学生的身份证、住址和银行卡号放到了网上。",
        basis="个人信息保护法",
        incidents=(7,),
    ),
    "personal-words": Wording(
        _E,
        "有个人信息",
        "这里有{what}{hint}，不能公布。",
        "请删去，或改成看不出是谁的写法（例如 一名小学生、家住本区、机构的邮箱）。",
        scope=Scope.RECORD,
        why="住址、病情和学校写在一起，邻居一看就知道是谁；受助的人不该因此被认出来。",
        basis="个人信息保护法",
        incidents=(7,),
    ),
    "personal-name": Wording(
        _E,
        "文件名里有个人信息",
        "文件名里有{what}，不能公布。",
        "请给文件改名，例如 2023-09-01.md。",
        scope=Scope.PROSE,
        why="文件名会成为网址的一部分，转发和搜索时人人看得到。",
        basis="个人信息保护法",
        incidents=(7,),
    ),
    "personal-output": Wording(
        _E,
        "生成的网页里有个人信息",
        "生成的网页里有{what}{hint}，已停止，上一次的网站没有改动。",
        "请在数据、文章和附件里找到并删去；如果那是机构自己的电话，请写进“联系方式”。",
        scope=Scope.PROSE,
        why="填表时没有拦住的，发布前再查一遍；上了网的号码，搜索网站会存下来。",
        basis="个人信息保护法",
        incidents=(7,),
    ),
    "attachment-type": Wording(
        _E,
        "附件的格式不能公布",
        "这种文件不能公布：{reason}。",
        "请另存为 PDF 或图片；表格请放进 data，网站会做成能看也能下载的表。",
        scope=Scope.PROSE,
        why="表格和文档里常藏着隐藏的行、批注和修改记录，发出去收不回来。",
        incidents=(7,),
    ),
    "attachment-unreadable": Wording(
        _E,
        "附件打不开",
        "附件检查不了：{reason}。",
        "请重新导出，或去掉密码后再放进来。",
        scope=Scope.PROSE,
        why="打不开就查不了里面有没有个人信息，读者也打不开。",
    ),
    "attachment-active": Wording(
        _E,
        "附件里有程序",
        "这份 PDF 里有{what}，打开时会自己动作。",
        "请用“打印成 PDF”重新导出一份。",
        scope=Scope.PROSE,
        why="会自己动作的文件可能带病毒，也可能向别的网站发送读者的信息。",
    ),
    "attachment-author": Wording(
        _W,
        "附件写着作者",
        "这份 PDF 的属性里写着{what}“{cell}”。",
        "如果是个人姓名，请在导出时去掉文档属性（Word/WPS：文件—信息—检查文档）。",
        scope=Scope.PROSE,
        why="作者一栏常是经办人的姓名，您没想公开，别人一点属性就看到了。",
        basis="个人信息保护法",
    ),
    "attachment-scan": Wording(
        _N,
        "附件是扫描件",
        "这份 PDF 里没有文字，是扫描的图，里面有没有个人信息查不出来，读屏和搜索也读不到。",
        "请人看一遍；最好用带文字的原件导出 PDF。",
        scope=Scope.PROSE,
        why="扫描的名单不能查、不能算，读屏软件读不出来，里面的身份证号也查不出来。",
        incidents=(7, 9),
    ),
    "person-without-consent": Wording(
        _E,
        "个人关联方没有填是否同意公开",
        "“{cell}”是个人，没有填“同意公开”。",
        "取得本人同意后填“是”；不同意的，名称只写身份（例如 一位副会长的配偶），并填“不指名”。",
        scope=Scope.RECORD,
        why="登出个人的姓名要有本人同意；登了再删，别人手里已经有了。",
        basis="个人信息保护法",
        incidents=(7,),
    ),
    "before-relation": Wording(
        _W,
        "关联关系还没有成立就有交易",
        "{right} 发生，而“{cell}”的关联关系从 {left} 开始（{other}）。",
        "请核对两个日期；确实如此可以不改。",
        scope=Scope.TIME,
        why="还不是关联方时的交易不算关联交易；日期错了，该公开的会漏掉，不该的会多出来。",
    ),
    "rank-order": Wording(
        _E,
        "报酬的次序不对",
        "{year}年第{right}位的报酬比第{left}位（{other}）多 {difference} 元。",
        "前五位按报酬从高到低排，请核对序位和金额。",
        scope=Scope.TABLE,
        why="前五位按多少排；次序不对，多半是两个人的金额填反了。",
    ),
    "above-total": Wording(
        _E,
        "到的比应到的多",
        "出席 {left} 人，应到只有 {right} 人。",
        "请核对出席和应到的人数。",
        scope=Scope.RECORD,
        why="到的人比应到的多，决议有没有够人数就说不清了。",
    ),
    "below-two-thirds": Wording(
        _W,
        "同意的比例不到三分之二",
        "重大投资“{cell}”的同意比例是 {value}%，法律要求决策机构组成人员三分之二以上同意。",
        "请核对决议；确实如此可以不改，网页照实列出。",
        scope=Scope.RECORD,
        why="重大投资不够三分之二同意，决议可能无效，钱却已经投出去了。",
        basis="慈善法第五十五条",
    ),
    "forbidden-investment": Wording(
        _W,
        "法律不允许的投资",
        "投资“{cell}”不合规定：{reason}。",
        "请核对填写的资金来源和产品类型；确实如此可以不改，网页照实列出。",
        scope=Scope.RECORD,
        why="善款不能拿去做法律不允许的投资，亏了没有人能补。",
        basis="慈善法第五十五条；62号令第五条、第七条",
    ),
    "nothing-changed": Wording(
        _E,
        "变更前后相同",
        "变更前和变更后都是“{cell}”。",
        "请核对这次变更改了什么。",
        scope=Scope.RECORD,
        why="写了变更却没有变，读者看不出改了什么，多半是抄了两遍同一格。",
    ),
    "restated-otherwise": Wording(
        _E,
        "重述和数字台账不一致",
        "“{column}”写的是“{cell}”，{other} 在数字台账里是{found}。",
        "请对照新旧两份报告改正其中一处。",
        scope=Scope.TABLES,
        why="重述就是告诉读者原来是多少、现在是多少；和台账不一样，读者会以为又改了一次。",
    ),
    "restated-other-figure": Wording(
        _E,
        "重述指错了数",
        "{cell} 不是要找的数：{reason}。",
        "请核对编号和年度；重述前后要是同一个项目、同一个单位和口径。",
        scope=Scope.TIME,
        why="拿两个不相干的数说成“原来”和“现在”，历年的图会接错。",
    ),
    "restated-by-change": Wording(
        _E,
        "口径变化填了重述后编号",
        "类型是“{cell}”，却填了重述后编号。",
        "旧数按新口径重新公布过的，请写成“重述”；没有的，请清空这一格。",
        scope=Scope.RECORD,
        why="重述是换一个数，口径变化是换一种算法；混在一起，图上不知道该连还是该断。",
    ),
    "closed-but-active": Wording(
        _E,
        "已终止的机构还写着存续",
        "“{cell}”有终止日期 {right}，存续情况却是“存续”。",
        "请改正其中一个。",
        scope=Scope.RECORD,
        why="已经终止的分支机构还写着存续，有人会向它捐款。",
    ),
    "two-in-force": Wording(
        _W,
        "一项制度有两个现行版本",
        "“{cell}”的另一个版本（{other}）没有填废止日期。",
        "请给旧版本填上被替代的日期；确实同时有效可以不改。",
        scope=Scope.TABLE,
        why="一项制度两个版本都有效，办事的人和读者不知道照哪个。",
    ),
    # --- organisations, pages, prose -------------------------------------------------------------
    "organisation-clash": Wording(
        _E,
        "两个机构用了同一个编号",
        "机构编号“{cell}”与 {other} 相同。",
        "每个机构的 id 只能用一次。",
        scope=Scope.TABLES,
        why="两家机构用一个编号，网页会互相盖掉，一家的钱会登在另一家名下。",
    ),
    "organisation-folder": Wording(
        _E,
        "机构编号与文件夹不同",
        "id 是“{cell}”，文件夹名是“{folder}”。",
        "请把两者改成一样。",
        why="文件夹和编号不同，链接和文章会找错机构。",
    ),
    "unlisted-organisation": Wording(
        _E,
        "机构没有列入网站",
        "文件夹“{cell}”没有列在 site.yaml 的 organisations 里。",
        "请加进去，或移走文件夹。",
        scope=Scope.TABLES,
        why="没有列入的机构一页也不会生成，您可能以为已经公布了。",
    ),
    "unknown-member": Wording(
        _E,
        "上级机构不存在",
        "part_of 写的是“{cell}”，{other} 里没有这家机构。",
        "请核对上级机构的编号{hint}；它没有数据文件夹的，请去掉 part_of。",
        scope=Scope.TABLES,
        why="上级写错，这家的账不会并进去，合并账会少一家又不说。",
        incidents=(8,),
    ),
    "member-cycle": Wording(
        _E,
        "成员关系绕成了圈",
        "part_of 绕成了圈：{chain}。",
        "最上面的机构不填 part_of；请去掉填错的那一处。",
        scope=Scope.TABLES,
        why="甲归乙管，乙又归甲管，合并账就分不清谁并进谁。",
    ),
    "path-clash": Wording(
        _E,
        "两个网页地址相同",
        "网页地址 {cell} 被用了两次：{first} 和 {second}。",
        "请改其中一条的编号。",
        scope=Scope.TABLES,
        why="两页用同一个地址，后写的会盖掉先写的。",
    ),
    "unknown-embed": Wording(
        _E,
        "文章里的引用不存在",
        "“{cell}”指向的{target}不存在。",
        "请检查编号{hint}。",
        scope=Scope.PROSE,
        why="引用错了，文章里该出现数字的地方会是空的。",
    ),
    "orphan-article": Wording(
        _E,
        "文章不属于任何机构",
        "文章放在“{cell}”下，但没有这个机构。",
        "请移到机构编号同名的文件夹里。",
        scope=Scope.PROSE,
        why="不知道是哪家机构的文章，就不知道登在哪里、数字从哪家取。",
    ),
    "bad-content": Wording(
        _E,
        "文章格式有误",
        "文章读不出来：{reason}。",
        "请检查文章开头的标题、日期和网址名（Slug）。",
        scope=Scope.PROSE,
        why="开头的标题、日期、网址名读不出来，这篇文章就登不出来。",
    ),
    "sample-data": Wording(
        _E,
        "样例数据不能发布",
        "“{cell}”是样例数据。",
        "正式发布前请移走样例。",
        scope=Scope.TABLES,
        why="虚构的数据一旦公布，读者会当真。",
        incidents=(6,),
    ),
    # --- rules that look across cells, records, tables and years (see `rules`) ------------------------
    "tenfold-jump": Wording(
        _W,
        "像是差了一位",
        "{what}：{left}，{right}，是前一个的{times}。",
        "请对照原件数一数位数和小数点；确实如此，请在确认表里写明原因。",
        scope=Scope.TIME,
        why="有机构把 4.75 亿写成 47.5 亿，审计也没有看出来；和上年一比就能看出来。",
        incidents=(1,),
    ),
    "tenfold-pair": Wording(
        _W,
        "两处应当相同的数差了一位",
        "{what}：一处是 {left}，一处是 {right}，正好差{times}。",
        "请对照原件，改正多写或少写一位的那一处。",
        scope=Scope.TABLES,
        why="两处应当相同，正好差十倍、百倍，几乎都是位数写错。",
        incidents=(1,),
    ),
    "swapped-digits": Wording(
        _W,
        "两位数字像是写颠倒了",
        "{what}：一处是 {left}，一处是 {right}，只有相邻两位颠倒。",
        "请对照原件，改正写颠倒的那一处。",
        scope=Scope.TABLES,
        why="手抄时相邻两位写颠倒最常见，单看一处看不出来。",
        incidents=(1, 12),
    ),
    "unit-slip": Wording(
        _W,
        "元和万元像是混了",
        "“{column}”这里是 {cell}，同一列其他各行在 {left} 到 {right} 之间，差了约一万倍。",
        "这一列一律用元；请核对这一格是不是按万元填的，或多写了四个零。",
        scope=Scope.TABLE,
        why="一列里混着元和万元，合计就差出一万倍。",
        incidents=(1,),
    ),
    "gift-twice": Wording(
        _W,
        "像是同一笔捐赠记了两次",
        "与{other}是同一位捐赠人、同一天、同样金额、同一渠道。",
        "请核对流水；确实是两笔，请在确认表里写明。",
        scope=Scope.TABLE,
        why="重复入账会让收入虚增，捐赠人自己一查就看得出来。",
        incidents=(6, 12),
    ),
    "payment-twice": Wording(
        _W,
        "像是同一笔记了两次",
        "与{other}的日期、对方、数额和用途都相同。",
        "请核对凭证；确实是两笔，请在用途或说明里写出区别。",
        scope=Scope.TABLE,
        why="重复的一行会让支出虚增，合计也就和账对不上。",
        incidents=(12,),
    ),
    "date-after-prepared": Wording(
        _W,
        "日期晚于数据整理日",
        "“{column}”是 {left}，而数据只整理到 {right}。",
        "请核对年份；没有填错的，请把 data/site.yaml 的 prepared_on 改成现在的日期。",
        scope=Scope.TIME,
        why="还没有到的日子不会有账；每页都写着数据整理到哪一天。",
        incidents=(6,),
    ),
    "source-before-end": Wording(
        _W,
        "来源在年度结束之前就发布了",
        "{left} 年的实际数出自“{cell}”，它 {right} 就发布了，那时这一年还没有过完。",
        "请核对来源的发布日期和年度；只到某一天的数，请在事项或说明里写明截止日期。",
        scope=Scope.TIME,
        why="年没有过完就有全年的数，要么日期填错，要么只是到某一天的数。",
        incidents=(5,),
    ),
    "impossible-date": Wording(
        _E,
        "没有这一天",
        "写着“{cell}”，日历上没有这一天。",
        "请对照原件改成真实的日期。",
        scope=Scope.RECORD,
        why="有求助信息把孩子的生日写成 2009 年 2 月 29 日，整件事因此被怀疑是编的。",
        incidents=(3,),
    ),
    "test-record": Wording(
        _E,
        "像是测试用的内容",
        "“{column}”填的是“{cell}”，是测试或占位的写法。",
        "请删去这一行，或换成真实的内容。",
        scope=Scope.RECORD,
        why="有平台上线时带着测试数据，第一天就上了新闻。",
        incidents=(6,),
    ),
    "made-up-name": Wording(
        _W,
        "像是举例用的名字",
        "“{column}”填的是“{cell}”，常用来举例。",
        "请核对；确有其人，请在确认表里写明。",
        scope=Scope.RECORD,
        why="举例用的名字留在正式数据里，别的记录也会被怀疑。",
        incidents=(6,),
    ),
    "token-gift": Wording(
        _W,
        "单位只捐了一元或更少",
        "“{cell}”捐赠 {left} 元，像是测试支付留下的。",
        "请核对流水；是测试的请删去，确实如此请在确认表里写明。",
        scope=Scope.RECORD,
        why="查询平台上线时，名人名下出现一元、一角的捐款，公众当成了笑话。",
        incidents=(6,),
    ),
    "falling-figure": Wording(
        _W,
        "累计数比以前少",
        "“{what}”是累计数，{left}，{right}。",
        "请核对两个数；口径变了的，请在事项里写明。",
        scope=Scope.TIME,
        why="累计数变少，读者会问少掉的去了哪里。",
        incidents=(5,),
    ),
    "two-values": Wording(
        _W,
        "同一个指标有两个数",
        "{what}：这里是 {right}，{other}是 {left}，口径一栏相同。",
        "截止日期或范围不同的，请在两处的事项或说明里写明；写错的请改正。",
        scope=Scope.TABLES,
        why="两个总数差 46 万，只因为一个算到 5 月 9 日，一个算到 10 日，却没有写明。",
        incidents=(5, 8),
    ),
    "mixed-cutoff": Wording(
        _W,
        "放在一起的数截止日期不同",
        "{what}放在一起，但{left}，{right}。",
        "请统一到同一天，或在说明里写明各算到哪一天。",
        scope=Scope.TABLES,
        why="截止日期不同的数加在一起或并排放，差额说明不了什么。",
        incidents=(5,),
    ),
    "member-missing": Wording(
        _W,
        "合计里少了下属单位",
        "“{cell}”按单位列了 {left} 家，没有列：{right}。",
        "请补上；没有发生的写 0，没有报来的写“未披露”，不要空过去。",
        scope=Scope.TABLES,
        why="有五个地方没有列出捐赠名单，总数里却当成零，一天差了两千多万。",
        incidents=(8,),
    ),
    "near-name": Wording(
        _W,
        "名称只差一个字",
        "“{cell}”与“{left}”只差一点（{other}）。",
        "同一家请统一写法；不是同一家，请在合作方表的“不是同一家”里写明。",
        scope=Scope.TABLES,
        why="名称差一个字就是两家机构；写错了，钱看起来像是去了别处。",
        incidents=(12,),
    ),
    "wrong-word": Wording(
        _W,
        "像是写错了字",
        "“{cell}”里的“{left}”像是“{right}”。",
        "请改成“{right}”。",
        scope=Scope.RECORD,
        why="银行回单上“支行”写成“之行”，公众因此怀疑回单是假的。",
        incidents=(12,),
    ),
    "near-specification": Wording(
        _W,
        "同一种物资的规格只差一点",
        "“{cell}”与“{left}”（{other}）规格相近，分成了两本账。",
        "同一种请统一写法；确实是两种，请在确认表里写明。",
        scope=Scope.TABLE,
        why="收的是 KN95，发的写成 N95；型号不同，防护级别也不同。",
        incidents=(2,),
    ),
    "appeal-unqualified": Wording(
        _W,
        "没有资格时的公开募捐",
        "公开募捐“{cell}”：{reason}。",
        "请核对资格证书的有效期和募捐的开始日期；由有资格的机构办、本机构合作的，请在说明里写清楚，再写进确认表。",
        scope=Scope.TABLES,
        why="没有公开募捐资格的，不得公开募捐；网页上也不会有捐赠入口。",
        basis="慈善法第二十二条、第二十六条",
    ),
    "spent-before-appeal": Wording(
        _W,
        "募捐开始之前就用了募来的钱",
        "{left} 就从“{cell}”的款里支出，而它 {right} 才开始。",
        "请核对日期和活动编号。",
        scope=Scope.TIME,
        why="还没有开始募捐，就没有募来的钱可用。",
        basis="慈善法第二十四条",
        incidents=(4, 6),
    ),
    "spent-elsewhere": Wording(
        _W,
        "募来的钱用到了别的项目",
        "“{cell}”为“{left}”募捐，这一笔用到了“{right}”。",
        "请核对项目编号；确实改变了用途，请在募捐活动表里填写用途变更和变更备案日期。",
        scope=Scope.TABLES,
        why="募得的钱要按募捐方案用；要改用途，得先办变更再花。",
        basis="慈善法第五十六条",
        incidents=(4,),
    ),
    "spent-on-others": Wording(
        _W,
        "帮的人和募捐时说的不同",
        "“{cell}”募捐时说帮“{left}”，这里写的是“{right}”。",
        "请核对；确实改变了，请在募捐活动表里填写用途变更和变更备案日期（要早于支出）。",
        scope=Scope.TABLES,
        why="为女童募的款，资助名单里有四百多名男生，公众认为受了骗。",
        basis="慈善法第五十六条",
        incidents=(4,),
    ),
    "spent-outside": Wording(
        _W,
        "用的地方和募捐时说的不同",
        "“{cell}”募捐的地域是“{left}”，所用的项目在“{right}”。",
        "请核对；确实改变了，请在募捐活动表里填写用途变更和变更备案日期（要早于支出）。",
        scope=Scope.TABLES,
        why="募捐时说用在哪里，就要用在哪里。",
        basis="慈善法第五十六条",
        incidents=(4,),
    ),
    "spent-late": Wording(
        _W,
        "项目结束以后还有支出",
        "“{cell}”{left} 已经结束，{right} 还有一笔支出。",
        "请核对日期；项目延期的，请改结束日期并在说明里写明。",
        scope=Scope.TIME,
        why="结束以后还在花的钱，读者会问是不是别的事。",
        basis="慈善法第五十六条",
        incidents=(4,),
    ),
    "giver-is-receiver": Wording(
        _W,
        "收款的也是捐款的",
        "这一笔的接收方，也为同一个{what}捐过款。",
        "请核对是不是自己的钱转一圈；是的话不能算捐赠收入，也不能算配捐。",
        scope=Scope.TABLES,
        why="有机构的“配捐”其实是家属自己的钱，捐进来又发回去，总额因此虚增。",
        incidents=(11,),
    ),
    "giver-is-related": Wording(
        _W,
        "关联方捐款",
        "这一笔的捐赠人是登记的关联方“{cell}”，关联交易里没有它的捐赠。",
        "请在关联交易表里登记这笔捐赠，或核对名称。",
        scope=Scope.TABLES,
        why="关联方捐款要让人看得见，不然会被当成自己给自己做账。",
        basis="81号令第十四条",
        incidents=(11,),
    ),
    "progress-overdue": Wording(
        _W,
        "项目进展很久没有公布",
        "“{cell}”还在进行，{left}，到 {right} 已经 {difference} 天。",
        "请在项目进展表里补上最近一次；公众号文章不算公布。",
        scope=Scope.TIME,
        why="两千万的项目只有两行进展，又说“都在公众号上”，公众不接受。",
        basis="慈善法第七十九条：周期超过六个月的，至少每三个月公布一次",
        incidents=(10,),
    ),
    "image-table": Wording(
        _E,
        "表格只有图片",
        "图片“{cell}”看起来是一张表，文章里没有同样内容的表。",
        "请把内容填进 data/ 里的表，或在文章里写成文字表格；图片可以留着。",
        scope=Scope.PROSE,
        why="名单做成图片，不能查、不能算、读屏软件读不出来，等于没有公开。",
        incidents=(9,),
    ),
    "photo-twice": Wording(
        _W,
        "同一张照片配了两个名字",
        "这里叫“{cell}”，{other} 里同一张照片叫“{left}”。",
        "请核对照片里是谁、是什么事，改正放错的那一处。",
        scope=Scope.PROSE,
        why="同一个孩子的照片用了几个名字，善款因此被怀疑是骗来的。",
        incidents=(3,),
    ),
    "first-digits": Wording(
        _N,
        "金额的首位数字分布少见",
        "{what}共 {left} 笔，首位是 {cell} 的有 {right} 笔，比自然的账多出很多。",
        "不一定有错，定额资助也会这样；可以抽几笔看看凭证。",
        scope=Scope.TABLE,
        why="自然产生的账，首位数字有常见的分布；差得远时值得抽查。",
    ),
    # --- acknowledgements --------------------------------------------------------------------------
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
        why="留着用不上的确认，以后真出了同样的问题会被它盖住。",
    ),
    # --- releases --------------------------------------------------------------------------------
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
        "填错了请改回来；确实要改或删，请运行 make correct RECORD={path}，写明原因。新增的行、补上的空格、改动说明文字都不用写。",
        scope=Scope.TIME,
        why="公布过的一行悄悄改了或没了，留着旧文件的人一比就知道；写明原因，读者才信得过其余各行。",
        basis="81号令第十六条",
    ),
    "unlike-correction": Wording(
        _E,
        "更正说明与公布的对不上",
        "更正说明写的是“{cell}”，{ref} 公布的是“{expected}”。",
        "请照公布的写法填，“原来”填上一次发布的，“现在”填这一次的。",
        scope=Scope.TABLES,
        why="更正公告自己写错，比原来的错更伤信任；有机构的更正公告把日期又写错了。",
        basis="81号令第十六条",
        incidents=(2,),
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
        "发布记录只由 make publish 写入，不能手改。请从版本库或备份里原样恢复这个文件夹。",
        scope=Scope.TIME,
        why="发布记录证明哪一天登过什么；被动过或缺了一块，以后谁也证明不了网页没有被换过。",
    ),
}


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the data as staff see it: file, sheet, row (1-based, as Excel numbers it) and column label."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        text = self.file
        if self.sheet:
            text += f" 表“{self.sheet}”"
        if self.row is not None:
            text += f" 第 {self.row} 行"
        if self.column:
            text += f"“{self.column}”"
        return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and the details that its wording needs."""

    code: str
    where: Where
    details: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""  # what the cell should hold, where that is mechanical

    @property
    def wording(self) -> Wording:
        """Its entry in the catalogue."""
        return WORDINGS[self.code]

    @property
    def severity(self) -> Severity:
        """The weight that its code has."""
        return WORDINGS[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in Chinese."""
        return WORDINGS[self.code].message.format_map(self.details)

    @property
    def fix(self) -> str:
        """How to mend it, in Chinese."""
        return WORDINGS[self.code].fix.format_map(self.details)

    def __str__(self) -> str:
        return f"{self.where}：{self.message}{self.fix}（{self.code}）"


def problem(code: str, where: Where, *, suggestion: object = "", **details: object) -> Problem:
    """Make a problem; every quoted cell is cut to 40 characters, and absent hints become empty."""
    texts = {"hint": ""}
    for name, value in details.items():
        text = masked(str(value).replace("\n", "⏎").replace("\r", ""))
        texts[name] = text if name not in {"cell", "wording"} or len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004
    whole = (
        str(suggestion) if masked(str(suggestion)) == str(suggestion) else ""
    )  # never a number that leads to a person
    return Problem(code, where, texts, whole)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody looked at a warning and says why it stays."""

    reason: str
    name: str
    on: str


class Report:
    """Collects problems; the edge prints it once and leaves with its exit code."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: list[Problem] = list(problems)
        self.acknowledged: list[tuple[Problem, Acknowledgement]] = []

    def add(self, *problems: Problem) -> None:
        """Take problems in."""
        self._problems.extend(problems)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take in all that *problems* yields."""
        self._problems.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        order = list(Severity)
        yield from sorted(
            self._problems,
            key=lambda one: (
                order.index(one.severity),
                one.where.file,
                one.where.sheet or "",
                one.where.row or 0,
                one.code,
            ),
        )

    def __len__(self) -> int:
        return len(self._problems)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop publishing."""
        return [one for one in self if one.severity is Severity.ERROR]

    def as_text(self) -> str:
        """Every problem on a line of its own, for logs; what people read is made in `reporting`."""
        lines: list[str] = []
        errors = self.errors
        if errors:
            lines.append(f"数据校验未通过，共 {len(errors)} 处必须改：")
        for severity, title in PARTS.items():
            found = [one for one in self if one.severity is severity]
            if found and severity is not Severity.ERROR:
                lines.append(f"{title}（{len(found)} 处）：")
            lines.extend(f"  {one}" for one in found)
        return "\n".join(lines)

    def settle(self, answer: Callable[[Problem], Acknowledgement | None]) -> None:
        """Set aside the warnings that *answer* has an acknowledgement for; nothing else can be acknowledged."""
        left: list[Problem] = []
        for one in self:
            answered = answer(one) if one.severity is Severity.WARNING else None
            if answered:
                self.acknowledged.append((one, answered))
            else:
                left.append(one)
        self._problems = left


def nearest(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the candidate most like *word*, or nothing where none is like it."""
    found = closest(word, candidates)
    return f"（是不是“{found}”？）" if found else ""


def mechanical(word: str, candidates: Iterable[str]) -> str:
    """The one candidate that *word* becomes by one edit, or by leaving spaces and widths aside; else nothing."""
    import unicodedata

    bare = "".join(unicodedata.normalize("NFKC", word).split())
    every = list(candidates)
    found = [one for one in every if one == bare] or [one for one in every if _one_edit(bare, one)]
    return found[0] if len(found) == 1 and len(bare) > 1 else ""


def _one_edit(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like *word*, or nothing where none is like it."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(candidates), n=1, cutoff=0.5)
    return matches[0] if matches else ""
