"""The layouts of survey tools' exports: one file a tool, and a registry."""
