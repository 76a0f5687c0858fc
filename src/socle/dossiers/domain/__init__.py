"""Consultation of a beneficiary's file, as pure values: what a file is, who may see which group, and why."""
