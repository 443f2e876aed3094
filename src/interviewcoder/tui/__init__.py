"""The screen: the only place that knows Textual. It changes nothing itself; every verb is the study's."""
