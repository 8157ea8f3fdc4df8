import unittest

from lijian_hulei.sharing.rules.division_of_work import REQUIREMENTS, TASKS, task_of


class TestDivisionOfWork(unittest.TestCase):
	def test_no_requirement_belongs_to_two_tasks(self):
		numbers = [number for found in REQUIREMENTS.values() for number in found]
		self.assertEqual(len(numbers), len(set(numbers)))
		self.assertEqual(set(REQUIREMENTS), set(TASKS))

	def test_by_requirement(self):
		self.assertEqual(task_of("R13"), "visits")
		self.assertEqual(task_of("R14/R15"), "control")
		self.assertEqual(task_of("R03"), "crackdown")
		self.assertIsNone(task_of("R48"))
		self.assertIsNone(task_of(""))
