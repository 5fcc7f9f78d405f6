"""`read`: the numbers of a report as proposals, and the sure ones into the tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ..documents import (
    UNKNOWN,
    PicturedError,
    RecognisedDocument,
    SheetError,
    TranscriptError,
    UnreadableError,
    can_recognise,
    read_document,
    recognise_document,
    transcript_path,
    transcript_text,
    words_to_read,
    year_at_head,
    year_in_name,
)
from ..extraction import (
    SOURCE,
    Reading,
    ReadingDecision,
    RegisteringError,
    accepted,
    as_csv,
    as_json,
    as_text,
    read_report,
    read_text,
    register,
)
from ..filing import caused_problems, write
from ..importing import transcribed
from ..problems import Report, Severity, nearest, shown_path, shown_word
from ..reporting import faults_text

_SET_UP = "请运行 make setup-ocr 装上（约 120 MB，只装一次）。"
_FORMS = {"json": as_json, "csv": as_csv, "text": as_text}


def read(options: argparse.Namespace) -> int:
    """Print what a report says, or write it with `--accept`; 1 where it can't be read or something is left to ask."""
    reading = _reading(options)
    if reading.problems:
        print(faults_text(Report(list(reading.problems))), file=sys.stderr)
        return 1
    if not options.accept:
        print(_FORMS[options.format](reading))
        if options.format != "text":
            _tell_what_to_look_at(reading)
        return 0
    return _accept(options, reading)


def _reading(options: argparse.Namespace) -> Reading:
    data = options.data if options.data.is_dir() else None
    options.year = options.year or _year_told(options)
    if options.file == "-":
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
        return read_text(text, "粘贴的文字", options.org, options.year, data)
    path = _report(options)
    return read_report(path, shown_path(path), options.org, options.year, data, _recognised(path))


def _year_told(options: argparse.Namespace) -> int:
    """The year that the name or the first words of a report tell; SystemExit where they tell none, or several."""
    path = None if options.file == "-" else _report(options)
    year = year_in_name(path.name) if path else None
    if path and year is None:
        try:
            year = year_at_head(read_document(path))
        except (UnreadableError, PicturedError, SheetError, TranscriptError):
            year = None
    if year is None:
        raise SystemExit("请写明是哪一年的报告，例如 YEAR=2024。")
    print(f"没有写 YEAR，照文件名或者标题写的，当作{year}年的报告读；不对就写明 YEAR= 再读。", file=sys.stderr)
    return year


def _report(options: argparse.Namespace) -> Path:
    path = Path(options.file)
    if not path.is_file():
        raise SystemExit(f"找不到报告“{options.file}”，请检查文件的路径。")
    return path


def write_tables(options: argparse.Namespace) -> int:
    """Write the tables of a scan as a workbook; 1 where there is none."""
    path, target = _report(options), options.tables
    if target.suffix.lower() != ".xlsx" or target.exists():
        raise SystemExit(f"没有写 {shown_path(target)}：请写一个还没有的 .xlsx 文件的名字。")
    workbook = transcribed(_recognise(path))
    if not workbook:
        print("没有写任何文件：图里没有看得出行和栏的表。", file=sys.stderr)
        return 1
    target.write_bytes(workbook)
    print(f"写好了 {shown_path(target)}：请对着旁边的原图逐格看过、改好，保存，再用 make import 导入。")
    return 0


def write_transcript(options: argparse.Namespace) -> int:
    """Write what a scan says beside it, to be read and mended."""
    path = _report(options)
    target, shown = transcript_path(path), shown_path(transcript_path(path))
    if target.exists():
        raise SystemExit(f"没有写：已经有 {shown}。要重新认字的，先把它移走。")
    pages = words_to_read(_recognise(path))
    if not pages:
        raise SystemExit(f"没有写：“{shown_path(path)}”里没有扫描的页，检查直接读它的文字。")
    text = transcript_text(path.name, path.read_bytes(), pages)
    target.write_text(text, encoding="utf-8-sig", newline="\r\n")
    unsure = sum(words.count(UNKNOWN) for words in pages.values())
    doubts = f"有 {unsure} 处没有认清（{UNKNOWN}），要照原件改。" if unsure else ""
    print(f"写好了 {shown}：{doubts}请对着原件一页一页看完、改好，在“看过：”后面写上姓名和日期。")
    return 0


def _recognise(path: Path) -> RecognisedDocument:
    """A scan with what it says; SystemExit where that can't be had."""
    try:
        return recognise_document(path, _tell_page)
    except UnreadableError as error:
        raise SystemExit(f"读不了“{shown_path(path)}”：{error}。{'' if can_recognise() else _SET_UP}") from None


