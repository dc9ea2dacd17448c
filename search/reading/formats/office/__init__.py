"""Documents of office programs: a zip with XML in it, read as HTML, headings and lists and all."""
