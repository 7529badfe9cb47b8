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
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from streamlit.starlette import App

from dashboard import depot_garde, mon_office, statiques, tableaux
from dashboard.blocks import EXEMPLE, EXPORT, report_incident
from dashboard.configuration import read_configuration
from dashboard.contenu import SECTIONS, TITRES, Lecture, build_cards, build_section, find_chart
from dashboard.documents.csv import name_file
from dashboard.documents.exports import TYPES, find_format, write_export
from dashboard.documents.office import name_object, write_file
from dashboard.intergiciel import Intergiciel
from dashboard.millesime import Millesime, open_release
from dashboard.phrases import say_filters
from dashboard.profils import Profil
from dashboard.sante import describe_health
from dashboard.selection import read_query
from dashboard.visionneur import PARAMETRE, choose_profile
from pipelines.errors import ObservatoireError

_TEXTE = "text/plain; charset=utf-8"

SCRIPT = Path(__file__).resolve().parent.parent / "app.py"


def create_app() -> App:
    """The ASGI application."""
    return App(
        SCRIPT,
        routes=[
            Route("/sante", _health),
            Route(f"/{EXPORT}/{{nom}}", _export),
            Route(tableaux.CHEMIN, _tables),
            Route(tableaux.FICHIER, _tables_csv),
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


def _tables(_: Request) -> Response:
    settings = read_configuration()
    try:
        millesime = open_release(settings.publications, exemple=settings.exemple)
    except ObservatoireError as refusal:
        return Response(refusal.message, 404, media_type=_TEXTE)
    bandeau = EXEMPLE if millesime.manifeste.exemple else ""
    style = f"./style.css?{statiques.read_own('style.css').empreinte[:8]}"
    return HTMLResponse(tableaux.write_page(millesime, bandeau, style))


def _tables_csv(_: Request) -> Response:
    settings = read_configuration()
    try:
        millesime = open_release(settings.publications, exemple=settings.exemple)
    except ObservatoireError as refusal:
        return Response(refusal.message, 404, media_type=_TEXTE)
    name = name_file("tableaux", millesime.manifeste.periode_principale, millesime.id)
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(tableaux.write_csv(millesime), headers=headers, media_type=TYPES["csv"])


def _export(request: Request) -> Response:
    query = dict(request.query_params)
    settings = read_configuration()
    try:
        millesime = open_release(settings.publications, query.get("millesime"), exemple=settings.exemple)
        profil = choose_profile(millesime, settings.profil, query.get(PARAMETRE))
        objet = query.get("objet", "")
        extension = find_format(str(request.path_params["nom"]))
        content, periode, named = _read(millesime, profil, objet, query, extension)
    except ObservatoireError as refusal:
        return Response(refusal.message, 404, media_type=_TEXTE)
    name = name_file(named, periode, millesime.id, extension)
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, headers=headers, media_type=TYPES[extension])


def _read(
    millesime: Millesime, profil: Profil, objet: str, query: Mapping[str, str], extension: str
) -> tuple[bytes, str, str]:
    """What the page of the link shows to this reader, its period, and its name in the file's."""
    if query.get("page") == mon_office.PAGE:
        regard = mon_office.read_query(millesime, profil, query)
        return write_file(regard, objet, extension), regard.annee, name_object(regard, objet)
    selection = read_query(query, millesime, profil)
    lecture = Lecture(millesime, selection, profil)
    shown = [lecture.figure(objet)] if objet in TITRES else find_chart(lecture, objet)
    words = say_filters(millesime, selection.periode, selection.filtres, selection.perimetre)
    return write_export(shown, millesime, words, extension), selection.periode, objet


@asynccontextmanager
async def _warm_up(_: Any) -> AsyncIterator[None]:
    """Imports what the first page needs and takes it out of the garbage collector's way.

    Streamlit collects after each run: with the imports frozen, a page costs a third of the time.
    """
    threading.Thread(target=statiques.warm, daemon=True).start()
    threading.Thread(target=_open_current, daemon=True).start()
    _import_pages()
    depot_garde.sweep()
    gc.collect()
    gc.freeze()
    yield
    depot_garde.close_all()


def _open_current() -> None:
    """Reads what the first page shows, so that its first reader does not wait for it."""
    settings = read_configuration()
    try:
        millesime = open_release(settings.publications, exemple=settings.exemple)
    except ObservatoireError:
        return  # no release yet, or of the other nature: the page says which
    lecture = Lecture(millesime, read_query({}, millesime, settings.profil), settings.profil)
    build_cards(lecture)
    for section in SECTIONS:
        build_section(lecture, section)


def _import_pages() -> None:
    import plotly.graph_objects as go  # noqa: F401
    import plotly.io  # noqa: F401

    from dashboard.views import definitions, deposer, note, reseau, verifier  # noqa: F401

    describe_health()
