"""Results in the formats that programs read: one module per format."""
