"""The pages of docs/ that are made from code, so that they can't lag behind it: data dictionary and problem codes.

`python -m disclosure.staff.documentation` writes them; a test fails while they differ from what the code says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

from ..accounts import RESERVED, WORKBOOKS, topics
from ..duties import absent, label, place
from ..kinds import all_kinds, kind_of
from ..law import (
    CERTAINTIES,
    PLACES,
    WHO,
    Duty,
    Find,
    FindAnswers,
    FindRecords,
    FindSeries,
    FindStanding,
    FindYears,
    catalogue,
)
from ..model import LEVELS, Coverage, FigureBasis, FigureStatus, Kind, Nature, Organisation, SiteSettings, Verdict
from ..output import FIGURE_FIELDS, MISSING_SIGNS
from ..problems import PARTS, WORDINGS, Scope, Severity, Wording
from ..quantities import BOUND_WORDS, QUALIFIERS, UNITS, Bound
from ..reading import MISSING_WORDS, SEPARATOR, TOTAL_WORDS, AnyColumn, Record, RichText, Text
from ..rules import INCIDENTS

ROOT = Path(__file__).resolve().parents[3]

_NOTICE = "<!-- 本页由代码生成，请不要手改。改动代码后运行：.venv/bin/python -m disclosure.staff.documentation -->"

_BOUNDS = {
    Bound.EXACT: "不影响数值",
    Bound.AT_LEAST: "只多不少；图上条尾画 ▸",
    Bound.AT_MOST: "只少不多",
    Bound.ABOUT: "可能多也可能少",
}

_VERDICTS = {
    Verdict.AGREES: "两边相等，或差额在四舍五入之内",
    Verdict.DIFFERS: "两边应当相等，但不相等",
    Verdict.OVERLAPS: "各项加起来超过总额",
    Verdict.INCOMPLETE: "各项加起来不到总额",
    Verdict.UNCHECKABLE: "缺少需要的数，或者是约数，等不等说不准",
    Verdict.SCOPE_DIFFERS: "两边算的范围不一样",
    Verdict.CONTRADICTS: "同一件事两处说法不能同时成立",
}

_SEVERITIES = {
    Severity.ERROR: "必须改：不改就不生成网站",
    Severity.WARNING: "请确认：看一眼，没有错可以不改",
    Severity.NOTICE: "可以更好：只是建议",
}

# What stands in a message where the real words of a case will be.
_BLANKS = {
    "basis": "款物",
    "breakdown": "分组名称",
    "cell": "所填内容",
    "chain": "经过的编号",
    "choices": "可选的内容",
    "claim": "所作的声明",
    "column": "列",
    "count": "几处",
    "difference": "差额",
    "deadline": "期限的写法",
    "divisor": "编号",
    "due": "最晚的一天",
    "duty": "义务",
    "example": "例子",
    "expected": "应填的内容",
    "finding": "与上面各行对不对得上",
    "name": "编号",
    "role": "收入合计",
    "row": "要加的一行",
    "sign": "看不见的字符",
    "sort": "哪一种写法",
    "more": "",
    "said": "写的内容",
    "first": "第一处",
    "folder": "文件夹名",
    "form": "表式",
    "found": "数目",
    "hint": "",
    "new": "；确实是新单位，请在 data/site.yaml 里写 units: [所填内容]",
    "label": "项目",
    "left": "左边",
    "line": "行次",
    "lines": "缺的各行",
    "mend": "改法",
    "note": "",
    "number": "次数",
    "other": "另一处",
    "part": "分项编号",
    "parts": "分项之和",
    "place": "单元格",
    "places": "单元格",
    "path": "机构/编号",
    "named": "机构/编号",
    "qualifier": "约数",
    "range": "单元格",
    "read": "读出的数",
    "reason": "原因",
    "ref": "编号",
    "right": "右边",
    "rows": "哪些行",
    "rule": "算法",
    "scope": "口径",
    "scopes": "几种口径",
    "second": "第二处",
    "site": "网站的设置文件",
    "target": "对象",
    "times": "倍数",
    "title": "报表名称",
    "total": "合计",
    "total_scope": "合计的口径",
    "total_unit": "合计的单位",
    "total_year": "合计的年度",
    "unit": "单位",
    "value": "数值",
    "verb": "怎么了",
    "verdict": "结论",
    "what": "对象",
    "word": "合计",
    "wording": "原文写法",
    "year": "年度",
}


# How sheets are read as people have them: (what stands there, what becomes of it).
_AS_READ = (
    ("标题行、编制单位、制表人、“注：”", "不当数据"),
    ("两行的表头、打印时每页重复的表头", "认得；表头下面才是数据"),
    (
        "表头写 金额（万元），或上面、工作表名称里写“单位：万元”",
        "换成元；人民币万元、RMB万元、千元、百元、角、分等写法都认得；格子里又写“万”的，请您改清楚",
    ),
    ("单位或表头是美元、港币等外币，单位看不出是多少元", "不读，说明写在哪里；请填入账的人民币数"),
    ("单元格格式里显示“万元”“$”", "不读，点名格子；看到的和存的不是同一个数"),
    ("页眉页脚、文本框、批注、“说明”工作表里写着“单位：万元”“此为美元”", "格子里没有写的，停下来请您写进表头"),
    (
        "3.2万元、1,234.50、（500）、１２３",
        "照意思读成数；“壹佰元”“3万5千”“35角”会提示应填的数；“3万余元”“一万五”“35美元”“5万只”不是确切的钱，不猜",
    ),
    ("2025-03-01 09:08:07、2025年3月1日 9时8分", "只读日期，不按时区挪；“01/02/2025”“3月1日”看不出是哪一天，请改"),
    ("格式是百分比的 35%", "“比例”一类的列读成 35，别的列请改"),
    ("合计、小计、总计、Total，或“合计：2笔，300元（大写：叁佰元整）”", "不当数据，与上面各行之和核对，不同就报出来"),
    ("看不见的字符（零宽空格等）", "说出是哪一格第几个字符，请重新输入"),
    ("退款、退回的负数行", "说明改填哪张表（捐赠退款、拨付退回），见使用手册“退款、平台汇总、外币”"),
    ("一月一张的工作表（1月、2月……）", "合起来读；别的工作表会点名，请删去或移走"),
    ("藏起来的行、列、工作表，数据里的合并单元格，没有结果的公式", "点名，改好才能发布"),
    ("编号、票据号码存成了数字", "前面的 0 可能丢了，请把列设为“文本”再填"),
)


# By which words in 指标 pages find their amounts: (cell of the page, words).
_FOUND_BY = (
    ("项目：预算", "预算"),
    ("项目：筹集", "筹集、募集、到账、收入、收到"),
    ("项目：支出", "支出、拨付、发放、捐赠、资助、投入"),
    ("项目：结余", "结余、余额"),
    (
        "基金：规模、到账、支出、余额",
        "规模；到账、筹集、募集、收入、收到、注入；支出、资助、帮扶、救助、发放；余额、结余",
    ),
    ("应急：募集、已用、剩余", "筹集、募集、接收、筹款、收入、收到；支出、拨付、捐赠、使用、采购；剩余、结余"),
    ("财务：管理费与募捐成本", "管理费、募捐成本、筹资费用"),
    ("帮了多少人", "受益"),
)


def data_dictionary() -> str:
    """数据字典.md: every file that staff can fill, every column, and the words that cells may hold."""
    kinds = [kind for kind in all_kinds() if kind.record.columns]
    lines = [
        "# 数据字典",
        "",
        _NOTICE,
        "",
        "每种表有哪些列、每列填什么。怎样一步一步填，见[使用手册](使用手册.md)；报错的意思，见[错误代码](错误代码.md)。",
        "",
        "## 通用的规矩",
        "",
        "- 表格用 .csv 或 .xlsx 保存；旧格式 .xls 请先用 Excel 或 WPS 另存为 .xlsx。CSV 请存成 UTF-8；GB18030 和 UTF-16、逗号、制表符和分号都认得。",
        "- 工作簿里只放一张表，或按月份、年份命名的几张；不能有隐藏的行、列、表，数据里不能有合并单元格。",
        "- 三张财务报表照印好的表填，表头上面可以有表名和编制单位，合计行照填；见各表的说明。",
        "- 表头上面可以有标题；表头可以占两行。表头用下面的中文表头或英文名都可以，列的先后不限。选填的列可以整列不要；不能有不认识的列。",
        f"- 第一格是{'、'.join(f'“{word}”' for word in TOTAL_WORDS)}的行不当数据读，只拿来核对，不同就报出来；“Total”“捐款合计”也算。",
        f"- 一格里要填几个编号时，用“{SEPARATOR}”隔开。",
        "- 金额用人民币元。用万元、千元、角、分的，在表头写明，例如 金额（万元），或在表头上面写“单位：万元”；格子里可以写 3.2万元。外币不读。",
        "- 没有注明单位“元”的列用基本单位，不写“万”“亿”。",
        "- 日期写成 2023-09-18；后面带时间的只读日期。看不出是哪一天的（01/02/2025、3月1日）不读。",
        f"- 编号不能是 {'、'.join(f'`{identifier}`' for identifier in sorted(RESERVED))}，这些是网站自己的地址。",
        "",
        "### 表里的样子怎样读",
        "",
        *_table(("表里有", "软件怎么读"), _AS_READ),
        "",
        "### 网页按指标里的字找数",
        "",
        *_table(("页面上的格子", "指标里要有其中一个词"), _FOUND_BY),
        "",
        "### 没有内容的格子",
        "",
        "没有内容的格子，这样填：",
        "",
        *_table(("格子里写", "意思", "网页上"), _missing_rows()),
        "",
        "0 就是确实为零，不能用来表示没有公布。",
        "",
        "## 网站和机构的设置",
        "",
        "写法是“名称、半角冒号、一个空格、内容”，一行一项。没有的就空着，网页会写“未披露”或不显示。",
        "",
        "### data/site.yaml",
        "",
        *_table(("名称", "填什么"), _settings(SiteSettings)),
        "",
        "### data/机构编号/organisation.yaml",
        "",
        *_table(("名称", "填什么"), _settings(Organisation)),
        "",
        "## 各种表",
        "",
        "放在 data/机构编号/ 下面。",
        "",
        *_table(("表", "文件"), ((f"[{kind.label}](#{kind.id})", _files(kind)) for kind in kinds)),
        "",
    ]
    for kind in kinds:
        lines += _kind(kind)
    lines += _vocabulary()
    lines += [
        "## 下载的台账文件",
        "",
        "网站“数据”页的 figures.csv（及 XLSX、JSON）有这些字段，先后固定：",
        "",
        *_table(
            ("字段", "表头", "说明"),
            ((f"`{field.name}`", field.title, field.description) for field in FIGURE_FIELDS),
        ),
        "",
        "其他下载文件的字段与上面各种表相同；完整的字段说明在 datapackage.json 里。",
    ]
    return "\n".join(lines) + "\n"


def problem_catalogue() -> str:
    """错误代码.md: every problem that `make check` can tell, with its wording and its mending."""
    lines = [
        "# 错误代码",
        "",
        _NOTICE,
        "",
        "运行 `make check` 或 `make html`，有问题时按代码分组：在哪个文件、哪一格，是什么问题，怎么改，为什么要管。",
        "",
        "怎样读报告、怎样确认，见[使用手册](使用手册.md)；这些规则能指出多少错，见[检查规则的效果](规则.md)。",
        "",
        "行号与 Excel 里看到的相同。〔　〕里的字会换成实际的内容。",
        "",
        *_table(("分量", "意思"), ((f"`{severity.value}`", meaning) for severity, meaning in _SEVERITIES.items())),
        "",
        f"一共 {len(WORDINGS)} 条。“看多远”是要看到多大范围才看得出来。",
        "",
        *_table(
            ("代码", "意思", "分量", "看多远"),
            (
                (f"[{code}](#{code})", wording.title, PARTS[wording.severity], wording.scope.value)
                for scope in Scope
                for code, wording in WORDINGS.items()
                if wording.scope is scope
            ),
        ),
        "",
    ]
    for code, wording in WORDINGS.items():
        lines += _problem(code, wording)
    lines += ["## 真实发生过的事", "", "每一件都是公开报道过的，都能在公布之前查出来。", ""]
    lines += _table(
        ("事例", "年份", "公布了什么", "用什么拦", "报道"),
        (
            (
                f"{number}",
                f"{incident.year}",
                incident.summary,
                "、".join(f"[{code}](#{code})" for code, rule in WORDINGS.items() if number in rule.incidents),
                incident.source,
            )
            for number, incident in INCIDENTS.items()
        ),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def _problem(code: str, wording: Wording) -> Iterator[str]:
    yield from (
        f"## {code}",
        "",
        f"**{wording.title}**（{_SEVERITIES[wording.severity].partition('：')[0]}）",
        "",
        f"- 会看到：{_filled(wording.message)}",
        f"- 怎么改：{_filled(wording.fix)}",
        f"- 为什么：{wording.why}",
    )
    if wording.basis:
        yield f"- 依据：{wording.basis}"
    if wording.incidents:
        yield f"- 事例：{'、'.join(map(str, wording.incidents))}（见[真实发生过的事](#真实发生过的事)）"
    yield ""


def _filled(template: str) -> str:
    pieces = []
    for text, name, _, _ in Formatter().parse(template):
        pieces.append(text)
        if name and _BLANKS[name]:
            pieces.append(f"〔{_BLANKS[name]}〕")
    return "".join(pieces)


def _files(kind: Kind) -> str:
    if kind.form:
        return f"`{kind.id}/年份.xlsx`（或 .csv），或 `{WORKBOOKS}/年份.xlsx` 里名叫“{kind.form.title}”的工作表"
    if kind.yearly:
        return f"`{kind.id}/年份.csv`，例如 `{kind.id}/2023.csv`"
    if not kind.divided:  # the folder of this name holds the documents themselves
        return f"`{kind.id}.csv`；原件可以放在 `{kind.id}/` 里"
    return f"`{kind.id}.csv`，或 `{kind.id}/` 里的几个文件"


def _kind(kind: Kind) -> Iterator[str]:
    yield from (f'<a id="{kind.id}"></a>', "", f"### {kind.label}", "", f"文件：{_files(kind)}。{kind.intro}", "")
    yield from _table(
        ("表头", "英文名", "填什么", "必填", "说明"),
        (
            (column.label, f"`{column.name}`", content_of(column), "是" if column.required else "", column.notes)
            for column in kind.record.columns
        ),
    )
    yield ""


# Targets that are no kind of their own.
_TARGETS = {
    "totals": "数字或分组的编号",
    "records": "类别/编号，例如 projects/helping-hand",
    "organisations": "别的机构的编号",
}


def content_of(column: AnyColumn) -> str:
    """What a cell of a column holds, in words."""
    if column.choices:
        choices = "、".join(column.choices)
    elif column.refers_to:
        target = kind_of(column.refers_to)
        choices = _TARGETS.get(column.refers_to) or f"{target.label if target else column.refers_to}的编号"
    elif isinstance(column.type, Text | RichText):
        choices = column.type.name
    else:
        choices = f"{column.type.name}，例如 `{column.type.example}`"
    if column.many:
        choices += f"；几个用“{SEPARATOR}”隔开"
    if column.personal or not column.public:
        choices += "；不公开"
    return choices


def said_of(column: AnyColumn) -> str:
    """The same where no Markdown is read: in a workbook, at the terminal."""
    return content_of(column).replace("`", "")


def _settings(record: type[Record]) -> Iterator[tuple[str, str]]:
    """Key and meaning of everything that a YAML file of settings may state."""
    for column in record.columns:
        words = "：".join(filter(None, (column.label, column.description)))
        yield f"`{column.name}`", f"{words}（必填）" if column.required else words


def _missing_rows() -> Iterator[tuple[str, str, str]]:
    for written, reason in MISSING_WORDS.items():
        sign, words = MISSING_SIGNS[reason]
        yield written or "（空着）", words, sign


def _vocabulary() -> Iterator[str]:
    yield from ("## 格子里的词", "", "### 主题", "", "数字台账、计算和勾稽的“主题”，决定数字出现在哪一页：", "")
    yield "、".join(topics()) + "。"
    yield from ("", "### 来源等级", "")
    yield from _table(("等级", "意思"), LEVELS.items())
    yield from ("", "### 口径、性质、款物、状态", "")
    yield from _table(
        ("列", "可填"),
        (
            ("口径", "、".join(Coverage)),
            ("性质", "、".join(Nature)),
            ("款物", "、".join(FigureBasis)),
            ("状态", "、".join(FigureStatus)),
        ),
    )
    yield from ("", "### 约数", "", "原文里有这些字，就填在“约数”一列；原文没有就留空。", "")
    yield from _table(
        ("约数", "意思", "计算结果前"),
        ((word, _BOUNDS[bound], BOUND_WORDS[bound]) for word, bound in QUALIFIERS.items()),
    )
    yield from ("", "### 单位", "", "、".join(UNITS) + "。", "", "新的单位先加到 data/site.yaml 的 units。", "")
    yield from ("### 勾稽结论", "")
    yield from _table(("结论", "意思"), ((verdict.value, _VERDICTS[verdict]) for verdict in Verdict))
    yield ""


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def duty_table() -> str:
    """公开义务对照.md: every duty of the law, with the table and the page that carry it, or what is missing."""
    rules = catalogue()
    every = rules.duties
    public = [duty for duty in every if duty.public]
    homeless = [duty for duty in public if absent(duty) or not (duty.carriers or duty.facts)]
    lines = [
        "# 公开义务对照",
        "",
        _NOTICE,
        "",
        "法律要求公开的每一项，用哪张表填，在哪个网页看。法定公开以“慈善中国”为准，本站不代替；各条的期限和条文以正式文本为准。",
        "",
        "表里的列见[数据字典](数据字典.md)。网页地址前面是机构编号，例如 /suzhou/governance/。",
        "",
        f"一共{len(every)}项，其中要求公开的{len(public)}项，还缺表的{len(homeless)}项。最后一列写缺哪张表，或者为什么不用表。",
        "",
    ]
    for group in rules.groups:
        lines += [f"## {group}", ""]
        lines += _table(
            ("编号", "义务", "依据", "在哪里公开", "表（列）", "网页", "缺什么、为什么"),
            (_duty(duty) for duty in rules.of_group(group)),
        )
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _duty(duty: Duty) -> tuple[str, ...]:
    there = [carrier for carrier in duty.carriers if place(carrier)]
    facts = f"organisation.yaml（{'、'.join(duty.facts)}）"
    carried = [*([facts] if duty.facts else []), *(label(carrier) for carrier in there)]
    return (
        f"`{duty.id}`",
        duty.name,
        duty.basis,
        "、".join(PLACES[letter] for letter in duty.places),
        "；".join(carried),
        " ".join(dict.fromkeys(f"/{place(carrier)}" for carrier in there)),
        _lacking(duty),
    )


def _lacking(duty: Duty) -> str:
    missing = f"还没有这些表：{'、'.join(f'`{kind}`' for kind in absent(duty))}" if absent(duty) else ""
    return "；".join(text for text in (missing, duty.lacks) if text)


def duty_rules() -> str:
    """公开义务规则.md: every duty with its terms, as the programme applies them, and the texts they rest on."""
    rules = catalogue()
    lines = [
        "# 公开义务规则",
        "",
        _NOTICE,
        "",
        "每项义务由什么引起、期限多少天、从哪天到哪天适用、把握有多大。把握不到“见于转述”的，网站只写“还没弄清”，不下结论。",
        "",
        "规则是数据，在 plugins/disclosure/law/duties.yaml；法律改了，改那个文件，不用改程序。",
        "",
        "算法：事情发生那天不算；月份加到那个月的同一天，没有同一天的到月底；周期正好等于界限的不算超过；不因节假日顺延；日期按北京时间。",
        "",
    ]
    for group in rules.groups:
        lines += [f"## {group}", ""]
        lines += _table(
            ("编号", "义务", "适用于", "起因", "适用的日期", "期限", "写法", "依据", "把握", "怎么核对"),
            (row for duty in rules.of_group(group) for row in _terms(duty)),
        )
        lines.append("")
    lines += ["## 文本", ""]
    lines += _table(
        ("文本", "文号", "施行", "在哪里看到"),
        (
            (text.name, text.number, f"{text.first}至{text.last}" if text.last else f"{text.first}起", text.seen)
            for text in rules.texts.values()
        ),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


_WAYS: Mapping[type[Find], str] = {
    FindRecords: "表里每一行",
    FindAnswers: "每一个，看有没有对应的公布",
    FindSeries: "从开始到结束，相邻两次公布的间隔",
    FindYears: "每个结束了的年度",
    FindStanding: "有没有",
}


def _terms(duty: Duty) -> Iterator[tuple[str, ...]]:
    finding = _WAYS[type(duty.find)] if duty.find else f"不逐次核对：{duty.lacks}"
    for term in duty.terms:
        yield (
            f"`{duty.id}`",
            duty.name,
            WHO[duty.who],
            duty.trigger,
            f"{term.first}至{term.last}" if term.last else f"{term.first}起",
            term.deadline.words,
            f"`{term.deadline.text}`",
            term.basis,
            CERTAINTIES[term.certainty],
            finding,
        )


PAGES = {
    "数据字典.md": data_dictionary,
    "错误代码.md": problem_catalogue,
    "公开义务对照.md": duty_table,
    "公开义务规则.md": duty_rules,
}


def main(folder: Path = ROOT / "docs") -> int:
    """Write the generated pages into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")
        print(f"已生成 docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
