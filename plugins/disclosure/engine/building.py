"""A whole build: into a fresh folder beside the output, and swapped in only when everything went well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..accounts import Site, last_good
from ..compose import compose
from ..problems import machine_reason, shown_path
from ..reporting import Review
from ..storage import by_parts
from ..workers import on_cluster
from .marks import refuse_dangerous, refuse_foreign, sign
from .scratch import scratch
from .settings import Settings
from .swapping import replace, settle
from .writing import write_site


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What staff should know after a build: *notes* on members whose data has faults or was not kept, and the report."""

    notes: str  # Chinese; empty where there is nothing
    review: Review


def build(data: Path, content: Path, output: Path, settings_file: Path, scheduler: str = "") -> BuildOutcome:
    """Build the site of *data* and *content* and put it at *output*.

    Until the very end nothing below *output* is touched. *scheduler* is the address of a Dask cluster that does the steps on single
    partitions; where it is empty, all is done here. FaultsFound where data or texts have errors; any other
    SystemExit holds a Chinese message.
    """
    require_folders(data, content)
    output = output.resolve()
    refuse_dangerous(output, data, content)
    settings = Settings.from_file(settings_file, data, content)
    try:
        with on_cluster(scheduler):
            before = signatures(data)
            composed = compose(data, content, settings.markdown, allow_sample=settings.allow_sample)
            edition = composed.edition()
            with scratch(output.parent, f"{output.name}.building") as fresh:
                settle(output)
                remark = write_site(edition, settings, fresh)
                sign(fresh)
                refuse_foreign(output, data)
                replace(fresh, output)
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(output)}：{machine_reason(error)}。上一次的网站没有改动。") from None
    notes = (keep_sound_data(data, composed.site, before), remark)
    return BuildOutcome("\n".join(text for text in notes if text), composed.review)


def require_folders(data: Path, content: Path) -> None:
    """SystemExit where one of the two is missing."""
    for folder, option in ((data, "DATA"), (content, "CONTENT")):
        if not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")


def signatures(data: Path) -> dict[str, last_good.Signature]:
    """What every organisation's folder looks like before it is read: organisation → signature."""
    return {
        folder.name: last_good.signature(folder) for folder in sorted(data.iterdir(), key=by_parts) if folder.is_dir()
    }


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
