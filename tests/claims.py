"""What pages say that the data has, lacks or agrees in, held against the files themselves.

Nothing here uses the code that makes the pages: tables are read with the csv module, pages as HTML. Every entry of 没公开的
and every sentence with words of absence or agreement must be known here, with a test that the files must pass.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
Rows = list[dict[str, str]]
STATEMENTS = {"资产负债表": "balance_sheet", "业务活动表": "activity_statement", "现金流量表": "cash_flow"}
EMPTY = {"", "未披露", "不公开"}
LEFT = re.compile("年末|期末|年底|结余|余额|结存|滚存|结转|净资产")
EARLIER = re.compile("上年|上一年|去年|年初|期初|以前年度|历年|往年")


@dataclass
class Files:
    """The files of one organisation."""

    folder: Path
    _tables: dict[str, Rows] = field(default_factory=dict)

    @cached_property
    def organisation(self) -> dict[str, object]:
        """organisation.yaml."""
        return dict(yaml.safe_load((self.folder / "organisation.yaml").read_text("utf-8")))

    def rows(self, table: str) -> Rows:
        """All rows of a table; `_file` names the file they stand in."""
        if table not in self._tables:
            paths = [self.folder / f"{table}.csv", *sorted((self.folder / table).glob("*.csv"))]
            found: Rows = []
            for path in paths:
                if path.exists():
                    with path.open(encoding="utf-8-sig", newline="") as lines:
                        found += [{**row, "_file": path.stem} for row in csv.DictReader(lines)]
            self._tables[table] = found
        return self._tables[table]

    def told(self, table: str, *columns: str, year: int | None = None, dated: str = "", **having: str) -> bool:
        """Whether a row has all of *columns*, the values *having*, and *year* in the column *dated*."""
        return any(
            all(row.get(column, "").strip() not in EMPTY for column in columns)
            and all(row.get(column) == value for column, value in having.items())
            and (not dated or row.get(dated, "")[:4] == str(year))
            for row in self.rows(table)
        )

    def statement(self, title: str, year: int) -> bool:
        """Whether there is a statement of the year."""
        alone = any((self.folder / STATEMENTS[title]).glob(f"{year}.*"))
        return alone or any((self.folder / "statements").glob(f"{year}.*"))

    def figures(self, year: int | None = None, *topics: str) -> Rows:
        """The figures of a year (of all years) and of these topics (of all topics)."""
        return [
            row
            for row in self.rows("figures")
            if (year is None or row["_file"] == str(year)) and (not topics or row["主题"] in topics)
        ]

    def says(self, words: str, year: int | None, *topics: str, unit: str = "", loose: bool = False) -> bool:
        """Whether the subject or the measure of a figure has the words."""
        return any(
            re.search(words, row["事项"] + row["指标"])
            and (not unit or row["单位"] in unit.split("、"))
            and not (loose and row.get("所属记录"))
            for row in self.figures(year, *topics)
        )

    def left(self, year: int, *, at_start: bool) -> bool:
        """Whether a figure tells what was left at the start or at the end of a year."""
        rows = [row for row in self.figures(year, "总体", "收入", "支出", "结余") if not row.get("所属记录")]
        names = [row["事项"] + row["指标"] for row in rows if row["单位"] == "元"]
        return any(bool(EARLIER.search(name)) == at_start for name in names if LEFT.search(name))

    @property
    def years(self) -> list[int]:
        """The years for which something other than a plan is stated, in the register or in statements, newest first."""
        told = {int(row["_file"]) for row in self.figures() if row["性质"] != "计划"}
        for name in (*STATEMENTS.values(), "statements"):
            told |= {int(path.stem) for path in (self.folder / name).glob("*.*") if path.stem.isdigit()}
        return sorted(told, reverse=True)

    def row(self, table: str, key: str) -> dict[str, str]:
        """The record with this id."""
        return next(row for row in self.rows(table) if row["编号"] == key)

    @cached_property
    def cells(self) -> str:
        """Every cell of every table, without spaces and without the references to figures."""
        texts = []
        for path in sorted(self.folder.rglob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as lines:
                texts += [squeezed(re.sub(r"\{[^}]*\}", "", cell)) for row in csv.reader(lines) for cell in row]
        return "\n".join(texts)


def squeezed(text: str) -> str:
    """A text without spaces."""
    return re.sub(r"\s+", "", text)


# --- pages ---------------------------------------------------------------------------------------

_END = re.compile(r"</(?:p|li|h\d|td|th|dd|dt|tr|summary|strong|figcaption|caption|ul|div)>")
_MARKS = re.compile(
    r'<(script|style|svg)\b.*?</\1>|<a class="src".*?</a>|<span class="(?:vh|tag|miss)[^"]*".*?</span>', re.DOTALL
)


def main_of(path: Path) -> str:
    """The part of a page that is its own."""
    text = path.read_text("utf-8")
    found = re.search(r"<main\b.*?</main>", text, flags=re.DOTALL)
    return found[0] if found else text


def gaps(path: Path) -> list[str]:
    """The entries of 没公开的."""
    found = re.search(r'<ul class="undisclosed">(.*?)</ul>', main_of(path), flags=re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", found[1], flags=re.DOTALL) if found else []
    return [squeezed(html.unescape(re.sub(r"<[^>]+>", "", item))) for item in items]


def sentences(path: Path) -> Iterator[str]:
    """Every sentence of a page but the entries of 没公开的 and the words of marks."""
    text = re.sub(r'<ul class="undisclosed">.*?</ul>', "", main_of(path), flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]+>", "", _END.sub("\n", _MARKS.sub("", text))))
    for line in plain.split("\n"):
        yield from (sentence for sentence in re.split(r"(?<=[。；])", squeezed(line)) if sentence)


# --- 没公开的 --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where something is said: the organisation's files and pages, the address below its folder, its year and its record."""

    files: Files
    path: str
    site: Path  # the folder of the organisation's pages

    def text(self, path: str) -> str:
        """All words of another page of the organisation."""
        return "".join(sentences(self.site / path / "index.html"))

    @property
    def year(self) -> int:
        """The year of the page, else the newest."""
        found = re.search(r"(?:finances|years|reports|flow)/(\d{4})", self.path)
        return int(found[1]) if found else (self.files.years or [0])[0]

    @property
    def record(self) -> str:
        """The record that the page is about."""
        return self.path.strip("/").rpartition("/")[2]


