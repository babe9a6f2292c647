"""What the web page shows: HTML from templates, and Markdown, in which nobody else's text is markup.

Pure functions from values to HTML, so that what a user sees can be tested without a browser. The templates
are in `ui/templates`.
"""
