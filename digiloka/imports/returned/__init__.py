"""The officer's own workbook, given back: what is wrong coloured and said, a hidden key in every row.

`marks` is what must stand in a row; `editing` writes it into the officer's package, part by part (`package`): `rows`
and `sheet_frame` change a sheet's XML, `styles` adds cell formats, `notes` the comments. Nothing is read into objects
and written anew: whatever these few places do not touch is the officer's, byte for byte. `building` makes a workbook
of what cannot be edited in place. `of_batch` and `of_file` are the two ways in, `giving` is what both do.
"""
