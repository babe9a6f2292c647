"""How much of an article do we get from its web page, and how little else? Token F1 against marked bodies.

    python -m benchmarks.html_extraction FOLDER

FOLDER holds `html/expected.jsonl.gz` (`page`, `url`, `article_body`) and the pages in `html/pages`.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path
from statistics import mean, median

from index.errors import UnreadableArticle
from index.loaders import web_page


def overlap(found: str, expected: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words found, each word counted as often as it stands there."""
    ours, theirs = (Counter(re.findall(r"\w+", text)) for text in (found, expected))
    common = (ours & theirs).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / ours.total(), common / theirs.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> int:
    """Print mean precision, recall and F1 over all pages, which pages failed, and the time a page takes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder with html/expected.jsonl.gz and html/pages")
    folder = parser.parse_args().data / "html"
    expected = folder / "expected.jsonl.gz"
    if not expected.is_file():
        print(f"{expected} is absent; give the folder that holds html/expected.jsonl.gz and html/pages.")
        return 1
    scores, seconds, failed = [], [], []
    with gzip.open(expected, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            page = gzip.decompress((folder / "pages" / row["page"]).read_bytes())
            start = time.perf_counter()
            try:
                article = web_page.read(page, row["page"], "page")
                body = article.text[article.body_start :]
            except UnreadableArticle as error:
                body = ""
                failed.append(str(error))
            seconds.append(time.perf_counter() - start)
            scores.append(overlap(body, row["article_body"]))
    precision, recall, f1 = (mean(column) for column in zip(*scores, strict=True))
    print(f"{len(scores)} pages: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"a page takes {median(seconds) * 1000:.0f} ms (median), {max(seconds) * 1000:.0f} ms at most")
    print(f"{len(failed)} pages failed")
    for failure in failed:
        print(f"  {failure}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
