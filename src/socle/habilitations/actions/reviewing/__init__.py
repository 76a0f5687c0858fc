"""Writing a review: open, judge, undo, ask a colleague, close; rights change at the closing only, by `granting`."""
