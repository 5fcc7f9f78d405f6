"""A whole build: into a fresh folder beside the output, and swapped in only when everything went well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ..accounts import Site, last_good
from ..compose import compose
from ..problems import shown_path
from .settings import Settings
from .swapping import replace
from .writing import write_site


def build(data: Path, content: Path, output: Path, settings_file: Path) -> str:
    """Build the site of *data* and *content* and put it at *output*.

    Returns what staff should know of members whose data has faults or was not kept, in Chinese; '' where there is nothing.
    Until the very end nothing below *output* is touched. FaultsFound where data or texts have errors; any other
    SystemExit holds a Chinese message.
    """
    require_folders(data, content)
    output = output.resolve()
    refuse_dangerous(output, data, content)
    settings = Settings.from_file(settings_file, data, content)
    fresh = output.with_name(f"{output.name}.building-{os.getpid()}")
    try:
        before = signatures(data)
        composed = compose(data, content, settings.markdown, allow_sample=settings.allow_sample)
        edition = composed.edition()
        fresh.parent.mkdir(parents=True, exist_ok=True)
        write_site(edition, settings, fresh)
        replace(fresh, output)
        return keep_sound_data(data, composed.site, before)
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(output)}：{error.strerror or error}。上一次的网站没有改动。") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def require_folders(data: Path, content: Path) -> None:
    """SystemExit where one of the two is missing."""
    for folder, option in ((data, "DATA"), (content, "CONTENT")):
        if not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")


def signatures(data: Path) -> dict[str, last_good.Signature]:
    """What every organisation's folder looks like before it is read: organisation → signature."""
    return {folder.name: last_good.signature(folder) for folder in sorted(data.iterdir()) if folder.is_dir()}


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
        return f"成员的数据没能在 {where} 留底：{error.strerror or error}。请检查文件夹的权限；网站不受影响。"
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


def refuse_dangerous(output: Path, *sources: Path) -> None:
    """SystemExit where a build at *output* would overwrite data or something that is no site of ours."""
    output = output.resolve()
    for source in sources:
        if output == source.resolve() or output in source.resolve().parents:
            raise SystemExit(f"输出文件夹不能是或包含 {shown_path(source)}，否则会把数据盖掉。请换一个 OUTPUT=。")
    if output.exists() and not output.is_dir():
        raise SystemExit(f"{shown_path(output)} 是一个文件，不是文件夹。请换一个 OUTPUT=。")
    if output.is_dir() and any(output.iterdir()) and not (output / "index.html").is_file():
        raise SystemExit(f"{shown_path(output)} 里有别的东西，看起来不是本软件生成的网站。请换一个 OUTPUT=。")
