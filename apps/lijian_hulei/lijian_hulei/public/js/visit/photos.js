// Pictures are made small in the phone before they travel. Redrawing them also drops position and device data.

import { append, fill, h } from "./dom.js";
import { __ } from "./words.js";

const QUALITY = 0.8;

/**
 * The field for pictures. `photos` is the entry's list of {blob, name}; it is changed in place. `photos.ready` is
 * settled when every picture that was chosen has been taken in or refused: nothing is sent before. `photos.trouble`
 * says what was refused.
 */
export function photoField(photos, { edge, limit, onchange }) {
	photos.ready = Promise.resolve();
	const shelf = h("div.photos");
	const note = h("p.note");
	const buttons = h(
		"div.choices",
		{},
		picker(__("Take a Photo"), { capture: "environment" }),
		picker(__("From the Album"), { multiple: true })
	);
	const field = h("div", {}, shelf, buttons, note);

	function picker(label, attributes) {
		const input = h("input", { type: "file", accept: "image/*", ...attributes });
		if (attributes.capture) input.setAttribute("capture", attributes.capture);
		input.addEventListener("change", () => {
			const files = [...input.files];
			input.value = "";
			photos.ready = photos.ready.then(() => addAll(files));
		});
		return h("label.choice.file", {}, label, input);
	}

	/** Says in the end what was not taken: one good picture must not hide another's refusal. */
	async function addAll(files) {
		let unreadable = 0;
		note.classList.remove("problem");
		const places = Math.max(0, limit - photos.length);
		for (const file of files.slice(0, places)) {
			note.textContent = __("Making the photo smaller…");
			unreadable += await add(file);
		}
		const left = Math.max(0, files.length - places);
		const said = [
			unreadable && __("{0} files are no pictures that this phone can read and were not taken. Please take them as JPEG.", [unreadable]),
			left && __("At most {0} photos; {1} were not taken.", [limit, left]),
		].filter(Boolean);
		photos.trouble = note.textContent = said.join(" ");
		note.classList.toggle("problem", Boolean(said.length));
	}

	async function add(file) {
		try {
			const blob = await shrink(file, edge);
			photos.push({ blob, name: "photo.jpg", address: URL.createObjectURL(blob) });
			return 0;
		} catch {
			return 1;
		} finally {
			show();
			onchange();
		}
	}

	function show() {
		fill(shelf);
		photos.forEach((photo, place) =>
			append(
				shelf,
				h(
					"figure",
					{},
					h("img", { src: photo.address, alt: __("Photo {0}", [place + 1]) }),
					h(
						"button.remove",
						{
							type: "button",
							"aria-label": __("Remove photo {0}", [place + 1]),
							onclick: () => {
								URL.revokeObjectURL(photo.address);
								photos.splice(place, 1);
								show();
								onchange();
							},
						},
						"×"
					)
				)
			)
		);
	}

	show();
	return field;
}

/** A JPEG whose longer side has at most `edge` pixels, upright as the phone shows it. */
async function shrink(file, edge) {
	const address = URL.createObjectURL(file);
	try {
		const picture = await load(address);
		const scale = Math.min(1, edge / Math.max(picture.naturalWidth, picture.naturalHeight));
		const canvas = document.createElement("canvas");
		canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
		canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
		canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
		const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
		canvas.width = canvas.height = 0; // cheap phones keep the memory otherwise
		if (!blob) throw new Error("no picture");
		return blob;
	} finally {
		URL.revokeObjectURL(address);
	}
}

function load(address) {
	return new Promise((resolve, reject) => {
		const picture = new Image();
		picture.onload = () => resolve(picture);
		picture.onerror = reject;
		picture.src = address;
	});
}