Told = Callable[[Place, re.Match[str]], bool]


def column(table: str, *columns: str, **having: str) -> Told:
    """A test: some row of a table has these columns."""
    return lambda place, _: place.files.told(table, *columns, **having)


def own(table: str, name: str) -> Told:
    """A test: the record of the page has this column."""
    return lambda place, _: place.files.row(table, place.record).get(name, "").strip() not in EMPTY


def statement(title: str) -> Told:
    """A test: there is this statement of the year."""
    return lambda place, _: place.files.statement(title, place.year)


def words(pattern: str, *topics: str, role: bool = True) -> Told:
    """A test: a figure of the year says it; or a statement of activities has it, unless *role* is switched off."""
    return lambda place, _: (
        place.files.says(pattern, place.year, *topics) or (role and place.files.statement("业务活动表", place.year))
    )


def _gifts(place: Place, _: re.Match[str]) -> bool:
    return place.files.told("donations", year=place.year, dated="到账日期")


def _payments(place: Place, _: re.Match[str]) -> bool:
    return place.files.told("disbursements", year=place.year, dated="拨付日期")


def _about(table: str, name: str) -> Told:
    return lambda place, _: place.files.told(table, **{name: place.record})


def _opening(place: Place, _: re.Match[str]) -> bool:
    files, year = place.files, place.year
    return (
        files.statement("资产负债表", year) or files.left(year, at_start=True) or files.left(year - 1, at_start=False)
    )


def _closing(place: Place, _: re.Match[str]) -> bool:
    return place.files.statement("资产负债表", place.year) or place.files.left(place.year, at_start=False)


def _money(place: Place, kind: str, pattern: str) -> bool:
    """Whether an amount of the record of the page says it; amounts of projects that a fund pays count as its own."""
    records = {f"{kind}/{place.record}"}
    if kind == "funds":
        records |= {
            f"projects/{row['编号']}" for row in place.files.rows("projects") if row.get("基金") == place.record
        }
    return any(
        row.get("所属记录") in records and row["单位"] == "元" and re.search(pattern, row["指标"])
        for row in place.files.figures()
    )


def _emergency(columns: tuple[str, ...], pattern: str, rows: str) -> Told:
    def told(place: Place, _: re.Match[str]) -> bool:
        files = place.files
        return (
            any(files.told("emergency_reports", name, 应急行动=place.record) for name in columns)
            or _money(place, "emergencies", pattern)
            or (bool(rows) and files.told(rows, 应急行动=place.record))
        )

    return told


def _detail(told: Callable[[Files, str], bool]) -> Told:
    """A detail of an emergency action: on the page of all actions it is said where none tells it."""

    def of_all(place: Place, match: re.Match[str]) -> bool:
        actions = {row["名称"]: row["编号"] for row in place.files.rows("emergencies")}
        if place.path != "emergencies/":
            return told(place.files, place.record)
        named = match.groupdict().get("name")
        return told(place.files, actions[named]) if named else any(told(place.files, key) for key in actions.values())

    return of_all


def _fund(name: str, pattern: str, rows: str) -> Told:
    return lambda place, _: (
        (bool(name) and place.files.told("fund_accounts", name, 基金=place.record))
        or _money(place, "funds", pattern)
        or (bool(rows) and place.files.told(rows, **{"定向基金" if rows == "donations" else "基金": place.record}))
    )


def _project(pattern: str, tables: tuple[tuple[str, str], ...], rows: str = "") -> Told:
    return lambda place, _: (
        any(place.files.told(table, name, 项目=place.record) for table, name in tables)
        or _money(place, "projects", pattern)
        or (bool(rows) and place.files.told(rows, **{"定向项目" if rows == "donations" else "项目": place.record}))
    )


def _row_words(table: str, pattern: str) -> Told:
    """A test: the words of the record of the page (of any record on the page of all) say it."""

    def told(place: Place, _: re.Match[str]) -> bool:
        rows = place.files.rows(table)
        of_page = [row for row in rows if place.path == f"{table}/" or row["编号"] == place.record]
        return any(re.search(pattern, "".join(row.values())) for row in of_page)

    return told


def _helped_untold(place: Place, _: re.Match[str]) -> bool:
    """Whether no item of the year's expense says whom it helped."""
    split = {
        row["编号"]
        for row in place.files.rows("headlines")
        if (row["年度"], row["角色"]) == (str(place.year), "支出分组")
    }
    items = {row.get("所属记录", "") for row in place.files.figures() if row.get("属于") in split} - {""}
    helped = (row for row in place.files.figures() if "受益" in row["指标"] and row.get("单位") != "元")
    return not any(row.get("所属记录") in items for row in helped)


def _has_income(place: Place, match: re.Match[str]) -> bool:
    year = int(match.groupdict().get("year") or place.year)
    return bool(place.files.figures(year, "收入")) or place.files.statement("业务活动表", year)


def _has_expense(place: Place, match: re.Match[str]) -> bool:
    year = int(match.groupdict().get("year") or place.year)
    return bool(place.files.figures(year, "支出")) or place.files.statement("业务活动表", year)


def _audit_report(place: Place, _: re.Match[str]) -> bool:
    files, year = place.files, place.year
    if not place.path:
        return (
            files.told("audits", "报告网址")
            or files.told("audits", "报告文号")
            or files.told("audits", "公布日期")
            or files.told("annual_reports", 类型="审计报告")
        )
    return any(
        files.told("audits", name, year=year, dated="被审年度") for name in ("报告网址", "报告文号", "公布日期")
    ) or files.told("annual_reports", year=year, dated="年度", 类型="审计报告")


def _audit_told(files: Files, year: str) -> bool:
    """With the audits, where the annual reports do not have it."""
    return any(files.told("audits", name, 被审年度=year) for name in ("报告网址", "报告文号", "公布日期"))


