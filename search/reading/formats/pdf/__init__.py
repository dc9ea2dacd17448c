"""PDF: words with places become lines, columns and paragraphs again."""
