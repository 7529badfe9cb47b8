"""Makes the example network: a seeded generator of synthetic saisines and of the files offices would send."""
