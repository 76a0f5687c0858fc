"""Reading supervision: clocks, lists, sheets, what awaits each side."""
