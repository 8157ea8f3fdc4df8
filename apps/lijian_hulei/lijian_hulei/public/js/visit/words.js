// The page's settings and its words in the user's language, handed over by www/visit.py.

export const settings = JSON.parse(document.getElementById("visit-settings").textContent);

/** The translation of an English sentence; {0}, {1} are replaced by `values`. */
export function __(sentence, values = []) {
	const translated = settings.words[sentence] || sentence;
	return translated.replace(/\{(\d+)\}/g, (_match, place) => values[place]);
}

const GRADES = { Red: __("Red"), Yellow: __("Yellow"), Blue: __("Blue") };

export const gradeName = (grade) => GRADES[grade] || __("No Grade");

/** "in 3 days", "today", "2 days late" */
export function daysLeft(days) {
	if (days === null) return "";
	if (days < 0) return __("{0} days overdue", [-days]);
	return days === 0 ? __("Due today") : __("{0} days left", [days]);
}
