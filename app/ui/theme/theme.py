"""The theme in force: colours, fonts and icons, handed to every widget that paints."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.ui.theme.fonts import Fonts
from app.ui.theme.icons import Icons
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.probe import Probe
from app.ui.theme.tokens import TABLES, Ink, ThemeName


class Theme:
    """Tokens made into Qt's terms.

    Widgets keep a reference and read it while painting, so that a switch costs one repaint: setting
    the application's palette makes every widget update.
    """

    def __init__(self, name: ThemeName = ThemeName.LIGHT, *, scale: int = 100) -> None:
        self._name = name
        self._colors = _colors(name)
        self.fonts = Fonts(scale)
        self.icons = Icons()
        self.probe: Probe | None = None
        """Set by the check of pictures alone."""

    @property
    def name(self) -> ThemeName:
        """The theme in force."""
        return self._name

    def color(self, ink: Ink) -> QColor:
        """Return a colour of the theme in force."""
        return self._colors[ink]

    def font(self, size: Type | int, weight: Weight = Weight.REGULAR) -> QFont:
        """Return a screen font."""
        return self.fonts.font(size, weight)

    def icon(self, name: str, size: int, ink: Ink, ratio: float = 1.0) -> QPixmap:
        """Return a tinted icon (empty before the icons are loaded)."""
        return self.icons.pixmap(name, size, self._colors[ink], ratio)

    def install(self, app: QApplication) -> None:
        """Dress the application: fusion style, base font, palette."""
        app.setStyle("Fusion")
        self.fonts.load()
        app.setFont(self.font(Type.BODY))
        app.setPalette(self.palette())

    def switch(self, app: QApplication, name: ThemeName) -> None:
        """Change the theme of the running program."""
        self._name = name
        self._colors = _colors(name)
        app.setPalette(self.palette())

    def palette(self) -> QPalette:
        """Return the palette of the theme, for what Qt draws itself (text cursor, selection)."""
        palette = QPalette()
        role = QPalette.ColorRole
        for where, ink in (
            (role.Window, Ink.BG),
            (role.WindowText, Ink.TEXT),
            (role.Base, Ink.CARD),
            (role.AlternateBase, Ink.KEY),
            (role.Text, Ink.TEXT),
            (role.PlaceholderText, Ink.MUTED),
            (role.Button, Ink.KEY),
            (role.ButtonText, Ink.TEXT),
            (role.Highlight, Ink.ACCENT),
            (role.HighlightedText, Ink.ON_ACCENT),
            (role.ToolTipBase, Ink.CARD),
            (role.ToolTipText, Ink.TEXT),
            (role.Link, Ink.ACCENT),
        ):
            palette.setColor(where, self._colors[ink])
        return palette

    def scroll_bar_qss(self) -> str:
        """Return the style sheet of the thin scroll bars of lists, set once per theme."""
        edge, ground = self._colors[Ink.EDGE].name(), self._colors[Ink.CARD].name()
        return (
            f"QScrollBar:vertical{{background:{ground};width:8px;margin:2px;border:0}}"
            f"QScrollBar::handle:vertical{{background:{edge};min-height:48px;border-radius:2px}}"
            "QScrollBar::add-line,QScrollBar::sub-line{height:0}"
            "QScrollBar::add-page,QScrollBar::sub-page{background:none}"
        )


def _colors(name: ThemeName) -> dict[Ink, QColor]:
    return {ink: QColor(value) for ink, value in TABLES[name].items()}
