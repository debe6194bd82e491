"""``cuadre``: opens the till of this machine."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.config import TillConfig, read_config
from app.logs import set_up_logging
from core.domain.errors import DomainError

if TYPE_CHECKING:
    from app.compose.setup import ShopSetup
    from app.compose.window import TillWindow


def run_till(attach: Callable[[TillWindow], Any] | None = None) -> int:
    """Read the settings and open the window; the exit code of packaging.md section 10.

    A settings file with a mistake does not keep the window shut: it says which key, and nothing opens.

    Args:
        attach: Told of the window before it is shown (what measures the start).
    """
    gc.disable()  # nothing made before the first paint is garbage; from then on the window collects
    from platformdirs import user_config_path, user_data_path

    from app.compose.opening import Launch
    from app.compose.window import run_window

    config_dir = user_config_path("cuadre", appauthor=False)
    data_dir = user_data_path("cuadre", appauthor=False)
    refused: DomainError | None = None
    try:
        config = read_config(config_dir, data_dir)
    except DomainError as error:
        config, refused = TillConfig(data_dir, config_dir), error
    set_up_logging(_log_folder(config))
    return run_window(Launch(config=config, load_setup=partial(_shop, config), refused=refused), attach)


def till_config() -> TillConfig:
    """Settings of this machine's till, for commands without a screen.

    Raises:
        DomainError: the settings cannot be meant.
    """
    from platformdirs import user_config_path, user_data_path

    config_dir = user_config_path("cuadre", appauthor=False)
    return read_config(config_dir, user_data_path("cuadre", appauthor=False))


def _shop(config: TillConfig) -> ShopSetup:
    from app.compose.setup import shop_of

    return shop_of(config)


def _log_folder(config: TillConfig) -> Path:
    return config.data_dir / "log"
