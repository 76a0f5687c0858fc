"""What a file that somebody hands over must be: pure rules (reliability.md §3.4)."""
