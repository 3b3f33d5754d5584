"""DynamoStore when the network or DynamoDB fails: never a lost couple, never a double one, never a hang."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import replace

import botocore.endpoint
import pytest
from botocore.config import Config

from skill.couple import Couple
from skill.errors import StaleCouple, StoreUnavailable
from skill.reply import Event
from skill.stores.dynamodb import ROUNDS, DynamoStore, settings
from tests.contracts import Clock
from tests.live import dynamodb_local
from tests.stores.between import Answer, answer, between, cut, error

ANA = Couple("ana", seed=7, first="Ana", second="Ben")
SCORE = Event("closeness", "2026-11-23#first", {"score": 8})
IMPATIENT = settings().merge(Config(connect_timeout=0.2, read_timeout=0.2))
"""As the real settings, for replies that never come."""


@pytest.fixture(scope="module")
def standing_proxy(dynamodb_endpoint):
    with between(dynamodb_endpoint) as proxy:
        yield proxy


@pytest.fixture
def proxy(standing_proxy):
    standing_proxy.begin()
    yield standing_proxy
    standing_proxy.over.set()


@pytest.fixture
def naps(monkeypatch):
    """How long botocore would have waited between two attempts, in seconds."""
    naps: list[float] = []
    monkeypatch.setattr(botocore.endpoint.time, "sleep", naps.append)
    return naps


@pytest.fixture
def store(proxy, dynamodb_table, naps):
    return DynamoStore(dynamodb_local.client(proxy.url), dynamodb_table, Clock())


@pytest.fixture
def direct(dynamodb_endpoint, dynamodb_table):
    """The same table, without the proxy."""
    return DynamoStore(dynamodb_local.client(dynamodb_endpoint), dynamodb_table, Clock())


USES = {
    "load": lambda store: store.load("ana"),
    "save": lambda store: store.save(replace(ANA, version=1, visits=1)),
    "save with events": lambda store: store.save(replace(ANA, version=1, visits=1), [SCORE]),
    "forget": lambda store: store.forget("ana"),
    "recall": lambda store: store.recall("ana", "closeness"),
    "export": lambda store: store.export("ana"),
    "export as DynamoDB JSON": lambda store: store.export_dynamodb_json("ana"),
}
every_use = pytest.mark.parametrize("use", USES.values(), ids=USES)
READS = [USES[name] for name in ("load", "recall", "export", "export as DynamoDB JSON")]


# A reply that is lost after the commit


@pytest.mark.parametrize("events", [(), (SCORE,)], ids=["alone", "with events"])
def test_a_save_whose_reply_is_lost_succeeds(store, direct, proxy, naps, events):
    read = direct.save(ANA)
    proxy.faults = [proxy.lost]
    saved = store.save(replace(read, visits=1), events)
    assert saved == replace(ANA, visits=1, version=2)
    assert direct.load("ana") == saved
    assert direct.recall("ana", "closeness") == list(events)
    assert len(proxy.requests) == 2
    assert naps == [0.05]


@pytest.mark.parametrize("events", [(), (SCORE,)], ids=["alone", "with events"])
def test_a_first_save_whose_reply_is_lost_succeeds(store, direct, proxy, events):
    proxy.faults = [proxy.lost]
    saved = store.save(ANA, events)
    assert direct.load("ana") == saved == replace(ANA, version=1)


@pytest.mark.parametrize("events", [(), (SCORE,)], ids=["alone", "with events"])
def test_a_save_whose_replies_are_all_lost_can_be_made_again(store, direct, proxy, events):
    proxy.faults = [proxy.lost, proxy.lost]
    with pytest.raises(StoreUnavailable):
        store.save(ANA, events)
    assert store.save(ANA, events) == direct.load("ana") == replace(ANA, version=1)
    assert direct.recall("ana", "closeness") == list(events)


def test_both_attempts_at_a_transaction_carry_one_token_and_each_call_another(store, proxy):
    proxy.faults = [proxy.lost]
    store.save(ANA, [SCORE])
    store.save(ANA, [SCORE])
    first, second, third = (request.content["ClientRequestToken"] for request in proxy.requests)
    assert first == second != third


@pytest.mark.parametrize("events", [(), (SCORE,)], ids=["alone", "with events"])
def test_a_lost_reply_does_not_hide_that_somebody_else_saved_since(store, direct, proxy, events):
    def lost_while_others_save(_request, carry_out):
        carry_out()
        direct.save(replace(direct.load("ana"), visits=50))

    # With events DynamoDB itself knows the second attempt by its token, and the save did happen.
    proxy.faults = [lost_while_others_save]
    if events:
        assert store.save(ANA, events).version == 1
    else:
        with pytest.raises(StaleCouple):
            store.save(ANA, events)
    assert direct.load("ana") == replace(ANA, visits=50, version=2)


def test_a_lost_reply_does_not_bring_back_who_was_forgotten_since(store, direct, proxy):
    def lost_while_forgotten(_request, carry_out):
        carry_out()
        direct.forget("ana")

    read = direct.save(ANA)
    proxy.faults = [lost_while_forgotten]
    with pytest.raises(StaleCouple):
        store.save(replace(read, visits=1))
    assert direct.load("ana") is None


def test_forgetting_succeeds_though_every_first_reply_is_lost(store, direct, proxy):
    direct.save(ANA, [Event("kept", f"{number:02}") for number in range(60)])
    proxy.faults = [proxy.lost, lambda _request, carry_out: carry_out()] * 20
    store.forget("ana")
    assert direct.export("ana") == []


# A reply that is cut short

CUTS = {
    "half of it": cut(0.5),
    "half of it, with the checksum": cut(0.5, keeps_checksum=True),
    "half of it, claiming to be all": cut(0.5, claims_all=True),
    "nothing": cut(0),
    "nothing, claiming to be all": cut(0, claims_all=True),
    "an empty object": cut(0, then=b"{}"),
    "an empty object, with the checksum": cut(0, then=b"{}", keeps_checksum=True),
    "not JSON": cut(0, then=b"<html>a captive portal</html>"),
    "JSON of another kind": cut(0, then=b"[]"),
    "a string": cut(0, then=b'"ok"'),
    "null": cut(0, then=b"null"),
    "no items and no count": cut(0, then=b'{"Items":[]}'),
    "fewer items than counted": cut(0, then=b'{"Items":[],"Count":2}'),
    "half a capacity": cut(0, then=b'{"ConsumedCapacity":{"TableName":"couples"}}'),
}
every_cut = pytest.mark.parametrize("fault", CUTS.values(), ids=CUTS)


@every_cut
def test_a_load_whose_reply_is_cut_short_never_says_that_there_is_nobody(store, direct, proxy, fault):
    saved = direct.save(ANA)
    proxy.faults = [fault, fault]
    with pytest.raises(StoreUnavailable):
        store.load("ana")
    proxy.faults = []
    assert store.load("ana") == saved


@every_cut
def test_nor_for_somebody_who_is_not_there(store, proxy, fault):
    proxy.faults = [fault, fault]
    with pytest.raises(StoreUnavailable):
        store.load("nobody")
    proxy.faults = []
    assert store.load("nobody") is None


@every_cut
@pytest.mark.parametrize("use", READS[1:], ids=["recall", "export", "export as DynamoDB JSON"])
def test_a_query_whose_reply_is_cut_short_never_says_that_there_is_nothing(store, direct, proxy, fault, use):
    direct.save(ANA, [SCORE])
    proxy.faults = [fault, fault]
    with pytest.raises(StoreUnavailable):
        use(store)


@every_cut
def test_forgetting_never_takes_a_query_that_was_cut_short_for_done(store, direct, proxy, fault):
    direct.save(ANA, [SCORE])
    proxy.faults = [lambda _request, carry_out: carry_out(), fault, fault]
    with pytest.raises(StoreUnavailable):
        store.forget("ana")
    proxy.faults = []
    store.forget("ana")
    assert direct.export("ana") == []


def test_a_reply_with_a_wrong_letter_is_noticed_by_its_checksum(store, direct, proxy, naps):
    def misspelt(_request, carry_out):
        whole = carry_out()
        return replace(whole, body=whole.body.replace(b"Ana", b"Ane"))

    saved = direct.save(ANA)
    proxy.faults = [misspelt]
    assert store.load("ana") == saved
    assert naps == [0.05]
    proxy.faults = [misspelt, misspelt]
    with pytest.raises(StoreUnavailable, match="ChecksumError"):
        store.load("ana")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b'{"heard":"dreams:\xc3\xa4"}',
        b'{"heard":7}',
        b'{"heard":{"dreams":"zz"}}',
        b'{"tonight":["2026-11-23"]}',
        b'{"tastes":3}',
    ],
)
def test_an_item_that_makes_no_sense_is_not_taken_for_nobody(direct, dynamodb_table, body):
    direct.save(ANA)
    direct._client.update_item(
        TableName=dynamodb_table,
        Key={"pk": {"S": "ana"}, "sk": {"S": "couple"}},
        UpdateExpression="SET body = :body",
        ExpressionAttributeValues={":body": {"S": body.decode()}},
    )
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        direct.load("ana")


def test_an_item_without_its_expiry_is_not_taken_for_nobody(direct, dynamodb_table):
    direct._client.put_item(TableName=dynamodb_table, Item={"pk": {"S": "ana"}, "sk": {"S": "couple"}})
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        direct.load("ana")


# Errors


@every_use
@pytest.mark.parametrize(
    "fault",
    [
        error("InternalServerError", 500),
        error("ThrottlingException"),
        error("ProvisionedThroughputExceededException"),
        answer(b"upstream went away", 503),
        answer(b"", 502),
    ],
    ids=["500", "throttled", "too much", "503", "502"],
)
def test_an_error_that_passes_is_not_noticed_and_one_that_stays_is_told(store, direct, proxy, use, fault):
    direct.save(ANA)
    proxy.faults = [fault]
    use(store)
    direct.forget("ana")
    direct.save(ANA)
    before = direct.export("ana")
    proxy.faults = [fault, fault]
    with pytest.raises(StoreUnavailable, match=r"DynamoDB table .*: \w+: .* \(try again in a moment\)"):
        use(store)
    assert direct.export("ana") == before


@every_use
def test_silence_is_not_waited_for(proxy, dynamodb_table, direct, naps, use):
    direct.save(ANA)
    store = DynamoStore(dynamodb_local.client(proxy.url, IMPATIENT), dynamodb_table, Clock())
    proxy.faults = [proxy.silent, proxy.silent]
    with pytest.raises(StoreUnavailable, match="ReadTimeoutError"):
        use(store)
    assert len(proxy.requests) == 2


@every_use
def test_nobody_there_is_told(dynamodb_table, naps, use):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and not listening
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
        store = DynamoStore(dynamodb_local.client(nowhere), dynamodb_table, Clock())
        with pytest.raises(StoreUnavailable, match="EndpointConnectionError"):
            use(store)


@every_use
@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("ResourceNotFoundException", "make the table"),
        ("AccessDeniedException", "allow the role"),
        ("ValidationException", "keys pk and sk"),
        ("SomethingNewException", "try again"),
    ],
)
def test_an_error_that_trying_again_does_not_mend_is_told_at_once_with_a_way_out(
    store, proxy, use, code, hint
):
    proxy.faults = [error(code)]
    with pytest.raises(StoreUnavailable, match=f"{code} .*{hint}"):
        use(store)
    assert len(proxy.requests) == 1


def test_a_table_that_is_not_there_is_told(dynamodb_endpoint):
    store = DynamoStore(dynamodb_local.client(dynamodb_endpoint), "no-such-table", Clock())
    with pytest.raises(StoreUnavailable, match=r"no-such-table.*make the table"):
        store.load("ana")


def test_every_read_sees_what_was_written_last(store, proxy):
    """DynamoDB Local always does; DynamoDB has to be asked for it."""
    for use in USES.values():
        with contextlib.suppress(StaleCouple):
            use(store)
    reads = [request for request in proxy.requests if request.operation in ("GetItem", "Query")]
    assert len(reads) == 5
    assert all(request.content["ConsistentRead"] for request in reads)


# Others at the same items

CONFLICT = error(
    "TransactionCanceledException",
    CancellationReasons=[{"Code": "None"}, {"Code": "TransactionConflict", "Message": "busy"}],
)


@pytest.mark.parametrize(
    ("fault", "events"),
    [(error("TransactionConflictException"), ()), (CONFLICT, (SCORE,))],
    ids=["alone", "with events"],
)
def test_a_save_that_meets_a_transaction_of_others_is_stale(store, direct, proxy, fault, events):
    direct.save(ANA)
    proxy.faults = [fault]
    with pytest.raises(StaleCouple):
        store.save(replace(ANA, version=1, visits=1), events)


def test_a_transaction_that_was_throttled_is_not_stale(store, proxy):
    reasons = [{"Code": "ThrottlingError", "Message": "slow down"}, {"Code": "None"}]
    proxy.faults = [error("TransactionCanceledException", CancellationReasons=reasons)]
    with pytest.raises(StoreUnavailable):
        store.save(ANA, [SCORE])


def test_forgetting_waits_for_a_transaction_of_others_and_not_for_ever(store, direct, proxy):
    direct.save(ANA, [SCORE])
    proxy.faults = [error("TransactionConflictException")] * (ROUNDS - 2)
    store.forget("ana")
    assert direct.export("ana") == []
    proxy.faults = [error("TransactionConflictException")] * ROUNDS
    with pytest.raises(StoreUnavailable, match="something is left"):
        store.forget("ana")


def unprocessed(request, _carry_out):
    """DynamoDB took the batch, and did nothing of it."""
    (table,) = request.content["RequestItems"]
    capacity = [{"TableName": table, "CapacityUnits": 0.0}]
    body = {"UnprocessedItems": request.content["RequestItems"], "ConsumedCapacity": capacity}
    return answer(body)(request, _carry_out)


def through(_request, carry_out) -> Answer:
    return carry_out()


def test_forgetting_comes_back_for_what_a_batch_left_undone(store, direct, proxy):
    direct.save(ANA, [Event("kept", f"{number:02}") for number in range(60)])
    # The couple, the query, then three batches of which the first and the last are not carried out.
    proxy.faults = [through, through, unprocessed, through, unprocessed]
    store.forget("ana")
    assert proxy.operations == [
        *("DeleteItem", "Query", "BatchWriteItem", "BatchWriteItem", "BatchWriteItem"),
        *("DeleteItem", "Query", "BatchWriteItem", "BatchWriteItem"),
        *("DeleteItem", "Query"),
    ]
    assert direct.export("ana") == []


def test_forgetting_that_gets_nowhere_is_told_and_can_be_repeated(store, direct, proxy):
    direct.save(ANA, [SCORE])
    proxy.faults = [through, through, unprocessed] * ROUNDS
    with pytest.raises(StoreUnavailable, match=f"left after {ROUNDS} rounds"):
        store.forget("ana")
    assert direct.load("ana") is None
    store.forget("ana")
    assert direct.export("ana") == []


def test_forgetting_deletes_the_couple_before_it_looks_for_the_rest(store, direct, proxy):
    def others_save_meanwhile(_request, carry_out):
        with pytest.raises(StaleCouple):
            direct.save(replace(ANA, version=1, visits=1), [Event("kept", "late")])
        return carry_out()

    direct.save(ANA, [SCORE])
    proxy.faults = [through, others_save_meanwhile]
    store.forget("ana")
    assert direct.export("ana") == []


# How long it may take


def test_the_longest_silence_of_one_operation_is_under_three_seconds():
    config = settings()
    attempts = config.retries["total_max_attempts"]
    back_off = 0.05 * (2 ** (attempts - 1) - 1)
    assert attempts == 2
    assert attempts * (config.connect_timeout + config.read_timeout) + back_off == pytest.approx(2.85)
