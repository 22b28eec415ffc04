"""Every kind of widget with words that people typed, made harmless: one app for a test to look at."""

import pandas as pd
import streamlit as st

from integrated.views import typed, widgets
from tests.browser.typed_names import NAMES

SAID = [typed.typed(name) for name in NAMES]

for at, said in enumerate(SAID):
    with st.container(key=f"name_{at}"):
        st.error(said)
        st.markdown(said)
        st.caption(said)
        st.checkbox(said, key=f"checkbox:{at}")
        st.button(said, key=f"button:{at}")
        st.expander(said)
        st.text_input(said, key=f"text:{at}")
st.tabs(SAID)
st.radio("One of these", NAMES, format_func=typed.typed)
typed.table(pd.DataFrame({"Name": NAMES}))
widgets.choose("pick", "One of them", {str(at): name for at, name in enumerate(NAMES)}, draw=st.segmented_control)
widgets.choose("list", NAMES[0], {str(at): name for at, name in enumerate(NAMES)})
