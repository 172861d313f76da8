"""Every question to the register. `visible` is the one place that knows who may see which business."""

from digiloka.registry.queries.decisions import decisions_of, marked_before, wishes_of
from digiloka.registry.queries.drafts import draft_of, number_of_draft
from digiloka.registry.queries.export import count_for_export, rows_for_export
from digiloka.registry.queries.history import Change, HistoryLine, history
from digiloka.registry.queries.listing import Filters, ListRow, Page, page_of
from digiloka.registry.queries.namesakes import Called, namesakes
from digiloka.registry.queries.offers import Offer, holds, offers_for
from digiloka.registry.queries.owners import (
    OwnersBusiness,
    by_nik_hashes,
    claim_is_taken,
    exists_elsewhere,
    held_owner_ids,
    last_written,
    made_by,
    notices_for,
    standing_of,
)
from digiloka.registry.queries.present import (
    Named,
    Present,
    count_present,
    named_by_number,
    present_by_id,
    present_in,
)
from digiloka.registry.queries.proof import Proof, PublicProof, proof_for, public_proof
from digiloka.registry.queries.queue import QueueRow, queue, queue_counts
from digiloka.registry.queries.records import differences_of, numbers_elsewhere, numbers_of, records_of, seen_of
from digiloka.registry.queries.siblings import Sharing, Sibling, sharing_of, siblings_of
from digiloka.registry.queries.visible import NotFound, get_visible, scope_clause, visible

__all__ = [
    "Called", "Change", "Filters", "HistoryLine", "ListRow", "Named", "NotFound", "Offer", "OwnersBusiness", "Page",
    "Present", "Proof", "PublicProof", "QueueRow", "Sharing", "Sibling", "by_nik_hashes", "claim_is_taken",
    "count_for_export", "count_present", "decisions_of", "differences_of", "draft_of", "exists_elsewhere",
    "get_visible", "held_owner_ids", "history", "holds", "last_written", "made_by", "marked_before",
    "named_by_number", "namesakes", "notices_for", "number_of_draft", "numbers_elsewhere", "numbers_of", "offers_for",
    "page_of", "present_by_id", "present_in", "proof_for", "public_proof", "queue", "queue_counts", "records_of",
    "rows_for_export", "scope_clause", "seen_of", "sharing_of", "siblings_of", "standing_of", "visible",
    "wishes_of",
]  # fmt: skip
