"""Finds what _HANDLER names: `folder/module.function`."""

import importlib

from power_tuner_runtime.errors import RuntimeFailure


def load_handler(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise RuntimeFailure("Runtime.MalformedHandlerName", f"Bad handler '{name}': {error}") from None
    module = import_module(module_name)
    if not hasattr(module, function_name):
        raise RuntimeFailure(
            "Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'"
        )
    return getattr(module, function_name)


def import_module(name):
    try:
        return importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise RuntimeFailure(
            "Runtime.ImportModuleError", f"Unable to import module '{name}': {error}"
        ) from None
    except SyntaxError as error:
        raise RuntimeFailure(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{name}': {error}"
        ) from None
