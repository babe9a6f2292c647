"""The page to sign in: plain HTML that needs no script, in light and dark."""

from markupsafe import Markup

from ui.render.environment import render


def sign_in_page(action: str, *, name: str = "", trouble: str = "") -> Markup:
    """Return the page.

    Args:
        action: the address that the form is sent to.
        name: what to fill in as the name.
        trouble: what went wrong, in a sentence.
    """
    return render("sign_in.html", action=action, name=name, trouble=trouble)