def _recognised(path: Path) -> RecognisedDocument | None:
    """The document with what its pictures show, where it has some and this machine can tell; None where all is text."""
    try:
        if not read_document(path).pictured:
            return None
    except PicturedError:
        pass
    except UnreadableError:
        return None
    if not can_recognise():
        return None
    try:
        return recognise_document(path, _tell_page)
    except UnreadableError as error:
        raise SystemExit(f"读不了“{shown_path(path)}”：{error}。") from None


def _tell_page(done: int, pages: int) -> None:
    print(f"正在认字：第 {done + 1} 页，共 {pages} 页……", file=sys.stderr, flush=True)


def _accept(options: argparse.Namespace, reading: Reading) -> int:
    if options.keep and reading.scan:
        raise SystemExit(
            f"没有写：扫描件要有认字稿才能留作原件，请先运行 make read FILE={shown_word(options.file)} TRANSCRIPT=1，再去掉 --keep 登数。"
        )
    if not reading.proposals:
        print("没有写任何文件：报告里没有读出数字。", file=sys.stderr)
        _tell_what_to_look_at(reading)
        return 1
    decisions = _decisions(options, reading)
    questions = list(_questions(reading, decisions, options))
    if reading.source.doubts and not (options.published or options.source):
        _ask(questions)
        print("没有写任何文件：请先回答上面关于发布日期的问题。", file=sys.stderr)
        return 1
    try:
        files = register(reading, decisions, options.data, _report(options) if options.keep else None)
    except RegisteringError as error:
        print(f"没有写任何文件。{error}", file=sys.stderr)
        return 1
    shown = shown_path(options.data)
    problems = caused_problems(options.data, shown, files)
    if problems:
        print(faults_text(Report(problems)))
    if any(problem.severity is Severity.ERROR for problem in problems):
        print("没有写任何文件：请用 --drop 去掉、或用 --set 改好上面说的几条，再运行一次。", file=sys.stderr)
        return 1
    if files:
        write(options.data, files, "登记报告里的数字")
    written = sum(decision.accepted and name.startswith("P") for name, decision in decisions.items())
    if files:
        print(f"已登记 {written} 个数，写好 {len(files)} 个文件：{'、'.join(shown_path(path) for path in files)}。")
    else:
        print("没有新的数要登记。")
    _tell_what_to_look_at(reading)
    _ask(questions)
    return 1 if questions else 0


def _tell_what_to_look_at(reading: Reading) -> None:
    if reading.source.note:
        print(reading.source.note, file=sys.stderr)
    for words in reading.passed_over:
        print(f"没有读的：{words}", file=sys.stderr)


def _ask(questions: list[str]) -> None:
    if questions:
        print(f"\n请回答（{len(questions)} 个）：", file=sys.stderr)
        for question in questions:
            print(f"  {question}", file=sys.stderr)


def _decisions(options: argparse.Namespace, reading: Reading) -> dict[str, ReadingDecision]:
    """What `--accept`, `--take`, `--drop`, `--set` and the words on the source decide together."""
    decisions = accepted(reading)
    known = {entry.id for entries in (reading.proposals, reading.groups, reading.contradictions) for entry in entries}
    mended: dict[str, dict[str, str]] = {}
    for words in options.set:
        target, mark, text = words.partition("=")
        name, dot, label = target.partition(".")
        if not mark or not dot or name not in known:
            raise SystemExit(
                f"“{words}”读不懂，请写成 提案.列=内容，例如 P1a2b3c4d.事项=春节慰问{nearest(name, known)}。"
            )
        mended.setdefault(name, {})[label] = text
    for name in (*options.take, *options.drop):
        if name not in known:
            raise SystemExit(f"没有“{name}”这条提案{nearest(name, known)}。")
    for name in {*options.take, *mended}:
        cells = decisions[name].cells if name in decisions else {}
        decisions[name] = ReadingDecision(accepted=True, cells={**cells, **mended.get(name, {})})
    for name in options.drop:
        decisions[name] = ReadingDecision(accepted=False)
    about = {"发布日期": options.published, "编号": options.source}
    decisions[SOURCE] = ReadingDecision(accepted=True, cells={label: text for label, text in about.items() if text})
    return decisions


def _questions(reading: Reading, decisions: dict[str, ReadingDecision], options: argparse.Namespace) -> Iterator[str]:
    if not (options.published or options.source):
        for doubt in reading.source.doubts:
            yield f"来源：{doubt}（--published=）"
    for proposal in reading.proposals:
        if proposal.doubts and not proposal.registered and proposal.id not in decisions:
            doubts = "".join(proposal.doubts)
            how = f"登记写 --take={proposal.id}，不登写 --drop={proposal.id}"
            yield f"{proposal.id}  {proposal.as_written}（{proposal.subject}，{proposal.measure}）：{doubts}（{how}）"
