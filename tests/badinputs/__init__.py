"""The ninety-six bad inputs, made here and taken through the whole check."""
