"""Reading conventions: lists, one convention, its terms in force."""
