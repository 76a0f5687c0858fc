"""What terms decide: each rule reads its numbers and words from the text and cites the clause; none is written here."""
