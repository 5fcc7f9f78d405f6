"""发布记录: what was published when, what changed, the tables as they were then; and 核验, where a file in hand is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..blocks import claim, claimed, sentence, spoken
from ..dates import han_date
from ..kinds import kind_of
from ..kinds.corrections import KIND as CORRECTIONS
from ..model import (
    DOUBT_WORDS,
    LEVELS,
    Block,
    Disclosure,
    Facts,
    Figure,
    Heading,
    Link,
    Links,
    Nature,
    Page,
    PastFigure,
    Prose,
    RichText,
    RowRole,
    Source,
    SourceLevel,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    shown_text,
    unsaid_unit,
)
from ..privacy import SOMEBODY, SOMETHING
from ..quotes import quoted
from ..releases import (
    History,
    News,
    Pending,
    Published,
    Release,
    brief_fingerprints,
    comparison,
    corrections,
    news,
    unnamed,
)
from ..releases import frozen as keeping
from . import downloads, proofs
from .board import PATH as BOARD
from .headlines import headlines
from .home import totals

# Longer tables are not kept with every release; their fingerprints are.
KEPT_ROWS = 20_000

ROOT = Link("首页", "", root=True)
LIST = Link("发布记录", "releases/", root=True)


def frozen(disclosure: Disclosure) -> list[tuple[str, str]]:
    """(name, label) of the tables that a release keeps: none that is long, none that tells of persons by their consent."""
    offered = downloads.tables(disclosure)
    return [(name, label) for name, label, count in offered if count <= KEPT_ROWS and not _by_consent(name)]


def _by_consent(name: str) -> bool:
    """Whether somebody named in a table may ask to be taken out again: then no old version may go on naming them."""
    kind = kind_of(name)
    return kind is not None and (
        kind.redact is not None or any(column.personal or column.name == "consent" for column in kind.record.columns)
    )


def pages(
    disclosures: Sequence[Disclosure],
    history: History,
    proof: proofs.ReleaseProof,
    addresses: Collection[str] = frozenset(),
) -> Iterator[Page]:
    """The list of releases, one page each, and 核验; nothing where nothing was ever released.

    *addresses* are those of the pages of the organisations, below the site's root.
    """
    pending = proof.release
    if not pending and not history.releases:
        return
    now = tuple(Published.of(figure) for disclosure in disclosures for figure in disclosure.figures.values())
    clauses = [(release.pending, release.figures) for release in history.releases]
    if pending:
        clauses.append((pending, now))
    yield _list(clauses, proof)
    for position, (release, figures) in enumerate(clauses):
        before = clauses[position - 1][1] if position else ()
        record = history.releases[position] if position < len(history.releases) else None
        earlier = history.releases[position - 1].pages if position else ()
        gone = _Withdrawn.between(earlier, record.pages if record else addresses)
        page = _page(release, record, (before, figures), gone, disclosures, history)
        newest = clauses[-1][0]
        later = Link(f"第{newest.number}次", f"releases/{newest.number}/", root=True)
        words = claim(newest.number > release.number, "后来又发布过，最近的是", later, "。")
        moved = _moved(clauses[position - 1][0], release) if position else ()
        page = replace(page, finding=(*page.finding, *moved, *words))
        yield replace(page, blocks=(*page.blocks, *proofs.blocks(release, record, proof, page.path)))
    yield Page(
        path="verify/",
        title="核验文件",
        finding=sentence("手里的文件是不是我们公布的那一份，出自哪一次发布，在这里一查就知道。文件不会离开您的电脑。"),
        blocks=(),
        template="verify",
        crumbs=(ROOT,),
        description="把下载的表、存下的网页、附件或发布记录拖进来，看它出自哪一次发布。",
    )


def _moved(before: Pending, now: Pending) -> RichText:
    """That the site stands at another address than in the release before: what was printed still leads to the old one."""
    return claim(
        before.site_url and now.site_url and before.site_url != now.site_url,
        f"网址从 {before.site_url} 换成了 {now.site_url} 。",
    )


def _list(pieces: Sequence[tuple[Pending, tuple[Published, ...]]], proof: proofs.ReleaseProof) -> Page:
    rows = []
    for position in reversed(range(len(pieces))):
        release, figures = pieces[position]
        changes = _FigureChanges.between(pieces[position - 1][1], figures) if position else None
        counts = map(str, changes.counts) if changes else ("首次", "", "")
        link = Link(f"第{release.number}次发布", f"releases/{release.number}/", root=True)
        rows.append(TableRow((link, release.published_on, f"{len(figures)}", *counts)))
    columns = (
        TableColumn("发布"),
        TableColumn("日期"),
        TableColumn("数字", numeric=True),
        TableColumn("改动的数字", numeric=True),
        TableColumn("撤下的", numeric=True),
        TableColumn("新登的", numeric=True),
    )
    return Page(
        path="releases/",
        title="发布记录",
        finding=sentence(
            f"发布过{len(pieces)}次。每一次的数字都留着，网址不变；留着哪些表，写在那一次的网页上。公布过的数字要改，必须同时公布更正说明。"
        ),
        blocks=(TableBlock(Table("releases", "每一次发布", columns, tuple(rows))), *proofs.keys(proof)),
        crumbs=(ROOT,),
        description="每一次发布的日期、数字、改动和当时的表。",
    )


def _page(
    release: Pending,
    record: Release | None,
    figures: tuple[tuple[Published, ...], tuple[Published, ...]],
    gone: _Withdrawn,
    disclosures: Sequence[Disclosure],
    history: History,
) -> Page:
    folder = f"releases/{release.number}/"
    present = {disclosure.org: disclosure.organisation.name for disclosure in disclosures}
    names = {**history.bodies, **present}
    news = record.news if record else tuple(news_since(disclosures, history))
    shown = tuple(_shown(figures[1], disclosures, _Sheets(record, history), folder))
    blocks: list[Block] = []
    if release.number > 1:
        blocks += (
            _also_here(folder, shown),
            *_changes(figures, release, names),
            *gone.blocks(names),
            *_reasons(disclosures, history, release.number),
            *_news(news, names, folder),
            *_unsaid(news, history),
        )
    blocks += shown
    blocks += (
        Heading("当时的表（CSV）", "tables"),
        *_tables_then(record, folder, names, disclosures, history),
        *(_attached(record, history) if record else ()),
        _record_of(release, record, len(figures[1]), folder, history),
        *_withheld(record, history),
        Prose(
            (
                sentence(
                    f"按本人同意署名的表、文章和项目的图片不逐次留存，因为同意可以撤回；超过{KEPT_ROWS // 10_000}万行的也不留存。指纹都在文件清单里；"
                    "XLSX 和 JSON 与 CSV 同一次发布，指纹也在清单里。"
                ),
            )
        ),
    )
    return Page(
        path=folder,
        title=f"第{release.number}次发布",
        finding=sentence(
            f"这里是{han_date(release.published_on)}公布的数字和表。发布，就是把那一天的定下来存好：以后要改，另发一次，这里的不变。"
        ),
        blocks=tuple(blocks),
        crumbs=(ROOT, LIST),
        description=f"{han_date(release.published_on)}第{release.number}次发布的数字、改动和当时的表。",
    )


def _tables_then(
    record: Release | None,
    folder: str,
    names: Mapping[str, str],
    disclosures: Sequence[Disclosure],
    history: History,
) -> Iterator[Links]:
    """The tables as they were, a list a body."""
    labels = {
        f"{disclosure.org}/data/{name}.csv": label for disclosure in disclosures for name, label in frozen(disclosure)
    }
    paths = [path for path, sha in record.tables.items() if history.offers(sha)] if record else list(labels)
    for org in dict.fromkeys(path.split("/")[0] for path in paths):
        links = tuple(
            (Link(labels.get(path) or _label_of(path), f"{folder}{path}", root=True), "")
            for path in paths
            if path.startswith(f"{org}/")
        )
        yield Links(names.get(org, org), links)


def _record_of(release: Pending, record: Release | None, figures: int, folder: str, history: History) -> Facts:
    """When a release was made, of how much, and the files that say so."""
    parts = (
        ("数字", "figures.csv"),
        ("逐条改动", "changes.csv"),
        ("文件清单", "manifest.txt"),
        ("发布记录", "release.yaml"),
    )
    files = tuple(
        Link(label, f"{folder}{name}", root=True)
        for label, name in parts
        if record is None or unnamed.part_of(record, name) not in history.withheld
    )
    digest = (("清单指纹", record.manifest_digest),) if record else ()
    return Facts("", (("日期", release.published_on), ("数字", f"{figures}个"), ("记录", files), *digest))


def _unsaid(news: Sequence[News], history: History) -> Iterator[Block]:
    """What the words mean that stand in the place of a name, a number or a letter box."""
    words = {line.record + line.old + line.new for line in news}
    signs = [sign for sign in (SOMEBODY, SOMETHING) if any(sign in text for text in words)]
    if signs and not history.retired.empty:
        marks = "".join(quoted(sign) for sign in signs)
        yield Prose((sentence(f"写着{marks}的地方，原来有后来不再公开的姓名、电话或邮箱，不重登。"),))


def _withheld(record: Release | None, history: History) -> Iterator[Block]:
    """How much of a release is not handed out any more, and why."""
    if record is None:
        return
    parts = [part for part in unnamed.PARTS if unnamed.part_of(record, part) in history.withheld]
    files = [path for path, sha in {**record.tables, **record.attachments}.items() if sha in history.withheld]
    if parts or files:
        count = len(parts) + len(files)
        yield Prose(
            (sentence(f"另有{count}个文件写着后来不再公开的姓名、电话或邮箱，不再提供；指纹还在，手里有的仍能核验。"),)
        )


def _label_of(path: str) -> str:
    """What a table of a body is called that stands on the site no more, or under another id."""
    kind = kind_of(path.rpartition("/")[2].removesuffix(".csv"))
    return kind.label if kind else path


class _Sheets(Struct, frozen=True):
    """What a release keeps of documents and registers; for the release under way it is today's."""

    record: Release | None
    history: History

    def sources(self, disclosure: Disclosure) -> Mapping[str, Source]:
        """The documents as they were registered then, by id."""
        return keeping.sources(self.record, self.history, disclosure.org) if self.record else disclosure.sources

    def keep(self, disclosure: Disclosure) -> bool:
        """Whether readers can fetch the register as a table."""
        if self.record:
            return self.history.offers(self.record.tables.get(keeping.figures_table(disclosure.org)))
        tables = (f"{disclosure.org}/data/{name}.csv" for name, _ in frozen(disclosure))
        return keeping.figures_table(disclosure.org) in tables