def _goods(*columns: str, **having: str) -> Told:
    return lambda place, _: place.files.told("goods", *columns, year=place.year, dated="日期", **having)


def _split(*topics: str) -> Told:
    """Money and goods apart: two figures of no single record, or single rows that say which."""

    def told(place: Place, match: re.Match[str]) -> bool:
        rows = [row for row in place.files.figures(place.year, *topics, "物资", "总体") if not row.get("所属记录")]
        bases = {row.get("款物") for row in rows}
        single = _gifts if "收入" in topics else _payments
        return single(place, match) or {"现金", "物资"} <= bases

    return told


def _restricted(place: Place, _: re.Match[str]) -> bool:
    names = [row["事项"] + row["指标"] for row in place.files.figures(place.year, "收入", "总体")]
    free = [name for name in names if re.search("[非不未](?:限定|定向)", name)]
    return place.files.statement("业务活动表", place.year) or (
        bool(free) and any(re.search("(?<![非不未])(?:限定|定向)", name) for name in names)
    )


def _answered(place: Place, match: re.Match[str]) -> bool:
    return any(
        row["收到日期"] == match["day"] and row["事由"] == match["topic"] and row.get("答复日期") not in EMPTY
        for row in place.files.rows("complaints")
    )


_REPORTS = ("年度工作报告", "财务会计报告", "审计报告")
_BOUGHT = _detail(lambda files, key: files.told("emergency_reports", "采购和发放", 应急行动=key))
_NAMED = "(?:“(?P<name>[^”]+)”)?"

