"""The table in DynamoDB: one small item a couple and one an event.

| attribute | type | meaning |
| --- | --- | --- |
| pk | S | the couple's id |
| sk | S | "couple", or "event#", the event's kind, "#" and its key |
| body | S | compact JSON |
| expires | N | seconds since 1970; DynamoDB deletes the item within days of it |
| version, seed, mark | N, N, S | of the couple only: see `items.Item` |

No attribute may be named like a type of DynamoDB (S, N, B, M, L, SS, NS, BS,
BOOL, NULL): dynamodb-json would take the whole item for one value.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from skill.stores.items import Item, attributes, damaged

NAMES = frozenset(field.name for field in fields(Item))
"""Of the attributes."""


def create_table(client: Any, table: str) -> None:
    """Make a table as the store needs it, on DynamoDB Local or by hand; template.yaml does it on AWS."""
    client.create_table(
        TableName=table,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    )
    client.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
    client.update_time_to_live(
        TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )


def key_of(couple_id: str, sk: str) -> dict[str, Any]:
    """The key of an item."""
    return {"pk": {"S": couple_id}, "sk": {"S": sk}}


def data_of(item: Item) -> dict[str, Any]:
    """An item in DynamoDB's form."""
    return {
        name: {"N": str(value)} if isinstance(value, int) else {"S": value}
        for name, value in attributes(item).items()
    }


def item_of(data: dict[str, Any]) -> Item:
    """An item from DynamoDB's form; what a newer release may have added is left out.

    Raises:
        StoreUnavailable: something of it is missing.
    """
    try:
        known: dict[str, Any] = {
            name: int(value["N"]) if "N" in value else value["S"]
            for name, value in data.items()
            if name in NAMES
        }
        return Item(**known)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged() from error


def absence(now: int) -> dict[str, Any]:
    """That DynamoDB may write the couple's item only where there is none, or none that has not expired."""
    return {
        "ConditionExpression": "attribute_not_exists(pk) OR expires <= :now",
        "ExpressionAttributeValues": {":now": {"N": str(now)}},
    }


def condition(new: Item, now: int) -> dict[str, Any]:
    """When DynamoDB may write the couple's item `new`: just when `items.replaces` is true."""
    if new.version == 1:
        return absence(now)
    return {
        "ConditionExpression": (
            "version = :read AND (attribute_not_exists(seed) OR seed = :seed) AND expires > :now"
        ),
        "ExpressionAttributeValues": {
            ":read": {"N": str(new.version - 1)},
            ":seed": {"N": str(new.seed)},
            ":now": {"N": str(now)},
        },
    }
