"""An app with nothing but the map, behind the same headers and routes as the real one: for tests and the bench."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from integrated import web

START_PAGE = Path(st.__file__).parent / "static" / "index.html"

app = st.App(
    Path(__file__).with_name("map_page.py"),
    routes=web.ROUTES,
    middleware=[Middleware(web.ResponseHeaders, start_page=START_PAGE.read_text(encoding="utf-8"))],
)
