"""The pages of a path as HTML fragments: semantic elements with class names, no styles and no scripts."""
