"""The server: Streamlit as an ASGI application behind our own files, with `/sante` and the downloads.

Takes a port, serves on 127.0.0.1 unless told otherwise. It opens millésimes only, never the base, and calls nothing
outside.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.starlette import App

from dashboard import mon_office, mon_office_graphiques, statiques
from dashboard.blocks import EXPORT, report_incident
from dashboard.configuration import read_configuration
from dashboard.contenu import TITRES, Lecture, find_chart
from dashboard.documents.csv import name_file
from dashboard.documents.exports import TYPES, write_export
from dashboard.intergiciel import Intergiciel
from dashboard.millesime import Millesime, open_release
from dashboard.phrases import say_filters
from dashboard.profils import Profil
from dashboard.sante import describe_health
from dashboard.selection import read_query
from dashboard.visionneur import PARAMETRE, choose_profile
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
        profil = choose_profile(millesime, settings.profil, query.get(PARAMETRE))
        objet = query.get("objet", "")
        extension = _extension(request)
        content, periode = _read(millesime, profil, objet, query, extension)
    except ObservatoireError as refusal:
        return Response(refusal.message, 404, media_type="text/plain; charset=utf-8")
    name = name_file(objet, periode, millesime.id, extension)
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, headers=headers, media_type=TYPES[extension])


def _extension(request: Request) -> str:
    """The format the address names; the page of an office gives CSV only."""
    found = str(request.path_params["nom"]).rpartition(".")[2]
    return found if found in TYPES and request.query_params.get("page") != mon_office.PAGE else "csv"


def _read(
    millesime: Millesime, profil: Profil, objet: str, query: Mapping[str, str], extension: str
) -> tuple[bytes, str]:
    """What the page of the link shows to this reader, and its period."""
    if query.get("page") == mon_office.PAGE:
        regard = mon_office.read_query(millesime, profil, query)
        return mon_office_graphiques.write_export(regard, objet), regard.annee
    selection = read_query(query, millesime, profil)
    lecture = Lecture(millesime, selection, profil)
    shown = [lecture.figure(objet)] if objet in TITRES else find_chart(lecture, objet)
    words = say_filters(millesime, selection.periode, selection.filtres, selection.perimetre)
    return write_export(shown, millesime, words, extension), selection.periode


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

    from dashboard.views import definitions, note, reseau, verifier  # noqa: F401

    describe_health()
