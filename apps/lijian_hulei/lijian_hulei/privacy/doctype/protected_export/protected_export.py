from lijian_hulei.privacy.append_only import AppendOnlyDocument


class ProtectedExport(AppendOnlyDocument):
	"""One password-protected file with personal data. Written by privacy.protected_export alone, which notes its state."""
