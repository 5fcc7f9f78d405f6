"""What may be shown of a person: names of donors and receivers are taken out before anything else sees them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from ..arrays import np, npt
from ..expressions import expression
from ..identifiers import named_like_a_person
from ..model import Dataset, Persons, coded, matching, only, write, write_numbers
from ..problems import Problem, Where, problem
from ..reading import FORMULA_FAULT, Cells, Flag, Record, Serial, Text, TypedTable, YesNo, column, shelve

# Who gave, where no name may be shown or none was left.
PERSON = "爱心人士"
BODY = "爱心单位"


class DonorType(StrEnum):
    """Who gives."""

    PERSON = "个人"
    BODY = "单位"
    NAMELESS = "匿名"


# What a gift can say of its giver without naming anybody.
NAMELESS = (PERSON, BODY, DonorType.NAMELESS)


# What is no name: left from a test or by a program, made to serve as an example, or written where there is none.
PLACEHOLDER = (
    r"测试\w{0,4}|\w{0,4}测试|试一试|待填|待定|待补|某某|(?:test|demo|asdf?g?h?|qwer(?:ty)?|foo|abc|none|null|todo|tbd)\d*|([a-zA-Z])\1{2,}"
    rf"|{FORMULA_FAULT}"
)
NO_NAME = r"true|false|nan|undefined|[暂并]?无(?:数据|名称|姓名)?|没有|[不未]详|未[知填写]|不[明知]|不清楚|不知道|待[查核]|空白?|[-—–－_/／\\|]+"
# Words of a total row that stand where a name should: 合计, 3月小计, 示例公司合计, 总计：2笔, Grand Total.
TOTAL = (
    r".{0,14}(?:[合小总累共]\s*计)(?:数|金?额)?(?:[(（]元[)）])?[:：]?|[合总共]\s*计[:：]?\s*[0-9].{0,14}"
    r"|(?:grand\s*|sub-?\s*)?total(?:\s*amount)?[:：]?"
)
MADE_UP = r"(?:张|李|王|赵|孙|钱)(?:三|四|五|六|七|某某?)|某某?(?:公司|单位|先生|女士|人|企业)|路人甲|隔壁老王"


# A nickname of digits alone; the same digit again and again is left from a test.
_DIGITS, _SAME_DIGIT = r"[0-9０-９]+", "|".join(f"{digit}{{3,}}" for digit in "0123456789０１２３４５６７８９")
# A name of which the platform shows only a part: 王*, 李＊＊, 138****5678.
MASKED = r"[*＊×✱●○]"
# People whose names others like to type: a tiny gift under such a name is a joke or a test of the payment.
FAMOUS = (
    r"成龙|李连杰|周润发|周星驰|刘德华|张学友|郭富城|黎明|梁朝伟|古天乐|姚明|刘翔|李宁|郎平|马龙|谷爱凌|章子怡|范冰冰|李冰冰|周迅|赵薇|杨幂|杨紫|刘亦菲|"
    r"迪丽热巴|胡歌|黄晓明|邓超|陈坤|吴京|沈腾|黄渤|徐峥|葛优|赵本山|郭德纲|周杰伦|林俊杰|陈奕迅|王菲|那英|韩红|李宇春|易烊千玺|王俊凯|王源|王一博|肖战|"
    r"鹿晗|张艺兴|马云|马化腾|雷军|刘强东|李彦宏|任正非|董明珠|王健林|许家印|李嘉诚|曹德旺|陈光标|牛根生|俞敏洪|莫言|余华|韩寒|郭敬明|钟南山|袁隆平"
)


class Invented(StrEnum):
    """The kind of a name that belongs to no single giver: one of nobody, or one of somebody else."""

    FORMULA = "公式"
    TEST = "测试"
    EXAMPLE = "举例"
    FAMOUS = "名人"
    NOBODY = "不是名称"
    TOTAL = "合计"


# A name is of the first sort that it suits.
_INVENTED = {
    Invented.FORMULA: expression(FORMULA_FAULT, re.IGNORECASE),
    Invented.TEST: expression(f"{PLACEHOLDER}|{_SAME_DIGIT}", re.IGNORECASE),
    Invented.EXAMPLE: expression(f"{MADE_UP}|{_DIGITS}"),
    Invented.FAMOUS: expression(FAMOUS),
    Invented.NOBODY: expression(NO_NAME, re.IGNORECASE),
    Invented.TOTAL: expression(TOTAL, re.IGNORECASE),
}
_ANY = expression(
    "|".join(f"(?:{part})" for part in (PLACEHOLDER, MADE_UP, _DIGITS, FAMOUS, NO_NAME, TOTAL)), re.IGNORECASE
)
_MASKED = expression(MASKED)


class FromGiver(Record):
    """What masking leaves of the giver in a table of gifts: enough to compare rows, and no name."""

    giver = column(Serial, "捐赠人代号", derived=True, description="同一个捐赠人同一个数")
    made_up = column(Invented, "姓名不真", derived=True)
    related = column(Text, "关联方", derived=True, description="已公布为关联方的捐赠人")
    masked = column(Flag, "姓名不全", derived=True, description="平台只给了一部分的姓名，例如 王*")


class ToReceiver(Record):
    """What masking leaves of the receiver in a table of what was given away."""

    gave = column(Text, "也是捐赠人", derived=True, description="接收方为同一个项目、活动或基金也捐过")


def mask_donors(dataset: Dataset) -> Iterator[Problem]:
    """Write into 署名 what may be shown, and forget the donor's own name.

    A person is named only with consent (是); a body unless it objects (否). Needs the columns donor, donor_type,
    consent and shown_as, and those of `FromGiver`, into which it writes.
    """
    givers = _Givers()
    for file, sheet, table in dataset.tables:
        frame = table.frame
        agreed, refused = _equal(frame["consent"], YesNo.YES), _equal(frame["consent"], YesNo.NO)
        body = _equal(frame["donor_type"], DonorType.BODY)
        (shown, wanted), (donors, names) = coded(frame["shown_as"]), coded(frame["donor"])
        words = [*wanted, *names, PERSON, BODY]
        signature = np.where(shown >= 0, shown, np.where(donors >= 0, donors + len(wanted), -1)).astype(np.int64)
        nameless = (signature < 0) | _equal(frame["donor_type"], DonorType.NAMELESS)
        named = (shown >= 0) & ~frame["shown_as"].isin(NAMELESS).to_numpy(dtype=bool)
        for row in frame.index[named & ~agreed & (~body | refused)]:
            yield problem("name-without-consent", Where(file, sheet, int(row), "署名"))
        yield from _persons_among_bodies(dataset, file, sheet, table)
        numbers = givers.numbers(names)
        open_to_all = ~nameless & (agreed | (body & ~refused))
        written = np.where(open_to_all, signature, np.where(body, len(words) - 1, len(words) - 2))
        invented, masked = (
            np.concatenate([*map(np.asarray, parts), [-1]]).astype(np.int64)[signature]
            for parts in zip(_sorts(wanted), givers.sorts(numbers[:-1]), _sorts((PERSON, BODY)), strict=True)
        )
        for masked_column, codes, values in (
            (FromGiver.made_up, invented, [sort.value for sort in Invented]),
            (FromGiver.masked, masked, [YesNo.YES.value]),
            (dataset.record.column("shown_as"), written, words),
            (dataset.record.column("donor"), np.full(len(frame), -1), []),
        ):
            write(table, masked_column, codes, values)
        write_numbers(table, FromGiver.giver, numbers[donors], donors < 0)
        shelve(table, [FromGiver.made_up.name, FromGiver.masked.name, "shown_as", "donor", FromGiver.giver.name])


def _equal(cells: Cells, word: str) -> npt.NDArray[np.bool_]:
    return (cells == word).to_numpy(dtype=bool)


_Codes: TypeAlias = "npt.NDArray[np.int8]"


def _sorts(names: Collection[str]) -> tuple[_Codes, _Codes]:
    """(place in `Invented` of what sort of name nobody has, or somebody else; 0 where only a part of a name is told); -1 for others."""
    invented = [_invented(name) if _ANY.fullmatch(name) else -1 for name in names]
    some_masked = _MASKED.search("\n".join(names)) is not None
    masked = [0 if _MASKED.search(name) else -1 for name in names] if some_masked else [-1] * len(names)
    return np.array(invented, dtype=np.int8), np.array(masked, dtype=np.int8)


def _invented(name: str) -> int:
    return next((place for place, sort in enumerate(Invented) if _INVENTED[sort].fullmatch(name)), -1)


class _Givers(Struct):
    """The givers of a dataset, numbered as they come; what sort of name each has is asked once."""

    _known: dict[str, int] = field(default_factory=dict)
    # of all that are known, those of each table together
    _sorts: list[tuple[_Codes, _Codes]] = field(default_factory=list)

    def numbers(self, names: Sequence[str]) -> npt.NDArray[np.int64]:
        """The number of each of these names, and 0 at the end; 海天商贸 有限公司 is 海天商贸有限公司."""
        whole = ["".join(name.split()) for name in names]
        fresh: dict[str, str] = {}
        for word, name in zip(whole, names, strict=True):
            if word not in self._known:
                fresh.setdefault(word, name)
        self._known.update(zip(fresh, range(len(self._known), len(self._known) + len(fresh)), strict=True))
        self._sorts.append(_sorts(fresh.values()))
        return np.array([*map(self._known.__getitem__, whole), 0], dtype=np.int64)

    def sorts(self, numbers: npt.NDArray[np.int64]) -> tuple[_Codes, _Codes]:
        """What `_sorts` says of the names with these numbers."""
        invented, masked = (np.concatenate(parts) for parts in zip(*self._sorts, strict=True))
        self._sorts = [(invented, masked)]
        return invented[numbers], masked[numbers]


def _persons_among_bodies(dataset: Dataset, file: str, sheet: str | None, table: TypedTable) -> Iterator[Problem]:
    """Bodies that have not said yes themselves and whose name, or what they want to be called, is like that of a person."""
    frame = table.frame
    bodies = frame[(frame["donor_type"] == DonorType.BODY) & frame["consent"].isna()]
    for named in (dataset.record.column("donor"), dataset.record.column("shown_as")):
        names = bodies[named.name]
        for row in names.index[matching(names, named_like_a_person)]:
            yield problem("donor-like-person", Where(file, sheet, int(row), named.label))


# What a gift and a payment can both be for.
_PURPOSES = {"project": "项目", "campaign": "募捐活动", "fund": "基金", "emergency": "应急行动"}


def mark_returns(named: Mapping[Persons, Sequence[Dataset]]) -> None:
    """Before names are taken out: write for what a receiver also gave, and which givers are related parties.

    Names of persons never get further than this; `FromGiver.related` holds only names that are published as related parties.
    """
    gifts: dict[str, set[tuple[str, str]]] = {name: set() for name in _PURPOSES}
    parties: set[str] = set()
    for table in _tables(named[Persons.RELATED]):
        parties |= set(table.frame["name"].dropna())
    receivers = {receiver for table in _tables(named[Persons.RECEIVERS]) for receiver in table.frame["receiver"]}
    for table in _tables(named[Persons.GIVERS]):
        frame = table.frame
        also = matching(frame["donor"], receivers.__contains__)  # few of the givers also receive
        for name, seen in gifts.items():
            if name in frame and also.any():
                both = frame.loc[also & frame[name].notna().to_numpy(dtype=bool), ["donor", name]].drop_duplicates()
                seen |= set(both.itertuples(index=False, name=None))
        frame[FromGiver.related.name] = only(frame["donor"], parties)
    for table in _tables(named[Persons.RECEIVERS]):
        frame = table.frame
        gave = ToReceiver.gave.name
        frame[gave] = None
        for name, seen in gifts.items():
            if name in frame:
                pairs = zip(frame["receiver"], frame[name], strict=True)
                hit = [pair in seen for pair in pairs]
                frame.loc[hit, gave] = _PURPOSES[name]


def _tables(datasets: Sequence[Dataset]) -> Iterator[TypedTable]:
    return (table for dataset in datasets for _, _, table in dataset.tables)


def mask_receivers(dataset: Dataset) -> Iterator[Problem]:
    """Receivers that are persons are never named, whatever the table says."""
    for _, _, table in dataset.tables:
        frame = table.frame
        frame["receiver"] = frame["receiver"].where(frame["receiver_type"] != DonorType.PERSON, "受助个人")
    yield from ()