GAPS: dict[str, Told] = {
    # pages of a year
    "管理费用": words("管理费|管理成本|行政"),
    "募捐成本（筹资费用）": lambda place, match: (
        words("筹资费|募捐成本|募捐费用|筹款费用")(place, match)
        or place.files.told("campaign_accounts", "累计募捐成本", year=place.year, dated="截止日期")
    ),
    "业务活动成本": words("业务活动成本|慈善支出|公益支出|慈善活动支出"),
    "工作人员工资福利": words("工资|薪酬|薪金|人员费|人员经费", role=False),
    "上年总收入": lambda place, _: (
        bool(place.files.figures(place.year - 1, "收入")) or place.files.statement("业务活动表", place.year - 1)
    ),
    "年初结余": _opening,
    "年末结余": _closing,
    "年初账上有多少钱（资产负债表）": statement("资产负债表"),
    **{title: statement(title) for title in STATEMENTS},
    "年初、年末结余": lambda place, match: _opening(place, match) or _closing(place, match),
    "三张财务报表": lambda place, _: any(place.files.statement(title, place.year) for title in STATEMENTS),
    "管理费用和募捐成本": words("管理费|管理成本|行政|筹资费|募捐成本|募捐费用|筹款费用"),
    "净资产（限定、非限定）": lambda place, _: (
        place.files.statement("资产负债表", place.year) or place.files.says("净资产", place.year)
    ),
    "货币资金余额": lambda place, _: (
        place.files.statement("资产负债表", place.year) or place.files.says("货币资金|银行存款", place.year)
    ),
    "对外投资和收益": lambda place, _: (
        place.files.statement("资产负债表", place.year)
        or place.files.says("投资|理财", place.year)
        or place.files.told("investments", year=place.year, dated="年度")
    ),
    "现金和物资各多少": lambda place, match: _split("收入" if "/income/" in place.path else "支出")(place, match),
    "限定用途和非限定用途各多少": _restricted,
    "认捐到账多少": column("pledges", "已到账"),
    "政府补助": words("政府|财政|补助|拨款", "收入", "总体"),
    "投资收益": words("投资|理财", "收入", "总体"),
    "利息和其他收入": words("利息|其他收入", "收入", "总体"),
    "逐笔捐赠(?:：.*)?": _gifts,
    "逐笔捐赠明细：.*": column("donations"),
    "逐笔拨付(?:：.*)?": _payments,
    "直接给到受益人和通过合作方各多少": _payments,
    "没有列明的那一部分用在哪里": lambda place, match: (
        _payments(place, match) or not place.files.told("headlines", 年度=str(place.year), 角色="支出缺口")
    ),
    "收入和支出按哪条规则对应": lambda place, _: bool(place.files.organisation.get("allocation_rule")),
    r"(?P<year>\d{4})年的目标（没有可以核对的数字）": lambda place, match: any(
        row["性质"] == "计划" or row["主题"] == "计划" for row in place.files.figures(int(match["year"]))
    ),
    r"(?P<year>\d{4})年的收入总额": _has_income,
    r"(?P<year>\d{4})年的支出总额": _has_expense,
    "物资的品名、数量和单位": lambda place, match: (
        _goods()(place, match) or any(row["单位"] != "元" for row in place.files.figures(place.year, "物资"))
    ),
    "物资的规格": _goods("规格"),
    "估价依据": _goods("估价依据"),
    "发给谁、谁签收": _goods("接收方"),
    "年末库存": lambda place, match: (
        _goods(类型="结存")(place, match) or place.files.says("库存|结存", place.year, "物资")
    ),
    "财务会计报告": lambda place, _: (
        place.files.told("annual_reports", year=place.year, dated="年度", 类型="财务会计报告")
        or all(place.files.statement(title, place.year) for title in STATEMENTS)
    ),
    "审计报告": _audit_report,
    # audits, reports, governance, policies
    "审计机构(?:名称)?": column("audits", "审计机构"),
    "审计意见": column("audits", "意见"),
    "审计报告全文": lambda place, _: (
        place.files.told("audits", "报告网址")
        or place.files.told("annual_reports", "全文网址", 类型="审计报告")
        or any(place.files.told("sources", name, 等级="审") for name in ("网址", "公开原件"))
    ),
    "审计报告文号": column("audits", "报告文号"),
    "最近一个年度财务会计报告的审计结果": lambda place, _: place.files.told(
        "audits", "意见", year=place.files.years[0], dated="被审年度"
    ),
    r"最近年度的(?P<type>.*)原件": lambda place, match: place.files.told(
        "annual_reports", year=place.files.years[0], dated="年度", 类型=match["type"]
    ),
    r"(?P<year>\d{4})年(?P<type>年度工作报告|财务会计报告|审计报告)": lambda place, match: (
        place.files.told("annual_reports", 年度=match["year"], 类型=match["type"])
        or (match["type"] == "审计报告" and _audit_told(place.files, match["year"]))
    ),
    r"(?P<year>\d{4})年的各种年度报告": lambda place, match: place.files.told("annual_reports", 年度=match["year"]),
    "关联方名单(?:和关联关系)?": column("related_parties"),
    "关联交易的类型、金额和日期": column("related_transactions"),
    "关联交易有没有回避": column("related_transactions", "回避"),
    "投资的产品、资金来源、余额和收益": column("investments", "年末余额"),
    "重大资产变动、重大投资、重大交易及资金往来": column("major_events"),
    "本机构的“重大”标准": column("thresholds"),
    "统一社会信用代码": lambda place, _: bool(place.files.organisation.get("uscc")),
    "登记机关": lambda place, _: bool(place.files.organisation.get("registry")),
    "联系人和联系电话": lambda place, _: (
        bool(place.files.organisation.get("phone")) or place.files.told("contacts", "电话")
    ),
    "公开募捐资格证书编号和有效期": column("qualifications", "证书编号或公告文号", 资格="公开募捐资格"),
    "公益性捐赠税前扣除资格的公告文号和年度": column(
        "qualifications", "证书编号或公告文号", 资格="公益性捐赠税前扣除资格"
    ),
    "(?P<body>理事会|监事会)成员名单和任期": lambda place, match: place.files.told(
        "members", "任期起", 机构=match["body"]
    ),
    "负责人是否领取报酬": column("members", "是否领取报酬"),
    "办事机构、分支（代表）机构、工作站的名称和设立日期": column("units", "设立日期"),
    "理事会会议的次数、日期、出席人数和决议": column("meetings", "议题和决议"),
    "监事会会议的日期和决议": column("meetings", 会议="监事会"),
    "薪酬最高前五位人员的职务和金额": lambda place, _: place.files.told(
        "pay", "报酬金额", year=place.files.years[0], dated="年度"
    ),
    "(?P<what>出国（境）|车辆购置及运行|招待|差旅)费用的标准": lambda place, match: place.files.told(
        "expense_standards", 类别=match["what"]
    ),
    "评估等级的评定机关和有效期": column("evaluations", "有效期止"),
    "授予单位、证书和有效期": column("honours", "授予单位"),
    "制度全文": column("policies", "全文网址"),
    "制度的通过日期和版本": column("policies", "通过日期"),
    "经民政部门核准的章程": lambda place, _: any("章程" in row["名称"] for row in place.files.rows("policies")),
    "(?P<what>信息公开|项目管理|财务)制度": lambda place, match: any(
        match["what"] in row["名称"] + row.get("类别", "") for row in place.files.rows("policies")
    ),
    "保费支出": lambda place, _: place.files.says("保费|保险费", None),
    "实际理赔的笔数和金额": lambda place, _: any(
        re.search("理赔|赔付", row["事项"] + row["指标"]) and row["性质"] == "实际" for row in place.files.figures()
    ),
    "承保的保险公司": column("insurance", "承保公司"),
    "志愿者人数": lambda place, _: place.files.says("志愿者|义工", None, unit="人、名、位"),
    "志愿服务时长": lambda place, _: (
        place.files.says("时长|小时", None)
        or any(row["单位"] == "小时" for row in place.files.figures(None, "志愿服务"))
    ),
    # gifts, campaigns, complaints, corrections, events
    "各次公开募捐活动的备案编号": column("campaigns", "备案编号"),
    "各次公开募捐活动的募捐方案": column("campaigns", "募捐方案网址"),
    "每一笔捐赠用在了哪里.*": lambda place, _: all(
        any(row.get(name) for name in ("定向项目", "定向基金", "应急行动", "募捐活动"))
        for row in place.files.rows("donations")
    ),
    "对募捐合作方的评估和指导监督情况": column("partner_evaluations", "评估结论"),
    r"(?P<day>\d{4}-\d{2}-\d{2})“(?P<topic>.+)”的答复": _answered,
    "约定的到账日期": column("pledges", "约定到账日期"),
    # records
    _NAMED + "接收和拨付的日期": _detail(
        lambda files, key: (
            files.told("emergency_reports", 应急行动=key)
            or (files.told("donations", 应急行动=key) and files.told("disbursements", 应急行动=key))
        )
    ),
    _NAMED + "采购物资的清单": _BOUGHT,
    _NAMED + "采购的单价和供应商": _detail(
        lambda files, key: any(
            row["应急行动"] == key and re.search("单价|供应商|每[件箱袋只台个套床]", "".join(row.values()))
            for row in files.rows("emergency_reports")
        )
    ),
    _NAMED + "物资发给了谁": _detail(
        lambda files, key: (
            files.told("emergency_reports", "采购和发放", 应急行动=key)
            or files.told("goods", "接收方", 应急行动=key)
            or files.told("emergency_goods", "主要发给谁", 应急行动=key)
            or files.told("disbursements", 应急行动=key)
        )
    ),
    "募集金额": _emergency(("累计接收资金", "累计接收物资折价"), "筹集|募集|接收|筹款", "donations"),
    "已用金额": _emergency(("累计使用",), "支出|拨付|捐赠|使用|采购", "disbursements"),
    "剩余金额": _emergency(("累计使用",), "剩余|结余", ""),
    "设立协议": _row_words("funds", "协议"),
    "管理委员会名单": _row_words("funds", "(?:管理委员会|管委会).{0,16}(?:成员|名单|主任)"),
    "各基金年初、年末余额": column("fund_accounts", "年末余额"),
    "规模": _fund("", "规模", ""),
    "到账": _fund("本年收入", "到账|筹集|募集", "donations"),
    "支出": _fund("本年支出", "支出|资助|帮扶|救助|发放", "disbursements"),
    "年末余额": _fund("年末余额", "余额|结余", ""),
    "预算金额": _project("预算", (("project_budgets", "预算金额"),)),
    "筹集金额": _project(
        "筹集|募集|到账",
        (
            ("project_progress", "累计收入"),
            ("project_closings", "来自公开募捐的收入"),
            ("project_closings", "其他来源收入"),
        ),
        "donations",
    ),
    "支出金额": _project(
        "支出|拨付|发放|捐赠|资助|投入",
        (("project_progress", "累计支出"), ("project_closings", "支出")),
        "disbursements",
    ),
    "结余金额": _project("结余|余额", (("project_closings", "剩余财产"),)),
    "开始和结束日期": own("projects", "开始日期"),
    "实施地域": own("projects", "地域"),
    "受益对象": own("projects", "受益对象"),
    "受益人的筛选标准和名单范围": own("projects", "资助标准和流程"),
    "结项评估报告": _project("(?!)", (("project_closings", "结项评估"),)),
    "备案编号": own("campaigns", "备案编号"),
    "募捐结束后的全面公开（结束后三个月内）": lambda place, _: place.files.told(
        "campaign_accounts", 募捐活动=place.record, 最终="是"
    ),
    "公开日期": own("major_events", "公开日期"),
    "慈善中国网址": own("major_events", "慈善中国网址"),
}

