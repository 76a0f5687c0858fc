"""What the templates of supervision receive: lines of tables, events of timelines, steps that may be taken."""
