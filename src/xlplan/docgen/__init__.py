"""Reference pages in Markdown, made from the same declarations that the program runs on."""
