"""The code by which a parent asks for the answer: read aloud and typed on phones, and not to be guessed."""

import re
import unicodedata
from collections.abc import Callable, Sequence

# Without 0 O 1 I L, which people mistake for one another. 30^12 is more than 10^17.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4


def make_code(choose: Callable[[Sequence[str]], str]) -> str:
	"""`choose` picks one character; give it secrets.choice."""
	return "".join(choose(ALPHABET) for _place in range(LENGTH))


def shown(code: str) -> str:
	"""In groups of four, as it is printed on the page."""
	return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(text: str) -> str | None:
	"""The code as it was made, from what somebody typed; None for what cannot be one."""
	plain = re.sub(r"[\s\-—_]+", "", unicodedata.normalize("NFKC", str(text or "")[:60])).upper()
	return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None
