"""What the one caller outside, hiring's screening, may ask; docs/architecture.md, and a test that holds to it."""

from lijian_hulei.supervision.services.screening import screen

__all__ = ["screen"]
