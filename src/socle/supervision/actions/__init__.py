"""Writing supervision: one function per business verb, one transaction, with its trace and its mails."""
