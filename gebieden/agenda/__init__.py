"""What is done with an agenda: read it as a list, report on it, carry it in and out, and renew it."""