def _shown(
    figures: Sequence[Published], disclosures: Sequence[Disclosure], sheets: _Sheets, folder: str
) -> Iterator[Block]:
    """What most people come for with the code of a notice board: who, and what came in, went out and whom it helped, as it was then.

    Words, 口径, the level of the source and the place in it are those of the release; what leads to today's pages says so.
    """
    then = {(entry.org, entry.id): entry for entry in figures}
    rows: list[TableRow] = []
    kept: list[Link] = []
    for disclosure in disclosures:
        org, name = disclosure.org, disclosure.organisation.name
        sources = sheets.sources(disclosure)
        before = len(rows)
        for year in disclosure.years:
            shown = [
                _figure_row(label, value, entry, sources.get(entry.source), disclosure)
                for label, value in totals(disclosure, headlines(disclosure, year))
                if isinstance(value, Figure) and (entry := then.get((org, value.id)))
            ]
            page, board = (
                Link("现在的网页", f"{org}/years/{year}/", root=True),
                Link("公示栏", f"{org}/{BOARD}", root=True),
            )
            if shown:
                head = sentence(f"{name}，{year}年的账（", page, "、", board, "）")
                rows += [TableRow((head, None, None, None), RowRole.HEAD, id=f"{org}-{year}"), *shown]
        if len(rows) > before and sheets.keep(disclosure):
            kept.append(Link(f"{name}（CSV）", f"{folder}{keeping.figures_table(org)}", root=True))
    if rows:
        columns = (
            TableColumn("哪一家、哪一年"),
            TableColumn("这一次公布的数", lead=True),
            TableColumn("算的是"),
            TableColumn("来历"),
        )
        pieces = [piece for link in kept for piece in ("、", link)][1:]
        notes = (sentence("这些数在当时的数字台账里：", *pieces, "。"),) if kept else ()
        yield TableBlock(Table("shown", "各年公示栏上的数", columns, tuple(rows), notes=notes))


