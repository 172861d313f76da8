"""The journal: who changed what, when, through which door. Every action writes its own line here, on purpose."""
