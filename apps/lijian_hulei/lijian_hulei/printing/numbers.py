"""Numbers on the pages of a batch. Some builds of wkhtmltopdf know no footers, so they are drawn afterwards."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

FONT_SIZE = 9
ABOVE_EDGE = 22  # points
DIGIT = 0.55  # width of a digit of Helvetica, in its size


def put(writer: PdfWriter) -> None:
	"""Writes "- 3 / 120 -" at the foot of every page, whatever its size."""
	total = len(writer.pages)
	for number, page in enumerate(writer.pages, start=1):
		text = f"- {number} / {total} -"
		width, height = float(page.mediabox.width), float(page.mediabox.height)
		left = (width - len(text) * FONT_SIZE * DIGIT) / 2
		page.merge_page(_line(text, left, width, height))


def _line(text: str, left: float, width: float, height: float):
	"""A page with this text alone, in a font that every reader has."""
	writer = PdfWriter()
	page = writer.add_blank_page(width, height)
	font = DictionaryObject(
		{
			NameObject("/Type"): NameObject("/Font"),
			NameObject("/Subtype"): NameObject("/Type1"),
			NameObject("/BaseFont"): NameObject("/Helvetica"),
		}
	)
	page[NameObject("/Resources")] = DictionaryObject(
		{NameObject("/Font"): DictionaryObject({NameObject("/HuleiNumbers"): font})}
	)
	stream = DecodedStreamObject()
	stream.set_data(
		f"BT /HuleiNumbers {FONT_SIZE} Tf 0.35 g {left:.1f} {ABOVE_EDGE} Td ({text}) Tj ET".encode()
	)
	page[NameObject("/Contents")] = stream
	written = BytesIO()
	writer.write(written)
	return PdfReader(written).pages[0]
