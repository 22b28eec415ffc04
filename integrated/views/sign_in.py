"""The door of an app that is open to a network: a passphrase, or a sign-in service; nothing is shown before it."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

SIGNED_IN = "signed_in"
NOT_SET_UP = (
    "This app can be reached from the network, and no passphrase is set, so it shows nothing. On the machine that runs "
    "it: make one with “python -m integrated.actions.passphrase”, put the line it prints into .streamlit/secrets.toml, "
    "and start the app again. Phones can join a workshop meanwhile."
)
NO_SERVICE = (
    "The sign-in service cannot be asked. On the machine that runs the app: install it with “pip install "
    "'streamlit[auth]'”, check the part [auth] of .streamlit/secrets.toml, and start the app again."
)


def passed(
    problem_with: Callable[[str, str], str], may_enter: Callable[[str | None, bool | None, Iterable[str]], bool]
) -> bool:
    """Whether somebody has signed in in this session; draws the door if not.

    Parameters
    ----------
    problem_with : takes what was typed and the kept hash; "" when it is right, else one sentence.
    may_enter : takes an e-mail address, whether it is verified, and who may enter.
    """
    if st.session_state.get(SIGNED_IN) is True:
        return True
    kept, service = secret("passphrase"), secret("auth")
    if service and st.user.is_logged_in:
        email, verified = st.user.get("email"), st.user.get("email_verified")
        named = email if isinstance(email, str) else None
        if may_enter(named, verified if isinstance(verified, bool) else None, secret("may_sign_in") or ()):
            return True
        st.error("You are signed in, but your address is not among those that may enter.")
        if st.button("Sign out", key="sign_out"):
            st.logout()
    st.html('<h1 class="question">Sign in</h1>')
    if not kept and not service:
        st.error(NOT_SET_UP)
        return False
    if service and st.button("Sign in with your organisation", type="primary", key="sign_in_service"):
        try:
            st.login()
        except StreamlitAuthError:
            st.error(NO_SERVICE)
    if kept and _right_passphrase(lambda typed: problem_with(typed, str(kept))):
        st.session_state[SIGNED_IN] = True
        st.rerun()
    return False


def secret(name: str) -> Any:
    """A value of secrets.toml, None when there is no such file or value."""
    try:
        return st.secrets.get(name)
    except FileNotFoundError:
        return None


def _right_passphrase(problem_with: Callable[[str], str]) -> bool:
    with st.form("sign_in", border=False, width=480):
        typed = st.text_input("Passphrase", type="password", max_chars=200, key="passphrase")
        if not st.form_submit_button("Go in", type="primary"):
            return False
    problem = problem_with(typed)
    if problem:
        st.error(problem)
    return not problem
