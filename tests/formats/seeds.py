"""Writes seeds that are hard to report on, into the folder that is named."""

import pathlib
import sys

stage = pathlib.Path(sys.argv[1])
(stage / ".git").mkdir()


def write(name, text):
    path = stage / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


write("seedlint.toml", 'rules = ["rules"]\n')
write(
    "rules/house/jargon.toml",
    """summary = "a word of jargon, <b>100 %</b> | [x](1)"
level = "error"
confidence = "high"
message = "“{match}” is jargon: 100 %, [see](1) | <b>"
help = "write “use”\\n::error::not a command"
why = "Plain words are read faster. LONG"
authority = ["The house's own style guide"]
match.phrases = ["~utilise"]
once = "document"
[examples]
flags = ["They <<utilised>> it.", "We <<utilise>> it."]
passes = ["We use it.", "They used it."]
""".replace("LONG", "So it goes. " * 150),
)
write(
    "rules/house/dash.toml",
    """summary = "two hyphens for a dash"
level = "warning"
confidence = "medium"
message = "“{match}” for a dash"
why = "It is typewriting."
match.pattern = '\\w+ -- \\w+'
fix = "a — b"
[examples]
flags = ["It <<is -- was>> so.", "He <<was -- is>> here."]
passes = ["It is so.", "It was so."]
""",
)
write("odd/we, ird%:é [1]#?.md", "\ufeff# The 𝔘 mill\r\n\r\n👩‍💻 “é” utilise the 𝔘 mill, and utilise\r\nit. It was -- is 𝔘 -- so.\r\n")
write("odd/controls.txt", "Some experts believe \x1b[31mred\x07 \x00 \u202e reversed \ufffe ]]> utilise.\n")
write("odd/script.html", "<p>Critics say <b>that &amp; <script>alert(1)</script> they utilise</b> it.</p>\n")
write("odd/commands.txt", "::error::Critics say ##[error] so.\n\n::stop-commands::x utilise\n")
write("odd/same.md", "Critics say so.\n\nCritics say so.\n")
write("odd/again.md", "Critics say so.\n\nCritics say so.\n")
write("odd/empty.md", "")
write("odd/long.md", "Some experts believe that it might fail. " * 2000)
write("odd/unreadable.md", b"a\xff")
