"""What can be wrong with the data: one code each, with its severity and its wording."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .identifiers import masked


class Severity(StrEnum):
    """How much a problem weighs: an error stops publishing, a warning asks, a notice advises."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of problem is told: what is wrong, and how to mend it."""

    severity: Severity
    title: str
    message: str
    fix: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    # --- files -----------------------------------------------------------------------------------
    "missing-folder": Wording(_E, "找不到文件夹", "找不到文件夹。", "请检查路径，或从样例复制一份。"),
    "missing-file": Wording(_E, "缺少文件", "缺少这个文件。", "请补上这个文件；必填内容见数据字典。"),
    "unknown-file": Wording(
        _E, "不认识的文件", "不认识这个文件，它不会被公布。", "请改用数据字典里的文件名{hint}，或移出 data 文件夹。"
    ),
    "unreadable-file": Wording(_E, "文件读不出来", "文件读不出来：{reason}。", "{mend}"),
    "bad-encoding": Wording(
        _E,
        "文字编码不对",
        "文字编码认不出来（不是 UTF-8、GB18030 或 UTF-16）。",
        "请用 Excel 或 WPS 另存为“CSV UTF-8”。",
    ),
    "bad-csv": Wording(
        _E, "CSV 格式有误", "CSV 格式有误：{reason}。", "请检查这一行的引号和逗号，或用 Excel 另存一次。"
    ),
    "wrong-header": Wording(
        _E, "表头不对", "表头不对：{reason}。", "表头应包括：{expected}。请不要增删或改动表头文字。"
    ),
    "ragged-row": Wording(
        _E, "列数不对", "这一行有 {found} 格，表头有 {expected} 格：“{cell}”。", "请补齐或删去多余的逗号。"
    ),
    "hidden-content": Wording(
        _E, "有隐藏的内容", "工作簿里有隐藏的{what}。", "请取消隐藏并确认可以公开，或删去后再保存。"
    ),
    "merged-cells": Wording(_E, "有合并单元格", "有合并单元格 {range}。", "请取消合并，并在每一格里填上内容。"),
    "uncached-formula": Wording(
        _E,
        "公式没有结果",
        "单元格 {cell} 是公式，但文件里没有存结果。",
        "请用 Excel 或 WPS 打开、保存一次，或直接填数。",
    ),
    "error-cell": Wording(
        _E, "公式算出来的是错误", "单元格 {place} 是“{cell}”，公式出错了。", "请改好公式，或直接填数。"
    ),
    "cell-comments": Wording(
        _N,
        "有批注",
        "单元格有批注：{places}。批注不读，也不会公布。",
        "要公布的请写进格子里；批注里有个人信息的请删去。",
    ),
    "extra-sheet": Wording(
        _E,
        "还有别的工作表",
        "工作表“{cell}”没有读，它不会被公布。",
        "要公布的，工作表的名称请写{expected}；不要的请删去，或移到别的文件里。",
    ),
    "file-twice": Wording(
        _E, "同名的文件有两个", "“{other}”与它只差后缀，内容会算两遍。", "请只留一个，另一个移出 data 文件夹。"
    ),
    "total-mismatch": Wording(
        _E,
        "合计与各行之和不同",
        "{word}填的是 {found}，{rows}加起来是 {expected}，差 {difference}。",
        "请核对这些行和{word}，改正错的那一个；{word}行也可以删去，网站自己会算。",
    ),
    "bad-yaml": Wording(_E, "YAML 格式有误", "YAML 格式有误：{reason}。", "{mend}"),
    # --- cells -----------------------------------------------------------------------------------
    "bad-value": Wording(_E, "填的内容不合要求", "“{cell}”不是{expected}。", "{mend}"),
    "number-as-id": Wording(
        _E,
        "编号被存成了数字",
        "“{cell}”在表格里是数字，开头的 0 和 15 位以后的数字可能已经丢了。",
        "请先把这一列的单元格格式设为“文本”，再照原件重新填。",
    ),
    "missing-value": Wording(_E, "必填的没有填", "必填，但是空的。", "请填上{expected}。"),
    "unknown-choice": Wording(_E, "不在可选范围内", "“{cell}”不在可选范围内。", "请改成其中之一：{choices}{hint}。"),
    "unknown-unit": Wording(
        _E,
        "不认识的单位",
        "不认识单位“{cell}”。",
        "请改用已有单位{hint}；确实是新单位，请加到 data/site.yaml 的 units 里。",
    ),
    "unknown-reference": Wording(
        _E, "指向的编号不存在", "“{cell}”指向的{target}不存在。", "请检查编号{hint}，或先补上那一条。"
    ),
    "duplicate-id": Wording(
        _E, "编号重复", "编号“{cell}”重复，已经用在 {other}。", "每个编号只能用一次，请改成新的编号。"
    ),
    "reserved-id": Wording(_E, "编号不能用", "“{cell}”是网站自己要用的地址。", "请换一个编号。"),
    "case-clash": Wording(
        _E, "编号只差大小写", "编号“{cell}”与 {other} 只差大小写，网址会混在一起。", "请改成明显不同的编号。"
    ),
    # --- figures ---------------------------------------------------------------------------------
    "missing-source": Wording(
        _E, "没有来源", "没有填来源，没有来源的内容不会上网。", "请填来源编号（见 sources.csv）和出处。"
    ),
    "wording-mismatch": Wording(
        _E,
        "数值与原文对不上",
        "数值是 {value}，原文写法“{wording}”读出来是 {read}。",
        "请核对：数值一律用基本单位（元、人……），不用万或亿{hint}。",
    ),
    "qualifier-mismatch": Wording(
        _E,
        "约数与原文对不上",
        "约数填的是“{qualifier}”，原文写法“{wording}”里没有。",
        "请照原文填约数，原文没有就留空。",
    ),
    "not-money": Wording(_W, "款物一栏多填了", "单位是“{unit}”，却填了款物“{basis}”。", "不是金额的数字请把款物留空。"),
    # --- relations -------------------------------------------------------------------------------
    "part-unit-mismatch": Wording(
        _E,
        "单位不同不能相加",
        "{part} 的单位是“{unit}”，合计 {total} 的单位是“{total_unit}”，不能相加。",
        "请去掉“属于”，或分开列。",
    ),
    "part-scope-mismatch": Wording(
        _E,
        "口径不同不能相加",
        "{part} 的口径是“{scope}”，合计 {total} 的口径是“{total_scope}”，不能相加。",
        "请核对口径，或去掉“属于”。",
    ),
    "part-year-mismatch": Wording(
        _E,
        "年度不同不能相加",
        "{part} 是 {year} 年的，合计 {total} 是 {total_year} 年的。",
        "请核对年度，或去掉“属于”。",
    ),
    "part-cycle": Wording(_E, "部分和合计绕成了圈", "部分与合计互相包含：{chain}。", "请去掉其中一处“属于”。"),
    "contradictory-relation": Wording(
        _E,
        "声明与数字矛盾",
        "“{breakdown}”声明{claim}，但分项之和是 {parts}，合计是 {total}，差 {difference}。",
        "请改正数字，或把互斥、完整改成“否”或“未证明”，网站会把差额公布出来。",
    ),
    "bad-formula": Wording(
        _E, "公式有误", "公式“{cell}”有误：{reason}。", "公式只能用编号、数字、+ - * / 和括号，以及 sum(分组编号)。"
    ),
    "approximate-divisor": Wording(
        _E, "不能除以约数", "公式“{cell}”除以了约数 {divisor}。", "约数不能当除数，请去掉这个计算。"
    ),
    "unlike-units": Wording(
        _E, "单位不同不能加减", "公式“{cell}”里 {left} 与 {right} 单位不同，不能加减。", "请分开列。"
    ),
    "unlike-scopes": Wording(
        _E, "口径不同不能比", "公式“{cell}”里的数字口径不同（{scopes}）。", "请在口径一栏写“混合”并说明，或改公式。"
    ),
    "formula-cycle": Wording(_E, "公式绕成了圈", "计算互相引用：{chain}。", "请去掉其中一处引用。"),
    "verdict-mismatch": Wording(
        _E,
        "结论与计算不符",
        "结论填的是“{verdict}”，但左边 {left}，右边 {right}，差 {difference}。",
        "请把结论改成“{expected}”并写明原因。",
    ),
    "map-without-review": Wording(
        _E,
        "地图没有审图号",
        "有一张地图（{cell}），没有写审图号。",
        "中国地图公开前要送审。请改用表格或条形图；确有审图号的，在图旁写明“审图号：GS（年份）编号号”。",
    ),
    "odd-filing-footer": Wording(
        _W, "网站备案号的写法不像", "“{cell}”不像{expected}。", "请照备案系统里的写法填，例如 {example}。"
    ),
    # --- duties to publish ---------------------------------------------------------------------------
    "duty-ahead": Wording(
        _N,
        "快到公开期限",
        "{cell}：{due}前要公布{duty}（{deadline}）。",
        "公布后把日期填上；已经公布的，补上公开日期。",
    ),
    "duty-overdue": Wording(
        _N,
        "过了公开期限",
        "{cell}：{duty}应在{due}以前公布，还没有填报公开日期。",
        "请尽快公布并填上日期；已经公布的，补上公开日期。",
    ),
    "empty-duty-note": Wording(
        _E, "公开义务安排是空的", "“{cell}”既没有填负责人，也没有填不适用的原因。", "请至少填一项，或删去这一行。"
    ),
    "unclear-platform-value": Wording(
        _E,
        "没有说清核对的是什么",
        "没有说清核对的是哪个数。",
        "请填“数字”一格，或者同时填“记录”和“列”；不要都填，也不要都空。",
    ),
    "unlike-platform": Wording(
        _W,
        "与慈善中国不一致",
        "{cell}：本站是 {left}，慈善中国上是 {right}，{difference}。",
        "请查明哪一边写错：本站错的改这里并写更正说明；那边错的到慈善中国更正，再改核对的值和日期。",
    ),
    # --- records in time ----------------------------------------------------------------------------
    "dates-out-of-order": Wording(
        _E, "日期先后颠倒", "{second}是 {right}，早于{first} {left}。", "请核对这两个日期，改正填错的那一个。"
    ),
    "published-before-end": Wording(
        _E,
        "公布日期早于截止日期",
        "截止到 {left}，却在 {right} 就公布了；还没有发生的事不会已经公布。",
        "请核对截止日期和公布日期。",
    ),
    "account-before-start": Wording(
        _E,
        "开始之前就有账",
        "截止日期 {left} 早于“{cell}”的开始日期 {right}（{other}）。",
        "请核对两处的日期，或检查编号是不是填到了别处。",
    ),
    "falling-series": Wording(
        _E,
        "累计数变少了",
        "“{column}”是累计数，只会增加：{left}，{right}。",
        "请核对两次的数；填成了当期数的，请改成从开始到截止日的累计数。",
    ),
    "told-twice": Wording(
        _E, "同一条填了两次", "“{cell}”在 {other} 已经填过。", "请删去一条，或改正填错的日期或年度。"
    ),
    # --- campaigns and projects ----------------------------------------------------------------------
    "campaign-without-filing": Wording(
        _E,
        "募捐活动没有备案编号",
        "公开募捐活动“{cell}”没有填备案编号。",
        "请照“慈善中国”的备案结果填上；确实没有公布的，写“未披露”，网页会照实说明。",
    ),
    "odd-filing-number": Wording(
        _W,
        "备案编号的样子不对",
        "备案编号“{cell}”不是 18 位统一社会信用代码加 A 加五位数字。",
        "请与“慈善中国”上的编号核对；确实如此可以不改。",
    ),
    "filed-late": Wording(
        _W,
        "备案晚于法定时间",
        "{left} 备案，募捐 {right} 开始；{expected}。",
        "请核对日期；确实晚了可以不改，网页照实列出两个日期。",
    ),
    "used-above-received": Wording(
        _E,
        "用掉的比收到的多",
        "截止 {other}，累计使用 {right} 元，累计募得 {left} 元，多用了 {difference} 元。",
        "请核对两个数；用了别处的钱，请只填从这次募得款物里用掉的部分。",
    ),
    "account-after-final": Wording(
        _E,
        "最终账目之后又有账",
        "截止 {left} 的账在最终账目（截止 {right}，{other}）之后。",
        "请把“最终”标在最后一次，一项活动只有一次最终账目。",
    ),
    "closing-unbalanced": Wording(
        _E,
        "结项的收支余对不上",
        "收入 {left} 元减支出 {right} 元，剩余应是 {expected} 元，填的是 {found} 元，差 {difference} 元。",
        "请核对收入、支出和剩余财产三个数。",
    ),
    "surplus-without-disposal": Wording(
        _E,
        "剩余财产没有去向",
        "结项后剩余 {left} 元，没有填处理方式。",
        "请填写剩余财产怎么处理、转到哪里、依据是什么。",
    ),
    # --- donations, goods, funds ---------------------------------------------------------------------
    "name-without-consent": Wording(
        _E,
        "没有同意就写了名字",
        "署名里写了名称，但没有“同意公开姓名：是”（单位是填了“否”）。",
        "取得单独同意后填“是”，否则请把署名空着。",
    ),
    "giver-like-person": Wording(
        _W,
        "捐赠方像是个人的姓名",
        "“{cell}”像是个人的姓名，会登在网上。",
        "是个人就写“爱心人士”；是单位就写全称。",
    ),
    "not-positive": Wording(
        _E, "应当大于零", "“{column}”填的是 {cell}。", "请填大于零的数；退款和更正请改原来那一行，并在说明里写明。"
    ),
    "donation-number": Wording(
        _E,
        "捐赠编号与到账月份不同",
        "捐赠编号是 {left}，到账日期是 {right}，编号前七位应是到账的年和月。",
        "请核对到账日期，或改编号。",
    ),
    "receipt-twice": Wording(
        _E, "票据号码重复", "这个票据号码已经用在 {other}。", "一张票据只对应一笔捐赠，请核对票据存根。"
    ),
    "gift-before-appeal": Wording(
        _E,
        "募捐开始之前就有捐赠",
        "{left} 到账，而“{cell}”{right} 才开始（{other}）。",
        "请核对到账日期，或检查是不是填错了活动编号。",
    ),
    "goods-vanished": Wording(
        _E,
        "物资账对不上",
        "{cell}：到 {other} 应结存 {left}（接收减发放），填的结存是 {right}，差 {difference}。",
        "请核对接收、发放和盘点；损耗、报废也请按“报废”各填一行。",
    ),
    "goods-never-received": Wording(
        _E,
        "发出的物资没有收到过",
        "发放了{cell} {right}，到 {other} 为止接收的只有 {left}，多发 {difference}{hint}。",
        "请核对品名、规格、批次是否与接收时一致，或补上接收的那一行。",
    ),
    "goods-not-counted": Wording(
        _E,
        "物资没有结存数",
        "{cell}：接收 {left}，发放和报废 {right}，还有 {difference} 没有交代。",
        "请在最后补一行“结存”，填盘点出来的数；已经发完的，补上发放的那一行。",
    ),
    "goods-units-differ": Wording(
        _E,
        "同一种物资单位不同",
        "{cell}在 {other} 用的单位是“{left}”，这里是“{right}”。",
        "请统一成同一个单位。",
    ),
    "value-without-basis": Wording(
        _E, "有价值没有估价依据", "填了价值 {cell} 元，没有填估价依据。", "请填发票、评估、市场价等依据，或不填价值。"
    ),
    "fund-unbalanced": Wording(
        _E,
        "基金的年末余额对不上",
        "年初 {left} 元，加收入减支出应是 {expected} 元，填的年末余额是 {right} 元，差 {difference} 元。",
        "请核对年初、收入、支出、年末四个数。",
    ),
    "fund-below-zero": Wording(
        _E, "基金余额小于零", "{column}是 {cell} 元，基金不能花比有的更多的钱。", "请核对收支；垫付请另行记账并说明。"
    ),
    "fund-not-carried": Wording(
        _E,
        "基金的年初余额与上年年末不同",
        "年初余额 {right} 元，上年年末余额是 {left} 元（{other}），差 {difference} 元。",
        "请核对两年的余额；调整过期初数的，请改正上年的数并发布更正。",
    ),
    # --- statements ------------------------------------------------------------------------------
    "unknown-sheet": Wording(
        _E,
        "不认识的工作表",
        "不认识工作表“{cell}”，它不会被公布。",
        "三张报表的工作表名是：{expected}{hint}；别的表请移出这个工作簿。",
    ),
    "statement-unit": Wording(
        _E,
        "报表的金额单位不是元",
        "金额单位写的是“{cell}”。",
        "报表一律用元，写到分；请换成元的原表，不要用万元表换算。",
    ),
    "statement-year": Wording(
        _E,
        "报表的年度不对",
        "{title}的年度不对：文件是 {year} 年的{found}。",
        "请核对文件名（例如 2023.xlsx）和表上写的年度；2005 年度起才有这张表。",
    ),
    "statement-title": Wording(
        _E, "放错了报表", "表名写的是“{cell}”，这里应是“{expected}”。", "请把表放到它自己的文件夹或工作表里。"
    ),
    "statement-twice": Wording(
        _E, "同一年的报表有两份", "{year} 年的{title}已经在 {other}。", "请只留一份；更正后的表替换原来的。"
    ),
    "statement-line-unknown": Wording(
        _E, "报表里没有这一行", "{title}（{form}）没有这一行：行次“{line}”，项目“{cell}”。", "请照原表改正{hint}。"
    ),
    "statement-line-missing": Wording(_E, "报表缺行", "{title}缺{lines}。", "请照原表补上；没有发生的，金额空着。"),
    "statement-line-twice": Wording(
        _E, "报表的一行填了两次", "{title}第{line}行“{label}”已经填在 {other}。", "请只留一行。"
    ),
    "statement-line-label": Wording(
        _E, "行次与项目对不上", "{title}第{line}行应是“{expected}”，填的是“{cell}”。", "请核对行次和项目。"
    ),
    "empty-statement": Wording(_E, "报表是空的", "{title}一个金额也没有填。", "请照原表填，或删去这个文件。"),
    "unbalanced-statement": Wording(
        _E,
        "报表不平",
        "{year}年{column}：{total}应为{expected}（{rule}），填的是{found}，差{difference}。",
        "{note}请对照原表核对这几行。",
    ),
    "contradictory-statements": Wording(
        _E,
        "报表之间对不上",
        "{year}年：{left}是{found}，{rule}是{expected}，差{difference}。",
        "{note}请对照两张表核对。",
    ),
    "doubtful-statement": Wording(
        _W,
        "报表有疑问",
        "{year}年{column}：{left}是{found}，{rule}是{expected}，差{difference}。",
        "{note}请对照原表看一眼。",
    ),
    "unlike-statements": Wording(
        _W,
        "报表之间有差额",
        "{year}年：{left}是{found}，{rule}是{expected}，差{difference}。",
        "{note}请对照原表看一眼；差额会登在勾稽表上。",
    ),
    "unbalanced-donations": Wording(
        _E,
        "捐赠收入的分项对不上",
        "{year}年：{left}是{found}，{rule}之和是{expected}，差{difference}。",
        "请对照年度工作报告核对这几个数。",
    ),
    # --- governance and events -----------------------------------------------------------------------
    "overlapping-terms": Wording(
        _E,
        "同一职务的任期重叠",
        "“{cell}”的任期 {right}，与 {other} 的任期 {left} 重叠。",
        "请核对任期；连任请把上一届的任期止填上，同名的两个人请在姓名后加单位。",
    ),
    "council-and-supervisor": Wording(
        _W,
        "同时在理事会和监事会",
        "“{cell}”在这里属于{right}，在 {other} 属于{left}，任期重叠。",
        "理事不能兼任监事，请核对；同名的两个人可以不改。",
    ),
    "personal-number": Wording(
        _E, "有个人的号码", "这里有{what}{hint}，不能公布。", "请删去号码；需要联系方式的，写机构的电话。"
    ),
    "personal-words": Wording(
        _E,
        "有个人信息",
        "这里有{what}{hint}，不能公布。",
        "请删去，或改成看不出是谁的写法（例如 一名小学生、家住本区、机构的邮箱）。",
    ),
    "personal-name": Wording(
        _E, "文件名里有个人信息", "文件名里有{what}，不能公布。", "请给文件改名，例如 2023-09-01.md。"
    ),
    "personal-output": Wording(
        _E,
        "生成的网页里有个人信息",
        "生成的网页里有{what}{hint}，已停止，上一次的网站没有改动。",
        "请在数据、文章和附件里找到并删去；如果那是机构自己的电话，请写进“联系方式”。",
    ),
    "attachment-type": Wording(
        _E,
        "附件的格式不能公布",
        "这种文件不能公布：{reason}。",
        "请另存为 PDF 或图片；表格请放进 data，网站会做成能看也能下载的表。",
    ),
    "attachment-unreadable": Wording(
        _E, "附件打不开", "附件检查不了：{reason}。", "请重新导出，或去掉密码后再放进来。"
    ),
    "attachment-active": Wording(
        _E, "附件里有程序", "这份 PDF 里有{what}，打开时会自己动作。", "请用“打印成 PDF”重新导出一份。"
    ),
    "attachment-author": Wording(
        _W,
        "附件写着作者",
        "这份 PDF 的属性里写着{what}“{cell}”。",
        "如果是个人姓名，请在导出时去掉文档属性（Word/WPS：文件—信息—检查文档）。",
    ),
    "attachment-scan": Wording(
        _N,
        "附件是扫描件",
        "这份 PDF 里没有文字，是扫描的图，里面有没有个人信息查不出来，读屏和搜索也读不到。",
        "请人看一遍；最好用带文字的原件导出 PDF。",
    ),
    "person-without-consent": Wording(
        _E,
        "个人关联方没有填是否同意公开",
        "“{cell}”是个人，没有填“同意公开”。",
        "取得本人同意后填“是”；不同意的，名称只写身份（例如 一位副会长的配偶），并填“不指名”。",
    ),
    "before-relation": Wording(
        _W,
        "关联关系还没有成立就有交易",
        "{right} 发生，而“{cell}”的关联关系从 {left} 开始（{other}）。",
        "请核对两个日期；确实如此可以不改。",
    ),
    "rank-order": Wording(
        _E,
        "报酬的次序不对",
        "{year}年第{right}位的报酬比第{left}位（{other}）多 {difference} 元。",
        "前五位按报酬从高到低排，请核对序位和金额。",
    ),
    "above-total": Wording(_E, "到的比应到的多", "出席 {left} 人，应到只有 {right} 人。", "请核对出席和应到的人数。"),
    "below-two-thirds": Wording(
        _W,
        "同意的比例不到三分之二",
        "重大投资“{cell}”的同意比例是 {value}%，法律要求决策机构组成人员三分之二以上同意。",
        "请核对决议；确实如此可以不改，网页照实列出。",
    ),
    "forbidden-investment": Wording(
        _W,
        "法律不允许的投资",
        "投资“{cell}”不合规定：{reason}。",
        "请核对填写的资金来源和产品类型；确实如此可以不改，网页照实列出。",
    ),
    "nothing-changed": Wording(_E, "变更前后相同", "变更前和变更后都是“{cell}”。", "请核对这次变更改了什么。"),
    "restated-otherwise": Wording(
        _E,
        "重述和数字台账不一致",
        "“{column}”写的是“{cell}”，{other} 在数字台账里是{found}。",
        "请对照新旧两份报告改正其中一处。",
    ),
    "restated-other-figure": Wording(
        _E,
        "重述指错了数",
        "{cell} 不是要找的数：{reason}。",
        "请核对编号和年度；重述前后要是同一个项目、同一个单位和口径。",
    ),
    "restated-by-change": Wording(
        _E,
        "口径变化填了重述后编号",
        "类型是“{cell}”，却填了重述后编号。",
        "旧数按新口径重新公布过的，请写成“重述”；没有的，请清空这一格。",
    ),
    "closed-but-active": Wording(
        _E, "已终止的机构还写着存续", "“{cell}”有终止日期 {right}，存续情况却是“存续”。", "请改正其中一个。"
    ),
    "two-in-force": Wording(
        _W,
        "一项制度有两个现行版本",
        "“{cell}”的另一个版本（{other}）没有填废止日期。",
        "请给旧版本填上被替代的日期；确实同时有效可以不改。",
    ),
    # --- organisations, pages, prose -------------------------------------------------------------
    "organisation-clash": Wording(
        _E, "两个机构用了同一个编号", "机构编号“{cell}”与 {other} 相同。", "每个机构的 id 只能用一次。"
    ),
    "organisation-folder": Wording(
        _E, "机构编号与文件夹不同", "id 是“{cell}”，文件夹名是“{folder}”。", "请把两者改成一样。"
    ),
    "unlisted-organisation": Wording(
        _E, "机构没有列入网站", "文件夹“{cell}”没有列在 site.yaml 的 organisations 里。", "请加进去，或移走文件夹。"
    ),
    "unknown-member": Wording(
        _E,
        "上级机构不存在",
        "part_of 写的是“{cell}”，{other} 里没有这家机构。",
        "请核对上级机构的编号{hint}；它没有数据文件夹的，请去掉 part_of。",
    ),
    "member-cycle": Wording(
        _E,
        "成员关系绕成了圈",
        "part_of 绕成了圈：{chain}。",
        "最上面的机构不填 part_of；请去掉填错的那一处。",
    ),
    "path-clash": Wording(
        _E, "两个网页地址相同", "网页地址 {cell} 被用了两次：{first} 和 {second}。", "请改其中一条的编号。"
    ),
    "unknown-embed": Wording(_E, "文章里的引用不存在", "“{cell}”指向的{target}不存在。", "请检查编号{hint}。"),
    "orphan-article": Wording(
        _E, "文章不属于任何机构", "文章放在“{cell}”下，但没有这个机构。", "请移到机构编号同名的文件夹里。"
    ),
    "bad-content": Wording(
        _E, "文章格式有误", "文章读不出来：{reason}。", "请检查文章开头的标题、日期和网址名（Slug）。"
    ),
    "sample-data": Wording(_E, "样例数据不能发布", "“{cell}”是样例数据。", "正式发布前请移走样例。"),
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


