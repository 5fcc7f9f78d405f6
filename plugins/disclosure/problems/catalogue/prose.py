"""Organisations, pages, articles, attachments and personal data."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    "organisation-clash": Wording(
        _E,
        "两个机构用了同一个编号",
        "机构编号“{cell}”与 {other} 相同。",
        "每个机构的 id 只能用一次。",
        scope=Scope.TABLES,
        why="两家机构用一个编号，网页会互相盖掉，一家的钱会登在另一家名下。",
    ),
    "organisation-folder": Wording(
        _E,
        "机构编号与文件夹不同",
        "id 是“{cell}”，文件夹名是“{folder}”。",
        "请把两者改成一样。",
        why="文件夹和编号不同，链接和文章会找错机构。",
    ),
    "unlisted-organisation": Wording(
        _E,
        "机构没有列入网站",
        "文件夹“{cell}”没有列在 site.yaml 的 organisations 里。",
        "请加进去，或移走文件夹。",
        scope=Scope.TABLES,
        why="没有列入的机构一页也不会生成，您可能以为已经公布了。",
    ),
    "unknown-member": Wording(
        _E,
        "上级机构不存在",
        "part_of 写的是“{cell}”，{other} 里没有这家机构。",
        "请核对上级机构的编号{hint}；它没有数据文件夹的，请去掉 part_of。",
        scope=Scope.TABLES,
        why="上级写错，这家的账不会并进去，合并账会少一家又不说。",
        incidents=(8,),
    ),
    "member-cycle": Wording(
        _E,
        "成员关系绕成了圈",
        "part_of 绕成了圈：{chain}。",
        "最上面的机构不填 part_of；请去掉填错的那一处。",
        scope=Scope.TABLES,
        why="甲归乙管，乙又归甲管，合并账就分不清谁并进谁。",
    ),
    "path-clash": Wording(
        _E,
        "两个网页地址相同",
        "网页地址 {cell} 被用了两次：{first} 和 {second}。",
        "请改其中一条的编号。",
        scope=Scope.TABLES,
        why="两页用同一个地址，后写的会盖掉先写的。",
    ),
    "unknown-embed": Wording(
        _E,
        "文章里的引用不存在",
        "“{cell}”指向的{target}不存在。",
        "请检查编号{hint}。",
        scope=Scope.PROSE,
        why="引用错了，文章里该出现数字的地方会是空的。",
    ),
    "orphan-article": Wording(
        _E,
        "文章不属于任何机构",
        "文章放在“{cell}”下，但没有这个机构。",
        "请移到机构编号同名的文件夹里。",
        scope=Scope.PROSE,
        why="不知道是哪家机构的文章，就不知道登在哪里、数字从哪家取。",
    ),
    "bad-content": Wording(
        _E,
        "文章格式有误",
        "文章读不出来：{reason}。",
        "请检查文章开头的标题、日期和网址名（Slug）。",
        scope=Scope.PROSE,
        why="开头的标题、日期、网址名读不出来，这篇文章就登不出来。",
    ),
    "sample-data": Wording(
        _E,
        "样例数据不能发布",
        "“{cell}”是样例数据。",
        "正式发布前请移走样例。",
        scope=Scope.TABLES,
        why="虚构的数据一旦公布，读者会当真。",
        incidents=(6,),
    ),
}
