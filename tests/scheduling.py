"""Which tests run in the same process of several: those of a file, and those that share what is dear."""

from typing_extensions import override
from xdist.scheduler import LoadScopeScheduling

GROUPS = {
    "PyTorch, which trains and exports once": (
        "tests/qa/reader/",
        "tests/training/",
        "tests/index/embedding/",
        "tests/qa/test_defaults.py",
        "tests/ui/library_commands/test_checking.py",
    ),
    "networks that answer": (
        "tests/qa/",
        "tests/benchmarks/quality/",
        "tests/benchmarks/writer/",
        "tests/test_grounding_cases.py",
        "tests/test_quality.py",
        "tests/test_readme.py",
        "tests/test_requests.py",
        "tests/ui/test_question_commands.py",
        "tests/ui/test_written_answers.py",
        "tests/ui/test_evaluation_command.py",
    ),
    "a browser, servers, and forks of what serves and adds": (
        "tests/ui/chat/",
        "tests/ui/auth/",
        "tests/ui/serving/",
        "tests/ui/test_mcp.py",
        "tests/deploy/test_proxy.py",
        "tests/store/",
        "tests/index/store/",
        "tests/index/test_check.py",
        "tests/index/test_faults.py",
        "tests/index/test_kills.py",
        "tests/index/workers/",
        "tests/benchmarks/test_scale.py",
        "tests/deploy/test_newsroom_page.py",
        "tests/ui/test_copy_command.py",
        "tests/ui/test_replicas.py",
        "tests/ui/test_shared_library.py",
    ),
}
"""What is loaded or started once in a process, and whose tests use it; the first that fits counts."""


def group(test: str) -> str:
    """Return the group that a test, given by its id, is run in: else that of its file."""
    file = test.partition("::")[0]
    return next((name for name, places in GROUPS.items() if file.startswith(places)), file)


class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """A schedule that gives a process one group after another.

    That of `--dist loadgroup` goes by a name at the end of an id, which pytest 9.2 no longer lets it write
    there: the tests of a file are spread over all processes, each of which makes the fixtures anew.
    """

    @override
    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
