"""The addresses for programs: their description (OpenAPI 3.1), and a page to try them."""
