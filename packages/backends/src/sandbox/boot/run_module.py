"""Runs /workload/main.py. A main at its top that takes an argument is called with the input; else the file is a script."""

import ast
import asyncio
import inspect
import json
import os
import sys
import traceback
import types

PATH = "/workload/main.py"

# Not handed on to programs that the workload starts.
os.set_inheritable(3, False)


def report(kind, text=""):
    data = f"{kind}{text}\n".encode("utf-8", "surrogatepass")
    while data:
        data = data[os.write(3, data) :]


def takes_input(tree):
    mains = [
        node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == "main"
    ]
    return any(node.args.posonlyargs or node.args.args or node.args.vararg for node in mains)


def run():
    with open(PATH, encoding="utf-8") as file:
        tree = ast.parse(file.read(), PATH)
    calls = takes_input(tree)
    module = types.ModuleType("workload" if calls else "__main__")
    module.__file__ = PATH
    sys.modules[module.__name__] = module
    sys.argv = [PATH]
    exec(compile(tree, PATH, "exec"), module.__dict__)
    if calls:
        report("M")
        result = module.main(json.load(sys.stdin))
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
        report("R", json.dumps(result, allow_nan=False))


def said(error):
    """Like the interpreter's own words, without the frames of this file."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames)).strip()


sys.stdout.reconfigure(line_buffering=True)
report("B")
try:
    run()
    sys.stdout.flush()
except Exception as error:
    report("A" if isinstance(error, MemoryError) else "E", json.dumps(said(error)))
    sys.exit(1)
