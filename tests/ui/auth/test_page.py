from ui.auth.page import sign_in_page


def test_the_page_has_labels_and_asks_nothing_of_elsewhere() -> None:
    page = sign_in_page("/login")
    for name in ("username", "password"):
        assert f'<label for="{name}">' in page
        assert f'id="{name}" name="{name}"' in page
    assert "src=" not in page
    assert "://" not in page
    assert 'role="alert"' not in page


def test_the_first_field_to_fill_in_has_the_focus() -> None:
    empty, named = sign_in_page("/login"), sign_in_page("/login", name="ada", trouble="Try again.")
    assert empty.index("autofocus") < empty.index('<label for="password">')
    assert named.index("autofocus") > named.index('<label for="password">')
    assert 'value="ada"' in named
    assert '<div role="alert">Try again.</div>' in named
