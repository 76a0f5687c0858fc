"""The journal's pure part: what a trace says, how a tree commits to it, how a break is found (reliability.md §1.3)."""
