"""Activities: what a business does. KBLI codes always with their version, everyday words → code, sector groupings.

own_tables  our own CSV tables in data/ (no database, no file outside the package)
words       everyday Indonesian cut into comparable tokens
vocabulary  which known words a typed word may mean, and what each weighs
search      words → best codes, typo-tolerant
classify    activity and product of one business → a proposal, or nothing
sectors     code → PDRB, dinas, ekraf, IKM groups; a group's word → sector
loading     the official CSV tables, when a city brings them
models · actions · queries    the database's side. docs/data-activities.md tells where every table comes from
"""
