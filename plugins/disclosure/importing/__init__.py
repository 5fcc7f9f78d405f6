"""Import of what people really have: any sheet becomes a proposal, answers become another, an accepted one is written.

    proposal = propose(source, shown, data, shown_data, org, kind=…, year=…, answers={"1.amount": "D"})
    proposal.sheets      what each sheet was taken for, column by column, with first rows, sums and overlap
    proposal.questions   what is asked; `open` ones must be answered: call `propose` again with the answer under its id
    proposal.problems    what is wrong, by the workbook, sheet and cell that the person has before them
    write = accept(proposal)

`propose` writes nothing and depends on nothing but the file, the data and the answers. `accept` writes all files or none,
with the recipe of what was confirmed, and can be taken back (`filing.undo`).
"""

from __future__ import annotations

from .accepting import NothingNewError, NotReadyError, accept
from .balances import AmountWays, BalancedAmount, amount_ways, grows_by_debits
from .document_tables import DOCUMENTS
from .existing import read_orders
from .file_reading import table_kinds
from .layouts import OVER, joined_heads
from .naming import slug_of
from .numbering import proposed_id, proposes
from .proposal import Choice, ColumnUse, FileChange, FillRule, MoneySum, Overlap, Proposal, Question, SheetProposal
from .proposing import propose
from .records import carries_over
from .sources import SourceSheet, is_list, open_source
from .transcribing import transcribed
from .vocabulary import order_state, says_taken_back, steering_words, way_of

__all__ = [
    "DOCUMENTS",
    "OVER",
    "AmountWays",
    "BalancedAmount",
    "Choice",
    "ColumnUse",
    "FileChange",
    "FillRule",
    "MoneySum",
    "NotReadyError",
    "NothingNewError",
    "Overlap",
    "Proposal",
    "Question",
    "SheetProposal",
    "SourceSheet",
    "accept",
    "amount_ways",
    "carries_over",
    "grows_by_debits",
    "is_list",
    "joined_heads",
    "open_source",
    "order_state",
    "propose",
    "proposed_id",
    "proposes",
    "read_orders",
    "says_taken_back",
    "slug_of",
    "steering_words",
    "table_kinds",
    "transcribed",
    "way_of",
]
