"""A Streamlit visitor without a browser: a real WebSocket session that asks for reruns and times them.

Takes the address of a server, gives the milliseconds between asking for a run and its end. It draws nothing.
"""

from __future__ import annotations

import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol


class Visitor:
    """One open session, on the page of this address or the first."""

    def __init__(self, port: int, adresse: str = "") -> None:
        self.adresse = adresse
        origin = Origin(f"http://127.0.0.1:{port}")
        self.socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            origin=origin,
        )
        self.page = ""

    def __enter__(self) -> Visitor:
        """The session itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the session."""
        self.socket.close()

    def rerun(self, query: str = "") -> tuple[float, int]:
        """Milliseconds and bytes of one run of the page with this query string."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self.page
        if not self.page:
            message.rerun_script.page_name = self.adresse
        start, received = time.perf_counter(), 0
        self.socket.send(message.SerializeToString())
        while True:
            data = self.socket.recv()
            received += len(data)
            forward = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            if forward.WhichOneof("type") == "new_session":
                self.page = forward.new_session.page_script_hash
            if forward.WhichOneof("type") == "script_finished":
                return 1000 * (time.perf_counter() - start), received
