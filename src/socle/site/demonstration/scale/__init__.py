"""The demonstration at the size of a country's tenth: fictional, drawn from a seed, written in bulk, proved by SQL."""
