"""Runs /workload/main.py. A main at its top that takes an argument is called with the input; else the file is a script."""

import json
import os
import sys

# The module ast around it takes longer to import than all else here.
from _ast import AsyncFunctionDef, FunctionDef, PyCF_ONLY_AST

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
        if isinstance(node, (FunctionDef, AsyncFunctionDef)) and node.name == "main"
    ]
    return any(node.args.posonlyargs or node.args.args or node.args.vararg for node in mains)


def run():
    with open(PATH, encoding="utf-8") as file:
        tree = compile(file.read(), PATH, "exec", PyCF_ONLY_AST)
    calls = takes_input(tree)
    module = type(sys)("workload" if calls else "__main__")
    module.__file__ = PATH
    sys.modules[module.__name__] = module
    sys.argv = [PATH]
    exec(compile(tree, PATH, "exec"), module.__dict__)
    if calls:
        report("M")
        result = module.main(json.load(sys.stdin))
        if hasattr(result, "__await__"):
            import asyncio

            result = asyncio.run(result)
        report("R", json.dumps(result, allow_nan=False))


def said(error):
    """Like the interpreter's own words, without the frames of this file."""
    import traceback

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
