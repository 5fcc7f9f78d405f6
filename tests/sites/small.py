"""A small good site to copy, and the small changes that make each fault."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

GOOD = Path(__file__).parent / "good_two"


@dataclass(frozen=True, slots=True)
class Site:
    """A copy of the good site in a folder of its own."""

    root: Path

    @classmethod
    def copy(cls, root: Path) -> Site:
        for name in ("data", "content"):
            shutil.copytree(GOOD / name, root / name)
        return cls(root)

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def content(self) -> Path:
        return self.root / "content"

    def file(self, name: str) -> Path:
        """A file of the first organisation."""
        return self.data / "dawn" / name

    def table(self, name: str) -> list[list[str]]:
        return list(csv.reader(self.file(name).read_text("utf-8").splitlines()))

    def save(self, name: str, rows: list[list[str]]) -> None:
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\n").writerows(rows)
        self.file(name).write_text(stream.getvalue(), "utf-8")

    def cell(self, name: str, row: int, label: str, value: str) -> None:
        """Change one cell; *row* is numbered as Excel numbers it."""
        rows = self.table(name)
        rows[row - 1][rows[0].index(label)] = value
        self.save(name, rows)

    def add(self, name: str, **cells: str) -> None:
        """Add a row."""
        rows = self.table(name)
        rows.append([cells.get(label, "") for label in rows[0]])
        self.save(name, rows)

    def table_of(self, kind: str, header: str, *rows: str) -> None:
        """Write a table of the first organisation, with ids r1, r2 … where the kind has them, and its source."""
        keyed = kind not in {"annual_reports", "pay", "registration_changes"}
        lines = [f"{'编号,' if keyed else ''}{header},来源"]
        lines += [f"{f'r{number},' if keyed else ''}{row},DOC" for number, row in enumerate(rows, 1)]
        self.file(f"{kind}.csv").write_text("\n".join(lines) + "\n", "utf-8")

    def text(self, path: str, old: str, new: str) -> None:
        """Change a passage of a text file below the root."""
        file = self.root / path
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new), "utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def write_pdf(self, name: str, *, active: bool = False, **properties: str) -> None:
        """A PDF of one empty page among the files of the articles."""
        made = PdfWriter()
        made.add_blank_page(100, 100)
        if properties:
            made.add_metadata({f"/{key}": value for key, value in properties.items()})
        if active:
            action = DictionaryObject({NameObject("/S"): NameObject("/URI")})
            made.root_object[NameObject("/OpenAction")] = action
        stream = io.BytesIO()
        made.write(stream)
        self.write(f"content/files/{name}.pdf", stream.getvalue())

    def workbook(self, name: str) -> Workbook:
        """The CSV of the first organisation as a workbook, which takes its place when saved."""
        made = Workbook()
        sheet = made.active
        assert sheet is not None
        for row in self.table(f"{name}.csv"):
            sheet.append(row)
        self.file(f"{name}.csv").unlink()
        return made

    def save_workbook(self, name: str, made: Workbook) -> None:
        made.save(self.file(f"{name}.xlsx"))


@dataclass(frozen=True, slots=True)
class Case:
    """One fault: the code that it must be told by, where, and how to make it."""

    code: str
    file: str  # how the file's name ends, below data/ or content/
    row: int | None
    column: str | None
    make: Callable[[Site], object]
    name: str = ""
    told: str = ""  # words that message or fix must hold


def belong(site: Site, more: str = "", **above: str) -> None:
    """Make organisations members of others: `river="dawn"`."""
    for org, lead in above.items():
        name = {"dawn": "晨光慈善会", "river": "河畔慈善会"}[org]
        site.write(f"data/{org}/organisation.yaml", f"id: {org}\nname: {name}\npart_of: {lead}\n{more}\n")


def _hide(site: Site) -> None:
    made = site.workbook("partners")
    made.create_sheet("名单").sheet_state = "hidden"
    site.save_workbook("partners", made)


def _merge(site: Site) -> None:
    made = site.workbook("partners")
    assert made.active is not None
    made.active.merge_cells("C2:D2")
    site.save_workbook("partners", made)


def _formula(site: Site) -> None:
    made = site.workbook("partners")
    assert made.active is not None
    made.active["D2"] = "=1+1"
    site.save_workbook("partners", made)


def _sheet(site: Site, change: Callable[[Workbook], object]) -> None:
    made = site.workbook("partners")
    change(made)
    site.save_workbook("partners", made)


def _cell(place: str, value: object, kind: str | None = None) -> Callable[[Site], None]:
    def change(made: Workbook) -> None:
        assert made.active is not None
        made.active[place] = value
        if kind:
            made.active[place].data_type = kind

    return lambda site: _sheet(site, change)


def _comment(site: Site) -> None:
    def change(made: Workbook) -> None:
        assert made.active is not None
        made.active["B2"].comment = Comment("请核对", "会计")

    _sheet(site, change)


def _circle(site: Site) -> None:
    site.cell("figures/2023.csv", 3, "属于", "AB03")
    site.add("breakdowns.csv", 编号="AB03", 名称="绕圈", 总额="A004", 互斥="未证明", 完整="未证明")


def _running(site: Site, start: str) -> None:
    """A project of a body with public qualification that has run since *start* without a word."""
    site.text("data/dawn/organisation.yaml", "region: 样例市\n", "region: 样例市\npublic_fundraising: 是\n")
    site.cell("projects.csv", 3, "开始日期", start)


def _in_quotes(table: str, row: int) -> str:
    """A CSV in which a whole row stands in its first cell."""
    lines = table.splitlines()
    lines[row - 1] = f'"{lines[row - 1]}"' + "," * lines[0].count(",")
    return "\n".join(lines) + "\n"


F, FIRST, SITE_YAML = "dawn/figures/2023.csv", "figures/2023.csv", "data/site.yaml"

_RESTATED = "类型,年度,数字编号,原来,现在,重述后编号,原因,公布日期"

CASES = (
    Case("missing-folder", "data", None, None, lambda s: s.data.rename(s.root / "elsewhere")),
    Case("missing-file", "dawn/organisation.yaml", None, None, lambda s: s.file("organisation.yaml").unlink()),
    Case("missing-file", "data/site.yaml", None, None, lambda s: (s.data / "site.yaml").unlink(), "site"),
    Case("unknown-file", "dawn/donors.csv", None, None, lambda s: s.write("data/dawn/donors.csv", "a,b\n1,2\n")),
    Case("unknown-file", "dawn/partner.csv", None, None, lambda s: s.file("partners.csv").rename(s.file("partner.csv")),
         "near", "partners"),
    Case("unknown-file", "data/notes.txt", None, None, lambda s: s.write("data/notes.txt", "记"), "root"),
    Case("unknown-file", "dawn/figures.csv", None, None,
         lambda s: s.write("data/dawn/figures.csv", s.file(FIRST).read_bytes()), "period", "2023.csv"),
    Case("unreadable-file", "dawn/partners.csv", None, None, lambda s: s.write("data/dawn/partners.csv", b"")),
    Case("unreadable-file", "dawn/plans.xlsx", None, None, lambda s: s.write("data/dawn/plans.xlsx", b"PK no"), "xlsx"),
    Case("bad-encoding", "dawn/partners.csv", None, None,
         lambda s: s.write("data/dawn/partners.csv", b"\xff\x80\x81")),
    Case("bad-csv", "dawn/partners.csv", 2, None, lambda s: s.text("data/dawn/partners.csv", "山坡小学", '山"坡小学')),
    Case("wrong-header", F, 1, None, lambda s: s.text(f"data/{F}", "原文写法", "原文"), told="原文写法"),
    Case("ragged-row", F, 3, None, lambda s: s.text(f"data/{F}", "A002,支出,全年", "A002,支出,全年,多"), told="A002"),
    Case("row-in-one-cell", "dawn/partners.csv", 2, None,
         lambda s: s.write("data/dawn/partners.csv", _in_quotes(s.file("partners.csv").read_text("utf-8"), 2)),
         told="分列"),
    Case("hidden-content", "dawn/partners.xlsx", None, None, _hide, told="名单"),
    Case("merged-cells", "dawn/partners.xlsx", None, None, _merge, told="C2:D2"),
    Case("uncached-formula", "dawn/partners.xlsx", 2, None, _formula, told="D2"),
    Case("number-as-id", "dawn/partners.xlsx", 2, "编号", _cell("A2", 2023), told="文本"),
    Case("error-cell", "dawn/partners.xlsx", 2, None, _cell("D2", "#REF!", "e"), told="D2"),
    Case("cell-comments", "dawn/partners.xlsx", None, None, _comment, told="B2"),
    Case("extra-sheet", "dawn/partners.xlsx", None, None,
         lambda s: _sheet(s, lambda made: made.create_sheet("草稿").append(["甲", "乙"])), told="草稿"),
    Case("file-twice", "dawn/partners.xlsx", None, None,
         lambda s: (s.write("data/dawn/copy.csv", s.file("partners.csv").read_bytes()), _sheet(s, str),
                    s.file("copy.csv").rename(s.file("partners.csv"))), told="partners.csv"),
    Case("total-mismatch", "dawn/pay.csv", 4, "报酬金额",
         lambda s: (s.table_of("pay", "年度,序位,职务,报酬金额", "2023,1,秘书长,90000", "2023,2,会计,80000"),
                    s.write("data/dawn/pay.csv", s.file("pay.csv").read_text() + "合计,,,160000,\n")), told="170000"),
    Case("bad-yaml", "dawn/organisation.yaml", 2, None,
         lambda s: s.text("data/dawn/organisation.yaml", "name: ", "name："), told="全角冒号"),
    Case("words-behind-sign", "dawn/organisation.yaml", 2, "name",
         lambda s: s.text("data/dawn/organisation.yaml", "name: 晨光慈善会", "name: 晨光慈善会 # 总会"), told="总会"),
    Case("bad-yaml", SITE_YAML, 2, None, lambda s: s.text(SITE_YAML, "tagline: ", "name: "), "twice", "两次"),
    Case("bad-value", F, 2, "数值", lambda s: s.cell(FIRST, 2, "数值", "100万"), told="1000000"),
    Case("bad-value", "dawn/sources.csv", 2, "发布日期", lambda s: s.cell("sources.csv", 2, "发布日期", "2024-02-30"),
         "date", "2024-02-30"),
    Case("bad-value", "dawn/organisation.yaml", 2, "name",
         lambda s: s.text("data/dawn/organisation.yaml", "name: 晨光慈善会", "name: true"), "name", told="true"),
    Case("bad-value", SITE_YAML, 6, "prepared_on", lambda s: s.text(SITE_YAML, "2024-05-01", "五月"), "prepared"),
    Case("missing-value", F, 2, "原文写法", lambda s: s.cell(FIRST, 2, "原文写法", "")),
    Case("missing-value", "dawn/organisation.yaml", 2, "name",
         lambda s: s.text("data/dawn/organisation.yaml", "name: 晨光慈善会", "name:"), "yaml"),
    Case("missing-source", F, 2, "来源", lambda s: s.cell(FIRST, 2, "来源", ""), told="sources.csv"),
    Case("unknown-choice", F, 2, "口径", lambda s: s.cell(FIRST, 2, "口径", "本集"), told="本级"),
    Case("unknown-choice", F, 2, "主题", lambda s: s.cell(FIRST, 2, "主题", "收人"), "topic", "收入"),
    Case("unknown-choice", "dawn/organisation.yaml", 5, "telephone",
         lambda s: s.write("data/dawn/organisation.yaml", s.file("organisation.yaml").read_text() + "telephone: 1\n"),
         "key", "phone"),
    Case("unknown-choice", SITE_YAML, 7, "sample", lambda s: s.text(SITE_YAML, "sample: 是", "sample: yes"), "flag", "是、否"),
    Case("unknown-unit", F, 9, "单位", lambda s: s.cell(FIRST, 9, "单位", "常"), told="data/site.yaml 里写 units: [常]"),
    Case("unknown-reference", F, 5, "所属记录", lambda s: s.cell(FIRST, 5, "所属记录", "projects/reading-rom"),
         told="reading-room"),
    Case("unknown-reference", "dawn/projects.csv", 2, "内容", lambda s: s.cell("projects.csv", 2, "内容", "花了{A999}。"),
         "text", "A999"),
    Case("unknown-reference", "dawn/computed.csv", 2, "公式", lambda s: s.cell("computed.csv", 2, "公式", "A001 - A999"),
         "formula", "A999"),
    Case("unknown-reference", SITE_YAML, 3, "organisations", lambda s: s.text(SITE_YAML, "river", "rivers"), "folder", "river"),
    Case("duplicate-id", F, 3, "编号", lambda s: s.cell(FIRST, 3, "编号", "A001"), told="第 2 行"),
    Case("duplicate-id", "dawn/computed.csv", 2, "编号", lambda s: s.cell("computed.csv", 2, "编号", "A009"), "across"),
    Case("reserved-id", "dawn/projects.csv", 2, "编号", lambda s: s.cell("projects.csv", 2, "编号", "type")),
    Case("case-clash", F, 3, "编号", lambda s: s.cell(FIRST, 3, "编号", "a001"), told="A001"),
    Case("wording-mismatch", F, 2, "数值", lambda s: s.cell(FIRST, 2, "数值", "100"), told="1000000"),
    Case("qualifier-mismatch", F, 2, "约数", lambda s: s.cell(FIRST, 2, "约数", "余"), told="100万元"),
    Case("not-money", F, 9, "款物", lambda s: s.cell(FIRST, 9, "款物", "现金")),
    Case("part-unit-mismatch", F, 10, "属于", lambda s: s.cell(FIRST, 10, "属于", "AB01"), told="A009"),
    Case("part-scope-mismatch", F, 5, "属于", lambda s: s.cell(FIRST, 5, "口径", "市县两级"), told="市县两级"),
    Case("part-year-mismatch", "dawn/figures/2024.csv", 2, "属于", lambda s: s.cell("figures/2024.csv", 2, "属于", "AB01"),
         told="2024"),
    Case("part-cycle", F, 3, "属于", _circle, told="A002"),
    Case("contradictory-relation", "dawn/breakdowns.csv", 3, None,
         lambda s: (s.cell(FIRST, 7, "数值", "300000"), s.cell(FIRST, 7, "原文写法", "30万元")), told="10万元"),
    Case("words-against-sign", "dawn/breakdowns.csv", 2, "说明",
         lambda s: s.cell("breakdowns.csv", 2, "说明", "几项加起来超过总额"), told="超过总额"),
    Case("bad-formula", "dawn/computed.csv", 2, "公式", lambda s: s.cell("computed.csv", 2, "公式", "__import__('os')")),
    Case("approximate-divisor", "dawn/computed.csv", 5, "公式",
         lambda s: s.cell("computed.csv", 5, "公式", "A004 / A007"), told="A007"),
    Case("unlike-units", "dawn/computed.csv", 2, "公式", lambda s: s.cell("computed.csv", 2, "公式", "A001 - A009"), told="人"),
    Case("unlike-scopes", "dawn/computed.csv", 2, "公式", lambda s: s.cell(FIRST, 2, "口径", "市县两级"), told="混合"),
    Case("formula-cycle", "dawn/computed.csv", 2, "公式", lambda s: s.cell("computed.csv", 2, "公式", "AC01 + A001"), told="AC01"),
    Case("verdict-mismatch", "dawn/reconciliations.csv", 2, "结论",
         lambda s: s.cell("reconciliations.csv", 2, "左式", "A005"), told="有差额"),
    Case("organisation-clash", "river/organisation.yaml", 1, "id",
         lambda s: s.text("data/river/organisation.yaml", "id: river", "id: dawn"), told="dawn"),
    Case("organisation-folder", "river/organisation.yaml", 1, "id",
         lambda s: s.text("data/river/organisation.yaml", "id: river", "id: lake"), told="lake"),
    Case("unlisted-organisation", "data/river", None, None, lambda s: s.text(SITE_YAML, "  - river\n", "")),
    Case("unknown-member", "river/organisation.yaml", 3, "part_of", lambda s: belong(s, river="dwan"), told="data/site.yaml"),
    Case("member-cycle", "dawn/organisation.yaml", 3, "part_of", lambda s: belong(s, river="dawn", dawn="river"),
         told="river/organisation.yaml"),
    Case("member-cycle", "river/organisation.yaml", 3, "part_of", lambda s: belong(s, river="river"), "self",
         told="river/organisation.yaml"),
    Case("bad-value", "river/organisation.yaml", 4, "part_of_since",
         lambda s: belong(s, "part_of_since: 去年", river="dawn"), "since", "2023"),
    Case("dates-out-of-order", "river/organisation.yaml", 5, "part_of_until",
         lambda s: belong(s, "part_of_since: 2024\npart_of_until: 2023", river="dawn"), "member", "2023"),
    Case("missing-value", "river/organisation.yaml", None, "part_of",
         lambda s: s.write("data/river/organisation.yaml", "id: river\nname: 河畔慈善会\npart_of_since: 2024\n"), "member"),
    Case("told-twice", "river/organisation.yaml", 4, "other_members",
         lambda s: belong(s, "other_members: 北岸慈善会、晨光慈善会", river="dawn"), "member", "dawn/organisation.yaml"),
    Case("unknown-reference", "river/disbursements.csv", 2, "本会成员机构",
         lambda s: s.write("data/river/disbursements.csv",
                           "拨付日期,接收方,接收方类型,本会成员机构,金额,来源\n2023-05-01,自己,慈善组织,river,5,RIV\n"),
         "self", "别的机构"),
    Case("path-clash", "dawn/news/first-account/", None, None,
         lambda s: s.write("content/news/dawn/second.md", (s.content / "news/dawn/first.md").read_bytes()), told="first-account"),
    Case("unknown-embed", "news/dawn/first.md", 6, None,
         lambda s: s.text("content/news/dawn/first.md", "[[figure: A002]]", "[[figure: A0022]]"), told="A002"),
    Case("unknown-embed", "news/dawn/first.md", 8, None,
         lambda s: s.text("content/news/dawn/first.md", "[[chart: income-2023]]", "[[Chart: 收入图]]"), "shape", "收入图"),
    Case("unknown-embed", "content/pages/data.md", 4, None,
         lambda s: s.text("content/pages/data.md", "登记的办法", "[[figure: A001]]"), "standing", "A001"),
    Case("reference-in-title", "news/dawn/first.md", 4, None,
         lambda s: s.text("content/news/dawn/first.md", "一年收了多少", "一年收了[[figure: A001]]"), told="[[figure: A001]]"),
    Case("slipped-reference", "news/dawn/first.md", 6, None,
         lambda s: s.text("content/news/dawn/first.md", "[[figure: A002]]", "{A002}"), "article", "[[figure: A002]]"),
    Case("slipped-reference", "dawn/projects.csv", 2, "内容",
         lambda s: s.cell("projects.csv", 2, "内容", "发了[[figure: A002]]"), "cell", "写成“{A002}”"),
    Case("orphan-article", "news/dusk/first.md", None, None,
         lambda s: (s.content / "news/dawn").rename(s.content / "news/dusk"), told="dusk"),
    Case("bad-content", "news/dawn/first.md", None, None,
         lambda s: s.text("content/news/dawn/first.md", "Title: 晨光的账\n", ""), told="Title"),
    Case("bad-content", "content/pages/data.md", None, None,
         lambda s: s.write("content/pages/data.md", b"\xff\xfe\x00"), "bytes", "UTF-8"),
    Case("dates-out-of-order", "dawn/members.csv", 2, "任期止",
         lambda s: s.table_of("members", "姓名,机构,职务,任期起,任期止", "林甲,理事会,会长,2023-03-01,2022-03-01"), told="2023-03-01"),
    Case("published-before-end", "dawn/annual_reports.csv", 2, "平台公开日期",
         lambda s: s.table_of("annual_reports", "年度,类型,平台公开日期", "2023,审计报告,2023-05-20"), told="2023-12-31"),
    Case("told-twice", "dawn/pay.csv", 3, "序位",
         lambda s: s.table_of("pay", "年度,序位,职务,报酬金额", "2023,1,秘书长,90000", "2023,1,会计,80000"), told="第 2 行"),
    Case("not-positive", "dawn/investments.csv", 2, "投资金额",
         lambda s: s.table_of("investments", "产品或被投资方,年度,产品类型,投资金额", "稳健一号,2023,银行理财产品,0"), told="投资金额"),
    Case("overlapping-terms", "dawn/members.csv", 3, "任期起",
         lambda s: s.table_of("members", "姓名,机构,职务,任期起,任期止", "林甲,理事会,理事,2019-03-01,2023-03-01",
                              "林甲,理事会,理事,2022-03-01,"), told="2019-03-01"),
    Case("council-and-supervisor", "dawn/members.csv", 3, "机构",
         lambda s: s.table_of("members", "姓名,机构,职务,任期起", "林甲,理事会,理事,2019-03-01", "林甲,监事会,监事,2022-03-01"),
         told="理事会"),
    Case("personal-number", "dawn/complaints.csv", 2, "事由",
         lambda s: s.table_of("complaints", "收到日期,事由", "2023-05-06,请打 138 1234 5678"), told="手机号"),
    Case("giver-like-person", "dawn/goods.csv", 2, "捐赠方",
         lambda s: s.write("data/dawn/goods.csv", "品名,类型,日期,数量,单位,捐赠方,来源\n米,接收,2023-03-01,2,袋,李雷,DOC\n"
                           "米,结存,2023-12-31,2,袋,,DOC\n"), told="爱心人士"),
    Case("body-like-person", "dawn/honours.csv", 2, "授予方",
         lambda s: s.write("data/dawn/honours.csv", "编号,名称,授予方,年度,来源\nh1,奖,校友李雷,2023,DOC\n"), told="写身份"),
    Case("grant-like-person", "dawn/disbursements.csv", 2, "用途",
         lambda s: s.write("data/dawn/disbursements.csv", "拨付日期,接收方,接收方类型,金额,用途,来源\n2023-05-01,晨光小学,学校,5,李雷助学金,DOC\n")),
    Case("own-money", "dawn/disbursements.csv", 2, "接收方",
         lambda s: s.write("data/dawn/disbursements.csv", "拨付日期,接收方,接收方类型,金额,来源\n2023-05-01,晨光慈善会,慈善组织,5,DOC\n"),
         told="本会自己"),
    Case("receiver-like-person", "dawn/disbursements.csv", 2, "接收方",
         lambda s: s.write("data/dawn/disbursements.csv", "拨付日期,接收方,接收方类型,金额,来源\n2023-05-01,校友李雷,其他单位,5,DOC\n"),
         told="其他单位"),
    Case("personal-words", "dawn/notices.csv", 2, "正文",
         lambda s: s.table_of("notices", "标题,日期,类型,正文", "公示,2023-05-06,其他,家住青山村3组12号"), told="住址"),
    Case("personal-name", "content/files/13812345678.csv", None, None,
         lambda s: s.write("content/files/13812345678.csv", "甲"), told="手机号"),
    Case("attachment-type", "content/files/list.xlsx", None, None,
         lambda s: s.write("content/files/list.xlsx", "甲"), told="批注"),
    Case("attachment-unreadable", "content/images/visit.jpg", None, None,
         lambda s: s.write("content/images/visit.jpg", b"\xff\xd8\xff"), told="图片"),
    Case("attachment-active", "content/files/a.pdf", None, None, lambda s: s.write_pdf("a", active=True), told="动作"),
    Case("attachment-author", "content/files/a.pdf", None, None, lambda s: s.write_pdf("a", Author="Li Lei"), told="Li Lei"),
    Case("attachment-scan", "content/files/a.pdf", None, None, lambda s: s.write_pdf("a"), told="扫描"),
    Case("person-without-consent", "dawn/related_parties.csv", 2, "同意公开",
         lambda s: s.table_of("related_parties", "名称,类别,关联关系,单位或个人", "林甲,管理人员,会长,个人"), told="不指名"),
    Case("before-relation", "dawn/related_transactions.csv", 2, "发生日期",
         lambda s: (s.table_of("related_parties", "名称,类别,关联关系,单位或个人,起始日期", "河边出版社,其他,合办,单位,2023-03-01"),
                    s.table_of("related_transactions", "类型,关联方,发生日期", "交易,r1,2023-02-01")), told="2023-03-01"),
    Case("rank-order", "dawn/pay.csv", 3, "报酬金额",
         lambda s: s.table_of("pay", "年度,序位,职务,报酬金额", "2023,1,秘书长,90000", "2023,2,会计,90000.5"), told="0.5"),
    Case("above-total", "dawn/meetings.csv", 2, "出席人数",
         lambda s: s.table_of("meetings", "日期,会议,出席人数,应到人数", "2023-03-10,理事会,16,15"), told="16"),
    Case("below-two-thirds", "dawn/major_events.csv", 2, "同意比例",
         lambda s: s.table_of("major_events", "名称,类型,发生日期,同意比例", "购买理财,重大投资,2023-02-10,66.66"), told="66.66%"),
    Case("forbidden-investment", "dawn/investments.csv", 2, "产品类型",
         lambda s: s.table_of("investments", "产品或被投资方,年度,产品类型", "某公司股票,2023,股票"), told="股票"),
    Case("nothing-changed", "dawn/registration_changes.csv", 2, "变更后",
         lambda s: s.table_of("registration_changes", "对象,变更事项,变更前,变更后,变更日期", "本机构,住所,旧街,旧街,2023-01-01"),
         told="旧街"),
    Case("closed-but-active", "dawn/units.csv", 2, "存续情况",
         lambda s: s.table_of("units", "名称,类型,存续情况,终止日期", "东区工作站,工作站,存续,2023-12-31"), told="2023-12-31"),
    Case("duty-ahead", "dawn/projects.csv", 3, None, lambda s: _running(s, "2024-03-15"), told="2024-06-15"),
    Case("duty-overdue", "dawn/projects.csv", 3, None, lambda s: _running(s, "2023-07-01"), told="2023-10-01"),
    Case("empty-duty-note", "dawn/duty_notes.csv", 2, "义务",
         lambda s: s.file("duty_notes.csv").write_text("义务,来源\n项目,DOC\n", "utf-8"), told="项目"),
    Case("unclear-platform-value", "dawn/platform_values.csv", 2, "数字",
         lambda s: s.file("platform_values.csv").write_text("慈善中国上的值,核对日期,来源\n1,2024-04-01,DOC\n", "utf-8")),
    Case("unlike-platform", "dawn/platform_values.csv", 2, "慈善中国上的值",
         lambda s: s.file("platform_values.csv").write_text("数字,慈善中国上的值,核对日期,来源\nA001,1000000.01,2024-04-01,DOC\n", "utf-8"),
         told="0.01元"),
    Case("odd-filing-footer", "data/site.yaml", 6, "icp",
         lambda s: s.text(SITE_YAML, "prepared_on:", "icp: 备案中\nprepared_on:"), told="备案中"),
    Case("two-in-force", "dawn/policies.csv", 3, "版本",
         lambda s: s.table_of("policies", "名称,版本", "财务制度,2019版", "财务制度,2023版"), told="第 2 行"),
    Case("restated-otherwise", "dawn/restatements.csv", 2, "原来",
         lambda s: s.table_of("restatements", _RESTATED, "重述,2023,A002,90万元,21.6万元,A004,漏记,2024-05-01"), told="80万元"),
    Case("restated-other-figure", "dawn/restatements.csv", 2, "数字编号",
         lambda s: s.table_of("restatements", _RESTATED, "重述,2022,A002,80万元,21.6万元,A004,漏记,2024-05-01"), told="2023年"),
    Case("restated-by-change", "dawn/restatements.csv", 2, "重述后编号",
         lambda s: s.table_of("restatements", _RESTATED, "口径变化,2023,A002,旧口径,新口径,A004,改制,2024-05-01"), told="口径变化"),
)  # fmt: skip

# Found only when the real settings are used to publish.
PUBLISHING_ONLY = {"sample-data"}
