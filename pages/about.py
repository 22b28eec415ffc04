"""About: methods in plain English, limits, sources, privacy, accessibility."""

from integrated.views import about_screen

about_screen.show()
