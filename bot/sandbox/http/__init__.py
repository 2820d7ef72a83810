"""The HTTP side: what the app calls, what the page calls, and who may call at all."""
