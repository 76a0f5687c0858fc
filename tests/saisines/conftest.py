from tests.demo import demo, demo_connection, demo_database

__all__ = ["demo", "demo_connection", "demo_database"]
