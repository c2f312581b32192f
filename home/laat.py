"""Modules that few requests need and that cost every command and worker time and memory: read at their first use."""

from importlib import import_module


class Later:
    def __init__(self, naam):
        self.naam = naam

    def __getattr__(self, attribuut):
        return getattr(import_module(self.naam), attribuut)


icalendar = Later("icalendar")
openpyxl = Later("openpyxl")
pikepdf = Later("pikepdf")
qrcode = Later("qrcode")
qrcode_svg = Later("qrcode.image.svg")
weasyprint = Later("weasyprint")