# --- sentences -----------------------------------------------------------------------------------

_STAGES = 6  # of a project, from 调研 to 结项评估

# A sentence with one of these says something of the data itself.
CLAIM = re.compile(
    "没有公布|没公布|未公布|没有公开的|没有给出|报告未披露[。，；]|没有报来|都对得上|全部相等|全部一致|全部可查|每个数字都|"
    "每条都|每笔都|都按时|齐全|没有可以|核对过|没有逐项列明|没有盘点|没有账目|没有写明类别|没有归类|还没有公布|还没报来|没有报总|没有更正记录|没有写意见|没有写做过"
)


def _all_checks_agree(place: Place, match: re.Match[str]) -> bool:
    """Whether the page of all checks counts as many, and only such as agree; alone no consolidated account may differ."""
    checks = place.text(f"finances/{match['year']}/checks")
    counted = f"一共核对{match['count']}项：一致{match['count']}项" in checks
    return counted and "两边的账差" not in place.text("")


def _only_a_total(place: Place, _: re.Match[str]) -> bool:
    """Whether the newest year tells the total of what it spent and nothing else of it, no statement and no payment."""
    year = place.files.years[0]
    totals = {row["编号"] for row in place.files.rows("headlines") if row["角色"] == "支出合计"}
    parts = [row for row in place.files.figures(year, "支出") if row["编号"] not in totals]
    payments = place.files.told("disbursements", year=year, dated="拨付日期")
    return not parts and not payments and not place.files.statement("业务活动表", year)


def _no_result(place: Place, _: re.Match[str]) -> bool:
    """Whether no project of which a page of gifts says so has a progress that counts people."""
    page = (place.site / place.path / "index.html").read_text("utf-8")
    named = re.findall(
        r'<section class="answer" id="(?:\d{2}-)?project-([^"]+)"(?:(?!</section>).)*还没有公布', page, re.DOTALL
    )
    told = {row["项目"] for row in place.files.rows("project_progress") if row.get("累计受益", "") not in EMPTY}
    return not any(project.split("-campaign-")[0] in told for project in named)


def _consolidated(place: Place) -> list[str]:
    """The words of the consolidated account of every year."""
    return [main_of(path) for path in (place.site / "federation").glob("*/index.html")]


def _unfilled(place: Place, match: re.Match[str]) -> bool:
    """Whether a table that a duty is about is empty; where a duty itself is named, no row of its categories stands in it."""
    if match["kind"] in TABLE_OF:
        return not place.files.rows(TABLE_OF[match["kind"]])
    table, name, values = DUTIES[match["kind"]]
    return not any(row.get(name) in values for row in place.files.rows(table))


def _listed_untold(place: Place, match: re.Match[str]) -> bool:
    """Whether the list of duties of which nothing is told has as many rows, over all its pages."""
    pages = (place.site / "obligations" / "state" / "untold").rglob("index.html")
    rows = sum(len(re.findall(r'data-label="状态"[^>]*><span class="tag tag-none">', main_of(page))) for page in pages)
    return rows == int(match["count"])


def _all_in_time(place: Place, match: re.Match[str]) -> bool:
    """Whether the list of what was published in time has as many rows, and there is no list of what was late or is open."""
    states = place.site / "obligations" / "state"
    pages = (states / "on-time").rglob("index.html")
    rows = sum(len(re.findall(r'data-label="状态"[^>]*><span class="tag tag-ok">', main_of(page))) for page in pages)
    return rows == int(match["count"]) and not any((states / slug).exists() for slug in ("late", "open"))


def _kind_empty(*tables: str) -> Told:
    return lambda place, _: not any(place.files.rows(table) for table in tables)


def _all_stated_have_sources(place: Place, _: re.Match[str]) -> bool:
    return all(row.get("来源") for row in place.files.figures())


def _lacks_all(place: Place, match: re.Match[str]) -> bool:
    """Each of the things that a sentence lists is missing by the tests of 没公开的."""
    names = re.split("和(?!单位)|、(?!数量|谁签收)", match["what"])
    return all(not gap_told(place, name) for name in names)


def _phone(place: Place, _: re.Match[str]) -> bool:
    return not place.files.organisation.get("phone") and not place.files.told("contacts", "电话")


def _contacts(place: Place, match: re.Match[str]) -> bool:
    keys = {"电话": "phone", "地址": "address", "邮箱": "email", "网站": "website", "微信公众号": "wechat"}
    return all(
        not place.files.organisation.get(keys[name]) and not place.files.told("contacts", name)
        for name in match["what"].split("、")
    )


def _untyped(place: Place, match: re.Match[str]) -> bool:
    rows = [row for row in place.files.rows("projects") if row.get("类别依据") == "本站"]
    return 0 < int(match["count"]) <= len(rows)


