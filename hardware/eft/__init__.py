"""Machines that charge: their frames and drivers."""
