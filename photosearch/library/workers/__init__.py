"""Define what runs inside worker processes, and the readers it uses."""

QUERY_DECODER = "photosearch.library.workers.query_decoder"
"""The module that a query worker needs, for whoever starts one beforehand."""
