"""Spreadsheet to register: workbook (sheets, rows, cell types) → columns (heading to field) → checking → planning.

`workbook` is the only reader of uploaded files, `columns` decides what each column means; both know no database.
"""
