#!/usr/bin/env python3
"""Runs what README.md says: run_readme.py SOURCE_DIR BUILD_DIR COMPILER

```sh blocks: every command is run, in order, in one shell and folder that holds links to the project's own folders; the first that
fails fails the test. Commands that lead here (git, cd, apt, ./dev) are not run; of ./dev it is checked that the command exists.
```cpp blocks: compiled and linked against libdateline. A README without a command of dateline fails too.
"""
import os, re, subprocess, sys, tempfile

source, build, compiler = (os.path.abspath(x) for x in sys.argv[1:4])
LEADS_HERE = ("git ", "cd ", "sudo ", "apt ", "apt-get ", "./dev")


def blocks(text):
    """-> (language, line number, content) of every fence"""
    for found in re.finditer(r"^```(\w+)\n(.*?)^```", text, re.M | re.S):
        yield found.group(1), text.count("\n", 0, found.start()) + 1, found.group(2)


def fail(line, words):
    sys.exit(f"README.md:{line}: {words}")


def commands(content):
    """Commands of a block, continued lines joined, prompts and comments off."""
    for line in content.replace("\\\n", " ").splitlines():
        line = re.sub(r"^\$ ", "", line).strip()
        if line and not line.startswith("#"):
            yield line


with open(os.path.join(source, "README.md"), encoding="utf-8") as f:
    readme = f.read()
with open(os.path.join(source, "dev"), encoding="utf-8") as f:
    known = set(re.search(r"^  (setup\|[a-z|]+)\)", f.read(), re.M).group(1).split("|"))
ran = 0
with tempfile.TemporaryDirectory() as folder:
    for name in os.listdir(source):
        if not name.startswith(".") and name != "build":
            os.symlink(os.path.join(source, name), os.path.join(folder, name))
    os.makedirs(os.path.join(folder, "build"))
    os.symlink(build, os.path.join(folder, "build", "release"))
    environment = dict(os.environ, PATH=build + ":" + os.environ["PATH"], HOME=folder, NO_COLOR="1", PAGER="cat")
    for language, line, content in blocks(readme):
        if language in ("sh", "bash", "console"):
            for command in commands(content):
                if command.startswith("./dev"):
                    if (command.split() + [""])[1] not in known:
                        fail(line, f"there is no '{command}'")
                    continue
                if command.startswith(LEADS_HERE):
                    continue
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                      capture_output=True, text=True, timeout=120)
                if done.returncode:
                    fail(line, f"'{command}' gave status {done.returncode}: {done.stderr[-600:]}")
                ran += 1
        elif language == "cpp":
            path = os.path.join(folder, f"snippet{line}.cc")
            with open(path, "w", encoding="utf-8") as f:
                f.write(content)
            done = subprocess.run([compiler, "-std=c++23", "-I" + os.path.join(source, "include"), path, "-L" + build, "-ldateline",
                                   "-Wl,-rpath," + build, "-o", path + ".out"], capture_output=True, text=True, timeout=120)
            if done.returncode:
                fail(line, f"the snippet does not compile: {done.stderr[-1200:]}")
            ran += 1
print(f"README: {ran} commands and snippets ran")
if not ran:
    fail(1, "no command and no snippet could be run")
