"""A connection to the database that was cut is replaced before a request uses it."""

from __future__ import annotations

import psycopg
import pytest
from django.db import close_old_connections, connection


@pytest.mark.django_db(transaction=True)
def test_connection_that_the_server_cut_is_replaced():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that can cut a connection")
    connection.close()  # one that is older than it may get is closed for its age
    connection.ensure_connection()
    info = connection.connection.info
    cut = info.backend_pid
    with psycopg.connect(info.dsn, password=info.password, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [cut])
    close_old_connections()  # as Django does when a request begins
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.connection.info.backend_pid != cut
