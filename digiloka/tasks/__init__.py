"""What the worker does: a body for each kind of job, each opening a transaction and calling one action."""
