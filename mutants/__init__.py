"""Mutation testing: one small fault at a time is put into a module, and the tests must notice it."""
