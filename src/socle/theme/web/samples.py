def page() -> dict[str, object]:
    return {}
