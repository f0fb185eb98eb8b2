"""The editor and the server know the same nodes and marks."""

import json
import subprocess
from pathlib import Path

from collab.core.schema import MARKS, NODES, SCHEMA_VERSION

ROOT = Path(__file__).parent.parent.parent
BUNDLE = ("--bundle", "--format=esm", "--platform=node", "--log-level=error")


def test_the_editor_writes_what_the_server_takes(tmp_path: Path) -> None:
    made = tmp_path / "schema.mjs"
    source = ROOT / "tests" / "collab" / "node" / "schema.ts"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    subprocess.run([esbuild, source, *BUNDLE, f"--outfile={made}"], check=True, cwd=ROOT, timeout=60)
    done = subprocess.run(["node", made], check=True, capture_output=True, text=True, timeout=60)
    known = json.loads(done.stdout)
    assert set(known["nodes"]) - {"doc", "text"} == NODES  # these two are the fragment and its texts
    assert set(known["marks"]) == MARKS
    assert known["version"] == SCHEMA_VERSION
