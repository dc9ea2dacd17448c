"""EPUB: books, and issues of magazines. Each chapter is an article of its own."""
