"""Which rows bring the NIK that their own earlier row lacked: a corrected file updates what it made."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence

from digiloka.imports.knowing import Known
from digiloka.imports.planned import PlannedRow, Prior
from digiloka.registry.matching import Namesake
from digiloka.registry.nik_at_last import same_but_for_nik
from digiloka.registry.records import from_json


def completed_by(
    rows: Mapping[int, PlannedRow], near: Mapping[int, Sequence[Namesake]], known: Known
) -> dict[int, Prior]:
    """{place: the earlier row that it completes}, only where one row fits one business and no other."""
    near = {place: near[place] for place in rows if all(namesake.visible for namesake in near[place])}
    asked = {namesake.business_id for theirs in near.values() for namesake in theirs if namesake.nik_hash is None}
    priors = known.without_nik(asked) if asked else {}
    earlier = {business_id: from_json(json.loads(prior.told)) for business_id, prior in priors.items()}
    fitting: dict[int, list[uuid.UUID]] = {}
    claimed: dict[uuid.UUID, list[int]] = {}
    for place, theirs in near.items():
        for business_id in {namesake.business_id for namesake in theirs}:
            if business_id in earlier and same_but_for_nik(earlier[business_id], rows[place].checked.record):
                fitting.setdefault(place, []).append(business_id)
                claimed.setdefault(business_id, []).append(place)
    return {
        place: priors[theirs[0]] for place, theirs in fitting.items()
        if len(theirs) == 1 and len(claimed[theirs[0]]) == 1
    }