def _figure_row(label: str, now: Figure, entry: Published, source: Source | None, disclosure: Disclosure) -> TableRow:
    """A figure as a release told it, from which document it was by that record, and how it is put today."""
    level = SourceLevel.COMPUTED if entry.formula else source.level if source else None
    words = shown_text(entry.wording, Decimal(entry.value)) + unsaid_unit(entry.wording, entry.unit)
    nature = "" if entry.nature == Nature.ACTUAL else entry.nature
    counted = "；".join(filter(None, (entry.scope, entry.basis, nature)))
    number: RichText = (PastFigure(words, level), f"{_doubt(entry)}{_since(entry, now)}")
    return TableRow((label, number, counted, tuple(_origin(entry, source, disclosure))))


def _origin(entry: Published, source: Source | None, disclosure: Disclosure) -> Iterator[str | Link]:
    """From which place in which document a figure was, and where it is registered today."""
    org = disclosure.org
    if entry.formula:
        yield f"{LEVELS[SourceLevel.COMPUTED]}：{entry.formula}"
    elif source:
        title = f"《{source.title}》"
        yield f"{LEVELS[source.level]}："
        yield Link(title, f"{org}/data/#source-{source.id}", root=True) if source.id in disclosure.sources else title
    else:
        yield f"来源{entry.source}"
    yield f" {entry.place}。" if entry.place else "。"
    yield Link(f"现在的登记（{entry.id}）", f"{org}/facts/{entry.year}/#{entry.id}", root=True)


