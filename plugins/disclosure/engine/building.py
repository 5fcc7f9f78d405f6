"""A whole build: into a fresh folder beside the output, and swapped in only when everything went well."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..accounts import Site, last_good
from ..compose import check, read_texts
from ..privacy import attachments, unreviewed
from ..problems import Report, shown_path
from ..reporting import as_text
from .swapping import replace


def build(data: Path, content: Path, output: Path, settings_file: Path) -> str:
    """Build the site of *data* and *content* and put it at *output*; SystemExit with a Chinese message if it can't be.

    Until the very end nothing below *output* is touched. Returns what is to be told of members whose data has faults or was not kept.
    """
    for folder, option in ((data, "DATA"), (content, "CONTENT")):
        if not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")
    output = output.resolve()
    refuse_dangerous(output, data, content)
    fresh = output.with_name(f"{output.name}.building-{os.getpid()}")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        before = signatures(data)
        site = make_tree(data, content, fresh, settings_file)
        replace(fresh, output)
        return aftermath(data, site, before)
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(output)}：{error.strerror or error}。上一次的网站没有改动。") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _keep(data: Path, site: Site, before: dict[str, last_good.Signature]) -> str:
    """Keep what is sound in every member, for the day on which it is not; returns why that was not possible.

    Invented data is not worth keeping.
    """
    day = site.settings.prepared_on if site.settings and not site.settings.sample else ""
    sound = [one for one in site.disclosures if one.above and not one.as_of and not one.organisation.sample]
    try:
        last_good.keep(data, {one.org: day for one in sound if day}, before)
    except OSError as error:
        where = shown_path(data / last_good.FOLDER)
        return f"成员的数据没能在 {where} 留底：{error.strerror or error}。请检查文件夹的权限；网站不受影响。"
    return ""


def _told(site: Site) -> str:
    """The faults that were set aside, and whose pages show older data because of them."""
    if not site.held:
        return ""
    names = "、".join(f"{one.organisation.name}（截至{one.as_of}）" for one in site.held)
    return (
        f"{site.set_aside.as_text()}\n"
        f"上面 {len(site.set_aside.errors)} 处没有改好，{names}用的是上一次没有错的数据，它的每一页都写明了；"
        "它的文章引用了新数据的，这次没有登。其他机构照常更新。"
    )


def signatures(data: Path) -> dict[str, last_good.Signature]:
    """What every organisation's folder looks like before it is read."""
    return {one.name: last_good.signature(one) for one in sorted(data.iterdir()) if one.is_dir()}


def aftermath(data: Path, site: Site, before: dict[str, last_good.Signature]) -> str:
    """Keep what is sound in members, and say what is to be told of them; after the new site stands."""
    return "\n".join(one for one in (_told(site), _keep(data, site, before)) if one)


def make_tree(data: Path, content: Path, fresh: Path, settings_file: Path, **settings: Any) -> Site:
    """Build into the new folder *fresh*; *settings* go before those of the file. SystemExit where it isn't whole."""
    _check_prose(data, content)
    site = _run_pelican(data.resolve(), content.resolve(), fresh, settings_file, settings)
    if not (fresh / "index.html").is_file():
        raise SystemExit("网页没有生成完整，上一次的网站没有改动。")
    maps = Report(unreviewed(fresh))
    if maps.errors:
        raise SystemExit(maps.as_text())
    attachments.clean(fresh)
    return site


def _check_prose(data: Path, content: Path) -> None:
    """Faults in Markdown, together with those in the data: Pelican itself would drop the article and go on."""
    report = Report()
    list(read_texts(content, report))
    if report.errors:
        raise SystemExit(as_text(check(data, content)[1]))


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


def _run_pelican(data: Path, content: Path, fresh: Path, settings_file: Path, more: Mapping[str, Any]) -> Site:
    from pelican import Pelican
    from pelican.settings import read_settings

    built: list[Site] = []
    settings = read_settings(
        str(settings_file),
        override={
            "PATH": str(content),
            "OUTPUT_PATH": str(fresh),
            "DISCLOSURE_DATA_PATH": str(data),
            "DISCLOSURE_DONE": built.append,
            **more,
        },
    )
    faults = _Faults()
    logger = logging.getLogger()
    logger.addHandler(faults)
    logger.setLevel(logging.WARNING)
    try:
        site = Pelican(settings)
        with open(os.devnull, "w", encoding="utf-8") as quiet, contextlib.redirect_stdout(quiet):  # noqa: PTH123
            site.run()
    finally:
        logger.removeHandler(faults)
    if faults.lines:
        listed = "\n".join(f"  {line}" for line in faults.lines)
        raise SystemExit(f"文章或设置有问题，共 {len(faults.lines)} 处，上一次的网站没有改动：\n{listed}")
    if not built:
        raise SystemExit("网页没有生成完整，上一次的网站没有改动。")
    return built[0]


class _Faults(logging.Handler):
    """Collects everything that Pelican warns of; any of it stops the build, after all of it was heard."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = record.getMessage()
        except (TypeError, ValueError):
            text = str(record.msg)
        self.lines.append(" ".join(text.split()))
