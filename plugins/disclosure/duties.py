"""公开义务: every duty of the law to publish, and the kinds and columns that carry it; what has no place is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .kinds import address, kind_of

# Where a duty is fulfilled.
PLACES = {
    "P": "慈善中国",
    "S": "本机构网站",
    "V": "募捐现场或载体",
    "D": "告知捐赠人",
    "B": "告知受益人",
    "R": "报送民政部门",
}


@dataclass(frozen=True, slots=True)
class Carrier:
    """A kind that holds what a duty asks for, in these columns; *page* if that is not where the kind stands."""

    kind: str
    columns: tuple[str, ...] = ()
    page: str = ""

    @property
    def label(self) -> str:
        """The kind's label and the labels of the columns; the bare id of a kind that is not there."""
        kind = kind_of(self.kind)
        if kind is None:
            return self.kind
        named = "、".join(kind.record.column(one).label for one in self.columns)
        return f"{kind.label}（{named}）" if named else kind.label

    @property
    def address(self) -> str:
        """The page below an organisation's folder, or nothing for a kind that is not there."""
        kind = kind_of(self.kind)
        return "" if kind is None else self.page or address(kind)


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: its id in the catalogue, its basis, where it is fulfilled, what carries it here, and what is lacking."""

    id: str
    name: str
    basis: str
    places: str
    carriers: tuple[Carrier, ...] = ()
    lacks: str = ""
    facts: str = ""  # keys of organisation.yaml that carry it

    @property
    def public(self) -> bool:
        """Whether it is a duty to publish."""
        return "P" in self.places or "S" in self.places

    @property
    def absent(self) -> tuple[str, ...]:
        """Kinds that should carry it and are not there."""
        return tuple(one.kind for one in self.carriers if kind_of(one.kind) is None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the catalogue."""

    title: str
    duties: tuple[Duty, ...]


def _by(kind: str, *columns: str, page: str = "") -> Carrier:
    return Carrier(kind, columns, page)


_PROJECT = "projects/编号/"

BASIC = (
    Duty("basic-charter", "章程", "慈善法 78 条", "PS",
         (_by("policies", "file", "version", "adopted_on", "approved_on", "disclosed_on"),)),
    Duty("basic-governance-members", "决策、执行、监督机构成员", "慈善法 78 条；81 号令", "PS",
         (_by("members", "name", "body", "position", "term_start", "term_end"),)),
    Duty("basic-org-units", "下设办事机构、分支（代表）机构、专项基金和其他机构", "81 号令", "PS",
         (_by("units", "name", "type", "established_on", "status", "scope"),)),
    Duty("basic-key-related-parties", "重要关联方", "81 号令；慈善法 14 条", "P",
         (_by("related_parties", "name", "type", "relationship", "since"),)),
    Duty("basic-contacts", "联系人、联系方式、网站和官方账号", "81 号令", "PS",
         (_by("contacts", "contact_name", "phone", "email", "address", "website", "wechat", "weibo", "app"),)),
    Duty("basic-policies", "信息公开、项目管理、财务和资产管理制度", "81 号令 2 条", "PS",
         (_by("policies", "name", "file", "adopted_on"),)),
    Duty("basic-change", "基本信息变更", "慈善法 78 条", "PS",
         (_by("registration_changes", "field", "old", "new", "changed_on"),)),
    Duty("basic-top5-pay", "报酬从高到低前五位", "61 号令 5 条；81 号令", "PS", (_by("pay", "year", "rank", "position", "amount"),)),
    Duty("basic-expense-standards", "出国（境）、车辆、招待、差旅费用标准", "61 号令 5 条；81 号令", "PS",
         (_by("expense_standards", "category", "standard", "valid_from"),)),
    Duty("basic-major-thresholds", "“重大”的标准", "81 号令 13 条", "S",
         (_by("thresholds", "kind", "amount", "share", "policy"),)),
    Duty("basic-registration", "登记事项", "慈善法 76 条", "S",
         (_by("qualifications", "type", "number", "valid_from", "valid_to"),),
         facts="name、uscc、registry、founded_on、legal_representative、public_fundraising"),
)  # fmt: skip

