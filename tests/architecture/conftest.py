from tests.demo import demo, demo_database

__all__ = ["demo", "demo_database"]
