"""The closing line of ./test counts what really ran."""

import pytest

from bootstrap.testing import Tally


@pytest.mark.parametrize(
	("output", "passed", "failed", "skipped"),
	[
		("Ran 5 tests in 0.1s\n\nOK\n", 5, 0, 0),
		("Ran 1 test in 0.1s\n\nOK\n", 1, 0, 0),
		("ERROR: test_a (x.Y)\nRan 5 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n", 1, 3, 1),
		("Ran 4 tests in 0.1s\n\nOK (skipped=2)\n", 2, 0, 2),
		("Traceback (most recent call last):\n", 0, 1, 0),
	],
)
def test_unittest_output_is_counted(output, passed, failed, skipped):
	tally = Tally()
	tally.add_text("module", output)
	assert (tally.passed, tally.failed, tally.skipped) == (passed, failed, skipped)
	assert bool(tally.failures) == (failed > 0)


def test_a_junit_file_is_counted(tmp_path):
	file = tmp_path / "report.xml"
	file.write_text(
		"<testsuites><testsuite><testcase classname='a' name='one'/>"
		"<testcase classname='a' name='two'><failure/></testcase>"
		"<testcase classname='a' name='three'><skipped/></testcase></testsuite></testsuites>"
	)
	tally = Tally()
	tally.add_junit(file)
	assert tally.closing_line() == "1 passed, 1 failed, 1 skipped"
	assert tally.failures == ["a.two"]
