"""Writing well: how easy a text is to read, what is wrong on a page, and how residents will see it."""
