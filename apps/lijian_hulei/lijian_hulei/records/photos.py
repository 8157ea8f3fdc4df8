"""Pictures of a record: private, small, and without the position and device data that phones write into them."""

from io import BytesIO
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import cint
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = {
	"JPEG": ("jpg", {"quality": 82, "optimize": True}),
	"PNG": ("png", {"optimize": True}),
	"WEBP": ("webp", {}),
}
DEFAULT_EDGE = 1600
# A small file can unpack to gigabytes; a phone's picture has fewer than this many pixels.
MAX_PIXELS = 120_000_000


class InvalidPhoto(frappe.ValidationError):
	"""Not a picture that can be kept; the message names the row."""


def take_photos(doc, *places: tuple[str, str]) -> list[str]:
	"""Replaces each newly chosen picture by its private, shrunk copy. Returns the names of the files replaced.

	`places` are (child table, field in it); without them the field `photo` of the table `photos`.
	"""
	replaced = []
	for table, field in places or (("photos", "photo"),):
		for row in _new_pictures(doc, table, field):
			source = _source(doc, row, field)
			row.set(field, _keep_copy(doc, _shrunk(source, row.idx)))
			if source.attached_to_name != doc.get("amended_from") or not doc.get("amended_from"):
				replaced.append(source.name)
	return replaced


def _new_pictures(doc, table: str, field: str) -> list:
	before = doc.get_doc_before_save()
	known = {row.get(field) for row in before.get(table)} if before else set()
	return [row for row in doc.get(table) if row.get(field) and row.get(field) not in known]


def drop_originals(names: list[str]) -> None:
	for name in names:
		# The uploaded original still holds the position data; it goes whoever may delete files.
		frappe.delete_doc("File", name, ignore_permissions=True, ignore_missing=True)


def _source(doc, row, field: str):
	"""The uploaded File. Somebody else's private file is refused like one that does not exist."""
	# Permission is checked below, on the document.
	names = frappe.get_all(
		"File",
		filters={"file_url": row.get(field), "is_folder": 0},
		pluck="name",
		order_by="creation desc",
		limit=20,
	)
	for name in names:
		file = frappe.get_doc("File", name)
		of_doc = file.attached_to_doctype in (None, "", doc.doctype) and file.attached_to_name in (
			None,
			"",
			doc.name,
		)
		unsaved = f"new-{doc.doctype.lower().replace(' ', '-')}"
		own_draft = file.owner == frappe.session.user and (
			of_doc or (file.attached_to_name or "").startswith(unsaved)
		)
		amended_from = doc.get("amended_from")
		of_amended = file.attached_to_name == amended_from and bool(amended_from)
		if own_draft or of_amended or (of_doc and file.has_permission("read")):
			return file
	frappe.throw(
		_(
			"Row {0} of the photos names no picture that you uploaded. Please attach the picture again."
		).format(row.idx),
		exc=InvalidPhoto,
		title=_("Photo Not Found"),
	)


def _shrunk(file, row: int) -> tuple[str, bytes]:
	"""(file ending, content) of the picture of a stored file."""
	try:
		return clean_picture(Path(file.get_full_path()), row)
	except OSError:
		_refuse(row)


def clean_picture(source: Path | BytesIO, row: int) -> tuple[str, bytes]:
	"""(file ending, content) of the picture with its longer side at most Hulei Settings' photo_max_edge pixels.

	Raises InvalidPhoto for what is no JPG, PNG or WEBP picture, naming the row.
	"""
	edge = cint(frappe.db.get_single_value("Hulei Settings", "photo_max_edge")) or DEFAULT_EDGE
	try:
		with Image.open(source) as picture:
			if picture.format not in FORMATS or picture.width * picture.height > MAX_PIXELS:
				_refuse(row)
			ending, options = FORMATS[picture.format]
			upright = ImageOps.exif_transpose(picture)
			upright.thumbnail((edge, edge))
			if picture.format == "JPEG":
				upright = upright.convert("RGB")
			return ending, _without_metadata(upright, picture.format, options)
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
		_refuse(row)


def keep_picture(doc, ending: str, content: bytes) -> str:
	"""Attaches a picture that clean_picture() made, private; returns its address."""
	return _keep_copy(doc, (ending, content))


def _without_metadata(picture: Image.Image, picture_format: str, options: dict) -> bytes:
	"""A new image made of the pixels alone: EXIF, XMP, comments and thumbnails stay behind."""
	bare = Image.new(picture.mode, picture.size)
	if picture.mode == "P" and picture.getpalette():
		bare.putpalette(picture.getpalette())
	bare.paste(picture)
	buffer = BytesIO()
	bare.save(buffer, format=picture_format, **options)
	return buffer.getvalue()


def _keep_copy(doc, shrunk: tuple[str, bytes]) -> str:
	ending, content = shrunk
	file = frappe.new_doc("File")
	file.update(
		{
			"file_name": f"{frappe.generate_hash(length=16)}.{ending}",
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"is_private": 1,
			"content": content,
		}
	)
	# Whoever may write the record may add its pictures; the record itself is checked by Frappe.
	file.insert(ignore_permissions=True)
	return file.file_url


def _refuse(row: int) -> None:
	frappe.throw(
		_("Row {0} of the photos is not a JPG, PNG or WEBP picture. Please take another picture.").format(
			row
		),
		exc=InvalidPhoto,
		title=_("Photo Cannot Be Used"),
	)
