"""The page that asks who you are: plain HTML that needs no script, in light and dark."""

from html import escape

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · Article QA</title>
<style>
  :root {{ --page: #f7f5f0; --paper: #fffefb; --ink: #22262b; --soft: #62666c; --line: #e2ddd2;
    --edge: #85817a; --accent: #1d5c82; --on-accent: #fff; --wrong: #82071e; --on-wrong: #ffebe9; }}
  @media (prefers-color-scheme: dark) {{
    :root {{ --page: #15171a; --paper: #1c1f23; --ink: #e7e4dc; --soft: #a2a5a9; --line: #32363b;
      --edge: #85888c; --accent: #86c1e4; --on-accent: #10202b; --wrong: #ffdcd7; --on-wrong: #67060c; }}
  }}
  * {{ box-sizing: border-box; }}
  body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; color: var(--ink);
    background: var(--page);
    font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }}
  main {{ width: 100%; max-width: 22rem; padding: 2rem; border: 1px solid var(--line); border-radius: 12px;
    background: var(--paper); }}
  h1 {{ margin: 0; font: 600 1.5rem/1.2 "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia,
    "Noto Serif", serif; }}
  p {{ margin: .4rem 0 1.25rem; color: var(--soft); }}
  label {{ display: block; margin: 1rem 0 .25rem; font-weight: 600; }}
  input {{ width: 100%; padding: .6rem .7rem; border: 1px solid var(--edge); border-radius: 8px;
    font: inherit; color: inherit; background: transparent; }}
  button {{ width: 100%; margin-top: 1.5rem; padding: .65rem; border: 0; border-radius: 8px; cursor: pointer;
    font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); }}
  :focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px; }}
  [role=alert] {{ padding: .6rem .7rem; border-radius: 8px;
    color: var(--wrong); background: var(--on-wrong); }}
</style>
</head>
<body>
<main>
<h1>Article QA</h1>
<p>Sign in to ask the articles.</p>
{trouble}<form method="post" action="{action}">
<label for="username">Name</label>
<input id="username" name="username" value="{name}" autocomplete="username" autocapitalize="none"
  spellcheck="false" required{first}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{second}>
<button>Sign in</button>
</form>
</main>
</body>
</html>
"""


def sign_in_page(action: str, *, name: str = "", trouble: str = "") -> str:
    """Return the page as HTML.

    Args:
        action: where the form goes.
        name: what to fill in as the name.
        trouble: what went wrong, in a sentence.
    """
    return _PAGE.format(
        action=escape(action),
        name=escape(name),
        trouble=f'<div role="alert">{escape(trouble)}</div>\n' if trouble else "",
        first="" if name else " autofocus",
        second=" autofocus" if name else "",
    )
