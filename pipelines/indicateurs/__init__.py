"""Every figure of the Observatoire, declared in TOML and read by one registry."""
