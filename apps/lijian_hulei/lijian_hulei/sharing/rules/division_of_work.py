"""The leading group's five tasks (plan part 3(1): 摸排、管控、教育、走访、打击) and the plan's duties that belong to each."""

TASKS = ("canvass", "control", "education", "visits", "crackdown")

# By the numbers of the requirements, which every duty names.
REQUIREMENTS = {
	"canvass": (10, 11, 12, 15),
	"control": (4, 5, 7, 8, 14, 19, 21, 28),
	"education": (6, 9, 20, 22, 23, 24, 25, 26, 27, 29, 30, 43),
	"visits": (13, 16, 17, 18, 37),
	"crackdown": (1, 2, 3, 31, 34, 35, 36),
}


def task_of(requirement: str) -> str | None:
	"""The task of a duty by its requirement ("R13", "R14/R15"): the first number decides; None for office work."""
	digits = "".join(sign for sign in str(requirement or "").split("/")[0] if sign.isdigit())
	number = int(digits) if digits else 0
	return next((task for task, numbers in REQUIREMENTS.items() if number in numbers), None)
