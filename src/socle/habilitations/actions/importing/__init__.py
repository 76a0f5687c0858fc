"""Imports: receive a table, say what each row would do, then do it by the same acts as the pages (MCP-20 to MCP-24)."""
