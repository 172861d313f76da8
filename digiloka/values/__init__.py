"""What one cell may hold: every module parses AND shows one kind of value, and refuses with one sentence.

Forms and sheets use the same rules. A parser takes a cell's plain value (its TYPE is evidence: a NIK that is a number
was damaged by Excel), returns None for "nothing", raises Refused, and tells through `notes` what should be seen.
Everybody imports text, amounts, dates, phone, identity, place, answers; the other modules are their inner rooms.
"""
