"""The plugin: MkDocs' only room."""
