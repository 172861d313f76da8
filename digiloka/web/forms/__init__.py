"""What people fill in. A field's words and its "please fill this in" stand here; whether a value can be taken is
judged by `digiloka.values` and the actions, and their sentence is shown at the field.
"""
