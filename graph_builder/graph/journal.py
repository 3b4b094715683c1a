"""The journal of a store: each transaction since the current release, on disk before it is acknowledged.

STORE/journal.sqlite   one row a transaction: sequence, base release, quads added and removed, SHA-256 chained to the row before
STORE/journal.head     sequence and SHA-256 of the last transaction, apart from SQLite: when SQLite drops what it finds damaged at the
                       end of its log, as it does without a word, this file tells that something is missing
"""

from __future__ import annotations

import datetime
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.graph.changes import Change, Packed, unpack_change

__all__ = ["Entry", "Journal", "Transaction", "Version"]

_FORMAT = 1
"""Version of the table; SQLite keeps it as user_version."""
_TABLE = """CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, base TEXT NOT NULL, created TEXT NOT NULL, added BLOB NOT NULL, removed BLOB NOT NULL,
    graphs TEXT NOT NULL, quads_added INTEGER NOT NULL, quads_removed INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT"""
_COLUMNS = "sequence, base, created, added, removed, graphs, quads_added, quads_removed, sha256"
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the graph: a release, and the last transaction since (0 and nothing if there is none)."""

    base: str
    sequence: int = 0
    sha256: str = ""

    @property
    def name(self) -> str:
        """A name that no other state has."""
        return f"{self.base}-{self.sequence}-{self.sha256[:_SHORT]}" if self.sequence else self.base


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction."""

    sequence: int
    base: str
    created: str
    packed: Packed
    sha256: str

    @property
    def version(self) -> Version:
        """The state after it."""
        return Version(self.base, self.sequence, self.sha256)

    @property
    def change(self) -> Change:
        """What it changed."""
        return unpack_change(self.packed)

    def digest(self, before: str) -> str:
        """SHA-256 of all of it and of what came before."""
        packed = self.packed
        told = f"{before} {self.sequence} {self.base} {self.created} {packed.quads_added} {packed.quads_removed} {packed.graphs}"
        hashed = hashlib.sha256(told.encode())
        for data in (packed.added, packed.removed):
            hashed.update(hashlib.sha256(data).digest())
        return hashed.hexdigest()


class Journal:
    """The journal of a store. Making the object reads and writes nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.sqlite"
        self._head = folder / "journal.head"

    # ------------------------------------------------------------------ reading

    def head(self) -> int:
        """Sequence of the last transaction that was acknowledged, in whatever release it is by now; 0 if there was none."""
        return self._told()[0]

    def _told(self) -> tuple[int, str]:
        try:
            sequence, sha256 = self._head.read_text(encoding="ascii").split()
            return int(sequence), sha256
        except (FileNotFoundError, ValueError):
            return 0, ""

    def entries(self, since: Version) -> list[Entry]:
        """The transactions after a state, verified, in order.

        Raises StoreError, which names the journal and what is wrong, if anything is damaged or missing.
        """
        told = self._told()  # first: what is told is in the table by now
        if not self.path.exists():
            if told[0]:
                raise self._damaged(f"it is missing, but {told[0]} transactions were acknowledged")
            return []
        with self._guard(), self._reading() as connection:
            return self._verified(connection, since, told)

    def _verified(self, connection: sqlite3.Connection, since: Version, told: tuple[int, str]) -> list[Entry]:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE sequence > ? ORDER BY sequence", (since.sequence,)
        ).fetchall()
        last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
        if (last[0] if last else 0) < told[0]:
            raise self._damaged(f"it ends at transaction {last[0] if last else 0}, but {told[0]} was acknowledged")
        found, before = [], {since.base: since.sha256 or since.base}
        for sequence, base, created, added, removed, graphs, plus, minus, sha256 in rows:
            entry = Entry(sequence, base, created, Packed(added, removed, graphs, plus, minus), sha256)
            if entry.digest(before.get(base, base)) != sha256 or (told[0] == sequence and told[1] != sha256):
                raise self._damaged(f"transaction {sequence} does not have the SHA-256 that was written with it")
            before[base] = sha256
            if base == since.base:  # others are in a release already, if a build was killed before it could forget them
                found.append(entry)
        return found

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = self._connect("mode=ro")
        try:
            yield connection
        finally:
            connection.close()

    def _connect(self, mode: str, wait: float = 10.0) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=wait,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA cache_size = -2000")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.OperationalError:
            connection.close()
            # A folder that cannot be written has no place for the files that SQLite shares; nobody writes there either.
            if mode != "mode=ro" or self.path.with_name(f"{self.path.name}-wal").exists():
                raise
            return self._connect("immutable=1", wait)
        if version > _FORMAT:
            connection.close()
            raise StoreError(
                f"{self.path} was written by a later version of Stancegraph (format {version}). Use that one."
            )
        return connection

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise StoreError(
                    f"{self.path} is in use by another process that writes. Nothing was changed; try again soon."
                ) from error
            if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                raise StoreError(f"{self.path} cannot be used: {error}. Nothing was changed.") from error
            raise self._damaged(str(error)) from error

    def _damaged(self, what: str) -> StoreError:
        return StoreError(
            f"{self.path} is damaged: {what}. Restore a backup; or move journal.* out of the store to serve its release without what "
            "was written since."
        )

    # ------------------------------------------------------------------ writing

    @contextmanager
    def exclusive(self, wait: float = 10.0) -> Iterator[Transaction]:
        """Hold the journal: nobody else writes meanwhile. What was appended or forgotten holds when the block ends without an error.

        Raises StoreError if another process holds it for longer than `wait` seconds, or if it is damaged.
        """
        transaction = self.begin(wait)
        try:
            yield transaction
            transaction.commit()
        finally:
            transaction.close()

    def hold(self) -> sqlite3.Connection:
        """A connection to keep open, and to do nothing with: SQLite folds its log into the table whenever the last one closes."""
        self.begin().close()
        with self._guard():
            connection = self._connect("mode=rw")
            connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone()
            return connection

    def begin(self, wait: float = 10.0) -> Transaction:
        """The same without a block: commit it or not, and close it. The journal is made if there is none."""
        with self._guard():
            connection = self._connect("mode=rwc", wait)
            try:
                self._prepare(connection)
                connection.execute("BEGIN IMMEDIATE")
            except BaseException:
                connection.close()
                raise
        return Transaction(self, connection)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if connection.execute("PRAGMA user_version").fetchone()[0] < _FORMAT:
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {_FORMAT}")

    def _tell(self, version: Version) -> None:
        """Write what the last transaction is, in place: one sector, so it is the old or the new whatever happens."""
        descriptor = os.open(self._head, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, f"{version.sequence:020d} {version.sha256}\n".encode("ascii"))
        finally:
            os.close(descriptor)

    def remove(self) -> None:
        """Take the journal's files away; for a store that is taken away itself."""
        for path in (self.path, self._head, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)