def problem(code: str, where: Where, **details: object) -> Problem:
    """Make a problem; every quoted cell is cut to 40 characters, and absent hints become empty."""
    texts = {"hint": ""}
    for name, value in details.items():
        text = masked(str(value).replace("\n", "⏎").replace("\r", ""))
        texts[name] = text if name not in {"cell", "wording"} or len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004
    return Problem(code, where, texts)


class Report:
    """Collects problems; the edge prints it once and leaves with its exit code."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: list[Problem] = list(problems)

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
        """The whole report for a terminal, one problem a paragraph, nothing left out."""
        groups = [(Severity.ERROR, "必须改"), (Severity.WARNING, "请确认"), (Severity.NOTICE, "可以更好")]
        lines: list[str] = []
        errors = self.errors
        if errors:
            lines.append(f"数据校验未通过，共 {len(errors)} 处必须改：")
        for severity, title in groups:
            found = [one for one in self if one.severity is severity]
            if found and severity is not Severity.ERROR:
                lines.append(f"{title}（{len(found)} 处）：")
            lines.extend(f"  {one}" for one in found)
        return "\n".join(lines)

    def as_json(self) -> str:
        """The same as JSON: a list of objects with code, severity, file, sheet, row, column, message and fix."""
        rows = [
            {
                "code": one.code,
                "severity": one.severity.value,
                "file": one.where.file,
                "sheet": one.where.sheet,
                "row": one.where.row,
                "column": one.where.column,
                "message": one.message,
                "fix": one.fix,
            }
            for one in self
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the candidate most like *word*, or nothing where none is like it."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(candidates), n=1, cutoff=0.5)
    return f"（是不是“{matches[0]}”？）" if matches else ""
