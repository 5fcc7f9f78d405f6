"""The rows of projects, of their budgets, their progress and their end."""

from __future__ import annotations

from enum import StrEnum

from ...reading import (
    BodyName,
    Complete,
    Date,
    Promise,
    RichText,
    Slug,
    Sourced,
    Text,
    Url,
    WholeNumber,
    Year,
    Yuan,
    column,
)

# Categories and the words of their addresses.
CATEGORIES: dict[str, str] = {
    "助学": "education",
    "助医": "medical",
    "助老": "elderly",
    "助残": "disability",
    "助困": "relief",
    "心理健康": "mental-health",
    "社会公益": "public-good",
    "对口支援": "paired-support",
    "志愿服务": "volunteering",
    "应急": "emergency",
    "保险": "insurance",
}


MONEY = (
    ("预算", ("预算",)),
    ("筹集", ("筹集", "募集", "到账", "收入", "收到")),
    ("支出", ("支出", "拨付", "发放", "捐赠", "资助", "投入")),
    ("结余", ("结余", "余额")),
)


class CategoryBasis(StrEnum):
    """Who says to which category a project belongs."""

    REPORT = "报告"
    SITE = "本站"


class ProjectStatus(StrEnum):
    """How far a project is."""

    PLANNED = "计划"
    UNDER_WAY = "进行中"
    STARTED = "已开展"
    CLOSED = "已结项"


# What is said of a project that has not ended.
GOING_ON = frozenset({ProjectStatus.PLANNED, ProjectStatus.UNDER_WAY})


class Stage(StrEnum):
    """The steps of a project, in their order."""

    RESEARCH = "调研"
    APPROVAL = "立项"
    TRAINING = "培训"
    EXECUTION = "实施"
    SUPERVISION = "督导"
    EVALUATION = "结项评估"


class HelpedUnit(StrEnum):
    """In what those who were helped are counted."""

    PERSONS = "人"
    TIMES = "人次"
    HOUSEHOLDS = "户"


class DisposalBasis(StrEnum):
    """What says where the rest of the money goes."""

    PLAN = "募捐方案"
    AGREEMENT = "捐赠协议"
    SIMILAR = "相近目的"


class ProjectRecord(Sourced):
    """One project."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    full_name = column(Text, "全称", promise=Promise.HELD)
    category = column(Text, "类别", choices=tuple(CATEGORIES))
    category_basis = column(CategoryBasis, "类别依据", description="类别是报告写的，还是本站归的")
    year = column(Year, "年度")
    status = column(ProjectStatus, "状态", promise=Promise.LIVING, because="项目在往前走")
    summary = column(RichText, "内容")
    partners = column(Text, "合作方", many=True, refers_to="partners")
    fund = column(Text, "基金", refers_to="funds")
    region = column(Text, "地域", description="从大到小用 / 分开，例如 东样区/河样镇/河样村")
    beneficiaries = column(Text, "受益对象")
    start_on = column(Date, "开始日期", ahead=True)
    end_on = column(Date, "结束日期", ahead=True)
    project_no = column(Text, "慈善中国项目编号")
    executor = column(BodyName, "执行方", description="由第三方执行的才填")
    standard = column(Text, "资助标准和流程", description="谁能申请、怎么选、给多少（慈善法第八十一条）")


class Project(Complete, ProjectRecord):
    """One project, with all that it must have."""


class BudgetRecord(Sourced):
    """One line of a project's budget."""

    project = column(Text, "项目", required=True, refers_to="projects")
    item = column(Text, "科目", required=True)
    budget = column(Yuan, "预算")
    spent = column(Yuan, "已支", description="从项目开始累计", promise=Promise.GROWING, because="陆续支出")
    as_of = column(Date, "截止日期", description="已支算到哪一天", promise=Promise.LIVING, because="陆续支出")


class BudgetLine(Complete, BudgetRecord):
    """One line of a project's budget, with all that it must have."""


class ProgressRecord(Sourced):
    """How far a project had come on one day."""

    project = column(Text, "项目", required=True, refers_to="projects")
    as_of = column(Date, "截止日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    stage = column(Stage, "阶段", description="截止日期那一天走到哪一步")
    progress = column(RichText, "进展")
    beneficiaries = column(WholeNumber, "累计受益", description="从项目开始到截止日期")
    unit = column(HelpedUnit, "受益单位")
    income = column(Yuan, "累计收入", description="从项目开始到截止日期")
    expense = column(Yuan, "累计支出", description="从项目开始到截止日期")


class Progress(Complete, ProgressRecord):
    """How far a project had come on one day, with all that it must have."""


class ClosingRecord(Sourced):
    """The end of one project."""

    project = column(Text, "项目", required=True, refers_to="projects")
    closed_on = column(Date, "结项日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    summary = column(RichText, "结项情况")
    income_public = column(Yuan, "来自公开募捐的收入")
    income_other = column(Yuan, "其他来源收入")
    expense = column(Yuan, "支出")
    surplus = column(Yuan, "剩余财产", description="没有剩余填 0")
    disposal = column(Text, "处理方式", promise=Promise.HELD)
    target = column(Text, "转用项目", refers_to="projects")
    basis = column(DisposalBasis, "处理依据")
    evaluation = column(Text, "结项评估")


class Closing(Complete, ClosingRecord):
    """The end of one project, with all that it must have."""
