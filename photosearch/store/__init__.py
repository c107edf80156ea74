"""The catalog on disk. The only place with SQL."""
