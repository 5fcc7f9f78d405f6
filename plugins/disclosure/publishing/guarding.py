"""A release goes out only where the history behind it is the one that others saw: the live site, this machine, the clock."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..dates import clock_is_wrong, latest_day, today
from ..problems import shown_path
from ..releases import FOLDER, Anchor, History, Release, digest, release_of
from . import drafts, memory


def refuse_other_history(data: Path, output: Path, history: History, anchor: Anchor) -> tuple[str, ...]:
    """SystemExit where the records are shorter or others than what the live site or this machine saw.

    Returns what to tell all the same: a live site that somebody else changed is put right by a publish.
    """
    records = f"{shown_path(data)}/{FOLDER}"
    try:
        known = list(memory.seen(output, signing_keys(history, anchor)))
    except RuntimeError:
        known = []
    by_number = {release.number: release for release in history.releases}
    _refuse_drafted(data, max(by_number, default=0), records)
    _refuse_forgotten(known, by_number, records, output)
    confirmed = {entry.number for entry in known}
    return tuple(_against_live(output, by_number, confirmed, records))


def signing_keys(history: History, anchor: Anchor) -> tuple[str, ...]:
    """Every key that signs or signed."""
    named = [release.later.get("key", "") for release in history.releases]
    return tuple(dict.fromkeys(filter(None, [*named, *(entry.public.key for entry in anchor.keys)])))


def _refuse_drafted(data: Path, last: int, records: str) -> None:
    """A draft is written of the release that comes next: one of a later release has seen more records than there are."""
    drafted = max(drafts.numbers(data), default=0)
    if drafted > last + 1:
        raise SystemExit(
            f"{shown_path(drafts.draft_file(data, drafted))} 是第 {drafted} 次发布的草稿，{records} 里却{f'只到第 {last} 次' if last else '一次也没有'}，"
            f"没有发布。请先从版本库、备份或者发布过的那台电脑取回 {records}；草稿是别的网站的，请把它移走。"
        )


def _refuse_forgotten(known: Iterable[memory.Seen], by_number: dict[int, Release], records: str, output: Path) -> None:
    last = max(by_number, default=0)
    for entry in sorted(known, key=lambda entry: entry.number):
        saw = f"这台电脑见过第 {entry.number} 次发布（{entry.published_on}）"
        if entry.number > last:
            raise SystemExit(
                f"{saw}，{records} 里却{f'只到第 {last} 次' if last else '一次也没有'}，没有发布。请从版本库或备份里恢复 {records}；"
                f"在别的电脑上发布过的，先把那边的 data 拿过来；{shown_path(output)} 是别的网站的，请换一个 OUTPUT=。见过的记在 {entry.file}。"
            )
        if by_number[entry.number].fingerprint != entry.record:
            raise SystemExit(
                f"{saw}，{records}/{entry.number} 里却是另一份记录，没有发布。请从版本库或备份里恢复 {records}，不要手改、重做以前的发布。"
                f"两台电脑都发布过这一次、网站上用的是另一台那份的：请把见过的记录 {entry.file} 和这台电脑上的网站改个名收好，再运行一次。"
            )


def _against_live(output: Path, by_number: dict[int, Release], confirmed: set[int], records: str) -> Iterable[str]:
    last, live = max(by_number, default=0), release_of(output)
    site = shown_path(output)
    if live > last and last not in confirmed:
        raise SystemExit(
            f"{site} 里的网站已经是第 {live} 次发布，{records} 里却{f'只到第 {last} 次' if last else '一次也没有'}，没有发布。"
            f"请先从备份、或者从发布过的那台电脑取回 {records}，再运行一次；{site} 里是别的网站的，请换一个 OUTPUT=。"
        )
    if live > last:
        raise SystemExit(
            f"{site} 里的网站写着第 {live} 次发布，这台电脑只发布到第 {last} 次，没有发布。"
            f"别的电脑发布过的，请先把那边的 data 拿过来；都没有发布过的，网站被人改过，请把 {site} 移走再运行。"
        )
    for number in range(1, live + 1):
        try:
            shown = digest((output / FOLDER / str(number) / "release.yaml").read_bytes())
        except OSError:
            continue  # a live site with a hole in it is put right by this very publish
        if shown == by_number[number].fingerprint:
            continue
        if number in confirmed:
            yield f"{site} 里第 {number} 次发布的记录被改过，与这台电脑发布的不同；这次换回原样。请查一查是谁改的。"
            continue
        raise SystemExit(
            f"{site} 里第 {number} 次发布的记录与 {records}/{number} 不是同一份，没有发布。"
            f"请从版本库或备份里恢复 {records}；两台电脑都发布过的，以网站上的为准，把另一台的改动再做一遍；"
            f"{site} 里是别的网站的，请换一个 OUTPUT=。"
        )


def refuse_strange_day(day: str, history: History) -> str:
    """SystemExit where a release would be dated in the future; a clock that is surely wrong is told instead.

    After a release that was dated in the future the same day is all that is left: days never go back.
    """
    now, last = today().isoformat(), history.last
    if clock_is_wrong():
        return f"这台电脑的时钟是 {now}，明显不对；发布日期照写明的 {day}。请校准时钟。"
    if day > latest_day() and not (last and day == last.published_on):
        raise SystemExit(
            f"发布日期 {day} 晚于明天（这台电脑上今天是 {now}），没有发布。写到将来，以后的发布都会接不上。"
            "请改 data/site.yaml 的 prepared_on，或用 ON= 写明日期；时钟不对的，请先校准。"
        )
    if last and last.published_on > latest_day():
        return (
            f"第 {last.number} 次发布的日期 {last.published_on} 写到了将来（今天是 {now}），日期不能倒退，这一次也是 {day}。"
            "这台电脑的时钟不对的，请先校准。"
        )
    return ""
