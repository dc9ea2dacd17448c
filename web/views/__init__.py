"""What the templates show, as frozen dataclasses. Decisions are made here, not in templates."""