def _stock(place: Place) -> list[tuple[int, int | None]]:
    """(what must be there, what was counted last) of every item, specification and batch."""
    book: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in place.files.rows("goods"):
        book.setdefault((row["品名"], row.get("规格", ""), row.get("批次", "")), []).append(row)
    found: list[tuple[int, int | None]] = []
    for rows in book.values():
        moves = ["接收", "发放", "报废", "结存"]
        rows.sort(key=lambda row: (row["日期"], moves.index(row["类型"])))
        signs = {"接收": 1, "发放": -1, "报废": -1}
        have = sum(int(row["数量"]) * signs.get(row["类型"], 0) for row in rows)
        found.append((have, int(rows[-1]["数量"]) if rows[-1]["类型"] == "结存" else None))
    return found


def _counts_agree(place: Place, match: re.Match[str]) -> bool:
    """Whether every item was counted, and the count is what came in less what went out."""
    stock = _stock(place)
    return len(stock) == int(match["count"]) and all(have == counted for have, counted in stock)


def _some_counted(place: Place, match: re.Match[str]) -> bool:
    """Whether so many items were counted and agree, and so many were not counted."""
    stock = _stock(place)
    agree = sum(have == counted for have, counted in stock)
    rest = sum(counted is None for _, counted in stock)
    return (agree, rest) == (int(match["agree"]), int(match["rest"])) and agree + rest == len(stock)


TABLE_OF = {  # labels of kinds that pages of duties name
    "公开募捐活动": "campaigns", "登记和基本信息的变更": "registration_changes", "慈善信托": "trusts", "制度": "policies",
    "资格和证书": "qualifications", "办事机构、分支机构和工作站": "units", "关联方": "related_parties", "联系方式": "contacts",
    "支出和费用比例的说明": "ratio_exceptions", "募捐账目": "campaign_accounts", "项目结项": "project_closings",
    "本机构的“重大”标准": "thresholds", "更正与核实": "corrections", "应急账目": "emergency_reports",
    "理事会、监事会和秘书处": "members", "经费标准": "expense_standards", "捐赠明细": "donations", "志愿服务": "volunteers",
    "荣誉与评估": "honours", "慈善保险": "insurance", "工作计划": "plans", "宣传": "publicity", "合作方": "partners",
    "年度报告": "annual_reports", "公告": "notices", "审计": "audits", "组织治理": "governance", "募捐渠道与活动": "channels",
    "志愿服务与培训": "volunteers", "重大事项": "major_events", "薪酬": "pay",
}  # fmt: skip
DUTIES = {  # duties that are about some rows of a table: table, column, values
    "章程": ("policies", "类别", {"章程"}),
    "信息公开、项目管理、财务和资产管理制度": ("policies", "类别", {"信息公开", "项目管理", "财务和资产管理"}),
}
# What is no claim about this data: explanations of method, headings, states that duties work out with tests of their own.
FIXED = re.compile(
    r"^还没报来$|还没报来\d|\d+[项件次]还没报来|，还没报来|"
    r"没有报来不等于没有发生|^没有报来$|没有报来\d|，没有报来|（\d+[项件]）|公开义务：还没报来|没有报来这个日期|没有报来日期|日期没有报来|不知道适用不适用|"
    r"^还没有公布的|没有公布的也写明|^没有公布的$|^没有公布的登|\d+[项件次]还没有公布|\d+[项件次]还没有报来|是否齐全|图片：|CSV：|"
    r"只填过一遍|都按时$|^没有公布$|^齐不齐$|^●|没有公开募捐资格|没有公布的登|看不懂|没有公开的也"
)

# What a sentence names as having said something; it hangs on the sources.
_TELLER = "(?:报告|报道|填报资料|公开资料)"

