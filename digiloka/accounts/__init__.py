"""Who works here: users, their role, their area, and what each role may do where."""
