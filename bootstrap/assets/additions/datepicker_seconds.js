/*
 * Seconds for air-datepicker 2.2.3, whose time picker knows hours and minutes only.
 *
 * Frappe was written against a fork of it with seconds: its Datetime and Time fields pass formats
 * with "ss", and hide the picker's $seconds and $secondsText where the format has none.
 */
import "./datepicker_seconds.css";

const { jQuery } = window;
const { Constructor: Datepicker, Timepicker } = jQuery.fn.datepicker;

const twoDigits = (number) => String(number).padStart(2, "0");

extend(Timepicker.prototype, {
	_setTime(original, date) {
		original(date);
		this.seconds = date.getSeconds();
	},

	_buildHTML(original) {
		original();
		const seconds = twoDigits(this.seconds);
		this.$secondsText = jQuery(`<span class="datepicker--time-current-seconds">${seconds}</span>`);
		this.$seconds = jQuery(
			`<input type="range" name="seconds" min="0" max="59" step="1" value="${seconds}">`
		);
		this.$minutesText.after('<span class="datepicker--time-current-colon">:</span>', this.$secondsText);
		jQuery('<div class="datepicker--time-row">')
			.append(this.$seconds)
			.appendTo(this.$timepicker.find(".datepicker--time-sliders"));
		this.$ranges = this.$ranges.add(this.$seconds);
	},

	_updateCurrentTime(original) {
		original();
		this.$secondsText.html(twoDigits(this.seconds));
	},

	_updateRanges(original) {
		original();
		this.$seconds.val(this.seconds);
	},
});

extend(Datepicker.prototype, {
	formatDate(original, format, date) {
		const seconds = date.getSeconds();
		const replaced = format.replace(/(^|[\s:])(ss?)(?=$|[\s:])/g, (match, before, sign) => {
			return before + (sign === "ss" ? twoDigits(seconds) : seconds);
		});
		return original(replaced, date);
	},

	_onClickCell(original, event, date) {
		if (this.timepicker) date.setSeconds(this.timepicker.seconds);
		original(event, date);
	},

	/** A slider was moved. Without a date so far, that chooses today. */
	_onTimeChange(original, event, hours, minutes) {
		const hasDate = this.selectedDates.length > 0;
		const date = hasDate ? this.lastSelectedDate : new Date();
		date.setHours(hours, minutes, this.timepicker.seconds);
		if (hasDate) original(event, hours, minutes);
		else if (!this._getCell(date).hasClass("-disabled-")) this.selectDate(date);
	},
});

/** Replace methods of a prototype; each gets the one it replaces, bound, as its first argument. */
function extend(prototype, methods) {
	for (const [name, method] of Object.entries(methods)) {
		const original = prototype[name];
		prototype[name] = function (...args) {
			return method.call(this, original.bind(this), ...args);
		};
	}
}