ANNUAL = (
    Duty("annual-work-report", "年度工作报告", "慈善法 13、78 条", "PS",
         (_by("annual_reports", "year", "file", "disclosed_on", "platform_on", "platform_link", page="reports/年份/"),)),
    Duty("annual-work-report-content", "年报应有的内容", "慈善法 13 条", "PR",
         (_by("annual_reports", "summary", page="reports/年份/"), _by("activity_statement"), _by("projects")),
         "境外合作情况没有单独的栏，写在内容摘要里"),
    Duty("annual-financial-report", "财务会计报告", "慈善法 78 条", "PS",
         (_by("annual_reports", "year", "type", "file", page="reports/年份/"),
          _by("balance_sheet"), _by("activity_statement"), _by("cash_flow"))),
    Duty("annual-audit", "审计", "慈善法 78 条", "PS",
         (_by("audits", "auditor", "report_no", "report_date", "opinion", "file"),)),
    Duty("annual-supervisor-consent", "业务主管单位审查同意", "81 号令", "R",
         (_by("annual_reports", "supervisor", "consented_on", page="reports/年份/"),)),
    Duty("annual-major-projects-nonpub", "上年度重大慈善项目实施情况（不具有公开募捐资格的）", "81 号令", "PS",
         (_by("projects", "name", "summary", "region", "beneficiaries"), _by("project_progress"))),
    Duty("annual-ratio-disclosure", "慈善活动支出、管理费用和募捐成本", "慈善法 61 条", "PS",
         (_by("activity_statement", page="finances/年份/costs/"),)),
    Duty("annual-ratio-exception", "比例难以达标的说明", "慈善法 61 条；189 号文 12 条", "RS",
         (_by("ratio_exceptions", "year", "metric", "actual", "required", "reason", "reported_on"),)),
    Duty("annual-related-party-list", "关联方名单及关联关系说明", "81 号令 15 条", "R",
         (_by("related_parties", "name", "relationship"),)),
    Duty("annual-assoc-report", "社会团体年度报告、年检", "社会团体登记管理条例 28 条", "R",
         (_by("annual_reports", "file", "submitted_on", page="reports/年份/"),)),
    Duty("annual-svc-report", "民办非企业单位年度报告、年检", "民办非企业单位登记管理暂行条例 23 条", "R",
         (_by("annual_reports", "file", "submitted_on", page="reports/年份/"),)),
    Duty("annual-fdn-report", "基金会年度工作报告", "基金会管理条例 36、38 条", "R",
         (_by("annual_reports", "file", "summary", "submitted_on", page="reports/年份/"), _by("audits", "file"))),
    Duty("annual-donations-account", "接受捐赠和受赠财产使用、管理情况", "公益事业捐赠法 22 条", "S",
         (_by("donations"), _by("disbursements"))),
    Duty("annual-tax-special-report", "税前扣除资格专项信息报告", "2020 年第 27 号公告", "R",
         (_by("annual_reports", "type", "file", page="reports/年份/"),)),
    Duty("leadership-change-audit", "换届或更换法定代表人前的审计", "社会团体登记管理条例 27 条", "R",
         (_by("audits", "type", "auditor", "file"),)),
    Duty("entry-separate", "年报、募捐活动、项目各有独立条目", "81 号令 16 条", "PS",
         (_by("annual_reports", page="reports/年份/"), _by("campaigns", page="campaigns/编号/"),
          _by("projects", page=_PROJECT))),
    Duty("entry-correction", "更正说明", "81 号令 16 条", "PS",
         (_by("corrections", "old", "new", "reason", "corrected_on"),)),
)  # fmt: skip

