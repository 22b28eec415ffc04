"""Names that Markdown, or Streamlit after it, would read as something else than a name."""

NAMES = [
    "*bold* [x](http://example.org/y) :red[z] $a$ # h",
    "www.example.org",
    "someone@example.org",
    "https://example.org?a=b&c=d",
    "- a list",
    "1. a list",
    "2) another",
    "+ more",
    "> said",
    "---",
    "===",
    "# head",
    "~~gone~~ __b__ _i_ `code`",
    ":material/home: :streamlit: :smile:",
    "this -> that <- those <-> -- >= <= ~=",
    "<b>x</b> &amp; &#42;",
    "a \\*b\\* | c",
    "![x](http://example.org/a.png)",
    "[^1] [ ] $$x$$ \\(y\\)",
]
