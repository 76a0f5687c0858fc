"""Writing: open, answer, forward, escalate, close; one transaction each, with its trace and its mails."""
