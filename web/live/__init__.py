"""What a live space says: asked of the schema as one of its readers, shown by the fragments of the pages."""
