"""The server: Streamlit as an ASGI application behind our own files, with `/sante` and the downloads.

Takes a port, serves on 127.0.0.1 unless told otherwise. It opens millésimes only, never the base, and calls nothing
outside.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.starlette import App

from dashboard import statiques
from dashboard.blocks import EXPORT, report_incident
from dashboard.configuration import read_configuration
from dashboard.contenu import TITRES, Lecture, find_chart
from dashboard.documents.csv import name_file, write_bands, write_figures
from dashboard.intergiciel import Intergiciel
from dashboard.millesime import open_release
from dashboard.sante import describe_health
from dashboard.selection import read_query
from pipelines.errors import ObservatoireError

SCRIPT = Path(__file__).resolve().parent.parent / "app.py"


def create_app() -> App:
    """The ASGI application."""
    return App(
        SCRIPT,
        routes=[
            Route("/sante", _health),
            Route(f"/{EXPORT}/{{nom}}", _export),
        ],
        middleware=[Middleware(Intergiciel)],
        lifespan=_warm_up,
        on_script_error=report_incident,
    )


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serves until interrupted, in this process."""
    config = uvicorn.Config(
        create_app(),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_per_message_deflate=True,
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run()


async def _health(_: Request) -> JSONResponse:
    state = describe_health()
    return JSONResponse(state, status_code=503 if state["etat"] == "abime" else 200)


def _export(request: Request) -> Response:
    query = dict(request.query_params)
    settings = read_configuration()
    try:
        millesime = open_release(settings.publications, query.get("millesime"), exemple=settings.exemple)
        selection = read_query(query, millesime, settings.profil)
        lecture = Lecture(millesime, selection, settings.profil)
        objet = query.get("objet", "")
        content = _content(lecture, objet)
    except ObservatoireError as refusal:
        return Response(refusal.message, 404, media_type="text/plain; charset=utf-8")
    name = name_file(objet, selection.periode, millesime.id)
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, headers=headers, media_type="text/csv; charset=utf-8")


def _content(lecture: Lecture, objet: str) -> bytes:
    if objet in TITRES:
        return write_figures([lecture.figure(objet)])
    chart = find_chart(lecture, objet)
    return write_bands(chart.tranches, lecture.millesime.id) if chart.tranches else write_figures(chart.figures)


@asynccontextmanager
async def _warm_up(_: Any) -> AsyncIterator[None]:
    """Imports what the first page needs and takes it out of the garbage collector's way.

    Streamlit collects after each run: with the imports frozen, a page costs a third of the time.
    """
    threading.Thread(target=statiques.warm, daemon=True).start()
    _import_pages()
    gc.collect()
    gc.freeze()
    yield


def _import_pages() -> None:
    import plotly.graph_objects as go  # noqa: F401
    import plotly.io  # noqa: F401

    from dashboard.views import definitions, reseau  # noqa: F401

    describe_health()
