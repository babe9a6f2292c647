"""A data folder of invented conversations, as the sets of follow-ups are written."""

import gzip
import json
from pathlib import Path

TITLED = ["The Norling Mill", "History", "Who built it?", "Ada Lind built the mill in 1902."]


def write(folder: Path) -> Path:
    """Write the three sets, of sixteen conversations each, and return the folder."""
    (folder / "followups").mkdir(parents=True, exist_ok=True)
    for name, pattern in (("rewrites", "C_{}_1_q1"), ("cast", "2019_{}_2"), ("mtrag", "c{}<::>2")):
        history: list[object] = list(TITLED) if name == "rewrites" else [[TITLED[2], TITLED[3]]]
        rows = [
            {
                "id": pattern.format(number),
                "history": history,
                "question": "How much did she earn?",
                "rewrite": f"How much did Ada Lind earn with the mill in year {number}?",
            }
            for number in range(16)
        ]
        rows.append({**rows[0], "id": pattern.format(99), "history": []})
        with gzip.open(folder / "followups" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    return folder
