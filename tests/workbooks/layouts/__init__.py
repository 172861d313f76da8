"""Sheets as Indonesian offices, neighbourhoods, ministries and students lay them out, each with its truth beside it.

`paper` writes a sheet and keeps the truth; `cells` makes its people and businesses up. `tuned_*` are the layouts that
the rules were mended on, `held_*` those that were written at the same time and looked at once, `others_*` sheets that
are no lists of businesses. `collection` names them all.
"""
