"""The screen in a browser: a server on this computer that gives each page an app of its own.

`address.py` says who is let in, `window.py` runs one app, `server.py` serves the page and joins the two.
"""
