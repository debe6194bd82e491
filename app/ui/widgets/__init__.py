"""Widgets the screens are made of; they paint from the theme and hold no rules."""
