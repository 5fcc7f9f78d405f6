"""A gift as staff write it down, and what it can be meant for."""

from __future__ import annotations

from enum import StrEnum

from ...privacy import DonorType, FromGiver
from ...reading import (
    ABROAD,
    Date,
    DonationNumber,
    Flag,
    InCurrency,
    Money,
    Promise,
    Serial,
    Sourced,
    Text,
    WholeNumber,
    column,
)


class GiftKind(StrEnum):
    """What is given."""

    MONEY = "现金"
    GOODS = "物资"
    OTHER = "其他"


class DonationRecord(FromGiver, InCurrency, Sourced):
    """One gift that has arrived, or the gifts that a platform sent together in one receipt."""

    id = column(DonationNumber, "捐赠编号", key=True, description="本会自己编的公开编号，不是票据号码")
    received_on = column(Date, "到账日期", required=True)
    amount = column(
        Money,
        "金额",
        required=True,
        description="捐赠人一共捐了多少，平台手续费不先扣；物资填折价，外币填折成的人民币元",
        abroad=ABROAD,
    )
    kind = column(GiftKind, "捐赠类型", required=True)
    donor_type = column(DonorType, "捐赠人类型", required=True)
    donor = column(Text, "捐赠人", personal=True, description="只用来核对，个人不同意公开就不会出现在网站上")
    shown_as = column(
        Text,
        "署名",
        description="捐赠人希望怎样署名；空着就按同意与否写捐赠人或爱心人士",
        promise=Promise.HELD,
    )
    consent = column(
        Flag,
        "同意公开姓名",
        description="个人填“是”才公开姓名；单位填“否”就不公开名称",
        promise=Promise.OUTSIDE,
        because="谁都可以随时同意、随时收回；登出来的署名另有承诺",
    )
    channel = column(Text, "渠道", refers_to="channels", promise=Promise.FIXED)
    campaign = column(Text, "募捐活动", refers_to="campaigns", promise=Promise.FIXED)
    project = column(Text, "定向项目", refers_to="projects", promise=Promise.FIXED)
    fund = column(Text, "定向基金", refers_to="funds", promise=Promise.FIXED)
    emergency = column(Text, "应急行动", refers_to="emergencies", promise=Promise.FIXED)
    from_member = column(
        Text,
        "来自成员机构",
        refers_to="organisations",
        promise=Promise.FIXED,
        description="慈善会系统里的成员拨来的，填它的编号；合并时据此抵销",
    )
    gifts = column(
        WholeNumber, "笔数", unit="笔", description="平台把很多笔合成一行到账的，填一共几笔；一行就是一笔的空着"
    )
    fee = column(Money, "手续费", description="平台或支付通道从这一行里扣了多少；没有扣的空着")
    net = column(Money, "到账净额", description="扣了手续费实际到账的数，等于金额－手续费；没有扣的空着")
    receipt = column(Flag, "已开票据", promise=Promise.LIVING, because="票据可以后补")
    receipt_no = column(Text, "票据号码", personal=True, public=False, description="只用来查重，不会公布")
    month = column(Text, "编号的月份", derived=True)
    year = column(Text, "编号的年份", derived=True)
    counted = column(Serial, "算作几笔", derived=True)


# What a gift can be meant for, in the order in which it is shown.
WISHES = (DonationRecord.project, DonationRecord.fund, DonationRecord.emergency, DonationRecord.campaign)
