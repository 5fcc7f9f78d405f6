"""A whole build: into a fresh folder beside the output, and swapped in only when everything went well."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from pathlib import Path

from . import attachments
from .checking import check, read_texts
from .maps import unreviewed
from .problems import Report
from .settings import shown_path


def build(data: Path, content: Path, output: Path, settings_file: Path) -> None:
    """Build the site of *data* and *content* and put it at *output*; SystemExit with a Chinese message if it can't be.

    Until the very end nothing below *output* is touched.
    """
    for folder, option in ((data, "DATA"), (content, "CONTENT")):
        if not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")
    output = output.resolve()
    _refuse_dangerous(output, data, content)
    _check_prose(data, content)
    fresh = output.with_name(f"{output.name}.building-{os.getpid()}")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        _run_pelican(data.resolve(), content.resolve(), fresh, settings_file)
        if not (fresh / "index.html").is_file():
            raise SystemExit("网页没有生成完整，上一次的网站没有改动。")
        maps = Report(unreviewed(fresh))
        if maps.errors:
            raise SystemExit(maps.as_text())
        attachments.clean(fresh)
        _swap(fresh, output)
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(output)}：{error.strerror or error}。上一次的网站没有改动。") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _check_prose(data: Path, content: Path) -> None:
    """Faults in Markdown, together with those in the data: Pelican itself would drop the article and go on."""
    report = Report()
    list(read_texts(content, report))
    if report.errors:
        raise SystemExit(check(data, content)[0].as_text())


def _refuse_dangerous(output: Path, *sources: Path) -> None:
    for source in sources:
        if output == source.resolve() or output in source.resolve().parents:
            raise SystemExit(f"输出文件夹不能是或包含 {shown_path(source)}，否则会把数据盖掉。请换一个 OUTPUT=。")
    if output.exists() and not output.is_dir():
        raise SystemExit(f"{shown_path(output)} 是一个文件，不是文件夹。请换一个 OUTPUT=。")
    if output.is_dir() and any(output.iterdir()) and not (output / "index.html").is_file():
        raise SystemExit(f"{shown_path(output)} 里有别的东西，看起来不是本软件生成的网站。请换一个 OUTPUT=。")


def _swap(fresh: Path, output: Path) -> None:
    previous = output.with_name(f"{output.name}.previous-{os.getpid()}")
    if output.exists():
        output.rename(previous)
    try:
        fresh.rename(output)
    except OSError:
        if previous.exists():
            previous.rename(output)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _run_pelican(data: Path, content: Path, fresh: Path, settings_file: Path) -> None:
    from pelican import Pelican
    from pelican.settings import read_settings

    settings = read_settings(
        str(settings_file),
        override={"PATH": str(content), "OUTPUT_PATH": str(fresh), "DISCLOSURE_DATA_PATH": str(data)},
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
