from search.reading.markdown import read_markdown as read_html
