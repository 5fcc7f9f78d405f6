"""Words of which names of bodies are made, in Chinese and in Latin letters."""

from __future__ import annotations

from ..expressions import expression

# How names of bodies end that begin like the name of a person: 高新区, 华联, 金店, 安康社.
BODIES = expression(
    ".[区市县镇乡村局会司店厂校院所社馆站部队团行城园场家业联处办室组班系厅署台网坊庄庙寺]"
    "|.{2,}[区市县镇乡村局会司店厂校院所社馆站部队处办室组班系厅署网坊寺庙祠街巷]"
    r"|.家[庄堡寨屯沟湾圩铺集]|.氏"
)
BODIES_WHOLE = expression(rf"^(?:{BODIES.pattern})$")
BODY_WORDS = expression(
    "公司|集团|基金|协会|学会|总会|商会|联合会|委员会|办公室|中心|医院|银行|学校|小学|中学|大学|幼儿园|政府|企业|工厂|超市|药房|药业|合作社|事务所"
    "|研究所|机构|单位|"
    "项目|工程|活动|计划|商城|酒店|宾馆|餐饮|旗舰|专卖|品牌|平台|支部|分会|分行|支行|工作室|俱乐部|志愿者|志愿服务|慈善|公益|社区|街道|车间|班组"
    "|爱心|热心|人士|市民|匿名|苏木$|嘎查"
)
LATIN_FORMS = expression(
    r"(?i)\b(?:inc|ltd|co|corp|company|group|foundation|fund|trust|university|college|school|hospital|church|association|society|center|centre|club|bank|"
    r"international|charity|committee|union|council|institute|llc|gmbh|hotel|limited|holdings|technology|technologies|network|office)\b"
)
LATIN_BODIES = expression(rf"{LATIN_FORMS.pattern}|(?i:\b(?:the|of|and|for)\b)")
LATIN_INITIALS = expression(r"[A-Z]{5,}")  # UNICEF; fewer are often those of a person
INSTITUTION = r"(?:院|校|大学|学院|公司|中学|小学|医院|幼儿园|部|局|厂|集团|协会|学会|所|村|社区|街道|班|系|科|处|站|队|会|中心|银行|支行|年级|组|户)"