def _doubt(entry: Published) -> str:
    """What stood beside a figure that was not sure."""
    words = next((words for status, words in DOUBT_WORDS.items() if status == entry.status), "")
    return f"（{words}）" if words else ""


def _since(entry: Published, now: Figure) -> str:
    """How a figure is put today, where that is otherwise than in a release."""
    current = Published.of(now)
    return claimed(current.said != entry.said, f"（现在是{current.wording}）")


def _plain(disclosure: Disclosure, row: corrections.CorrectionRecord) -> str:
    """Why something was changed, figures by their wording."""
    return spoken(disclosure, disclosure.phrase(CORRECTIONS, row, row.reason or ""))


# More lines of one table are only counted on the page; the file of the release holds every one.
_LINES = 20
_FEW = 3  # figures that only follow from others: more of them are opened by whoever wants them


class _FigureChanges(Struct, frozen=True):
    """What two releases, one after the other, say otherwise of figures."""

    changed: tuple[tuple[Published, Published], ...]  # (before, now)
    withdrawn: tuple[Published, ...]
    added: int

    @classmethod
    def between(cls, before: Sequence[Published], now: Sequence[Published]) -> _FigureChanges:
        """What is different *now*."""
        old, new = ({entry.key: entry for entry in figures} for figures in (before, now))
        return cls(
            tuple((old[key], entry) for key, entry in new.items() if key in old and old[key].said != entry.said),
            tuple(entry for key, entry in old.items() if key not in new),
            sum(key not in old for key in new),
        )

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are changed, withdrawn and new."""
        return len(self.changed), len(self.withdrawn), self.added


def _also_here(folder: str, shown: Sequence[Block]) -> Prose:
    """Where on the page of a release the rest stands, below what changed."""
    places = (("公示栏上的数", "shown"),) if shown else ()
    links = [
        Link(text, f"{folder}#{anchor}", root=True)
        for text, anchor in (*places, ("当时的表", "tables"), ("检查点", "checkpoint"))
    ]
    pieces = [piece for link in links for piece in ("、", link)][1:]
    return Prose((sentence("下面先写改了什么；这一页还有", *pieces, "。"),))


def _changes(
    figures: tuple[tuple[Published, ...], tuple[Published, ...]], release: Pending, names: Mapping[str, str]
) -> Iterator[Block]:
    """Every figure that was told otherwise or not at all in the release before; what only follows from others apart."""
    changes = _FigureChanges.between(*figures)
    follow = {now.key for before, now in changes.changed if now.formula and now.stated == before.stated}
    following = [pair for pair in changes.changed if pair[1].key in follow]
    changed = [pair for pair in changes.changed if pair[1].key not in follow]
    parts = [f"{verb}{count}个" for verb, count in zip(("改动", "撤下", "新登"), changes.counts, strict=True) if count]
    words = f"数字{'，'.join(parts)}" if parts else "公布过的数字没有改动"
    more = f"；改动的里面，{len(following)}个是由别的数算出来、跟着变的" if following else ""
    yield Heading(f"与第{release.number - 1}次相比", "changes")
    yield Prose((sentence(f"{words}{more}。"),))
    if release.removal:
        yield Facts("", (("撤下内容的原因", release.removal),))
    columns = (TableColumn("数字"), TableColumn("机构"), TableColumn("原来"), TableColumn("现在"))
    rows = [_changed_row(pair, names) for pair in changed]
    rows += [TableRow((gone.name, names.get(gone.org, gone.org), gone.wording, "撤下")) for gone in changes.withdrawn]
    if rows:
        kinds = (("改动", changed), ("撤下", changes.withdrawn))
        caption = f"{'和'.join(name for name, listed in kinds if listed)}的数字"
        yield TableBlock(Table("changed", caption, columns, tuple(rows), folded=len(rows) > _LINES))
    if following:
        rows = [_changed_row(pair, names) for pair in following]
        yield TableBlock(Table("following", "跟着变的数字", columns, tuple(rows), folded=len(rows) > _FEW))


class _Withdrawn(Struct, frozen=True):
    """Pages of organisations that a release had and the next one has no more: whole bodies by their id, others by address."""

    bodies: Mapping[str, int]
    addresses: tuple[str, ...]

    @classmethod
    def between(cls, before: Collection[str], now: Collection[str]) -> _Withdrawn:
        """What is gone *now*; pages of no organisation come and go with the software."""
        orgs = {address.partition("/")[0] for address in before if address.endswith("/facts/")}
        present = {address.partition("/")[0] for address in now}
        counts = Counter(address.partition("/")[0] for address in before)
        bodies = {org: counts[org] for org in sorted(orgs - present)}
        gone = (address for address in before if address not in now and address.partition("/")[0] in orgs & present)
        return cls(bodies, tuple(sorted(gone)))

    def blocks(self, names: Mapping[str, str]) -> Iterator[Block]:
        """A table of them, folded where they are many."""
        rows = [
            TableRow((f"{names.get(org, org)}（{org}/）", f"全部{count}个网页")) for org, count in self.bodies.items()
        ]
        rows += [TableRow((address, "1个网页")) for address in self.addresses]
        if rows:
            columns = (TableColumn("网址"), TableColumn("撤下"))
            yield TableBlock(Table("withdrawn", "撤下的网页", columns, tuple(rows), folded=len(rows) > _LINES))


def _changed_row(pair: tuple[Published, Published], names: Mapping[str, str]) -> TableRow:
    before, now = pair
    return TableRow((now.name, names.get(now.org, now.org), *comparison.quotes(before, now)))


def _reasons(disclosures: Sequence[Disclosure], history: History, number: int) -> Iterator[Block]:
    """The entries of the ledger that came with release *number*: what they are about, and why it was changed."""
    before = next((release.corrections for release in history.releases if release.number == number - 1), {})
    known = next((release.corrections for release in history.releases if release.number == number), None)
    links = [
        (
            Link(f"{row.location}（{row.type}）", f"{disclosure.org}/{CORRECTIONS.place(key)}", root=True),
            _plain(disclosure, row),
        )
        for disclosure in disclosures
        for key, row in corrections.entries(disclosure).items()
        if f"{disclosure.org}/{key}" not in before and (known is None or f"{disclosure.org}/{key}" in known)
    ]
    if links:
        yield Links("为什么改", tuple(links[:_LINES]))
        more = len(links) - _LINES
        if more > 0:
            yield Prose((sentence(f"另有{more}条更正说明，见各机构的“更正与核实”。"),))


def news_since(disclosures: Sequence[Disclosure], history: History) -> Iterator[News]:
    """Every change of what is no figure since the last release."""
    for disclosure in disclosures:
        labels = {kind.id: kind.label for kind in disclosure.kinds.values()}
        yield from news.lines(disclosure, history, labels)


def _how_changed(hows: set[str]) -> RichText:
    """What the marks in the list of changes mean, of those that stand in it."""
    if hows == {"新登"}:
        return sentence(claimed(hows, "公布过的记录和文字没有改动，下面都是新登的。"))
    others = [how for how in ("新登", "删去") if how in hows]
    free = hows - {"新登", "更正", "删去"}
    rest = "补上空着的、改写说明文字、随时间变动的，不用更正，都登在这里" if free else ""
    rest = rest or (f"别的是{'、'.join(others)}的" if others else claimed(not free, "没有别的改动"))
    return sentence(f"改了公布过的内容，写有更正说明的记作“更正”；{rest}。")


def _news(news: Sequence[News], names: Mapping[str, str], folder: str) -> Iterator[Block]:
    """What changed beside the figures: with a correction, or told here by itself."""
    if not news:
        return
    yield Heading("改动的记录和文字", "records")
    yield Prose((_how_changed({line.how for line in news}),))
    groups: dict[tuple[str, str], list[News]] = {}
    for line in news:
        groups.setdefault((line.org, line.table), []).append(line)
    rows: list[TableRow] = []
    for (org, table), lines in groups.items():
        place = f"{names.get(org, org)}·{table}"
        rows += (
            TableRow(
                (
                    f"{place}{quoted(line.record) if line.record else ''}",
                    line.column,
                    brief_fingerprints(line.old),
                    brief_fingerprints(line.new),
                    line.how,
                )
            )
            for line in lines[:_LINES]
        )
        if len(lines) > _LINES:
            rest = Link(f"另有{len(lines) - _LINES}条", f"{folder}changes.csv", root=True)
            rows.append(TableRow((place, rest, "", "", "")))
    columns = tuple(TableColumn(label) for label in ("记录", "栏目", "原来", "现在", "怎样改的"))
    yield TableBlock(Table("news", "每处改动", columns, tuple(rows)))


def _attached(record: Release, history: History) -> Iterator[Block]:
    """The attachments as they were in a release."""
    links = tuple(
        (Link(path, keeping.place(path, sha), root=True), "")
        for path, sha in sorted(record.attachments.items())
        if history.offers(sha)
    )
    if links:
        yield Links("当时的附件", links)
