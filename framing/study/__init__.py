"""A study: one TOML file, the steps that carry it out, and the report with its manifest."""
