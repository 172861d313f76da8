"""Whose data it is: the sentences an owner agrees to, and who sees an identifier in full."""
