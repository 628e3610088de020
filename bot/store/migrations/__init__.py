"""The history of the tables, one file a step. A step that was released is never changed: add another."""
