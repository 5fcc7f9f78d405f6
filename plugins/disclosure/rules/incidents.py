"""Failures of disclosure that really happened; the entries of the catalogue name them by number."""

from __future__ import annotations

from msgspec import Struct


class Incident(Struct, frozen=True):
    """One failure as the press reported it."""

    year: int
    summary: str
    source: str


INCIDENTS: dict[int, Incident] = {
    1: Incident(
        2012,
        "手工编的现金流量表把 4.75 亿写成 47.5 亿，审计没有看出来，引出“48 亿”风波。",
        "epaper.bjnews.com.cn/html/2012-12/16/content_397354.htm",
    ),
    2: Incident(
        2020,
        "一家省级机构收到 3.6 万个口罩，公示发出两个 1.6 万个；KN95 写成 N95；更正公告的日期又写错。",
        "ccepi.cn/ccep/2020/0131/47282.html",
    ),
    3: Incident(
        2017,
        "求助信息里孩子的生日是 2009 年 2 月 29 日；同一个孩子用了几个名字。",
        "views.ce.cn/view/ent/201712/26/t20171226_27428589.shtml",
    ),
    4: Incident(2019, "为女童募捐的项目资助了 1,267 名学生，其中 453 名是男生。", "f99ss.com/jiaoyu/1463426.html"),
    5: Incident(
        2013,
        "两个公布的总数差 46 万：一个截至 5 月 9 日，一个截至 10 日，包括的单位也不同。",
        "epaper.bjnews.com.cn/html/2013-05/20/content_433949.htm",
    ),
    6: Incident(
        2011,
        "全国查询平台上线第一天：捐款日期早于地震，名人名下有一元、一角的捐款，传真号是一家店铺的。",
        "cn.chinagate.cn/society/2011-08/01/content_23113889.htm",
    ),
    7: Incident(
        2012,
        "一个县的单位把三百多名受助学生的身份证号、住址、电话和银行卡号放到网上。",
        "gyhjgg.cn/news/shxw/201209/t20120915_194033.html",
    ),
    8: Incident(
        2020,
        "两种口径混用，一天的总数差两千多万；五个地方没有捐赠名单。",
        "m.mp.oeeee.com/a/BAAFRD000020200202257263.html",
    ),
    9: Incident(2020, "物资清单只以图片公布。", "wccf.org.cn/news/72.html"),
    10: Incident(
        2022,
        "两千零一万元的项目只有两行进展，找不到报告，答复是“都在我们的公众号上”。",
        "zgcsj.cns.com.cn/rd/2022-09-21/715.shtml",
    ),
    11: Incident(2023, "“配捐”其实是家属自己的钱转回来。", "mxgxt.com/news/view/117651"),
    12: Incident(
        2020,
        "银行回单公告把“支行”写成“之行”；名单的分项加起来不等于自己的合计。",
        "chinahaoren.cn/Articlebody-detail-id-74680.html",
    ),
}
