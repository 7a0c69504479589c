"""A stand-in for GitHub Actions: runs the scripts of a workflow's jobs as a runner does, and does what few actions do.

It knows the expressions that our workflows use, and no others: `a.b.c`, `toJSON(a.b.c)`, `hashFiles(…)`, and comparing one
with a text. What it does not know is an error, so that nothing is passed over. The environment is always in the cache.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
CALL = re.compile(r"toJSON\((.*)\)")
FILES = re.compile(r"hashFiles\(('[^']+'(, )?)+\)")
NAME = re.compile(r"[\w-]+(\.[\w-]+)+")


@dataclass
class Runner:
    """One repository on GitHub, and what runs for it."""

    origin: Path
    """The bare repository."""
    workflows: Path
    """The folder with the workflows."""
    programs: Path
    """A folder in front of PATH."""
    work: Path
    pages: Path
    """What GitHub Pages serve."""
    page_url: str = ""
    number: int = 0
    log: list[str] = field(default_factory=list)
    """What the steps printed."""
    secrets: dict[str, dict[str, str]] = field(default_factory=dict)
    """The secrets of each environment."""

    after: list[Callable[[], object]] = field(default_factory=list)
    """What actions do at the end of a job that went well."""

    def run(self, name: str, event: Mapping[str, Any], *, publishes: bool = True) -> bool:
        """Run a workflow for an event, and tell whether all of it went well.

        Args:
            name: the workflow.
            event: `name`, and `inputs` or `client_payload` as GitHub has them.
            publishes: call what it calls; else that went well.
        """
        self.number += 1
        workflow = yaml.safe_load((self.workflows / f"{name}.yml").read_text())
        results: dict[str, Any] = {}
        for id_, job in workflow["jobs"].items():
            needed = job.get("needs", [])
            needed = [needed] if isinstance(needed, str) else needed
            if not all(results[n]["ok"] for n in needed) or not self._wanted(job, results):
                results[id_] = {"ok": False, "outputs": {}}
                continue
            if "uses" in job:
                called = Path(job["uses"]).stem
                results[id_] = {"ok": not publishes or self.run(called, event), "outputs": {}}
            else:
                results[id_] = self._job(job, event, results)
                results[id_]["ok"] |= job.get("continue-on-error", False)
        return all(result["ok"] for id_, result in results.items() if self._counts(workflow, id_))

    def _counts(self, workflow: Any, id_: str) -> bool:
        return "if" not in workflow["jobs"][id_]

    def _wanted(self, job: Any, results: Mapping[str, Any]) -> bool:
        if "if" not in job:
            return True
        return self._compared(job["if"], {"needs": results})

    def _compared(self, expression: str, context: Mapping[str, Any]) -> bool:
        left, sign, right = expression.split(" ")
        assert sign in ("==", "!=")
        return (self._value(left, context) == right.strip("'")) == (sign == "==")

    def _job(self, job: Any, event: Mapping[str, Any], needs: Mapping[str, Any]) -> dict[str, Any]:
        folder = self.work / f"run-{self.number}-{len(list(self.work.iterdir()))}"
        folder.mkdir(parents=True)
        steps: dict[str, Any] = {}
        context = {
            "github": {
                "event": event,
                "run_id": str(1000 + self.number),
                "run_attempt": "1",
                "actor": "ana",
                "actor_id": "7",
                "token": "secret-token",
                "ref": "refs/heads/main",
            },
            "inputs": event.get("inputs", {}),
            "runner": {"os": "Linux"},
            "steps": steps,
            "needs": needs,
            # Only a job of an environment has its secrets.
            "secrets": self.secrets.get(job.get("environment"), {})
            if isinstance(job.get("environment"), str)
            else {},
        }
        for step in job["steps"]:
            if "if" in step and not self._compared(step["if"], context):
                continue
            given = {k: self._filled(v, context) for k, v in step.get("with", {}).items()}
            if "uses" in step:
                outputs = self._action(step["uses"].partition("@")[0], given, folder)
            else:
                outputs = self._script(step, context, folder)
            if outputs is None:
                return {"ok": False, "outputs": {}}
            steps[step.get("id", "")] = {"outputs": outputs}
        while self.after:
            self.after.pop()()
        told = {k: self._filled(v, context) for k, v in job.get("outputs", {}).items()}
        return {"ok": True, "outputs": told}

    def _script(self, step: Any, context: Any, folder: Path) -> dict[str, str] | None:
        script = step["run"]
        assert not EXPRESSION.search(script), "an input in a script is a hole"
        outputs = folder.parent / "outputs"
        outputs.write_text("")
        env = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "HOME": str(self.work),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_PATH": str(folder.parent / "path"),
            "GITHUB_RUN_ID": context["github"]["run_id"],
            "GITHUB_REPOSITORY": "acme/status",
            "GITHUB_EVENT_NAME": context["github"]["event"]["name"],
            "GIT_CONFIG_GLOBAL": os.devnull,
        } | {k: self._filled(v, context) for k, v in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log.append(done.stdout + done.stderr)
        if done.returncode:
            return None
        pairs = (line.split("=", 1) for line in outputs.read_text().splitlines())
        return dict(pairs)  # type: ignore[arg-type]

    def _action(self, name: str, given: Mapping[str, str], folder: Path) -> dict[str, str]:
        if name == "actions/checkout":
            clone = ["git", "clone", "-q", "--depth", "1", f"file://{self.origin}", str(folder)]
            subprocess.run(clone, check=True)
        elif name == "actions/upload-pages-artifact":
            shutil.rmtree(self.work / "artifact", ignore_errors=True)
            shutil.copytree(folder / given["path"], self.work / "artifact")
        elif name == "actions/deploy-pages":
            shutil.copytree(self.work / "artifact", self.pages, dirs_exist_ok=True)
            return {"page_url": self.page_url}
        elif name == "actions/upload-artifact":
            assert (folder / given["path"] / "index.html").is_file()
        elif name == "actions/cache":
            return self._cached(given, folder)
        else:
            assert name in ("actions/setup-python", "actions/configure-pages")
        return {}

    def _cached(self, given: Mapping[str, str], folder: Path) -> dict[str, str]:
        """Find what an earlier run left; of the environment, what is installed here is what is tried."""
        if not given.get("restore-keys"):
            assert given["key"].endswith("-hash")
            return {"cache-hit": "true"}
        # Another run has another key, and begins with what the last one left.
        assert given["key"].startswith(given["restore-keys"])
        assert "${{" not in given["key"]
        kept, path = self.work / "kept", folder / given["path"]
        if kept.is_dir():
            shutil.copytree(kept, path)
        self.after.append(lambda: shutil.copytree(path, kept, dirs_exist_ok=True))
        return {}

    def _filled(self, text: object, context: Mapping[str, Any]) -> str:
        return EXPRESSION.sub(lambda m: self._value(m[1], context), str(text))

    def _value(self, expression: str, context: Mapping[str, Any]) -> str:
        if call := CALL.fullmatch(expression):
            return json.dumps(self._looked_up(call[1], context), indent=2)
        if FILES.fullmatch(expression):
            return "hash"
        value = self._looked_up(expression, context)
        return "" if value is None else str(value)

    def _looked_up(self, expression: str, context: Mapping[str, Any]) -> Any:
        assert NAME.fullmatch(expression), f"not known here: {expression}"
        value: Any = context
        for part in expression.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value
