"""A process that does to a study what it is told to, in a child for each order, and acknowledges each action.

    python -m tests.faults.worker

An order is a line of JSON; what becomes of it is told in lines of JSON on stdout, each written at once.
"""

import json
import os
import random
import resource
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

# What the actions need is loaded once, so that a child begins with the action itself.
import interviewcoder.analysis.synthesis
import interviewcoder.exporters.registry
import interviewcoder.importers.projects
import interviewcoder.importers.registry
import interviewcoder.storage.exchange  # noqa: F401
from interviewcoder.storage import engine

from ..study.past_the_program import PASSPHRASE
from . import shim
from .actions import ACTIONS, FOR_GOOD
from .scene import Deed, Scene
from .state import State, state_of

_TOLD = os.dup(1)


def tell(**what: Any) -> None:
    os.write(_TOLD, (json.dumps(what) + "\n").encode())


def done(deed: Deed) -> int:
    """The exit code of a deed. Each is given the passphrase, which the command line takes out of the environment."""
    os.environ["INTERVIEWCODER_PASSPHRASE"] = PASSPHRASE.encoded().decode()
    return deed()


def _state(scene: Scene) -> State:
    with scene.opened():
        pass  # Takes back what a failed change left in the file.
    return state_of(scene.path)


def carry_out(order: dict[str, Any]) -> None:
    """Do the actions of an order one after the other, until one fails."""
    scene = Scene(Path(order["root"]), random.Random(order["seed"]))
    fault = shim.Fault(order["fault"])
    shim.set_clock(order["clock"])
    os.environ["TZ"] = order["zone"]
    time.tzset()
    if order["synchronous"]:
        engine._PRAGMAS = (*engine._PRAGMAS, f"synchronous={order['synchronous']}")
    if order["log"]:
        shim.log_to(Path(order["log"]))
    shim.arm(scene.folder, fault, order["at"], sticky=order["sticky"])
    shim.pause(True)
    for number, name in enumerate(order["actions"], 1):
        tell(looks=name)
        deed = ACTIONS[name](scene)
        if name in FOR_GOOD:
            shutil.copy(scene.path, scene.aside)
        tell(begin=name, before=asdict(_state(scene)))
        began, calls = time.monotonic(), shim.calls()
        if order["limit"] is not None:
            limit = order["limit"] + scene.path.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        shim.acknowledged(number - 1)
        shim.pause(False)
        code = done(deed)
        sys.stdout.flush()
        sys.stderr.flush()
        shim.acknowledged(number)
        shim.pause(True)
        if order["limit"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        tell(
            done=name,
            code=code,
            calls=shim.calls() - calls,
            seconds=time.monotonic() - began,
            err=Path(order["err"]).read_text(errors="replace"),
            after=asdict(_state(scene)),
        )
        if code and order["again"]:
            tell(done=name, code=done(deed), again=True, after=asdict(_state(scene)))
        if code:
            return


def main() -> None:
    os.environ["INTERVIEWCODER_CODER"] = "Maya"
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            # What the program says goes to files, so that the pipe carries acknowledgements only.
            for descriptor, file in ((1, order["out"]), (2, order["err"])):
                os.dup2(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), descriptor)
            ended = 70
            try:
                carry_out(order)
                ended = 0
            except BaseException:
                import traceback

                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(ended)
        tell(pid=pid)
        _, status = os.waitpid(pid, 0)
        tell(ended=status)


if __name__ == "__main__":
    main()
