"""Keep the catalog on disk. The only package with SQL."""
