"""Pure values that every room shares: no Django, no clock, no input or output."""
