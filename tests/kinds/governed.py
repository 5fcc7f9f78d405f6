"""An organisation that fills the kinds of governance, events, reports and notices; invented, like all of its numbers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from disclosure.accounts.site import read_site
from disclosure.model import Disclosure, Page
from disclosure.pages import pages_of
from disclosure.problems import Problem, Report

SETTINGS = {
    "site.yaml": "name: 测试\norganisations:\n  - lamp\nprepared_on: 2026-06-30\nsample: 是\n",
    "lamp/organisation.yaml": "id: lamp\nname: 明灯慈善会\n",
    "lamp/sources.csv": "编号,名称,发布者,发布日期,等级\nDOC,信息公开表,明灯慈善会,2026-05-20,填\n",
    "lamp/figures/2025.csv": "编号,主题,事项,指标,数值,约数,单位,原文写法,性质,口径,款物,属于,状态,来源,出处\n"
    "A001,总体,全年,接收款物,1000000,,元,100万元,实际,本级,款物,,已核,DOC,第一段\n",
    "lamp/partners.csv": "编号,名称,类型,内容,来源\nriver-press,河边出版社,企业,捐书,DOC\n",
}

FILLED: dict[str, str] = {
    "members": "编号,姓名,机构,职务,工作单位,任期起,任期止,是否领取报酬,来源\n"
    "m1,林甲,理事会,会长,样例市退休干部,2023-03-01,2028-02-28,否,DOC\n"
    "m2,周乙,理事会,理事,河边出版社,2023-03-01,2028-02-28,否,DOC\n"
    "m3,吴丙,监事会,监事长,样例会计师事务所,2023-03-01,2028-02-28,否,DOC\n"
    "m4,郑丁,秘书处,秘书长,明灯慈善会,2023-03-01,,是,DOC\n",
    "units": "编号,名称,类型,设立日期,存续情况,终止日期,业务范围或主要职能,来源\n"
    "office,办公室,办事机构,2019-01-10,存续,,日常事务,DOC\n"
    "east,东区工作站,工作站,2020-05-01,已终止,2024-12-31,走访,DOC\n",
    "qualifications": "编号,资格,证书编号或公告文号,批准机关,有效期起,有效期止,来源\n"
    "pf,公开募捐资格,51000000MJ0000000X,样例市民政局,2022-01-01,2026-12-31,DOC\n"
    "tax,公益性捐赠税前扣除资格,样例财税〔2024〕1号,样例市财政局,2024-01-01,2026-12-31,DOC\n",
    "contacts": "联系人,电话,邮箱,地址,网站,微信公众号,微博,客户端,适用起,来源\n"
    "办公室,0512-65220019,office@example.org,样例路1号,https://lamp.example.org/,明灯慈善,不适用,不适用,2024-01-01,DOC\n",
    "pay": "年度,序位,职务,报酬金额,来源\n2025,1,秘书长,180000,DOC\n2025,2,副秘书长,150000.5,DOC\n2025,3,会计,90000,DOC\n",
    "expense_standards": "类别,标准,适用起,依据的制度,来源\n"
    "出国（境）,一事一议，理事会批准,2024-01-01,finance-2,DOC\n车辆购置及运行,不配专车,2024-01-01,finance-2,DOC\n"
    "招待,每人每餐不超过100元,2024-01-01,finance-2,DOC\n差旅,按样例市标准,2024-01-01,finance-2,DOC\n",
    "policies": "编号,名称,类别,年度,通过日期,核准日期,公开日期,版本,被替代日期,全文网址,来源\n"
    "charter,明灯慈善会章程,章程,2023,2023-03-01,2023-03-20,2023-04-01,第三版,,https://lamp.example.org/charter.pdf,DOC\n"
    "finance-1,财务和资产管理制度,财务和资产管理,2019,2019-01-10,,,2019版,2024-01-01,,DOC\n"
    "finance-2,财务和资产管理制度,财务和资产管理,2024,2023-12-20,,2024-01-05,2024版,,https://lamp.example.org/f.pdf,DOC\n"
    "openness,信息公开制度,信息公开,2023,2023-03-01,,,,,,DOC\nprojects,项目管理制度,项目管理,2023,2023-03-01,,,,,,DOC\n",
    "meetings": "编号,日期,会议,届次,出席人数,应到人数,议题和决议,来源\n"
    "c1,2025-03-10,理事会,第三届第五次,13,15,通过2024年度决算,DOC\ns1,2025-03-10,监事会,第三届第五次,3,3,审议决算,DOC\n",
    "evaluations": "编号,名称,等级,评估年度,评估机关,有效期起,有效期止,来源\n"
    "e1,样例市社会组织等级评估,4A,2023,样例市民政局,2024-01-01,2028-12-31,DOC\n",
    "registration_changes": "对象,慈善信托,变更事项,变更前,变更后,变更日期,公开日期,来源\n"
    "本机构,,住所,旧街2号,样例路1号,2024-01-01,2024-01-20,DOC\n慈善信托,t1,信托财产,3000000,5000000,2025-02-01,2025-04-11,DOC\n",
    "thresholds": "事项,金额标准,比例标准,比例的基数,适用起,依据的制度,来源\n"
    "重大资产变动,1000000,10,上年末净资产,2024-01-01,finance-2,DOC\n重大投资,500000,,,2024-01-01,finance-2,DOC\n",
    "related_parties": "编号,名称,类别,关联关系,单位或个人,同意公开,起始日期,来源\n"
    "press,河边出版社,管理人员,理事周乙任总编辑,单位,,2023-03-01,DOC\n"
    "spouse,一位副会长的配偶,管理人员,副会长的配偶,个人,不指名,2023-03-01,DOC\n",
    "related_transactions": "编号,类型,关联方,金额,发生日期,公开日期,回避,决议,内容,来源\n"
    "rt1,交易,press,86000.5,2025-04-01,2025-05-20,已回避,理事会2025年第2号,印制年报,DOC\n"
    "rt2,接受捐赠,press,200000,2025-06-01,2025-06-15,没有需要回避的人,,捐书,DOC\n",
    "major_events": "编号,名称,类型,发生日期,公开日期,金额,对方,产品或被投资方,同意比例,决议,内容,慈善中国网址,来源\n"
    "fixed-income,购买理财,重大投资,2025-02-10,2025-03-02,2000000,样例银行,稳健一号,86.67,理事会2025年第1号,用闲置资金购买,https://cszg.mca.gov.cn/,DOC\n"
    "building,受赠办公用房,重大资产变动,2025-07-01,2025-09-01,3500000,样例市某公司,,,理事会2025年第3号,,,DOC\n",
    "investments": "编号,产品或被投资方,年度,产品类型,资金来源,受托机构,投资金额,投资日期,到期或收回日期,年末余额,当年收益,来源\n"
    "i1,稳健一号,2025,银行理财产品,自有资金,样例银行,2000000,2025-02-10,2026-02-10,2000000,43210.12,DOC\n",
    "trusts": "编号,信托名称,本机构的身份,备案编号,设立日期,公开日期,另一方,信托财产,年度,信托事务处理情况,财务状况,来源\n"
    "t1,明灯助学慈善信托,受托人,FX0001,2023-05-01,2023-05-20,样例公司,5000000,2025,资助学生三批,支出40万元,DOC\n",
    "annual_reports": "年度,类型,全文网址,页数,平台公开日期,平台网址,本站公开日期,报送日期,业务主管单位,审查同意日期,内容摘要,来源\n"
    "2025,年度工作报告,https://lamp.example.org/2025.pdf,48,2026-05-20,https://cszg.mca.gov.cn/1,2026-05-21,2026-05-10,样例市民政局,2026-05-08,做了三个项目,DOC\n"
    "2025,财务会计报告,https://lamp.example.org/2025-f.pdf,30,2026-06-08,https://cszg.mca.gov.cn/2,2026-06-08,,,,,DOC\n"
    "2025,审计报告,https://lamp.example.org/2025-a.pdf,22,2026-05-20,https://cszg.mca.gov.cn/3,2026-05-21,,,,,DOC\n"
    "2023,年度工作报告,,,2024-05-30,,,,,,,DOC\n",
    "ratio_exceptions": "年度,指标,实际值,标准,原因,报告民政日期,来源\n2025,管理费用比例,13.8,13,搬迁办公室,2026-04-01,DOC\n",
    "partner_evaluations": "编号,合作方,募捐活动备案编号,募捐结束日期,评估结论,指导监督情况,公开日期,来源\n"
    "pe1,river-press,51000000MJ0000000XA25001,2025-09-30,如约完成,每月核对一次,2025-12-10,DOC\n",
    "complaints": "编号,收到日期,事由,答复日期,答复,来源\n"
    "q1,2025-05-06,捐赠票据没有收到,2025-05-12,已补寄,DOC\nq2,2025-11-01,询问东区工作站为何终止,,,DOC\n",
    "notices": "编号,标题,日期,类型,正文,来源\nn1,关于召开理事会的公告,2025-03-01,会议,定于三月十日召开。||欢迎监督。,DOC\n",
    "corrections": "编号,更正日期,更正类型,位置,原来,现在,影响,原因,来源\n"
    "k1,2025-06-10,更正,2024年度工作报告第12页,受益320人,受益302人,只影响这一项,数字录反,DOC\n"
    "k2,2025-06-20,核实中,2024年度工作报告第15页,支出8万元,,,,DOC\n",
}

# Where each kind stands, below the organisation's folder: page and anchor.
STANDS = {
    **dict.fromkeys(
        ("members", "units", "qualifications", "contacts", "pay", "expense_standards", "meetings", "evaluations"),
        "governance/",
    ),
    "registration_changes": "governance/",
    **dict.fromkeys(("thresholds", "related_parties", "related_transactions", "investments", "trusts"), "events/"),
    "major_events": "events/",
    "annual_reports": "reports/",
    "ratio_exceptions": "reports/",
    "partner_evaluations": "partners/",
    "policies": "policies/",
    "complaints": "complaints/",
    "notices": "notices/",
    "corrections": "corrections/",
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """The organisation in a folder of its own."""

    root: Path

    @classmethod
    def make(cls, root: Path, tables: Mapping[str, str] | None = None) -> Lamp:
        """Write the settings and these tables; all that can be filled, if none are named."""
        made = cls(root)
        for name, text in SETTINGS.items():
            made.write(name, text)
        for kind, text in (FILLED if tables is None else tables).items():
            made.write(f"lamp/{kind}.csv", text)
        return made

    def write(self, name: str, text: str) -> None:
        path = self.root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def cells(self, file: str) -> list[list[str]]:
        """A table as rows of cells; *file* is named as problems and amounts name it: data/lamp/pay.csv."""
        return list(csv.reader((self.root / file).read_text("utf-8").splitlines()))

    def change(self, kind: str, row: int, label: str, value: str) -> None:
        """Change one cell; rows are numbered as Excel numbers them."""
        rows = self.cells(f"data/lamp/{kind}.csv")
        rows[row - 1][rows[0].index(label)] = value
        self.write(f"lamp/{kind}.csv", "\n".join(",".join(row) for row in rows) + "\n")

    def read(self) -> tuple[Disclosure, list[Problem]]:
        report = Report()
        site = read_site(self.root / "data", "data", report)
        return site.disclosures[0], list(report)

    def pages(self) -> dict[str, Page]:
        return {page.path: page for page in pages_of(self.read()[0])}
