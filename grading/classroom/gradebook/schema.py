"""nbgrader's gradebook: connected to, made when it is not there, and refused when its schema is another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, NoSuchModuleError

from grading.classroom.gradebook.tables import SCHEMA, TABLES
from grading.errors import GradebookError, UsageError

VERSION_TABLE = "alembic_version"
POSTGRES_LOCK = 0x6C616E64  # any number that no other program takes for its own advisory lock
WAIT_SECONDS = 20.0  # for another process that holds the gradebook


@contextmanager
def transaction(url: str, *, wait: float = WAIT_SECONDS) -> Iterator[Connection]:
    """Open the gradebook and do everything inside the block, or nothing of it.

    Args:
        url: SQLAlchemy URL; SQLite or PostgreSQL.
        wait: seconds to wait for a locked SQLite database.

    Raises:
        UsageError: this is not a database URL, or its driver is not installed.
        GradebookError: it cannot be opened, is locked, full, damaged, or has another schema version.
    """
    engine = _engine(url, wait)
    try:
        _ensure_schema(engine)
        with engine.begin() as connection:
            yield connection
    except (DatabaseError, InterfaceError) as error:
        raise explained(error, engine) from error
    finally:
        engine.dispose()


def shown(url: str) -> str:
    """Return a URL as people may see it: without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.split("@")[-1]


def make_gradebook(url: str) -> None:
    """Make an empty gradebook at `url` unless there is one; GradebookError as in `transaction`."""
    with transaction(url):
        pass


def _engine(url: str, wait: float) -> Engine:
    try:
        sqlite = url.startswith("sqlite")
        engine = create_engine(url, connect_args={"timeout": wait} if sqlite else {})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise UsageError(
            "this gradebook cannot be opened",
            where=shown(url),
            got=f"{type(error).__name__}: {error}",
            expected="a URL like sqlite:///gradebook.db or postgresql+psycopg://user@host/database",
            next_step="correct the URL after --db; for PostgreSQL, `pip install 'psycopg[binary]>=3.2'`",
        ) from error
    lock_at_once(engine, wait)
    return engine


def lock_at_once(engine: Engine, wait: float) -> None:
    """Make every transaction of an engine take the lock of writers first: what it reads then holds until it has written."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_immediate)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", partial(_one_writer, wait))


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: two writers then wait for one another instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _one_writer(wait: float, connection: Connection) -> None:
    """Do on PostgreSQL what BEGIN IMMEDIATE does on SQLite; the lock goes with the transaction."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(1000 * wait)}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})")


def _ensure_schema(engine: Engine) -> None:
    tables = set(inspect(engine).get_table_names())
    if not tables:
        with engine.begin() as connection:
            if not inspect(connection).get_table_names():
                TABLES.create_all(bind=connection)
                connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text(f"INSERT INTO {VERSION_TABLE} (version_num) VALUES (:version)"), {"version": SCHEMA})
        return
    found = None
    if VERSION_TABLE in tables:
        with engine.connect() as connection:
            found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if found != SCHEMA:
        raise GradebookError(
            "the gradebook was made by another version of nbgrader",
            where=engine.url.render_as_string(hide_password=True),
            got=f"schema version {found}" if found else "tables without a schema version",
            expected=f"schema version {SCHEMA}, nbgrader 0.9",
            next_step="copy the gradebook, then run `nbgrader db upgrade`; or name another one with --db",
        )


def explained(error: DatabaseError | InterfaceError, engine: Engine) -> GradebookError:
    """Return what a failure of the database means, and what to do about it."""
    said = str(error.orig)
    what, next_step = _advice(said.lower())
    return GradebookError(
        what,
        where=engine.url.render_as_string(hide_password=True),
        got=said,
        next_step=f"{next_step}; the marks that were stored before are kept, and running the command again goes on from there",
    )


def _advice(said: str) -> tuple[str, str]:
    if "locked" in said or "lock timeout" in said:
        return "the gradebook is locked by another process", "close the formgrader or wait for the other nbgrader command"
    if "full" in said or "no space" in said:
        return "there is no space left for the gradebook", "free some space"
    if "readonly" in said or "read-only" in said:
        return "the gradebook may not be written", "correct the permissions of the file and of its folder"
    if "unable to open" in said:
        return "the gradebook cannot be opened", "make its folder, or correct its URL"
    if "not a database" in said or "malformed" in said:
        return "the file is not a gradebook, or it is damaged", "restore it from a copy, or name another one with --db"
    return "the gradebook refused what was to be written", "look at the reason above; `landscape doctor` checks the rest"
