"""Reading: doors, queues, threads, figures; nobody sees more than their route."""
