"""Tables in and out: what a spreadsheet sends is read with care, what leaves opens in a spreadsheet without danger."""
