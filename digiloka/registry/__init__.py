"""Owner, business, place, licence, yearly figures: the register itself.

`fields` is the one table of fields that form, sheet, blank workbook and API share; `records` is what a checked
row or form becomes; `models`, `queries` and `actions` are the only modules that touch the database.
"""