CLAIMS: dict[str, Told] = {
    "没有报来有剩余财产的结项": lambda place, _: (
        not any(Decimal(row["剩余财产"] or 0) > 0 for row in place.files.rows("project_closings"))
    ),
    "^(?:可以打电话)?联系电话没有公布。": _phone,
    "^(?P<what>(?:电话|地址|邮箱|网站|微信公众号|、)+)没有公布。": _contacts,
    "^问我们电话没有公布": _phone,
    "^(?:查我的捐赠)?逐笔名单还没公布": lambda place, match: not _gifts(place, match),
    "^各项各帮了多少人，没有披露。": _helped_untold,
    "^报告没公布$": lambda place, _: (
        not (
            any(place.files.told("audits", name) for name in ("意见", "报告网址", "报告文号", "公布日期"))
            or place.files.told("annual_reports", 类型="审计报告")
        )
    ),
    "^写了做过审计，没有写意见。$": lambda place, _: (
        bool(place.files.rows("audits")) and not place.files.told("audits", "意见")
    ),
    "^没有写做过审计。$": _kind_empty("audits"),
    "^审计报告列在年度报告里，没有写意见。$": lambda place, _: (
        place.files.told("annual_reports", 类型="审计报告") and not place.files.told("audits", "意见")
    ),
    "^(?:这一年(?:收到|花出|帮到)多少，)?没有报总数。?$": lambda place, _: any(
        not place.files.told("headlines", 角色=role, 年度=str(max(place.files.years)))
        for role in ("收入合计", "支出合计", "受益")
    ),
    "^没有更正记录$": _kind_empty("corrections"),
    "^还没有核对过$": _kind_empty("reconciliations", "breakdowns", "balance_sheet", "activity_statement", "cash_flow"),
    "^做成了什么还没有公布。$": _no_result,
    "^(?:变好了吗)?还没有公布。": lambda place, _: (
        not place.files.told("project_closings", "结项评估", 项目=place.record)
    ),
    r"(?P<year>\d{4})年(?:的账)?核对了(?P<count>[1-9]\d*)处，都对得上": _all_checks_agree,
    r"^(?P<count>\d+)条数字全部可查出处": _all_stated_have_sources,
    r"^有期限的(?P<count>\d+)件都按时": _all_in_time,
    "写明的每条都有原文写法和出处": _all_stated_have_sources,
    r"(?P<year>\d{4})年(?:核对了|本会自己的)(?P<count>[1-9]\d*)项(?:，|核对)都对得上": _all_checks_agree,
    r"该相等的[1-9]\d*处全部相等": lambda place, _: "对不上的" not in main_of(place.site / place.path / "index.html"),
    r"公布了(?P<count>\d+)种物资的收发，并且盘点过，逐种核对，都对得上": _counts_agree,
    "每笔都能按编号查到": lambda place, _: all(row["捐赠编号"] for row in place.files.rows("donations")),
    "^(?:年初、年末|年初|年末)结余：报告未披露": lambda place, match: (
        not (("年初" in match[0] and _opening(place, match)) or ("年末" in match[0] and _closing(place, match)))
    ),
    r"^(?:还没报来：)?没有报来(?P<kind>[^，；]+?)。?$": _unfilled,
    "^没有公布审计情况": _kind_empty("audits"),
    r"^没有公布(?P<kind>[^，；]+?)。$": lambda place, match: not place.files.rows(TABLE_OF[match["kind"]]),
    r"^(?P<kind>荣誉与评估|宣传|审计|组织治理|制度|年度报告|公告)没有公布$": lambda place, match: (
        not place.files.rows(TABLE_OF.get(match["kind"], match["kind"]))
    ),
    "^(?:钱花到哪了)?只有总数，分项没有公布$": _only_a_total,
    r"^(?P<year>\d{4})年和(?P<next>\d{4})年的计划都没有公布。$": lambda place, match: (
        not any(
            place.files.told("plans", 年度=year) or place.files.figures(int(year), "计划")
            for year in (match["year"], match["next"])
        )
    ),
    "^收入和支出的对应关系没有公布": lambda place, match: (
        not place.files.organisation.get("allocation_rule") or not _gifts(place, match) or not _payments(place, match)
    ),
    "没有公布逐笔捐赠；": lambda place, match: not _gifts(place, match),
    "没有公布逐笔拨付；": lambda place, match: not _payments(place, match),
    "^接收和拨付的日期没有公布": lambda place, _: not gap_told(place, "接收和拨付的日期"),
    "接收和使用的账目没有公布": _kind_empty("emergency_reports"),
    "^现存没有盘点的，是接收减去发放和报废算出来的": lambda place, _: any(
        not row.get("现存") for row in place.files.rows("emergency_goods") if row["应急行动"] in place.path
    ),
    r"(?P<rest>\d+)次没有公布账目": lambda place, match: (
        int(match["rest"])
        == sum(
            not place.files.told("emergency_reports", 应急行动=row["编号"]) for row in place.files.rows("emergencies")
        )
    ),
    "^理事、监事名单(?:和会议记录)?没有公布": _kind_empty("members"),
    "会议记录没有公布": _kind_empty("meetings"),
    r"^(?:举牌是承诺；)?到账多少没有公布": lambda place, _: not place.files.told("pledges", "已到账"),
    r"^写到(?P<count>\d+)项审计，(?P<what>.+)没有公布。$": lambda place, match: (
        len(place.files.rows("audits")) == int(match["count"])
        and not any(
            place.files.told("audits", {"审计意见": "意见"}.get(name, name)) for name in match["what"].split("、")
        )
    ),
    f"^{_TELLER}提到这个项目，没有给出数字": lambda place, _: (
        not _money(place, "projects", "")
        and not any(place.files.told(table, 项目=place.record) for table in ("project_progress", "project_closings"))
    ),
    f"^{_TELLER}提到这只基金，没有给出数字": lambda place, _: not _money(place, "funds", ""),
    f"^{_TELLER}提到这次行动，没有给出数字": lambda place, _: not _money(place, "emergencies", ""),
    rf"其中(?P<count>\d+)个由本站归类，{_TELLER}没有写明类别": _untyped,
    f"^类别由本站归，{_TELLER}没有写明类别": lambda place, _: place.files.told("projects", 类别依据="本站"),
    r"^(?P<count>\d+)个项目都?没有归类": lambda place, match: (
        all(not row.get("类别") for row in place.files.rows("projects"))
        and int(match["count"]) == len(place.files.rows("projects"))
    ),
    r"另有(?P<count>\d+)个项目没有归类": lambda place, match: (
        int(match["count"]) == sum(not row.get("类别") for row in place.files.rows("projects"))
    ),
    "^没有公布走到这一步$": lambda place, _: (
        len({row.get("阶段") for row in place.files.rows("project_progress") if row["项目"] == place.record} - {""})
        < _STAGES
    ),
    "^没有归类$|·类别：没有归类·": lambda place, _: any(not row.get("类别") for row in place.files.rows("projects")),
    r"^还没报来：(?P<count>\d+)件；$": _listed_untold,
    "还没有(?:两个数)?互相核对过": lambda place, _: (
        not place.files.rows("breakdowns") and not place.files.rows("reconciliations")
    ),
    r"年没有可以核对的项目": lambda place, _: not place.files.rows("reconciliations"),
    "没有逐项列明": lambda place, _: (
        place.files.told("headlines", 角色="支出缺口") or place.files.told("headlines", 角色="收入缺口")
    ),
    r"^(?P<year>\d{4})年齐全$": lambda place, match: (
        all(
            place.files.told("annual_reports", 年度=match["year"], 类型=type_)
            or (type_ == "审计报告" and _audit_told(place.files, match["year"]))
            for type_ in _REPORTS
        )
        and all(
            row["类型"] not in _REPORTS or row.get("全文网址", "").strip() not in EMPTY
            for row in place.files.rows("annual_reports")
            if row["年度"] == match["year"]
        )
    ),
    "齐全，两边的账都对得上": lambda place, _: any("◆" not in text for text in _consolidated(place)),
    "齐全；没有内部往来要核对": lambda place, _: any("拨给" not in text for text in _consolidated(place)),
    r"(?P<year>\d{4})年没有公布物资明细": lambda place, match: (
        not place.files.told("goods", year=int(match["year"]), dated="日期")
        and not place.files.figures(int(match["year"]), "物资")
    ),
    r"^这次募捐的募得和使用情况还没有公布": lambda place, _: (
        not place.files.told("campaign_accounts", 募捐活动=place.record)
    ),
    r"^(?P<start>\d{4}年\d+月\d+日)至.*·备案编号：还没报来$": lambda place, match: any(
        row.get("开始日期") == "-".join(part.zfill(2) for part in re.findall(r"\d+", match["start"]))
        and row.get("备案编号", "") in EMPTY
        for row in place.files.rows("campaigns")
    ),
    "^计算的每条都有算式": lambda place, _: all(row.get("公式") for row in place.files.rows("computed")),
    r"盘点过的(?P<agree>\d+)种都对得上，(?P<rest>\d+)种没有盘点数": _some_counted,
    "^齐全$": lambda place, _: all(
        any(
            Files(folder).statement(title, int(place.record))
            for folder in place.files.folder.parent.iterdir()
            if folder.is_dir()
        )
        for title in STATEMENTS
    ),
    r"其中(?P<count>\d+)次的备案编号还没报来": lambda place, match: (
        int(match["count"]) == sum(row.get("备案编号", "") in EMPTY for row in place.files.rows("campaigns"))
    ),
    r"^(?P<year>\d{4})年(?:一共花了多少|花了多少、花在哪里|一共收了多少、花了多少)，没有公布": lambda place, match: (
        not place.files.figures(int(match["year"]), "支出")
    ),
    "各次公开募捐的备案编号没有公布": lambda place, _: not place.files.told("campaigns", "备案编号"),
    "^逐笔捐赠没有公布，谁捐得最多看不出来": lambda place, match: not _gifts(place, match),
    "^这次募捐的备案编号还没报来": lambda place, _: (
        place.files.row("campaigns", place.record).get("备案编号", "") in EMPTY
    ),
    rf"^{_TELLER}里明写是物资的数字有\d+个；$|^物资的.*没有公布。$": lambda place, match: all(
        not gap_told(place, name) for name in re.split("、(?!数量|谁签收)", match[0].removesuffix("没有公布。"))
    ),
    r"^(?:\d{4}年的)?(?P<what>[^年]*?)没有公布[。；]?$": _lacks_all,
}


