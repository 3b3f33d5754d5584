"""The store on AWS: one DynamoDB table, as `table` has it.

A write may be carried out although its reply is lost; botocore then sends it
again. So every write can be repeated, and a save that finds just itself in the
table has succeeded. A read is believed only when its reply is whole.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from skill.errors import ConfigurationError, StaleCouple, StoreUnavailable
from skill.stores import exports, items
from skill.stores.items import COUPLE, Item
from skill.stores.table import absence, condition, create_table, data_of, item_of, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from botocore.config import Config

    from skill.couple import Couple
    from skill.reply import Event

__all__ = ["DynamoStore", "connect", "create_table", "settings"]

ROUNDS = 5
"""How often forgetting and restoring look for what is left, before they give up."""
BATCH = 25
"""Deletions, or items to write, that DynamoDB takes in one request."""
PAGE = 1000
"""The most events to ask for in one request."""
HINTS = {
    "AccessDeniedException": "allow the role to read, write, query and delete in this table",
    "NoCredentialsError": "give credentials, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "ResourceNotFoundException": "make the table, or name the one that is there",
    "ValidationException": "see whether the table has the keys pk and sk, both strings",
}


class _Refused(StaleCouple):
    """DynamoDB refused to write because something else is stored, or is being written."""

    def __init__(self, stored: dict[str, Any] | None) -> None:
        super().__init__(*items.stale().args)
        self.stored = stored
        """The couple's item as it is, if DynamoDB told."""


