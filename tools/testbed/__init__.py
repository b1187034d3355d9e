"""What tests and programs both stand on: databases, a model server, small studies and checks of a database.

Tests import this room; programs import this room and no test.
"""
