"""Ids, references and units of one organisation: what rows must not repeat, and what they name must be there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from ..expressions import expression
from ..kinds import all_kinds
from ..law import statements
from ..model import Dataset, Organisation, joined
from ..numerals import CURRENCIES, foreign, is_currency, money_power
from ..problems import Problem, Where, closest, id_named, mechanical, nearest, problem
from ..quantities import UNITS
from ..reading import AnyColumn, Record
from .folder import Anything, Folder

# Segments that pages of an organisation use themselves; no record may take them.
RESERVED = frozenset({"type", "page", "index"})
_HAN = expression(r"[\u4e00-\u9fff]")  # no id has any


def check_ids(folder: Folder) -> Iterator[Problem]:
    """Ids are unique within a kind, and figure-like ids across all kinds that share the register."""
    register: dict[str, tuple[Record, AnyColumn]] = {}
    for kind in all_kinds():
        key = kind.record.key()
        if key is None:
            continue
        if kind.bulk and kind.id in folder.datasets:
            yield from _repeated_ids(folder.datasets[kind.id], key)
        seen = register if kind.numbered else {}
        lowered: dict[str, str] = {identity.lower(): identity for identity in seen}
        for row in folder.rows[kind.id]:
            value = row[key]
            if value is None:
                continue
            if value in seen:
                first, column = seen[value]
                yield problem("duplicate-id", row.at(key), cell=value, other=first.at(column))
            elif value.lower() in lowered:
                yield problem("case-clash", row.at(key), cell=value, other=lowered[value.lower()])
            elif value in RESERVED:
                yield problem("reserved-id", row.at(key), cell=value)
            seen.setdefault(value, (row, key))
            lowered.setdefault(value.lower(), value)


def _repeated_ids(dataset: Dataset, key: AnyColumn) -> Iterator[Problem]:
    for position, first in dataset.repeated(key):
        where = dataset.where(position, key.label)
        cell = next(iter(dataset[key].iloc[[position]]))
        yield problem("duplicate-id", where, cell=cell, other=dataset.where(first, key.label))


def _bulk_references(
    dataset: Dataset, targets: dict[str, tuple[set[str], str]], names: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """The same as `check_references`, for rows that stay in their table."""
    for column in dataset.record.columns:
        wanted, target = targets.get(column.refers_to or "", (None, ""))
        if wanted is None:
            continue
        unknown = {value for value in dataset.values(column) if value not in wanted}
        for position in dataset.holding(column, unknown) if unknown else ():
            cell = str(dataset[column].iloc[position])
            hint, sure = _meant(cell, wanted, names.get(column.refers_to or "", {}))
            where = dataset.where(position, column.label)
            yield problem("unknown-reference", where, suggestion=sure, cell=cell, target=target, hint=hint)


def record_names(folder: Folder) -> dict[str, dict[str, str]]:
    """What records are called: kind → id → name, and the same of all kinds by kind/id."""
    names = {
        kind: {
            str(row.values["id"]): str(row.values.get("name") or row.values.get("title") or "")
            for row in rows
            if row.values.get("id")
        }
        for kind, rows in folder.rows.items()
    }
    every = {f"{kind}/{identity}": name for kind, called in names.items() for identity, name in called.items()}
    return names | {"records": every}


def figure_names(folder: Folder) -> dict[str, str]:
    """What figures and groups are called where one is chosen by its id: 全年收入 1286.35万元."""
    return {
        str(row.values["id"]): str(row.values.get("title") or _said(row))
        for kind in all_kinds()
        if kind.numbered
        for row in folder.rows.get(kind.id, ())
        if row.values.get("id")
    }


def _said(row: Record) -> str:
    subject, measure, wording = (str(row.values.get(name) or "") for name in ("subject", "measure", "as_written"))
    return " ".join(filter(None, (joined(subject, measure) if subject else "", wording)))


def _meant(cell: str, wanted: set[str], names: Mapping[str, str]) -> tuple[str, str]:
    """What is said of an id that is not there, and which one must be meant, '' where that is not sure."""
    identity = id_named(cell, names)
    if identity in wanted:
        return f"（“{cell}”的编号是“{identity}”）", identity
    hint = nearest(cell, wanted)
    if not hint and _HAN.search(cell):
        like = id_named(closest(cell, names.values()), names)
        hint = f"（是不是“{names[like]}”？它的编号是“{like}”）" if like in wanted else "（这里填编号，不填名称）"
    return hint, mechanical(cell, wanted)


def known_targets(folder: Folder, organisations: set[str]) -> dict[str, tuple[set[str], str]]:
    """What a column can refer to: name of the target → the ids there are, and what to call them."""
    targets = {
        kind.id: ({str(row[key]) for row in folder.rows[kind.id] if row[key] is not None}, kind.label)
        for kind in all_kinds()
        if (key := kind.record.key()) is not None
    }
    targets |= {kind: (Anything(), label) for kind, (_, label) in targets.items() if kind in folder.unread}
    records = {f"{kind}/{identity}" for kind, (ids, _) in targets.items() for identity in ids}
    if folder.unread:
        records = Anything(records)
    figures = targets["figures"][0] | targets["computed"][0] | _statement_figures(folder)
    totals = figures | targets["breakdowns"][0]
    if folder.lacks_figures:
        figures, totals = Anything(figures), Anything(totals)
    return targets | {
        "figures": (figures, "数字"),
        "totals": (totals, "数字或分组"),
        "records": (records, "记录"),
        "organisations": (organisations, "别的机构"),
    }


def check_references(folder: Folder, organisations: set[str]) -> Iterator[Problem]:
    """Columns that name other records, or other organisations of the site, name existing ones."""
    targets, names = known_targets(folder, organisations), record_names(folder)
    yield from _references_of_facts(folder, targets, names)
    for kind in all_kinds():
        if kind.bulk and kind.id in folder.datasets:
            yield from _bulk_references(folder.datasets[kind.id], targets, names)
        checked = [
            (column, *targets.get(column.refers_to, (set(), "记录")))
            for column in kind.record.columns
            if column.refers_to
        ]
        for row in folder.rows[kind.id]:
            for column, wanted, target in checked:
                value = row[column]
                for part in () if value is None else value if isinstance(value, tuple) else (value,):
                    if part not in wanted:
                        hint, sure = _meant(str(part), wanted, names.get(column.refers_to or "", {}))
                        sure = "" if isinstance(value, tuple) else sure
                        details = {"cell": part, "target": target, "hint": hint}
                        yield problem("unknown-reference", row.at(column), suggestion=sure, **details)


def _references_of_facts(
    folder: Folder, targets: dict[str, tuple[set[str], str]], names: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """The same of what an organisation says of itself in its file of settings."""
    for column in Organisation.columns:
        value = folder.organisation[column]
        wanted, target = targets.get(column.refers_to or "", (Anything(), ""))
        if value is not None and value not in wanted:
            hint, _ = _meant(str(value), wanted, names.get(column.refers_to or "", {}))
            where = Where(folder.file, None, folder.lines.get(column.name), column.name)
            yield problem("unknown-reference", where, cell=value, target=target, hint=hint)


def _statement_figures(folder: Folder) -> set[str]:
    """The ids of the figures that statements put into the register."""
    by_kind = statements.all_statements(folder.rows)
    return {name for years in by_kind.values() for statement in years.values() for name, *_ in statement.registered()}


def check_units(folder: Folder, units: set[str]) -> Iterator[Problem]:
    """Units of figures are among those that are known, of which *units* are all; goods have any, but with all digits.

    万只 is none, though a site lists it.
    """
    known = {unit for unit in units if not _has_a_scale(unit, units)}
    declared = [(kind, column) for kind in all_kinds() for column in kind.record.columns if column.name == "unit"]
    for kind, column in declared:
        for row in folder.rows[kind.id]:
            unit = row[column]
            if unit is not None and (unit not in known if kind.register else _has_a_scale(unit, units)):
                site = f"{folder.file.rpartition('/')[0].rpartition('/')[0]}/site.yaml"
                advice = {"new": f"；确实是新单位，请在 {site} 里写 units: [{unit}]", **_unit_advice(unit, known)}
                yield problem("unknown-unit", row.at(column), cell=unit, **advice)


def check_added_units(added: Collection[str], where: Where) -> Iterator[Problem]:
    """Units that a site adds are words for what is counted: no number, no money by another name, no scale, one at a time."""
    for unit in added:
        bare = unicodedata.normalize("NFKC", unit)
        if not _COUNTED.search(bare) or bare[0].isdecimal() or _SEVERAL.search(bare):
            mend = "只写计数的那个词，例如 units: [方面]；有几个的一行一个，前面加“- ”。"
            yield problem("bad-value", where, cell=unit, expected="一个单位", mend=mend)
        elif unit not in UNITS and (_has_a_scale(unit, {*UNITS, *added}) or _is_money(unit)):
            yield problem("unknown-unit", where, cell=unit, **{"new": "", **_unit_advice(unit, {*UNITS})})


def _is_money(unit: str) -> bool:
    """Whether a unit is money by a word that means nothing else: 人民币, 美金; but a 块 may be one of wood."""
    return is_currency(unit) or (len(unit) > 1 and money_power(unit) is not None)


_COUNTED, _SEVERAL = re.compile(r"[^\W\d_]|[%‰°]"), re.compile(r"[、,;，；]")


def _unit_advice(unit: str, units: set[str]) -> dict[str, str]:
    """What to say of a unit that is not known; no proposal turns 万元 or 美金 into 元, nor a weight into a length."""
    bare = "".join(unicodedata.normalize("NFKC", unit).split())
    same = _SAME_UNIT.get(bare.lower(), bare)
    if same in units:
        return {"suggestion": same, "hint": f"（是不是“{same}”？）"}
    if money_power(unit) is not None:
        return {"hint": "“元”，数值换算成元", "new": ""}
    counted = bare.lstrip("百千万亿")
    if counted != bare and (counted in units or not counted):
        return {"hint": f"“{counted}”，数值写出全部数字" if counted else "，数值写出全部数字", "new": ""}
    currency = foreign(unit)
    if currency:
        return {"hint": f"（是不是“{currency}”？）" if currency in CURRENCIES else ""}
    counting = units.difference(CURRENCIES)
    meant = mechanical(unit, counting)
    slip = meant if _in_han(meant) in {"", _in_han(bare)} else ""  # 公斤 is one edit from 公里
    return {"suggestion": slip, "hint": nearest(unit, counting)}


def _has_a_scale(unit: str, units: set[str]) -> bool:
    """Whether a unit that a site added is nothing but a scale, or one of ours behind it, 万只: values have all their digits."""
    counted = unit.lstrip("百千万亿")
    return unit not in UNITS and counted != unit and (not counted or counted in units or money_power(unit) is not None)


# Other words for units that are known, each worth the same.
_SAME_UNIT = {
    **dict.fromkeys(("公斤", "kg"), "千克"),
    **dict.fromkeys(("千米", "km"), "公里"),
    **dict.fromkeys(("平米", "m2", "㎡"), "平方米"),
    "t": "吨",
    "ml": "毫升",
    "l": "升",
    "个小时": "小时",
    "个月": "月",
}


def _in_han(word: str) -> str:
    """A word without what is no Chinese character: 人次 of 人/次."""
    return "".join(sign for sign in word if "\u4e00" <= sign <= "\u9fff")