class DynamoStore:
    """Keeps couples in DynamoDB.

    Args:
        client: a low-level boto3 client for DynamoDB, such as `connect` makes.
        table: the table's name.
        clock: the present moment in seconds since 1970.
    """

    def __init__(self, client: Any, table: str, clock: Callable[[], int]) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def load(self, couple_id: str) -> Couple | None:
        """The couple as last saved; None only when DynamoDB said for certain that there is none.

        Raises:
            StoreUnavailable: it did not answer, or not wholly.
        """
        reply = self._ask(
            "get_item", TableName=self._table, Key=key_of(couple_id, COUPLE), ConsistentRead=True
        )
        if "Item" in reply:
            item = item_of(reply["Item"])
            return None if item.expired(self._clock()) else items.couple_of(item)
        # The reply for a couple that is not there and one that was cut short differ in this alone.
        capacity = reply.get("ConsumedCapacity")
        if not (isinstance(capacity, dict) and capacity.get("TableName") and capacity.get("CapacityUnits")):
            raise self._unavailable("get_item", "an incomplete reply")
        return None

    def save(self, couple: Couple, events: Sequence[Event] = ()) -> Couple:
        """Save the couple on the version it was read with, and its events, all or nothing.

        Raises:
            StaleCouple: it was saved or forgotten by someone else since it was read.
            StoreUnavailable: it is not known whether it was saved.
        """
        now = self._clock()
        new, others = items.written(couple, events, now)
        put = {
            "TableName": self._table,
            "Item": data_of(new),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            **condition(new, now),
        }
        puts = [put, *({"TableName": self._table, "Item": data_of(item)} for item in others)]
        try:
            if others:
                # botocore adds a ClientRequestToken: new for each call, the same for its second attempt.
                # One made from the content would be wrong: for ten minutes DynamoDB answers a token that
                # it knows with success and writes nothing, even if the couple was forgotten since.
                self._ask("transact_write_items", TransactItems=[{"Put": put} for put in puts])
            else:
                self._ask("put_item", **put)
        except _Refused as refused:
            if refused.stored is None or not items.repeats(new, item_of(refused.stored), now):
                raise
        return replace(couple, version=new.version)

    def forget(self, couple_id: str) -> None:
        """Delete the couple and all its events.

        The couple goes first: from then on no save under way finds the version
        it wants. It is over when a consistent query finds nothing more, so what
        a batch left undone is found by the next round.

        Raises:
            StoreUnavailable: something may be left; forgetting can be repeated.
        """
        for _ in range(ROUNDS):
            try:
                self._ask("delete_item", TableName=self._table, Key=key_of(couple_id, COUPLE))
            except _Refused:  # a transaction is writing it just now
                continue
            left = [key_of(couple_id, found["sk"]["S"]) for found in self._query(couple_id, only_keys=True)]
            if not left:
                return
            self._batch([{"DeleteRequest": {"Key": key}} for key in left])
        raise self._unavailable("forgetting", f"something is left after {ROUNDS} rounds")

    def recall(self, couple_id: str, kind: str, limit: int = 20) -> list[Event]:
        """The newest events of a kind by their key, newest first, at most `limit`.

        Raises:
            StoreUnavailable: DynamoDB did not answer, or not wholly.
        """
        if limit < 1:
            return []
        found = self._alive(self._query(couple_id, items.kind_prefix(kind), newest=limit))
        return [items.event_of(item) for item in islice(found, limit)]

    def export(self, couple_id: str) -> list[dict[str, Any]]:
        """Everything kept about the couple as plain JSON data, one dict an item.

        Raises:
            StoreUnavailable: DynamoDB did not answer, or not wholly.
        """
        return [exports.opened(item) for item in self._alive(self._query(couple_id))]

    def export_dynamodb_json(self, couple_id: str) -> str:
        """Everything kept about the couple as lines of DynamoDB JSON, as DynamoDB itself exports and imports.

        Raises:
            StoreUnavailable: DynamoDB did not answer, or not wholly.
        """
        return "".join(f"{line}\n" for line in exports.lines(self.export(couple_id), "dynamodb"))

    def restore(self, kept: Iterable[Mapping[str, Any]]) -> None:
        """Keep again what `export` gave, exactly as it was.

        The couple goes first, on the condition that there is none. It is over
        when a consistent query finds all the others as they should be, so what
        a batch left undone is written by the next round.

        Raises:
            StoreError: see `skill.store.Store.restore`.
            StoreUnavailable: some of it may be there; forget the couple and restore it again.
        """
        now = self._clock()
        couple, others = exports.restored(kept, now)
        put = {"Item": data_of(couple), "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        try:
            self._ask("put_item", TableName=self._table, **put, **absence(now))
        except _Refused as refused:
            if refused.stored is None:  # a transaction is writing it just now
                raise exports.taken() from refused
            exports.free(couple, item_of(refused.stored), now)
        wanted = [data_of(item) for item in others]
        for _ in range(ROUNDS):
            there = {data["sk"]["S"]: data for data in self._query(couple.pk)}
            left = [data for data in wanted if there.get(data["sk"]["S"]) != data]
            if not left:
                return
            self._batch([{"PutRequest": {"Item": data}} for data in left])
        raise self._unavailable("restoring", f"something is missing after {ROUNDS} rounds")

    def _batch(self, requests: Sequence[dict[str, Any]]) -> None:
        """Asks for writes and deletions. Some may be left undone."""
        for first in range(0, len(requests), BATCH):
            self._ask("batch_write_item", RequestItems={self._table: requests[first : first + BATCH]})

    def _query(
        self, couple_id: str, prefix: str = "", *, newest: int = 0, only_keys: bool = False
    ) -> Iterator[dict[str, Any]]:
        """The couple's items whose sort key begins with `prefix`, page by page; the newest first if told."""
        wanted: dict[str, Any] = {
            "TableName": self._table,
            "ConsistentRead": True,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)" if prefix else "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": couple_id}},
        }
        if prefix:
            wanted["ExpressionAttributeValues"][":prefix"] = {"S": prefix}
        if newest:
            wanted |= {"ScanIndexForward": False, "Limit": min(newest, PAGE)}
        if only_keys:
            wanted["ProjectionExpression"] = "sk"
        while True:
            reply = self._ask("query", **wanted)
            if not isinstance(reply.get("Items"), list) or len(reply["Items"]) != reply.get("Count"):
                raise self._unavailable("query", "an incomplete reply")
            yield from reply["Items"]
            if not reply.get("LastEvaluatedKey"):
                return
            wanted["ExclusiveStartKey"] = reply["LastEvaluatedKey"]

    def _alive(self, found: Iterator[dict[str, Any]]) -> Iterator[Item]:
        """The items without those that have expired: DynamoDB takes its time to delete them."""
        now = self._clock()
        return (item for item in map(item_of, found) if not item.expired(now))

    def _ask(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """DynamoDB's reply.

        Raises:
            _Refused: a condition was not met, or others are writing the same.
            StoreUnavailable: anything else went wrong.
        """
        try:
            reply: dict[str, Any] = getattr(self._client, operation)(
                **parameters, ReturnConsumedCapacity="TOTAL"
            )
        except Exception as error:  # those of botocore, urllib3 and the parsers have nothing else in common
            told = getattr(error, "response", None)
            response = told if isinstance(told, dict) else {}
            code = response.get("Error", {}).get("Code") or type(error).__name__
            reasons = {why["Code"]: why for why in reversed(response.get("CancellationReasons", []))}
            if code == "ConditionalCheckFailedException":
                raise _Refused(response.get("Item")) from error
            if "ConditionalCheckFailed" in reasons:
                raise _Refused(reasons["ConditionalCheckFailed"].get("Item")) from error
            if code == "TransactionConflictException" or "TransactionConflict" in reasons:
                raise _Refused(None) from error
            raise self._unavailable(operation, code) from error
        return reply

    def _unavailable(self, operation: str, problem: str) -> StoreUnavailable:
        hint = HINTS.get(problem, "try again in a moment")
        return StoreUnavailable(f"DynamoDB table {self._table}", f"{operation}: {problem}", hint)


def settings() -> Config:
    """How a client for DynamoDB waits and tries again: no operation takes longer than 3 seconds.

    The legacy mode of retrying is the one that verifies the CRC32 of DynamoDB's
    replies, and its waits begin at 50 ms. Thus, when all is silent:
    2 attempts x (0.5 s to connect + 0.9 s to read) + 0.05 s between them = 2.85 s.
    """
    from botocore.config import Config

    return Config(
        retries={"mode": "legacy", "total_max_attempts": 2},
        connect_timeout=0.5,
        read_timeout=0.9,
        tcp_keepalive=True,
        max_pool_connections=4,
    )


def connect(
    table: str, clock: Callable[[], int], endpoint: str | None = None, region: str | None = None
) -> DynamoStore:
    """The store in a table of DynamoDB.

    Args:
        table: its name.
        clock: the present moment in seconds since 1970.
        endpoint: another address, such as DynamoDB Local's; None for the region's own.
        region: None for the one that AWS_DEFAULT_REGION or a profile names.

    Raises:
        ConfigurationError: boto3 is not installed, or does not know where to look.
    """
    try:
        import boto3
        from botocore.exceptions import BotoCoreError
    except ImportError as error:
        raise ConfigurationError("boto3", "is not installed", 'install the extra "aws"') from error
    try:
        client = boto3.client("dynamodb", endpoint_url=endpoint, region_name=region, config=settings())
    except (BotoCoreError, ValueError) as error:
        hint = "set AWS_DEFAULT_REGION, and the endpoint if any"
        raise ConfigurationError("DynamoDB", str(error), hint) from error
    return DynamoStore(client, table, clock)
