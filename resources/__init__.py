"""Data that ships with the programs: icons, fonts, sounds, translations, and the demo shop."""
