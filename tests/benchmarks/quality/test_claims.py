from pathlib import Path

from benchmarks.quality.claims import claims
from tests.benchmarks.quality.fakes import bench_of, figures_of, write

OPENED = "Bo Berg opened the harbour of Aahus."
OTHERS = ["Rain is expected.", "The mill was sold."]


def test_each_set_is_judged_and_our_own_cases_by_kind(tmp_path: Path) -> None:
    numbers = range(8)
    votes = [{"text": OPENED, "yes": 3, "votes": 3}, {"text": "Ada Lind sang.", "yes": 1, "votes": 3}]
    article = " ".join([OPENED, *OTHERS])
    write(
        tmp_path, "claims/summaries", [{"id": f"s{n}", "article": article, "claims": votes} for n in numbers]
    )
    pairs = [
        {"id": f"fs-dev-{n}-{twin}", "claim": claim, "evidence": [OPENED], "supported": label}
        for n in numbers
        for twin, claim, label in ((0, OPENED, "yes"), (1, "Ada Lind sang in Aahus.", "no"))
    ]
    write(tmp_path, "claims/fever_symmetric", pairs)
    pages = [{**pair, "evidence": [*OTHERS, OPENED]} for pair in pairs]
    write(tmp_path, "claims/wice", pages)
    part = claims(bench_of(tmp_path))
    figures = figures_of(part)
    for name in (
        "summaries: balanced accuracy",
        "fever_symmetric: balanced accuracy",
        "wice: AUROC of fully supported",
    ):
        assert figures[name] == 1
    assert (figures["own cases: faulty claims held back"] or 0) > 0.8
    assert figures["own cases, name: faulty claims held back"] == 1
    assert all(bool(one.why) != one.right for one in part.judged)
