"""A whole build: written to a staging directory beside the output, and swapped in only on success."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from msgspec import Struct

from ..accounts import Site, last_good, organisation_folders
from ..compose import ComposedSite, compose
from ..problems import machine_reason, shown_path
from ..reading import shelves_in, without_cyclic_gc
from ..reporting import Review
from ..settings import Settings
from ..workers import on_cluster
from .caching import BuildCache
from .marks import refuse_dangerous, refuse_foreign, sign
from .scratch import scratch
from .swapping import replace, settle
from .writing import SiteWriter


class BuildOutcome(Struct, frozen=True):
    """The result of a build: *notes* on members with faulty or unsaved data, and the report of the check."""

    notes: str  # Chinese; empty where there is nothing
    review: Review


class PreparedBuild(Struct, frozen=True):
    """A site that was read and checked without errors, ready to be written to *output*."""

    data: Path
    output: Path
    composed: ComposedSite
    writer: SiteWriter
    before: dict[str, last_good.Signature]
    cache: BuildCache | None = None

    def first_pages(self, files: Collection[str]) -> dict[str, bytes]:
        """Render only *files*, for the preview: file name below the output folder → content.

        SystemExit (Chinese) if the privacy gate refuses one of them, or nothing can be written.
        """
        with _writing_at(self.output), scratch(self.output.parent, f"{self.output.name}.first") as fresh:
            return {name: (fresh / name).read_bytes() for name in self.writer.write_first(files, fresh)}

    def write(self) -> BuildOutcome:
        """Write the whole site and swap it in at *output*, which is untouched until then. SystemExit as `first_pages`."""
        with _writing_at(self.output), self._workroom() as fresh:
            settle(self.output)
            remark = self.writer.write(fresh, self.cache, self.output)
            sign(fresh, self.cache.tree.files if self.cache and self.cache.tree else None)
            refuse_foreign(self.output, self.data)
            replace(fresh, self.output)
        notes = (keep_sound_data(self.data, self.composed.site, self.before), remark)
        return BuildOutcome("\n".join(text for text in notes if text), self.composed.review)

    def _workroom(self) -> AbstractContextManager[Path]:
        """The staging directory; in an incremental build it holds the tree before the live one."""
        place = (self.output.parent, f"{self.output.name}.building")
        return self.cache.workroom(*place) if self.cache else scratch(*place)


def prepare(
    data: Path, content: Path, output: Path, settings_file: Path, cache: BuildCache | None = None
) -> PreparedBuild:
    """Read, check and lay out the site of *data* and *content* for *output*, writing nothing there.

    FaultsFound if data or texts have errors; any other SystemExit holds a Chinese message. *cache* makes it incremental.
    """
    require_folders(data, content)
    output = output.resolve()
    refuse_dangerous(output, data, content)
    settings = Settings.from_file(settings_file, data, content)
    with _writing_at(output), without_cyclic_gc():  # this allocates much and creates hardly any cycles
        before = signatures(data)
        composed = compose(
            data, content, settings.markdown, allow_sample=settings.allow_sample, cache=cache.site if cache else None
        )
        return PreparedBuild(data, output, composed, SiteWriter(composed.edition(), settings, cache), before, cache)


def build(data: Path, content: Path, output: Path, settings_file: Path, scheduler: str = "") -> BuildOutcome:
    """Build the site of *data* and *content* and swap it in at *output*, which is untouched until then.

    *scheduler* is the address of a Dask cluster for the steps on single partitions; '' does them in this process. FaultsFound if
    data or texts have errors; any other SystemExit holds a Chinese message.
    """
    with _writing_at(output), shelves_in(output.absolute().parent), on_cluster(scheduler):
        return prepare(data, content, output, settings_file).write()


@contextmanager
def _writing_at(output: Path) -> Iterator[None]:
    """Turn an OSError in the block into SystemExit (Chinese)."""
    try:
        yield
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(output)}：{machine_reason(error)}。上一次的网站没有改动。") from None


def require_folders(data: Path, content: Path | None = None) -> None:
    """SystemExit (Chinese) if *data*, or *content* if given, is not a folder."""
    for folder, option in ((data, "DATA"), (content, "CONTENT")):
        if folder is not None and not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")


def signatures(data: Path) -> dict[str, last_good.Signature]:
    """Organisation → signature of its data folder, to be taken before reading."""
    return {folder.name: last_good.signature(folder) for folder in organisation_folders(data)}


def keep_sound_data(data: Path, site: Site, before: dict[str, last_good.Signature]) -> str:
    """After the swap, save the data of each member without errors as the fallback for a day on which it has some.

    *before* are the signatures of the folders before they were read; a folder changed since is not saved. Returns notes for
    staff (Chinese), or ''.
    """
    return "\n".join(text for text in (_held_members(site), _keep(data, site, before)) if text)


def _keep(data: Path, site: Site, before: dict[str, last_good.Signature]) -> str:
    """Save the fallback data; return why that failed (Chinese), or ''. Sample data is not saved."""
    day = site.settings.prepared_on if site.settings and not site.settings.is_sample else ""
    sound = [
        disclosure
        for disclosure in site.disclosures
        if disclosure.above and not disclosure.as_of and not disclosure.organisation.is_sample
    ]
    try:
        last_good.keep(data, {disclosure.org: day for disclosure in sound if day}, before)
    except OSError as error:
        where = shown_path(data / last_good.FOLDER)
        return f"成员的数据没能在 {where} 留底：{machine_reason(error)}。请检查文件夹的权限；网站不受影响。"
    return ""


def _held_members(site: Site) -> str:
    """The errors of members, and whose pages therefore show older data (Chinese); '' if none."""
    if not site.held:
        return ""
    names = "、".join(f"{disclosure.organisation.name}（截至{disclosure.as_of}）" for disclosure in site.held)
    return (
        f"{site.set_aside.as_text()}\n"
        f"上面 {len(site.set_aside.errors)} 处没有改好，{names}用的是上一次没有错的数据，它的每一页都写明了；"
        "它的文章引用了新数据的，这次没有登。其他机构照常更新。"
    )
