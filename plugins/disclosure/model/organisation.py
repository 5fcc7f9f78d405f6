"""The facts of an organisation and of the whole site, as organisation.yaml and site.yaml state them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from ..problems import Where
from ..reading import Complete, Contact, Date, DateOrYear, Email, Promise, ProperName, Text, Url, Year, YesNo, column
from .allocation import AllocationRule


class OrgForm(StrEnum):
    """组织形式: what an organisation is registered as; rules of law differ by it."""

    ASSOCIATION = "社会团体"
    FOUNDATION = "基金会"
    SERVICE = "社会服务机构"


class Organisation(Complete):
    """Who publishes: registered facts as far as known; None means 未披露."""

    id = column(Text, "机构编号", required=True, description="与文件夹同名，小写字母、数字和连字符")
    name = column(ProperName, "名称", required=True, description="登记证书上的全称")
    short_name = column(ProperName, "简称", promise=Promise.HELD)
    region = column(Text, "所在地区", promise=Promise.HELD)
    kind = column(Text, "类型", description="社会组织的类型，例如 社会团体", promise=Promise.HELD)
    uscc = column(Contact, "统一社会信用代码", promise=Promise.HELD)
    registry = column(Text, "登记机关", promise=Promise.HELD)
    founded_on = column(DateOrYear, "成立日期", promise=Promise.HELD)
    legal_representative = column(Text, "法定代表人")
    org_form = column(OrgForm, "组织形式", description="社会团体、基金会或社会服务机构；算比例时用")
    public_fundraising = column(
        YesNo, "公开募捐资格", description="现在有没有，是或否；以前年度照“资格和证书”里那一年的证书"
    )
    address = column(Contact, "地址")
    phone = column(Contact, "联系电话")
    email = column(Email, "邮箱")
    website = column(Url, "网站")
    wechat = column(Text, "微信公众号")
    about = column(Text, "介绍", description="一两句话，登在“组织治理”页")
    source = column(Text, "来源", description="以上内容的来源编号", refers_to="sources", promise=Promise.HELD)
    sample = column(YesNo, "样例", description="虚构的机构填“是”，真实的填“否”")
    project_stages = column(Text, "项目流程", description="各步用“、”隔开，例如 调研、立项、实施、结项")
    part_of = column(
        Text,
        "上级机构",
        description="上级机构的编号，这家机构是它的成员，两家的账合并；不属于谁的不填",
        promise=Promise.HELD,
    )
    part_of_since = column(Year, "成员起始年", description="从哪一年起是成员，例如 2024；一直是的不填")
    part_of_until = column(Year, "成员截止年", description="到哪一年为止是成员；现在还是的不填")
    other_members = column(Text, "其他成员", description="还没有数据文件夹的成员，用“、”隔开；合并账上写明它们没有报送")
    allocation_rule = column(
        AllocationRule, "善款去向规则", description="收入和支出按哪条规则对应，先进先出或按比例；不填就不画资金流向"
    )
    search_synonyms = column(
        Text, "搜索同义词", description="搜一个词时也算另一个，例如 善款=捐款；勾稽=对账；常用的本站已有，不填也行"
    )

    @classmethod
    def known(cls, identity: str, facts: Mapping[str, Any], where: Where | None = None) -> Self:
        """The organisation of the folder *identity*; it goes by that name until its own can be read."""
        name = facts.get("name") or identity
        names = {"id": identity, "name": name, "short_name": facts.get("short_name") or name}
        return cls.of({**facts, **names}, where or Where("organisation.yaml"))

    @property
    def is_sample(self) -> bool:
        """Whether it is invented."""
        return self.sample == YesNo.YES

    def membership_over(self, day: str) -> str:
        """The years of a membership that is over on *day*: `2018—2022年`, `到2022年为止`; '' while it holds, or without one."""
        since, until = self.part_of_since, self.part_of_until
        if until is None or day[:4] <= str(until):
            return ""
        if since is None:
            return f"到{until}年为止"
        return f"{until}年" if since == until else f"{since}—{until}年"

    @property
    def absent_members(self) -> tuple[str, ...]:
        """Bodies that belong to it and have no data here."""
        return tuple(filter(None, map(str.strip, (self.other_members or "").split("、"))))


class SiteSettings(Complete):
    """What belongs to the whole site."""

    name = column(ProperName, "网站名称", required=True)
    tagline = column(Text, "一句话介绍", description="写在页脚")
    organisations = column(
        Text,
        "机构",
        required=True,
        many=True,
        description="机构编号，一行一个，前面加“- ”；网站按这个次序列出",
        promise=Promise.RECORDED,
        because="会有新的机构加入；撤下一家，网页没了，发布时必须写明原因",
    )
    prepared_on = column(
        Date,
        "整理日期",
        required=True,
        description="数据整理到哪一天，例如 2026-11-22；写在每页上",
        promise=Promise.OUTSIDE,
        because="每次都往后走，登在每一页和发布记录上",
    )
    icp = column(Text, "ICP 备案号", description="填了才显示")
    police = column(Text, "公安备案号", description="填了才显示")
    units = column(Text, "单位", many=True, description="台账里新用到的单位，一行一个")
    sample = column(YesNo, "样例", description="整个网站都是虚构的样例，填“是”；每页会有提示，不能正式发布")
    report_phone = column(Contact, "监督举报电话", description="填了才显示")
    reviewers = column(
        Text,
        "复核人数",
        choices=("1", "2"),
        description="填 2：年度合计必须由第二个人再填一遍（见复核表），不然不能发布",
    )
    two_people = column(
        YesNo, "两人发布", description="填“是”：每次发布要写明谁经办、谁审批，不能是同一个人，还要有审批人给的审批码"
    )

    @classmethod
    def known(cls, facts: Mapping[str, Any], where: Where) -> Self:
        """The settings as far as they could be read, so that the folders can be read all the same."""
        blank = {"name": "", "organisations": (), "prepared_on": ""}
        stated = {name: value for name, value in facts.items() if value is not None}
        return cls.of({**blank, **stated}, where)

    @property
    def people(self) -> int:
        """How many people have to type the totals of a year; nobody where all is invented, unless two are asked for."""
        return int(self.reviewers or (0 if self.is_sample else 1))

    @property
    def wants_two(self) -> bool:
        """Whether a release has to be approved by somebody else than who prepared it."""
        return self.two_people == YesNo.YES

    @property
    def is_sample(self) -> bool:
        """Whether everything on it is invented."""
        return self.sample == YesNo.YES


def facts_of(organisation: Organisation) -> str:
    """All facts of an organisation, in writing: two are the same where this is."""
    values: dict[str, Any] = dict(organisation.values)
    return repr((sorted(values.items()), organisation.where, sorted(organisation.reasons.items())))
