"""The founding questionnaire, from the file to the register that analysts query."""

import json
import os
import subprocess
import sys

from tests.shared_data import SHARED, needs_shared

COMMUNIQUE = [sys.executable, "-c", "from pipelines.cli import main; main()"]


@needs_shared
def test_the_questionnaire_stands_in_the_register_as_its_gold_tells(tmp_path):
    environment = {**os.environ, "COMMUNIQUE_HOME": str(tmp_path)}
    annex = SHARED / "seeds" / "uncac-questionnaire-annex.txt"
    imported = subprocess.run(
        [*COMMUNIQUE, "import", str(annex)], env=environment, capture_output=True, text=True, check=False
    )
    assert imported.returncode == 0, imported.stderr
    asked = subprocess.run(
        [*COMMUNIQUE, "query", "from initiative_register", "--format", "json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = json.loads(asked.stdout)
    gold = next(
        document["initiative"]
        for document in map(json.loads, (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines())
        if "initiative" in document
    )
    for name, expected in gold.items():
        assert line[name] == ("; ".join(expected) if isinstance(expected, list) else expected), name
    assert line["summary"].startswith("To make")
    assert "\n\n" in line["description"], "paragraphs are kept"
