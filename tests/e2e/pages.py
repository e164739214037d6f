"""Printed pages, measured: words by pdftotext, ink by pdftoppm. All lengths are in mm from the upper left corner of the paper.

Python's standard library and poppler's tools only.
"""

import re
import struct
import subprocess
import xml.etree.ElementTree as ElementTree
import zlib

POINT = 25.4 / 72
DPI = 254  # ten dots to the mm
DARK = bytes(1 if level < 128 else 0 for level in range(256))
BRIGHT = bytes(1 if level >= 160 else 0 for level in range(256))


class Word:
    def __init__(self, node):
        self.left, self.top, self.right, self.bottom = (float(node.get(side)) * POINT for side in ("xMin", "yMin", "xMax", "yMax"))
        self.text = node.text or ""


class Line:
    """Words of one height, from left to right."""

    def __init__(self, words):
        words = sorted(words, key=lambda word: word.left)
        self.text = "".join(word.text for word in words)
        self.left, self.right = words[0].left, max(word.right for word in words)
        self.top, self.bottom = min(word.top for word in words), max(word.bottom for word in words)

    @property
    def middle(self):
        return (self.left + self.right) / 2


class Page:
    """One page of a PDF; its picture is drawn when ink is first asked for."""

    def __init__(self, pdf, number, node):
        self.pdf, self.number = pdf, number
        self.width, self.height = (float(node.get(side)) * POINT for side in ("width", "height"))
        words = [Word(child) for child in node if child.tag.endswith("}word")]
        rows = {}
        for word in words:
            rows.setdefault(round((word.top + word.bottom) / 2), []).append(word)
        self.lines = [Line(rows[key]) for key in sorted(rows)]
        self._ink = None

    @property
    def text(self):
        return "\n".join(line.text for line in self.lines)

    def line(self, start):
        """The line that begins so."""
        found = [line for line in self.lines if line.text.startswith(start)]
        assert found, f"{self.pdf} page {self.number}: no line begins with {start!r}\n{self.text}"
        return found[0]

    def _draw(self):
        if self._ink is None:
            number = str(self.number)
            done = subprocess.run(["pdftoppm", "-r", str(DPI), "-f", number, "-l", number, str(self.pdf)], capture_output=True, check=True, timeout=120)
            head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", done.stdout)
            self._columns, self._rows = int(head[1]), int(head[2])
            red, green = done.stdout[head.end()::3], done.stdout[head.end() + 1::3]
            both = int.from_bytes(red.translate(BRIGHT), "little") & int.from_bytes(green.translate(DARK), "little")
            self._ink = {"red": both.to_bytes(len(red), "little"), "black": red.translate(DARK)}
        return self._ink

    def _row(self, colour, row):
        return self._draw()[colour][row * self._columns:(row + 1) * self._columns]

    def ink(self, colour, top=0.0, bottom=297.0, left=0.0, right=210.0):
        """(left, top, right, bottom) of what is printed in that colour inside the given window; None when nothing is."""
        box, first, last = None, round(left * 10), round(right * 10)
        self._draw()
        for row in range(round(top * 10), min(round(bottom * 10), self._rows)):
            dots = self._row(colour, row)[first:last]
            if 1 not in dots:
                continue
            begin, end = first + dots.index(1), first + dots.rindex(1) + 1
            box = (min(box[0], begin), box[1], max(box[2], end), row + 1) if box else (begin, row, end, row + 1)
        return tuple(side / 10 for side in box) if box else None

    def rules(self, colour, at_least=100):
        """Horizontal rules of at least that length: [(left, top, right, bottom)]."""
        out, run = [], b"\1" * (at_least * 10)
        self._draw()
        for row in range(self._rows):
            dots = self._row(colour, row)
            begin = dots.find(run)
            if begin < 0:
                continue
            end = dots.find(b"\0", begin)
            if out and out[-1][3] == row:
                out[-1] = (min(out[-1][0], begin), out[-1][1], max(out[-1][2], end), row + 1)
            else:
                out.append((begin, row, end, row + 1))
        return [tuple(side / 10 for side in rule) for rule in out]


def disc(size, colour):
    """A PNG with a disc of that colour on a transparent ground."""
    half, rows = size / 2, b""
    for y in range(size):
        rows += b"\0" + b"".join(bytes((*colour, 255 if (x + 0.5 - half) ** 2 + (y + 0.5 - half) ** 2 <= half**2 else 0)) for x in range(size))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def read_pages(pdf):
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=120)
    text = re.sub(r"<!DOCTYPE[^>]*>", "", done.stdout.decode())
    pages = [node for node in ElementTree.fromstring(text).iter() if node.tag.endswith("}page")]
    return [Page(pdf, number, node) for number, node in enumerate(pages, 1)]


def fonts_of(pdf):
    """Names of the fonts of a PDF without the letters of their subset."""
    done = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True, timeout=120)
    return {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]) for line in done.stdout.decode().splitlines()[2:]}
