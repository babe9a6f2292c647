from argparse import Namespace

import pytest

from index.errors import InputError
from ui.serving.settings import LOOPBACK, STOP_SECONDS, ServingSettings, serving_settings

NOTHING_SAID = Namespace(log=None, log_questions=False)


def test_without_settings_only_this_machine_is_trusted_and_no_question_is_logged() -> None:
    assert serving_settings(NOTHING_SAID, {}) == ServingSettings()
    assert ServingSettings().trusted_proxies == LOOPBACK
    assert not ServingSettings().behind_proxy
    assert not ServingSettings().logs_questions


def test_settings_are_read_from_the_environment() -> None:
    said = {
        "QA_TRUSTED_PROXIES": "10.0.0.7, 10.1.0.0/16,",
        "QA_ROOT_PATH": "/archive/",
        "QA_METRICS_TOKEN": "0123456789abcdef",
        "QA_STOP_SECONDS": "0",
        "QA_LOG": "json",
        "QA_LOG_QUESTIONS": "1",
    }
    assert serving_settings(NOTHING_SAID, said) == ServingSettings(
        ("10.0.0.7", "10.1.0.0/16"), True, "/archive", "0123456789abcdef", 0, True, True
    )
    empty = dict.fromkeys(said, "")
    assert serving_settings(NOTHING_SAID, empty) == ServingSettings(stop_seconds=STOP_SECONDS)


def test_a_flag_wins_over_the_environment() -> None:
    flags = Namespace(log="text", log_questions=True)
    settings = serving_settings(flags, {"QA_LOG": "json"})
    assert (settings.json_log, settings.logs_questions) == (False, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("QA_TRUSTED_PROXIES", value) for value in ("*", "proxy", "10.0.0.1/16", "10.0.0.1;10.0.0.2")),
        *(("QA_ROOT_PATH", value) for value in ("archive", "/a b", "/a//b", "//evil", "/a?b", "/a;Path=/")),
        *(("QA_METRICS_TOKEN", value) for value in ("short", "0123456789abcde\n", "0123456789abcdeé")),
        *(("QA_STOP_SECONDS", value) for value in ("-1", "soon", "3601", "1e3")),
        ("QA_LOG", "xml"),
    ],
)
def test_a_setting_that_is_none_is_a_clear_error_that_tells_no_secret(name: str, value: str) -> None:
    with pytest.raises(InputError, match=name) as refused:
        serving_settings(NOTHING_SAID, {name: value})
    assert "\n" not in str(refused.value)
    assert name != "QA_METRICS_TOKEN" or value not in str(refused.value)
