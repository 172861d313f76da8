"""What judging a file asks of the register, and the answers where there is none."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from digiloka.imports.answers import ColumnAnswers, Spellings
from digiloka.imports.planned import Doubted, Origin, Prior
from digiloka.imports.row_keys import Key
from digiloka.registry.comparing import Changes
from digiloka.registry.matching import Clue, Namesake
from digiloka.registry.queries.owners import OwnersBusiness
from digiloka.registry.queries.present import Named, Present
from digiloka.registry.queries.siblings import Sharing
from digiloka.registry.records import BusinessRecord


class Known(Protocol):
    """What judging asks of the register (imports.queries answers; `NOTHING_KNOWN` where there is none)."""

    def by_identity(self, hashes: Sequence[str], /) -> dict[str, Prior]: ...

    def by_key(self, keys: Collection[Key], /) -> dict[Key, Origin]: ...

    def doubted(self, rows: Mapping[tuple[str, str], str | None], /) -> dict[tuple[str, str], Doubted]: ...

    def without_nik(self, business_ids: Collection[uuid.UUID], /) -> dict[uuid.UUID, Prior]: ...

    def by_nik(self, nik_hashes: Sequence[str], /) -> dict[str, list[OwnersBusiness]]: ...

    def holds_any(self) -> bool: ...

    def namesakes(self, clues: Sequence[Clue], /) -> list[Namesake]: ...

    def differences(self, told: Mapping[uuid.UUID, BusinessRecord], /) -> dict[uuid.UUID, Changes]: ...

    def sharing(self, business_ids: Sequence[uuid.UUID], /) -> dict[uuid.UUID, Sharing]: ...

    def named(self, numbers: Collection[str], /) -> dict[str, Named]: ...

    def present(self, business_ids: Collection[uuid.UUID], /) -> dict[uuid.UUID, Present]: ...

    def columns(self, fingerprint: str, /) -> ColumnAnswers | None: ...

    def spellings(self) -> Spellings: ...


class _Nothing:
    def by_identity(self, _hashes: Sequence[str]) -> dict[str, Prior]:
        return {}

    def by_key(self, _keys: Collection[Key]) -> dict[Key, Origin]:
        return {}

    def doubted(self, _rows: Mapping[tuple[str, str], str | None]) -> dict[tuple[str, str], Doubted]:
        return {}

    def without_nik(self, _business_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Prior]:
        return {}

    def by_nik(self, _nik_hashes: Sequence[str]) -> dict[str, list[OwnersBusiness]]:
        return {}

    def holds_any(self) -> bool:
        return False

    def namesakes(self, _clues: Sequence[Clue]) -> list[Namesake]:
        return []

    def differences(self, _told: Mapping[uuid.UUID, BusinessRecord]) -> dict[uuid.UUID, Changes]:
        return {}

    def sharing(self, _business_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Sharing]:
        return {}

    def named(self, _numbers: Collection[str]) -> dict[str, Named]:
        return {}

    def present(self, _business_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Present]:
        return {}

    def columns(self, _fingerprint: str) -> ColumnAnswers | None:
        return None

    def spellings(self) -> Spellings:
        return {}


NOTHING_KNOWN: Known = _Nothing()
