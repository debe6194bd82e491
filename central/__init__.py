"""The central POS service (command ``cuadre-central``)."""
