"""The reading process: the only code that meets a stranger's workbook, in a process of its own with bounded memory.

`child` is its entry; `xlsx_scan`, `xlsx_parts` and `ods_scan` tell what calamine leaves out; `slices` cuts a sheet
that is too wide to lay out at once. It imports nothing else of the program: it is started anew for every file, and
half its time would go into that.
"""
