"""What the templates show, as frozen dataclasses: decisions are made here, not in templates."""
