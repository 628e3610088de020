"""How the names of an article are found: one module a family of rules, then who they belong to."""
