"""The database: tables, migrations and one Store, on SQLite by default and on PostgreSQL by URL."""
