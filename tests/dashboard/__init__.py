"""The read side, on small millésimes made for the tests."""
