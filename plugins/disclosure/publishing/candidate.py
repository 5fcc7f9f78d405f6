"""A tree that could go live: checked, built, held against what it says itself and against the release before."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from ..accounts import Site
from ..compose import ComposedSite, Edition, compose
from ..dates import day_of, latest_day, today
from ..engine import refuse_dangerous, refuse_foreign, require_folders, scratch, swapping, write_site
from ..pages import releases
from ..privacy import leaks
from ..problems import Acknowledgement, Problem, Severity
from ..reading import shelves_in
from ..releases import (
    OF_NEWEST,
    Changes,
    Checkpoint,
    History,
    Pending,
    Release,
    ReleaseDraft,
    blocks,
    corrections,
    data_version,
    digest,
    file_digest,
    is_attachment,
)
from ..settings import Settings
from ..workers import on_cluster
from . import bindings, guarding, keys, people, tree
from .comparing import compared
from .freezing import freeze, page_digests, published_figures
from .options import PublishOptions
from .summaries import fulfilled

_LISTED = 20  # faults of a tree that are listed; of the others only the number is
_CHART_SCRIPT = "assets/plotly.js"
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


class Candidate(Struct, frozen=True):
    """A tree that could go live, and what it would change."""

    folder: Path
    draft: ReleaseDraft
    changes: Changes
    tables: dict[str, bytes]  # what the record keeps: tables, attachments and promised rows
    site: Site
    kept: frozenset[str]  # SHA-256 of the tables that earlier releases keep
    checkpoint: Checkpoint
    again: Callable[[str], Candidate]  # the same tree once more, with the reason why something disappears
    repeats: Release | None = None  # the recorded release that it equals, byte for byte
    remarks: tuple[str, ...] = ()  # what to tell whoever publishes
    acknowledged: tuple[tuple[Problem, Acknowledgement], ...] = ()


@contextlib.contextmanager
def prepared_candidate(options: PublishOptions, *, deciding: bool = False) -> Iterator[Candidate]:
    """The tree that a publish would put live, in a folder that is gone afterwards.

    Who is *deciding* has to have the key at hand, and to say who answers for the release.
    """
    with shelves_in(options.output.absolute().parent), on_cluster(options.scheduler):
        yield from _composed(options, deciding=deciding)


def _composed(options: PublishOptions, *, deciding: bool) -> Iterator[Candidate]:
    """The same, by whoever does the steps."""
    require_folders(options.data, options.content)
    refuse_dangerous(options.output, options.data, options.content)
    settings = Settings.from_file(options.settings_file, options.data, options.content)
    composed = compose(options.data, options.content, settings.markdown, allow_sample=False)
    composed.refuse_faults()
    composed.refuse_questions()
    refuse_foreign(options.output, options.data)
    site = composed.site
    remarks = guarding.refuse_other_history(options.data, options.output, site.history, site.anchor)
    with scratch(swapping.workshop(options.output), f"{options.output.name}.publishing") as fresh:
        swapping.settle(options.output)
        candidate = _candidate(options, settings, composed, fresh, deciding=deciding)
        if not candidate.repeats:
            remarks += (guarding.refuse_strange_day(candidate.draft.pending.published_on, site.history),)
        yield replace(
            candidate, remarks=(*candidate.remarks, *remarks), acknowledged=tuple(composed.whole_report.acknowledged)
        )


def _candidate(
    options: PublishOptions, settings: Settings, composed: ComposedSite, fresh: Path, *, deciding: bool
) -> Candidate:
    """The last release made once more where data, texts and address are those of it; else the next release."""
    last = composed.site.history.last
    version = data_version(options.data, options.content)
    url = (options.site_url or (last.site_url if last else "")).rstrip("/")
    if url and not _ADDRESS.fullmatch(url):
        raise SystemExit(f"网址“{url}”不完整，请连 https:// 一起写，例如 SITE_URL=https://example.org/cishan。")
    settings = replace(settings, site_url=url)
    if last and version == last.data and url == last.site_url:
        like_last = _with_script_of(last, settings)
        candidate = _make(like_last, composed, fresh, last.pending, version, known=last if deciding else None)
        if candidate.draft.manifest == last.manifest:
            return replace(candidate, repeats=last)
        if options.recorded:
            raise SystemExit(_unlike(candidate.draft, last, like_last.plotly_bundle))
        shutil.rmtree(fresh)
    if options.recorded:
        raise SystemExit(
            "数据、文章或网址与最后一次发布记录不同。请先在自己的电脑上运行 make publish，把记录一起提交。"
        )
    number = last.number + 1 if last else 1
    day = _day(options, composed.site, last)
    guarding.refuse_strange_day(day, composed.site.history)
    people_named = ("", "")
    if deciding:
        keys.signer(composed.site.anchor, options.key, options.ask_passphrase)
        assert composed.site.settings is not None  # noqa: S101  (a missing site.yaml is an error)
        people_named = people.named(composed.site.settings, options.prepared_by, options.approved_by, options.ask)
    return _make(settings, composed, fresh, Pending(number, day, *people_named, site_url=url), version)


def _with_script_of(last: Release, settings: Settings) -> Settings:
    """The script for charts that *last* was made with, where it is here: npm has one, the plotly package another."""
    recorded = last.manifest.get(_CHART_SCRIPT)
    scripts = sorted(settings.plotly_bundles, key=lambda script: file_digest(script) != recorded)
    return replace(settings, plotly_bundles=tuple(scripts))


def _unlike(draft: ReleaseDraft, last: Release, chart_script: Path | None) -> str:
    names = sorted({*draft.manifest, *last.manifest})
    unlike = [name for name in names if draft.manifest.get(name) != last.manifest.get(name)]
    listed = "\n".join(f"  {name}" for name in unlike)
    without_npm = _CHART_SCRIPT in unlike and "node_modules" not in (chart_script.parts if chart_script else ())
    of_charts = (
        f"图表的脚本（{_CHART_SCRIPT}）不同：这里没有 npm 装的那一份，发布时的电脑多半有。"
        "请装好 npm，运行 make setup，再试一次。\n"
    )
    return (
        f"重做的网站与第 {last.number} 次发布的记录不同，共 {len(unlike)} 个文件：\n{listed}\n"
        f"{of_charts if without_npm else ''}"
        "数据没有变，所以是软件、样式或依赖的版本不同。请用发布时的版本，或者再发布一次。"
    )


def _day(options: PublishOptions, site: Site, last: Release | None) -> str:
    prepared_on = site.settings.prepared_on if site.settings else ""
    day = options.published_on or prepared_on
    if day_of(day) is None:
        raise SystemExit(f"发布日期“{day}”不是日期，请写成 2026-11-22 这样。")
    if last and day < last.published_on:
        ahead = last.published_on > latest_day()
        raise SystemExit(
            f"发布日期 {day} 早于第 {last.number} 次发布的 {last.published_on}。"
            + (
                f"那一次的日期写到了将来（今天是 {today().isoformat()}），日期不能倒退：到那天以前，请都写明 ON={last.published_on}。"
                if ahead
                else "请改 data/site.yaml 的 prepared_on，或用 ON= 写明日期。"
            )
        )
    return day


def _make(
    settings: Settings,
    composed: ComposedSite,
    fresh: Path,
    pending: Pending,
    version: str,
    known: Release | None = None,
) -> Candidate:
    """Build release *pending* into *fresh* and compare it with the release before it; *version* is the hash of the data.

    A tree that equals a *known* release was checked and compared when that was published.
    """
    edition = composed.edition(pending)
    remark = write_site(edition, settings, fresh)
    site, before = composed.site, edition.history
    tables = {
        f"{disclosure.org}/data/{name}.csv": (fresh / disclosure.org / "data" / f"{name}.csv").read_bytes()
        for disclosure in site.disclosures
        for name, _ in releases.frozen(disclosure)
    }
    hashes = freeze(fresh, edition, tables)
    attached = {path: (fresh / path).read_bytes() for path in hashes if is_attachment(path)}
    promised = {path: block.content() for disclosure in site.disclosures for path, block in blocks(disclosure).items()}
    duties = fulfilled(site.disclosures)
    draft = ReleaseDraft(
        pending,
        settings.site_url,
        version,
        pending.removal,
        {},
        published_figures(fresh, site),
        corrections.hashes(site.disclosures),
        page_digests(fresh, hashes, edition.sections),
        before.last.fingerprint if before.last else "",
        {path: digest(content) for path, content in promised.items()},
        {key: digest(duty.text.encode()) for key, duty in duties.items()},
        _later(edition, pending),
        tuple(releases.news_since(site.disclosures, before)),
    )
    files = draft.files
    for name in ("figures.csv", "corrections.txt", "pages.txt", "records.txt", "duties.txt", "changes.csv"):
        (fresh / "releases" / str(pending.number) / name).write_bytes(files[name])
        hashes[f"releases/{pending.number}/{name}"] = digest(files[name])
    draft = replace(draft, manifest=hashes)
    differences = Changes(pending.number, before.last.number if before.last else 0)
    if known is None or known.manifest != hashes:
        _refuse_faulty_tree(fresh, draft, before, site)
        differences = compared(draft, before, site, tables, duties)

    def again(removal: str) -> Candidate:
        shutil.rmtree(fresh)
        return _make(settings, composed, fresh, replace(pending, removal=removal), version)

    assert edition.checkpoint is not None  # noqa: S101  (every release has one)
    kept = frozenset(before.kept)
    held = tables | attached | promised
    return Candidate(
        fresh, draft, differences, held, site, kept, edition.checkpoint, again, remarks=(remark,) if remark else ()
    )


def _later(edition: Edition, pending: Pending) -> dict[str, str]:
    """What a record says of its checkpoint, and of who answers for it."""
    key = edition.site.anchor.current
    return {
        **(edition.checkpoint.fields if edition.checkpoint else {}),
        "key": key.public.key if key else "",
        "prepared_by": pending.prepared_by,
        "approved_by": pending.approved_by,
        "approval": "",
    }


def _refuse_faulty_tree(fresh: Path, draft: ReleaseDraft, before: History, site: Site) -> None:
    """SystemExit with every fault of the tree; files that are written only after this check count as there."""
    number = draft.pending.number
    base = f"{urlsplit(draft.site_url).path}/" if draft.site_url else ""
    coming = {f"releases/{number}/{name}" for name in (*OF_NEWEST, "cosigned.txt")}
    numbers = (number, *(release.number for release in before.releases))
    coming |= {f"releases/{past}/{name}.txt" for past in numbers for name in ("corrections", "records", "duties")}
    faults = [
        *tree.faults(fresh, [disclosure.org for disclosure in site.disclosures], base, coming),
        *bindings.faults(fresh, site.disclosures),
    ]
    if faults:
        more = [f"……还有 {len(faults) - _LISTED} 处"] if len(faults) > _LISTED else []
        listed = "\n".join(f"  {fault}" for fault in (*faults[:_LISTED], *more))
        raise SystemExit(f"生成的网站有 {len(faults)} 处不对，没有发布，网站还是原来的样子：\n{listed}")


def removing(candidate: Candidate, reason: str) -> Candidate:
    """The candidate made once more, with the reason why something disappears on its pages; SystemExit where it names a person."""
    words, site = " ".join(reason.split()), candidate.site
    faults = leaks.prose("REMOVE=", (words,), "", site.public_details, site.refused_anywhere)
    findings = [fault for fault in faults if fault.severity is Severity.ERROR]
    if findings:
        listed = "\n".join(map(str, findings))
        raise SystemExit(f"没有发布：撤下的原因会登在网页上，里面不能写这些。请改了再运行。\n{listed}")
    again = candidate.again(words)
    return replace(again, remarks=candidate.remarks, acknowledged=candidate.acknowledged)