FUNDRAISING = (
    Duty("fundraising-qualification", "公开募捐资格", "慈善法 22、26 条", "S",
         (_by("qualifications", "number", "valid_to"),)),
    Duty("fundraising-plan-filing", "募捐方案备案", "慈善法 24 条", "P", (_by("campaigns"),)),
    Duty("fundraising-plan-content", "募捐方案内容", "慈善法 24 条", "PSV", (_by("campaigns"),)),
    Duty("fundraising-plan-form", "慈善中国备案表", "民发〔2025〕57 号", "P", (_by("campaigns"),)),
    Duty("fundraising-plan-materials", "备案材料", "民发〔2025〕57 号", "R", (), "备案材料只报送，本站不收"),
    Duty("fundraising-plan-supplement", "方案补正", "74 号令", "P", (_by("campaigns"),)),
    Duty("fundraising-single-filing", "每项活动单独备案", "江苏省备案指引", "P", (_by("campaigns"),)),
    Duty("fundraising-emergency-filing", "突发事件补办备案", "慈善法 73 条", "P", (_by("campaigns"), _by("emergencies"))),
    Duty("fundraising-offsite-filing", "异地募捐当地备案", "慈善法 23 条；74 号令 14 条", "R", (_by("campaigns"),)),
    Duty("fundraising-display", "显著位置公布", "慈善法 25 条；81 号令 7 条", "PSV",
         (_by("campaigns"), _by("qualifications", "number"), _by("contacts", "phone"))),
    Duty("fundraising-online-platform", "互联网募捐在指定平台", "慈善法 27 条", "S", (_by("campaigns"), _by("channels"))),
    Duty("fundraising-partner-info", "合作方信息", "慈善法 26 条；81 号令 7 条", "PSV", (_by("campaigns"), _by("partners", "name", "type"))),
    Duty("fundraising-partner-evaluation", "对合作方的评估和指导监督", "81 号令", "PS",
         (_by("partner_evaluations", "evaluation", "supervision", "disclosed_on"),)),
    Duty("fundraising-periodic", "募捐情况定期公开", "慈善法 79 条", "PS", (_by("campaign_accounts"),)),
    Duty("fundraising-final", "募捐结束全面公开", "慈善法 79 条", "PS", (_by("campaign_accounts"),)),
    Duty("fundraising-use-change", "变更募捐用途", "慈善法 56 条", "PRS",
         (_by("campaigns"), _by("registration_changes", "field", "old", "new")), "变更用途没有单独的表"),
    Duty("emergency-receipts", "应急募捐接收情况", "慈善法 72 条", "PS", (_by("emergency_reports"), _by("goods"))),
    Duty("emergency-allocation", "应急募捐分配、使用情况", "慈善法 72 条", "PS", (_by("emergency_reports"), _by("disbursements"))),
    Duty("targeted-feedback", "定向募捐告知捐赠人", "慈善法 80 条", "D", (), "告知捐赠人本人，不在网站上"),
    Duty("donor-receipt", "捐赠票据", "慈善法 38 条", "D", (), "交给捐赠人本人；票据号码和姓名不能一起公开"),
    Duty("donor-feedback", "向捐赠人反馈，可查询", "慈善法 42 条", "D", (_by("donations"), _by("complaints", "topic", "answer"))),
    Duty("donation-purpose-change", "变更捐赠协议用途", "慈善法 56 条", "D", (), "须捐赠人本人同意，不在网站上"),
)  # fmt: skip

