"""One screen per mode, and the dialogs. Each is imported when it is first shown."""
