"""What stands before Streamlit: our own copy of its files, security headers on every answer.

Takes ASGI requests, answers those for static files and pages, passes the others on. It never touches a WebSocket.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response

from dashboard.statiques import NOTRES, Fichier, read_asset, read_index, read_own

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

POLITIQUE = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing from outside, no inline script. Streamlit's styling library writes inline styles."""

ENTETES = {
    "content-security-policy": POLITIQUE,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
}

_PAGE = re.compile(r"/(?:[a-z][a-z0-9-]*)?")
_RESERVES = ("/sante", "/tableaux")
ACCUEIL = "/reseau"
"""The first page lives at the root: its name leads there."""

_UN_JOUR = "public, max-age=86400"


class Intergiciel:
    """Wraps an ASGI application."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is ours, passes the rest on with the same headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ENTETES.items():
                    headers[name] = value
            await send(message)

        response = _answer(scope)
        if response is None:
            await self.app(scope, receive, send_with_headers)
        else:
            await response(scope, receive, send_with_headers)


def _answer(scope: Scope) -> Response | None:
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    if scope["method"] not in ("GET", "HEAD"):
        return None
    if path == ACCUEIL:
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"./?{query}" if query else "./", 307)
    if path[1:] in NOTRES:
        return _send(scope, read_own(path[1:]), _UN_JOUR)
    if path.startswith("/static/"):
        found = read_asset(path[1:])
        return _send(scope, found, _UN_JOUR) if found else Response("Fichier inconnu.", 404)
    if _PAGE.fullmatch(path) and path not in _RESERVES:
        return _send(scope, read_index(), "no-cache")
    return None


def _send(scope: Scope, fichier: Fichier, duration: str) -> Response:
    headers = Headers(scope=scope)
    tag = f'"{fichier.empreinte[:32]}"'
    shared = {"etag": tag, "cache-control": duration, "vary": "accept-encoding"}
    if headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=shared)
    body, encoding = fichier.choose(headers.get("accept-encoding", ""))
    if encoding:
        shared["content-encoding"] = encoding
    return Response(body if scope["method"] == "GET" else b"", headers=shared, media_type=fichier.type)
