// The public report page. Sends no cookies, so that not even a logged-in reader is known by his account,
// and keeps nothing in the browser.
"use strict";

(() => {
	const BASE = "/api/method/lijian_hulei.api.public.mandatory_report.";
	const LIMIT = 5;
	const BYTES = 8 * 1024 * 1024;
	const words = JSON.parse(document.getElementById("report-words").textContent);
	const form = document.getElementById("report-form");
	const stateForm = document.getElementById("state-form");
	const error = document.getElementById("report-error");
	const requestId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

	const now = () => {
		const moment = new Date();
		return new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
	};
	form.elements.discovered_at.value = now();

	const show = (id, on) => (document.getElementById(id).hidden = !on);
	function tab(name) {
		show("report-form", name === "form");
		show("state-form", name === "state");
		show("receipt", false);
		for (const key of ["form", "state"])
			document.getElementById(`tab-${key}`).setAttribute("aria-pressed", String(key === name));
	}
	document.getElementById("tab-form").onclick = () => tab("form");
	document.getElementById("tab-state").onclick = () => tab("state");
	document.getElementById("print").onclick = () => window.print();

	form.addEventListener("change", (event) => {
		const field = event.target;
		if (field.name === "situation") show("under-fourteen", field.dataset.asksAge === "1");
		if (field.name === "is_anonymous") show("named", !field.checked);
		if (field.id === "stopped") show("stopped-how", field.checked);
		if (field.id === "called") {
			show("called-at", field.checked);
			form.elements.police_called_at.value = field.checked ? now() : "";
		}
	});

	async function post(method, values, files = []) {
		const body = new FormData();
		for (const [key, value] of Object.entries(values)) body.append(key, value);
		body.append("_lang", "zh");
		for (const file of files) body.append("photos", file, "photo.jpg");
		let answer;
		let data;
		try {
			answer = await fetch(BASE + method, {
				method: "POST",
				body,
				credentials: "omit",
				headers: { Accept: "application/json", "Accept-Language": "zh-CN" },
			});
			data = await answer.json();
		} catch {
			throw new Error(words.network);
		}
		if (!answer.ok) throw Object.assign(new Error(messageOf(data) || words.network), { field: data.field });
		return data.message;
	}

	function messageOf(data) {
		try {
			return JSON.parse(data._server_messages || "[]")
				.map((text) => JSON.parse(text).message || "")
				.map((markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent.trim())
				.join("\n");
		} catch {
			return "";
		}
	}

	function complain(failure) {
		error.textContent = failure.message;
		error.hidden = false;
		const field = failure.field && form.elements[failure.field];
		const target = field instanceof RadioNodeList ? field[0] : field;
		(target || error).scrollIntoView({ block: "center" });
		if (target && target.focus) target.focus();
	}

	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		error.hidden = true;
		const files = [...form.elements.photos.files];
		if (files.length > LIMIT || files.some((file) => file.size > BYTES))
			return complain({ message: words.photos, field: "photos" });
		const values = { request_id: requestId };
		for (const [key, value] of new FormData(form)) if (key !== "photos") values[key] = value;
		values.is_anonymous = form.elements.is_anonymous.checked;
		const button = form.querySelector(".send");
		const label = button.textContent;
		button.disabled = true;
		button.textContent = words.sending;
		try {
			const receipt = await post("submit_report", { payload: JSON.stringify(values) }, files);
			document.getElementById("receipt-code").textContent = receipt.code;
			document.getElementById("receipt-time").textContent = receipt.reported_at;
			form.reset();
			show("report-form", false);
			show("receipt", true);
			document.getElementById("receipt").focus();
			window.scrollTo(0, 0);
		} catch (failure) {
			complain(failure);
		} finally {
			button.disabled = false;
			button.textContent = label;
		}
		return undefined;
	});

	stateForm.addEventListener("submit", async (event) => {
		event.preventDefault();
		const place = document.getElementById("state");
		try {
			const answer = await post("report_state", { code: stateForm.elements.code.value });
			place.textContent = answer.state ? `${words.state}：${answer.state}` : words.unknown;
		} catch (failure) {
			place.textContent = failure.message;
		}
		place.hidden = false;
	});
})();