class Transaction:
    """The journal while this process alone writes to it."""

    def __init__(self, journal: Journal, connection: sqlite3.Connection) -> None:
        self._journal, self._connection = journal, connection
        self._appended: Version | None = None
        self.closed = False

    def entries(self, since: Version) -> list[Entry]:
        """As `Journal.entries`."""
        with self._journal._guard():
            return self._journal._verified(self._connection, since, self._journal._told())

    def last(self, base: str) -> int:
        """Sequence of the last transaction on top of a release; 0 if there is none."""
        query = "SELECT coalesce(max(sequence), 0) FROM entry WHERE base = ?"
        with self._journal._guard():
            return int(self._connection.execute(query, (base,)).fetchone()[0])

    def append(self, before: Version, packed: Packed) -> Version:
        """Write a transaction behind the state `before`, which must be the last one. It holds after `commit`."""
        with self._journal._guard():
            self._connection.execute(
                "DELETE FROM entry WHERE base != ?", (before.base,)
            )  # as a killed build leaves them
            self._connection.execute(
                f"INSERT INTO entry ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, '')",
                (before.base, datetime.datetime.now(datetime.UTC).isoformat(), packed.added, packed.removed, packed.graphs,
                 packed.quads_added, packed.quads_removed),
            )  # fmt: skip
            sequence = self._connection.execute("SELECT last_insert_rowid()").fetchone()[0]
            [created] = self._connection.execute("SELECT created FROM entry WHERE sequence = ?", (sequence,)).fetchone()
            sha256 = Entry(sequence, before.base, created, packed, "").digest(before.sha256 or before.base)
            self._connection.execute("UPDATE entry SET sha256 = ? WHERE sequence = ?", (sha256, sequence))
        self._appended = Version(before.base, sequence, sha256)
        return self._appended

    def copy(self, entry: Entry) -> None:
        """Take over a transaction of another journal as it is."""
        packed = entry.packed
        row = (entry.sequence, entry.base, entry.created, packed.added, packed.removed, packed.graphs,
               packed.quads_added, packed.quads_removed, entry.sha256)  # fmt: skip
        with self._journal._guard():
            self._connection.execute(f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._appended = entry.version

    def forget(self) -> None:
        """Remove all transactions: a release holds them now."""
        with self._journal._guard():
            self._connection.execute("DELETE FROM entry")

    def commit(self) -> None:
        """Put it on disk. When this returns it is there, whatever happens."""
        with self._journal._guard():
            self._connection.execute("COMMIT")
        if self._appended is not None:
            self._journal._tell(self._appended)

    def close(self) -> None:
        """Let others write. What was not committed is as if it had never been."""
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        self._connection.close()
        self.closed = True
