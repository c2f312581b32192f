"""The newsroom: who may do what, moderation, planning, and the desk of the staff."""
