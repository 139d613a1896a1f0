#!/usr/bin/env python3
"""Rollouts against a simulator, many at once, with the standard library alone.

    rollout.py URL BUNDLE [--copies N] [--threads N]

Takes every task of the bundle's trajectories.jsonl, N copies of each, and prints a line of JSON for each
rollout. The policy repeats the golden trajectory: put a model in its place.
"""

import argparse
import http.client
import json
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


class Environment:
    """One rollout at a time: reset, step, reward."""

    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self.session = None

    def ask(self, method, path, body=None):
        text = None if body is None else json.dumps(body)
        self.connection.request(method, path, text, {"content-type": "application/json"})
        response = self.connection.getresponse()
        said = response.read().decode()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {said}")
        return json.loads(said) if said else None

    def reset(self, task_id, **options):
        """Opens a session; gives what a policy may know: the prompt, and the tools."""
        opened = self.ask("POST", "/v1/sessions", {"task_id": task_id, **options})
        self.session = f"/v1/sessions/{opened['session']}"
        return opened["prompt"] + opened["prompt_suffix"], opened["tools"]

    def step(self, server, tool, arguments):
        """Makes a call; gives the text that a model shall see."""
        call = {"server": server, "tool": tool, "arguments": arguments}
        answer = self.ask("POST", f"{self.session}/call", call)
        if "error" in answer:
            return f"Error: {answer['error']['message']}"
        content = answer["result"].get("content", [])
        texts = [part["text"] for part in content if part["type"] == "text"]
        return "\n".join(texts) or json.dumps(answer["result"].get("structuredContent"))

    def reward(self, submitted):
        """Compares what was submitted with the label; ends the session."""
        verified = self.ask("POST", f"{self.session}/verify", {"submitted": submitted})
        self.ask("DELETE", self.session)
        return verified


class GoldenPolicy:
    """Makes the calls of a golden trajectory, whatever it is told."""

    def __init__(self, trajectory):
        turns = [m["tool_calls"] for m in trajectory["messages"] if m["role"] == "assistant"]
        self.calls = [call for turn in turns for call in turn]

    def act(self, messages):
        """The next call, `submit_answer` at the end; None when there is nothing left to do."""
        made = sum(message["role"] == "tool" for message in messages)
        return self.calls[made] if made < len(self.calls) else None


def rollout(url, trajectory):
    environment, policy = Environment(url), GoldenPolicy(trajectory)
    prompt, _tools = environment.reset(trajectory["task_id"])
    messages, submitted = [{"role": "user", "content": prompt}], []
    while (call := policy.act(messages)) is not None:
        if call["tool"] == "submit_answer":
            submitted.append(call["arguments"])
            break
        server, tool = call["tool"].split("/", 1)
        messages.append({"role": "tool", "content": environment.step(server, tool, call["arguments"])})
    verified = environment.reward(submitted)
    return {"task_id": trajectory["task_id"], "reward": verified["reward"], "calls": verified["calls"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="of a running simulator, as http://127.0.0.1:8782")
    parser.add_argument("bundle", type=pathlib.Path, help="the folder that it serves")
    parser.add_argument("--copies", type=int, default=1, help="rollouts of each task")
    parser.add_argument("--threads", type=int, default=8, help="rollouts at once")
    given = parser.parse_args()
    lines = (given.bundle / "trajectories.jsonl").read_text(encoding="utf-8").split("\n")
    golden = [row for row in map(json.loads, filter(None, lines)) if row["golden"]]
    with ThreadPoolExecutor(given.threads) as pool:
        for done in pool.map(lambda row: rollout(given.url, row), golden * given.copies):
            print(json.dumps(done), flush=True)


if __name__ == "__main__":
    sys.exit(main())
