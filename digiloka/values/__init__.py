"""What one cell may hold: every module parses AND shows one kind of value, and refuses with one sentence."""
