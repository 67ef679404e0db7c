"""Drawings made from data, as SVG: each takes small frozen data and words, and gives back Markup."""
