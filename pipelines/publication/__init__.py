"""From the base at one version to a frozen millésime: closed list of tables, protected, hashed, never changed."""
