"""Everything that changes the register, one verb a module. Session first, never a commit, a journal line always."""

from digiloka.registry.actions.amend import Amended, amend
from digiloka.registry.actions.bulk import NewItem, Registered, register_many
from digiloka.registry.actions.bulk_amend import Amendment, Outcome, amend_many
from digiloka.registry.actions.conflicts import Conflict
from digiloka.registry.actions.consents import give_consent, withdraw_consent
from digiloka.registry.actions.decide import decide
from digiloka.registry.actions.drafts import find_draft, save_step, start_draft, submit_draft, sweep_drafts
from digiloka.registry.actions.existence import close, reopen
from digiloka.registry.actions.move import move
from digiloka.registry.actions.owners import hold, read_notices, reveal_nik
from digiloka.registry.actions.register import register
from digiloka.registry.actions.taking_on import take_on
from digiloka.registry.actions.undo import Restored, Withdrawn, restore, withdraw, withdraw_many

__all__ = [
    "Amended", "Amendment", "Conflict", "NewItem", "Outcome", "Registered", "Restored", "Withdrawn", "amend",
    "amend_many", "close", "decide", "find_draft", "give_consent", "hold", "move", "read_notices", "register",
    "register_many", "reopen", "restore", "reveal_nik", "save_step", "start_draft", "submit_draft", "sweep_drafts",
    "take_on", "withdraw", "withdraw_consent", "withdraw_many",
]  # fmt: skip