PROJECTS = (
    Duty("project-basic", "慈善项目名称和内容", "81 号令", "PS",
         (_by("projects", "name", "summary", "start_on", "end_on", page=_PROJECT),)),
    Duty("project-periodic", "项目实施情况定期公开", "慈善法 79 条", "PS", (_by("project_progress", page=_PROJECT),)),
    Duty("project-final", "项目结束全面公开", "慈善法 79 条", "PS", (_by("project_progress", page=_PROJECT),)),
    Duty("project-surplus", "项目剩余财产处理", "慈善法 58 条", "PS", (_by("project_progress", page=_PROJECT),)),
    Duty("project-third-party", "第三方执行情况", "81 号令", "PS", (_by("projects", "partners", page=_PROJECT), _by("disbursements"))),
    Duty("project-beneficiary-info", "资助标准、工作流程、工作规范", "慈善法 81 条", "BS",
         (_by("policies", "name", "summary", "file"),), "没有逐个项目的栏，写成制度"),
    Duty("project-grant-procedure", "公益资助项目种类和申请、评审程序", "基金会管理条例 30 条", "S",
         (_by("policies", "name", "summary", "file"),), "没有逐个项目的栏，写成制度"),
    Duty("project-beneficiary-fairness", "不得指定利害关系人为受益人", "慈善法 40、59 条", "R", (), "内部核查，不公开"),
    Duty("volunteer-recruit-info", "招募志愿者公示信息、告知风险", "慈善法 65 条；志愿服务条例 12 条", "S",
         (_by("notices", "name", "date", "summary"),), "写成公告，没有逐项的栏"),
    Duty("naming-consent", "项目冠名须经受益人同意", "慈善法 99 条", "R", (), "内部核查，不公开"),
)  # fmt: skip

EVENTS = (
    Duty("event-major-asset", "重大资产变动", "81 号令 13 条", "PS",
         (_by("major_events", "occurred_on", "summary", "amount", "disclosed_on"),)),
    Duty("event-major-investment", "重大投资", "81 号令 13 条；慈善法 55 条", "PS",
         (_by("major_events", "occurred_on", "amount", "investee", "resolution", "approval_ratio", "disclosed_on"),)),
    Duty("event-major-transaction", "重大交易及资金往来", "81 号令 13 条", "PS",
         (_by("major_events", "occurred_on", "counterparty", "summary", "amount", "disclosed_on"),)),
    Duty("event-related-party", "关联交易等六类", "81 号令 14 条", "PS",
         (_by("related_transactions", "type", "party", "summary", "amount", "occurred_on", "disclosed_on"),)),
    Duty("event-insider-transaction", "发起人、主要捐赠人、管理人员与本组织交易", "慈善法 14 条", "PS",
         (_by("related_transactions", "party", "recusal", "amount"),)),
    Duty("investment-limits", "投资限制", "慈善法 55 条；62 号令 5、7 条", "R",
         (_by("investments", "fund_source", "product_type"),)),
    Duty("investment-report", "投资情况纳入年报", "62 号令", "P", (_by("investments", "year", "balance", "income"),)),
    Duty("trust-trustee-annual", "受托的慈善信托：事务处理和财务状况", "慈善法 49 条；81 号令 12 条", "PR",
         (_by("trusts", "name", "filing_no", "year", "affairs", "finance"),)),
    Duty("trust-settlor", "委托设立的慈善信托", "81 号令 12 条", "PS",
         (_by("trusts", "name", "partner", "amount", "set_up_on", "disclosed_on"),)),
    Duty("trust-change", "慈善信托备案变更", "慈善信托信息公开办法", "P",
         (_by("registration_changes", "trust", "field", "new"),)),
    Duty("termination-announce", "终止：成立清算组并公告", "慈善法 18 条", "S",
         (_by("notices", "type", "date", "summary"),)),
)  # fmt: skip

CHAPTERS = (
    Chapter("基本信息", BASIC),
    Chapter("年度", ANNUAL),
    Chapter("公开募捐", FUNDRAISING),
    Chapter("慈善项目", PROJECTS),
    Chapter("财产、关联、信托和终止", EVENTS),
)


def duties() -> Iterator[Duty]:
    """Every duty, in the order of the catalogue."""
    for one in CHAPTERS:
        yield from one.duties
