"""What the pages of saisines show, built from queries: lines, timelines, buttons with their reason."""
