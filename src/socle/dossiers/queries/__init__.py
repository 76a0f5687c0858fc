"""Facts of a consultation: terms of the convention, matrix, provider."""
