"""What is special of the DynamoDB store, against DynamoDB Local."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from dynamodb_json import json_util

from skill.couple import Couple
from skill.errors import ConfigurationError, StoreUnavailable
from skill.reply import Event
from skill.stores.dynamodb import DynamoStore, connect, create_table, settings
from skill.stores.items import LIFE
from tests.contracts import NOW, Clock, fullest
from tests.live import dynamodb_local

ANA = Couple("ana", seed=7, first="Ana", second="Ben")
SCORE = Event("closeness", "2026-11-23#first", {"score": 8})


@pytest.fixture
def client(dynamodb_endpoint):
    return dynamodb_local.client(dynamodb_endpoint)


@pytest.fixture
def store(client, dynamodb_table):
    return DynamoStore(client, dynamodb_table, Clock())


@pytest.fixture
def stored(client, dynamodb_table):
    """Everything in the table."""
    return lambda: client.scan(TableName=dynamodb_table, ConsistentRead=True)["Items"]


def test_the_table_is_paid_by_use_and_forgets_by_itself(client, dynamodb_table):
    table = client.describe_table(TableName=dynamodb_table)["Table"]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    expiry = client.describe_time_to_live(TableName=dynamodb_table)["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expires")


def test_the_items_are_as_documented(store, stored):
    store.save(replace(ANA, visits=1), [SCORE])
    couple, event = sorted(stored(), key=lambda item: item["sk"]["S"])
    assert len(couple.pop("mark")["S"]) == 16
    assert couple == {
        "pk": {"S": "ana"},
        "sk": {"S": "couple"},
        "version": {"N": "1"},
        "seed": {"N": "7"},
        "body": {"S": '{"first":"Ana","second":"Ben","seed":7,"visits":1}'},
        "expires": {"N": str(NOW + LIFE)},
    }
    assert event == {
        "pk": {"S": "ana"},
        "sk": {"S": "event#closeness#2026-11-23#first"},
        "body": {"S": '{"score":8}'},
        "expires": {"N": str(NOW + LIFE)},
    }


def test_the_fullest_couple_costs_one_unit_to_read(store, client, dynamodb_table):
    """A strongly consistent read of up to 4 KB is one."""
    couple = fullest()
    store.save(couple)
    reply = client.get_item(
        TableName=dynamodb_table,
        Key={"pk": {"S": couple.id}, "sk": {"S": "couple"}},
        ConsistentRead=True,
        ReturnConsumedCapacity="TOTAL",
    )
    assert reply["ConsumedCapacity"]["CapacityUnits"] == 1.0


def test_a_save_without_events_is_no_transaction(store, client):
    asked = []
    client.meta.events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name), "asked")
    try:
        read = store.save(ANA)
        store.save(read, [SCORE])
        store.load("ana")
    finally:
        client.meta.events.unregister("before-call.dynamodb", unique_id="asked")
    assert asked == ["PutItem", "TransactWriteItems", "GetItem"]


def test_forgetting_leaves_no_item_of_the_couple_in_the_table(store, stored):
    read = store.save(ANA, [Event("closeness", f"{number:02}") for number in range(60)])
    store.save(read, [Event("kept", f"{number:02}") for number in range(60)])
    store.save(replace(ANA, id="cleo"), [SCORE])
    assert len(stored()) == 123
    store.forget("ana")
    assert {item["pk"]["S"] for item in stored()} == {"cleo"}
    store.forget("cleo")
    assert stored() == []


def test_histories_of_several_pages_are_recalled_exported_and_forgotten(
    store, client, dynamodb_table, stored
):
    store.save(ANA)
    for number in range(5):  # a page is 1 MB
        store.save(replace(ANA, version=number + 1), [Event("kept", str(number), {"item": "x" * 300_000})])
    pages = client.query(
        TableName=dynamodb_table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "ana"}},
    )
    assert "LastEvaluatedKey" in pages
    assert [event.key for event in store.recall("ana", "kept")] == ["4", "3", "2", "1", "0"]
    assert len(store.export("ana")) == 6
    assert len(store.export_dynamodb_json("ana").splitlines()) == 6
    store.forget("ana")
    assert stored() == []


def test_recall_looks_beyond_what_has_expired(client, dynamodb_table):
    clock = Clock()
    store = DynamoStore(client, dynamodb_table, clock)
    read = store.save(ANA, [Event("kept", f"9{number}") for number in range(5)])  # old, with late keys
    clock.now += LIFE - 1
    store.save(read, [Event("kept", "1"), Event("kept", "2")])
    clock.now += 1
    assert [event.key for event in store.recall("ana", "kept", 2)] == ["2", "1"]


def test_the_export_as_dynamodb_json_can_be_imported_again(store, client, stored, dynamodb_table):
    couple = fullest("zoë")
    store.save(couple, [SCORE, Event("kept", "2026-11-23#dreams-001", {"item": "春"})])
    before = sorted(stored(), key=str)
    exported, lines = store.export("zoë"), store.export_dynamodb_json("zoë")
    store.forget("zoë")
    assert stored() == []
    for line in lines.splitlines():
        client.put_item(TableName=dynamodb_table, Item=json.loads(line)["Item"])
    assert sorted(stored(), key=str) == before
    assert store.load("zoë") == replace(couple, version=1)
    assert store.export("zoë") == exported


def test_the_export_as_dynamodb_json_is_what_the_package_of_that_name_reads_and_writes(store):
    store.save(ANA, [SCORE])
    lines = [json.loads(line)["Item"] for line in store.export_dynamodb_json("ana").splitlines()]
    read = [json_util.loads(line, as_dict=True) for line in lines]
    assert [{**item, "body": json.loads(item["body"])} for item in read] == store.export("ana")
    assert [json_util.dumps(item, as_dict=True) for item in read] == lines


@pytest.mark.parametrize("couple_id", ["2026-11-23T18:00:00.000000", "S", "1", "NULL"])
def test_an_id_that_looks_like_something_else_is_exported_as_it_is(store, couple_id):
    store.save(replace(ANA, id=couple_id, first="2026-11-23T18:00:00.000000"), [SCORE])
    exported = store.export(couple_id)
    assert json.loads(json.dumps(exported)) == exported
    assert {item["pk"] for item in exported} == {couple_id}
    assert exported[0]["body"]["first"] == "2026-11-23T18:00:00.000000"


def test_attributes_of_a_newer_release_are_left_alone(store, client, dynamodb_table):
    store.save(ANA)
    client.update_item(
        TableName=dynamodb_table,
        Key={"pk": {"S": "ana"}, "sk": {"S": "couple"}},
        UpdateExpression="SET later = :later",
        ExpressionAttributeValues={":later": {"L": [{"BOOL": True}]}},
    )
    assert store.load("ana") == replace(ANA, version=1)
    assert len(store.export("ana")) == 1


# Connecting


def test_connecting_gives_a_store_that_works(dynamodb_endpoint, dynamodb_table, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    store = connect(dynamodb_table, Clock(), endpoint=dynamodb_endpoint, region="us-east-1")
    assert store.save(ANA, [SCORE]) == store.load("ana")
    config = store._client.meta.config
    assert config.retries == {"mode": "legacy", "total_max_attempts": 2}
    assert (config.connect_timeout, config.read_timeout) == (0.5, 0.9)
    assert config.tcp_keepalive
    assert config.max_pool_connections == settings().max_pool_connections <= 10


def test_connecting_without_a_region_is_told(monkeypatch, tmp_path):
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match=r"region.*set AWS_DEFAULT_REGION"):
        connect("couples", Clock())


def test_connecting_to_what_is_no_address_is_told():
    with pytest.raises(ConfigurationError, match="Invalid endpoint"):
        connect("couples", Clock(), endpoint="nowhere", region="us-east-1")


def test_connecting_without_boto3_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(ConfigurationError, match=r'boto3: is not installed \(install the extra "aws"\)'):
        connect("couples", Clock())


def test_a_store_without_credentials_says_so(dynamodb_endpoint, monkeypatch, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)
    store = connect("couples", Clock(), endpoint=dynamodb_endpoint, region="us-east-1")
    with pytest.raises(StoreUnavailable, match=r"NoCredentialsError \(give credentials"):
        store.load("ana")


def test_importing_the_store_imports_neither_boto3_nor_dynamodb_json():
    program = (
        "import sys, skill.stores.dynamodb; print({'boto3', 'botocore', 'dynamodb_json'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "set()\n"


def test_a_table_is_not_made_twice(client, dynamodb_table):
    with pytest.raises(client.exceptions.ResourceInUseException):
        create_table(client, dynamodb_table)
