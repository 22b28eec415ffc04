"""Plain HTML for phones, on the same server: join, say something, vote, withdraw. No JavaScript, no Streamlit.

Files
-----
    routes.py   addresses, and what each answers
    visit.py    one request: its form, its device, whether it may pass
    device.py   what a phone keeps between pages: one cookie
    html.py     the frame of a page and the parts of a form
    screens.py  what each page says
"""
