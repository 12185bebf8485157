"""A drawing made fit to stand inside a page beside other drawings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from analysis.display.canvas import VALUE_MARK

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_REFERENCE = re.compile(r"url\(\s*#([^)\s]+)\s*\)")
_EVERY_ELEMENT = re.compile(r"\*\s*\{([^{}]*)\}")
_EMPTY_DECLARATION = re.compile(r"[\w-]+:\s*(?:;\s*|$)")
_REACH = 7
"""Half the width, in points, of the place around a value."""
_NO_TURN = re.compile(r"rotate\(-?0 [-\d. ]+\)")
_AROUND_COMMAND = re.compile(r"\s*([MLCQZz])\s*")
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "set", "animate", "animateTransform"})


def embeddable(svg: str, *, tells_values: bool = True) -> str:
    """SVG that carries no script, no outside address and no name another drawing could also use.

    Parameters
    ----------
    svg : str
        A drawing as Matplotlib writes it.
    tells_values : bool
        Whether places that tell a value keep it as a title; paper has no use for them.

    Returns
    -------
    str
        The ``<svg>`` element alone: no prologue, no metadata, only the ids that are referred to
        and those made unique by the drawing's own digest; one global style moved to the root.

    Raises
    ------
    ValueError
        If it is not SVG, can run something, or refers to anything outside itself.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314  drawn by this process, and checked below
    except ET.ParseError as error:
        raise ValueError(f"not well-formed SVG: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("not an SVG drawing")
    _drop(root, "metadata")
    _move_style_to_root(root)
    _drop_empty_declarations(root)
    _check_passive(root)
    _tell_values(root, tells_values)
    _squeeze(root)
    _rename_ids(root, prefix="s" + hashlib.sha256(svg.encode()).hexdigest()[:8])
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ET.tostring(root, encoding="unicode")


def _drop(root: ET.Element, name: str) -> None:
    for parent in root.iter():
        for child in parent.findall(f"{{{SVG}}}{name}"):
            parent.remove(child)


def _move_style_to_root(root: ET.Element) -> None:
    """Turn ``* {…}`` into inherited style: inside a page it would restyle the page."""
    for style in root.iter(f"{{{SVG}}}style"):
        match = _EVERY_ELEMENT.fullmatch((style.text or "").strip())
        if match is None:
            raise ValueError("a drawing may style its own elements only")
        root.set("style", match[1].strip())
    for parent in root.iter():
        for child in parent.findall(f"{{{SVG}}}style"):
            parent.remove(child)
    _drop_empty_definitions(root)


def _drop_empty_definitions(root: ET.Element) -> None:
    for parent in root.iter():
        for child in parent.findall(f"{{{SVG}}}defs"):
            if len(child) == 0:
                parent.remove(child)


def _drop_empty_declarations(root: ET.Element) -> None:
    """Drop ``stroke-dasharray: ;``: a browser overlooks it, on paper the whole line would go."""
    for element in root.iter():
        if "style" in element.attrib:
            element.set("style", _EMPTY_DECLARATION.sub("", element.attrib["style"]))


def _check_passive(root: ET.Element) -> None:
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _ACTIVE or any(key.lower().startswith("on") for key in element.attrib):
            raise ValueError(f"a drawing may not act: <{name}>")
        for address in _addresses(element):
            if not address.startswith(("#", "data:image/png;base64,")):
                raise ValueError(f"a drawing may not refer outside itself: {address[:60]!r}")


def _squeeze(root: ET.Element) -> None:
    """Leave out what nobody sees: a fifth of a page would be blanks between the elements."""
    for element in root.iter():
        if element.tag != f"{{{SVG}}}text" and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
        if _NO_TURN.fullmatch(element.get("transform", "")):
            del element.attrib["transform"]
        if "d" in element.attrib:
            element.set("d", _AROUND_COMMAND.sub(r"\1", element.attrib["d"]).strip())


def _tell_values(root: ET.Element, tells: bool) -> None:
    """Turn marked artists into places with a title; an invisible marker becomes a circle."""
    for parent in list(root.iter()):
        for place in parent.findall(f"{{{SVG}}}g"):
            words = place.get("id", "")
            if not words.startswith(VALUE_MARK):
                continue
            spots = list(place.iter(f"{{{SVG}}}use"))
            if spots:
                place[:] = [_spot(spot) for spot in spots]
            if tells:
                _entitle(place, words.removeprefix(VALUE_MARK))
            elif spots:
                parent.remove(place)


def _spot(marker: ET.Element) -> ET.Element:
    at = {"cx": marker.get("x", ""), "cy": marker.get("y", ""), "r": f"{_REACH}"}
    return ET.Element(f"{{{SVG}}}circle", {**at, "fill-opacity": "0"})


def _entitle(place: ET.Element, words: str) -> None:
    title = ET.Element(f"{{{SVG}}}title")
    title.text = words
    place.insert(0, title)
    place.text = None
    place.set("class", "value-point")


def _addresses(element: ET.Element) -> Iterator[str]:
    yield from (element.attrib[key] for key in ("href", XLINK_HREF) if key in element.attrib)
    for value in element.attrib.values():
        yield from re.findall(r"url\(\s*([^)\s]+)\s*\)", value)


def _rename_ids(root: ET.Element, prefix: str) -> None:
    used = {
        address[1:]
        for element in root.iter()
        for address in _addresses(element)
        if address.startswith("#")
    }
    for element in root.iter():
        identity = element.attrib.pop("id", None)
        if identity in used:
            element.set("id", f"{prefix}-{identity}")
        for key, value in list(element.attrib.items()):
            if key in ("href", XLINK_HREF) and value.startswith("#"):
                element.set(key, f"#{prefix}-{value[1:]}")
            elif "url(" in value:
                element.set(key, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))
