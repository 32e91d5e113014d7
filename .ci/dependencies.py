#!/usr/bin/env python3
"""Checks the dependencies: licences we may use, no crate twice without a reason, none unused."""
import json
import pathlib
import re
import subprocess
import sys

LICENCES = {
    "MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib",
    "Unicode-3.0", "Unlicense", "CC0-1.0", "0BSD", "MIT-0", "BSL-1.0", "CDLA-Permissive-2.0",
}
# Crates of which two versions are built, because ours and another's dependencies ask for different ones.
TWICE = set(pathlib.Path(__file__).with_name("twice.txt").read_text().split())
# Used by name in Cargo.toml alone: a feature of theirs is what we need.
# Or their library has another name than they.
UNNAMED = {"libsqlite3-sys", "md-5"}


def acceptable(expression: str) -> bool:
    """Whether an SPDX expression of AND, OR and parentheses leaves us a way."""
    expression = expression.replace("/", " OR ")
    if expression.startswith("(") and expression.endswith(")") and expression.count("(") == 1:
        return acceptable(expression[1:-1])
    parts = re.split(r"\s+AND\s+(?![^()]*\))", expression)
    if len(parts) > 1:
        return all(acceptable(part) for part in parts)
    options = re.split(r"\s+OR\s+(?![^()]*\))", expression)
    if len(options) > 1:
        return any(acceptable(option) for option in options)
    return expression.strip("() ") in LICENCES


metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--locked"]))
wrong = []
own = next(p for p in metadata["packages"] if p["source"] is None)
reached = subprocess.check_output(["cargo", "tree", "--locked", "-e", "normal,build", "--prefix", "none", "-f", "{p}"], text=True)
built = {tuple(line.split()[:2]) for line in reached.splitlines() if line.strip()}
versions: dict[str, set[str]] = {}
for package in metadata["packages"]:
    if package["source"] is None or (package["name"], "v" + package["version"]) not in built:
        continue
    versions.setdefault(package["name"], set()).add(package["version"])
    licence = package["license"] or f"file {package['license_file']}"
    if not acceptable(licence):
        wrong.append(f"{package['name']} {package['version']}: licence {licence}")
for name, found in sorted(versions.items()):
    if len(found) > 1 and name not in TWICE:
        wrong.append(f"{name} is built in {len(found)} versions: {', '.join(sorted(found))}")
for name in TWICE - {name for name, found in versions.items() if len(found) > 1}:
    wrong.append(f"{name} stands in .ci/twice.txt and is no longer built twice")
code = "\n".join(path.read_text() for folder in ("src", "tests", "benches") for path in pathlib.Path(folder).rglob("*.rs"))
for dependency in own["dependencies"]:
    name = (dependency["rename"] or dependency["name"]).replace("-", "_")
    if dependency["name"] not in UNNAMED and not re.search(rf"\b{name}\b", code):
        wrong.append(f"{dependency['name']} is not used")
print(f"{len(versions)} crates built")
for line in wrong:
    print("wrong:", line)
sys.exit(1 if wrong else 0)
