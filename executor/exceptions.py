"""Errors between the scanner and its database.

    ExecutorError
     ├── DatabaseUnreachableError    nobody answers at DATABASE_URL, or the login is refused
     ├── NoDatabaseError             DATABASE_URL is not set, and nobody asked for the embedded database
     ├── UnusableRoleError           the role is missing, not granted, or would see every organisation's rows
     ├── MissingRightsError          the role lacks rights to the tables; the message grants them
     ├── SchemaNotMigratedError      the tables are missing or of another version
     ├── AlreadyRunningError         another run holds the organisation
     ├── LeaseLostError              this run was too slow to renew its claim; another may have taken over
     ├── UnknownThemeError           the organisation has no theme of that name
     ├── UnknownInterviewError       it has no interview of that title, or several
     ├── UnknownRunError             it has no run of that id
     └── RefusedError                a tool refused what a person asked for

Every message is a sentence for people, with the remedy; none holds a password or a row's content.
"""

from errors import UserFacingError


class ExecutorError(UserFacingError):
    """Something is wrong between the scanner and its database."""


class DatabaseUnreachableError(ExecutorError):
    """Nobody answers at the database's address, the login is refused, or the connection was lost."""


class NoDatabaseError(ExecutorError):
    """DATABASE_URL is not set, and nobody asked for the embedded database."""


class UnusableRoleError(ExecutorError):
    """Transactions cannot take the role on, or row-level security does not bind it."""


class MissingRightsError(ExecutorError):
    """The role lacks a right to the tables or their schema; the message gives the statement for it."""


class SchemaNotMigratedError(ExecutorError):
    """The tables are missing, or of another version than this program."""


class AlreadyRunningError(ExecutorError):
    """Another run of the same job holds the organisation."""

    exit_status = 3
    """Nothing was done, and nothing is wrong."""


class LeaseLostError(ExecutorError):
    """This run no longer holds its organisation and must not write."""


class UnknownThemeError(ExecutorError):
    """The organisation has no theme of that name."""

    WHAT_TO_DO = "The organisation has no such theme: theme-scan themes lists those it has, by their slugs."


class UnknownInterviewError(ExecutorError):
    """The organisation has no interview of that title, or several."""


class UnknownRunError(ExecutorError):
    """The organisation has no run of that id."""


class RefusedError(ExecutorError):
    """A tool refused what a person asked for; the message is the refusal's."""
