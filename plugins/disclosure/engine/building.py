"""A whole build: into a fresh folder beside the output, and swapped in only when everything went well."""

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
from .marks import refuse_dangerous, refuse_foreign, sign
from .remembering import BuildMemory
from .scratch import scratch
from .swapping import replace, settle
from .writing import SiteWriter


class BuildOutcome(Struct, frozen=True):
    """What staff should know after a build: *notes* on members whose data has faults or was not kept, and the report."""

    notes: str  # Chinese; empty where there is nothing
    review: Review


class PreparedBuild(Struct, frozen=True):
    """A site that was read and is sound, and will be written at *output*."""

    data: Path
    output: Path
    composed: ComposedSite
    writer: SiteWriter
    before: dict[str, last_good.Signature]
    memory: BuildMemory | None = None

    def first_pages(self, files: Collection[str]) -> dict[str, bytes]:
        """Pages that somebody waits for, as they will be: file below the output folder → content.

        SystemExit (Chinese) where one of them may not be shown, or where nothing can be written.
        """
        with _writing_at(self.output), scratch(self.output.parent, f"{self.output.name}.first") as fresh:
            return {name: (fresh / name).read_bytes() for name in self.writer.write_first(files, fresh)}

    def write(self) -> BuildOutcome:
        """Write the site and put it at *output*; until the very end nothing below that is touched. SystemExit as above."""
        with _writing_at(self.output), self._workroom() as fresh:
            settle(self.output)
            remark = self.writer.write(fresh, self.memory, self.output)
            sign(fresh, self.memory.tree.files if self.memory and self.memory.tree else None)
            refuse_foreign(self.output, self.data)
            replace(fresh, self.output)
        notes = (keep_sound_data(self.data, self.composed.site, self.before), remark)
        return BuildOutcome("\n".join(text for text in notes if text), self.composed.review)

    def _workroom(self) -> AbstractContextManager[Path]:
        """Where the tree is made: with a memory, in the tree that stood before the last one."""
        place = (self.output.parent, f"{self.output.name}.building")
        return self.memory.workroom(*place) if self.memory else scratch(*place)


def prepare(
    data: Path, content: Path, output: Path, settings_file: Path, memory: BuildMemory | None = None
) -> PreparedBuild:
    """Read and check the site of *data* and *content*, and lay it out for *output*.

    FaultsFound where data or texts have errors; any other SystemExit holds a Chinese message. *memory* has what the same
    process made before.
    """
    require_folders(data, content)
    output = output.resolve()
    refuse_dangerous(output, data, content)
    settings = Settings.from_file(settings_file, data, content)
    with _writing_at(output), without_cyclic_gc():  # what is read and laid out leaves hardly any cycles
        before = signatures(data)
        composed = compose(
            data, content, settings.markdown, allow_sample=settings.allow_sample, memory=memory.site if memory else None
        )
        return PreparedBuild(data, output, composed, SiteWriter(composed.edition(), settings, memory), before, memory)


def build(data: Path, content: Path, output: Path, settings_file: Path, scheduler: str = "") -> BuildOutcome:
    """Build the site of *data* and *content* and put it at *output*.

    Until the very end nothing below *output* is touched. *scheduler* is the address of a Dask cluster that does the steps on single
    partitions; where it is empty, all is done here. FaultsFound where data or texts have errors; any other
    SystemExit holds a Chinese message.
    """
    with _writing_at(output), shelves_in(output.absolute().parent), on_cluster(scheduler):
        return prepare(data, content, output, settings_file).write()


@contextmanager
def _writing_at(output: Path) -> Iterator[None]:
    """SystemExit with the reason of the system where something can't be written."""
    try:
        yield
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(output)}：{machine_reason(error)}。上一次的网站没有改动。") from None


def require_folders(data: Path, content: Path | None = None) -> None:
    """SystemExit where one of the two, as far as they are given, is missing."""
    for folder, option in ((data, "DATA"), (content, "CONTENT")):
        if folder is not None and not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")


def signatures(data: Path) -> dict[str, last_good.Signature]:
    """What every organisation's folder looks like before it is read: organisation → signature."""
    return {folder.name: last_good.signature(folder) for folder in organisation_folders(data)}


def keep_sound_data(data: Path, site: Site, before: dict[str, last_good.Signature]) -> str:
    """After the new site stands, keep the data of every member without faults, for the day on which it has some.

    *before* are the signatures of the folders before they were read. Returns what staff should know of the members, or ''.
    """
    return "\n".join(text for text in (_held_members(site), _keep(data, site, before)) if text)


def _keep(data: Path, site: Site, before: dict[str, last_good.Signature]) -> str:
    """Why the data could not be kept, or ''. Invented data is not worth keeping."""
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
    """The faults that were set aside, and whose pages show older data because of them."""
    if not site.held:
        return ""
    names = "、".join(f"{disclosure.organisation.name}（截至{disclosure.as_of}）" for disclosure in site.held)
    return (
        f"{site.set_aside.as_text()}\n"
        f"上面 {len(site.set_aside.errors)} 处没有改好，{names}用的是上一次没有错的数据，它的每一页都写明了；"
        "它的文章引用了新数据的，这次没有登。其他机构照常更新。"
    )
