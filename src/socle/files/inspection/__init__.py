"""What is inside a file: read in a process of its own, whose memory and time are bounded (reliability.md §3.4)."""
