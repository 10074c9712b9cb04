"""Threads share the addresses of a cluster."""

from __future__ import annotations

from threading import Thread
from typing import Any

from elastic_transport import NodeConfig, Urllib3HttpNode

from search.engines.elastic_client import _Nodes


def test_address_may_fail_while_another_thread_looks_for_one():
    nodes = _Nodes([NodeConfig("http", name, 9200) for name in "abc"], Urllib3HttpNode)
    failing = nodes.get()

    class Removed(set[Any]):
        """Asked in the middle of a look: meanwhile another thread tells that an address fails."""

        def __contains__(self, item: object) -> bool:
            other = Thread(target=nodes.mark_dead, args=(failing,))
            other.start()
            other.join(0.1)
            return super().__contains__(item)

    nodes._removed_nodes = Removed()
    assert nodes.get() in nodes.all()