def gap_told(place: Place, label: str) -> bool:
    """Whether the files tell what a page calls missing; KeyError for an entry that is not known here."""
    for pattern, told in GAPS.items():
        match = re.fullmatch(pattern, label)
        if match:
            return told(place, match)
    raise KeyError(label)


# --- what pages of duties call missing -----------------------------------------------------------

LAW = yaml.safe_load((ROOT / "plugins" / "disclosure" / "law" / "duties.yaml").read_text("utf-8"))
DUTY_LAW = {duty["id"]: duty for duty in LAW["duties"]}
_TITLES = re.compile(r"^\| ([^|]+?) \| `(\w+)` \|", re.MULTILINE)
_SECTIONS = re.compile(r'<a id="(\w+)"></a>')


@cache
def _titles(table: str) -> dict[str, str]:
    """The titles of the columns of a table by their names, from the data dictionary; of organisation.yaml where it is empty."""
    text = (ROOT / "docs" / "数据字典.md").read_text("utf-8")
    first, *parts = _SECTIONS.split(text)
    sections = {"": first} | dict(zip(parts[::2], parts[1::2], strict=True))
    return {name: title for title, name in _TITLES.findall(sections.get(table, ""))}


def _cell(table: str, row: dict[str, str], name: str) -> str:
    """The cell of a column, by its name in the law; 未披露 is as good as nothing."""
    text = row.get(_titles(table).get(name, ""), "").strip()
    return "" if text == "未披露" else text


def _counts(table: str, row: dict[str, str], only: dict[str, object]) -> bool:
    """Whether a row is one that a duty is about."""
    for name, wanted in only.items():
        text = _cell(table, row, name)
        match wanted:
            case "*":
                fits = bool(text)
            case "":
                fits = not text
            case ">0":
                fits = bool(text) and Decimal(text) > 0
            case _:
                fits = text in (wanted if isinstance(wanted, list) else [wanted])
        if not fits:
            return False
    return True


def duty_gap_told(place: Place, label: str) -> bool:
    """Whether the files tell what the page of a duty calls missing so often; KeyError for what that duty never asks for."""
    duty = DUTY_LAW[place.path.split("/")[1]]
    match = re.fullmatch(r"(?P<name>.+?)(?:（(?P<count>\d+)次没有写明）)?", label)
    assert match is not None
    name, count = match["name"], int(match["count"] or 1)
    for fact in duty.get("facts", ()):
        if _titles("").get(fact) == name:
            return bool(place.files.organisation.get(fact))
    asked = [
        (carrier["kind"], column)
        for carrier in duty["carriers"]
        for column in carrier.get("columns", ())
        if _titles(carrier["kind"]).get(column) == name
    ]
    if not asked:
        raise KeyError(label)
    return not any(count <= _lacking(place, duty.get("find", {}), kind, column) for kind, column in asked)


def _lacking(place: Place, find: dict[str, object], kind: str, column: str) -> int:
    """How often a column can be missing at most: rows without it, and what should have a row and has none."""
    only = find.get("only", {})
    answers = find.get("answers", find.get("series"))
    filtered = kind in {find.get("records"), answers, find.get("years"), find.get("standing")}
    assert isinstance(only, dict)
    rows = [row for row in place.files.rows(kind) if not filtered or _counts(kind, row, only)]
    without = sum(not _cell(kind, row, column) for row in rows)
    if "years" in find:
        page = main_of(place.site / place.path / "index.html")
        told = {_cell(kind, row, str(find.get("year", "year")))[:4] for row in rows}
        return without + len(set(re.findall(r"(\d{4})年度", page)) - told)
    if answers and kind == answers:
        triggers = place.files.rows(str(find["to"]))
        if "series" in find:  # a run of months has as many instances as it has quarters
            return without + 40 * len(triggers)
        named = {_cell(kind, row, str(find.get("by", ""))) for row in rows}
        return without + sum(row.get("编号", "") not in named for row in triggers)
    return without


def claim_holds(place: Place, sentence: str) -> bool:
    """Whether a sentence holds; KeyError for one that is not known here."""
    for pattern, holds in CLAIMS.items():
        match = re.search(pattern, sentence)
        if match:
            return holds(place, match)
    raise KeyError(sentence)
