"""SCIM 2.0 as values: what a partner's directory says, read with tolerance, answered exactly (RFC 7643, 7644)."""
