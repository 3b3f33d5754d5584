"""template.yaml as CloudFormation gets it: expanded first, since linting it as it is misses much."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import get_session
from cfnlint.api import ManualArgs, lint
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[1]
SKILL_ID = "amzn1.ask.skill.12345678-1234-1234-1234-123456789abc"
IGNORED: dict[str, str] = {}
"""cfn-lint's rules that do not hold here, with the reason: none so far."""
REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"]
"""Where Alexa calls functions (developer.amazon.com, "Host a Custom Skill as an AWS Lambda Function")."""

Json = dict[str, Any]


def source() -> Json:
    parsed: Json = yaml_parse((ROOT / "template.yaml").read_text("utf-8"))
    return parsed


@pytest.fixture(scope="module")
def template() -> Json:
    read = source()
    read["Resources"]["Function"]["Properties"]["CodeUri"] = "s3://bucket/key"  # as `sam deploy` does it
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", "us-east-1")
        expanded: Json = transform(read, {}, None)
    return expanded


def the(template: Json, kind: str) -> Json:
    """The only resource of a kind."""
    (found,) = (each for each in template["Resources"].values() if each["Type"] == kind)
    resource: Json = found
    return resource


def statements(template: Json) -> list[Json]:
    role = the(template, "AWS::IAM::Role")["Properties"]
    return [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]


def alarms(template: Json) -> dict[str, Json]:
    resources = template["Resources"].items()
    return {name: it["Properties"] for name, it in resources if it["Type"] == "AWS::CloudWatch::Alarm"}


def test_neither_the_template_nor_what_becomes_of_it_gives_a_linter_anything_to_say(template: Json) -> None:
    config = ManualArgs(regions=REGIONS, ignore_checks=list(IGNORED))
    for text in ((ROOT / "template.yaml").read_text("utf-8"), json.dumps(template)):
        found = [f"{match.rule.id} {match.message} ({match.path})" for match in lint(text, config=config)]
        assert found == []


def test_the_function_runs_what_is_built_for_it(template: Json) -> None:
    function = the(template, "AWS::Lambda::Function")["Properties"]
    build = (ROOT / "lambda" / "build.py").read_text("utf-8")
    assert function["Runtime"] == "python3.13"
    assert '"--python-version", default="3.13"' in build
    assert function["Architectures"] == ["arm64"]
    assert "manylinux2014_aarch64" in build
    assert function["Handler"] == "lambda_function.lambda_handler"
    assert (ROOT / "lambda" / "lambda_function.py").is_file()
    # What SAM calls is named for the resource.
    assert source()["Resources"]["Function"]["Metadata"] == {
        "BuildMethod": "makefile",
        "WorkingDirectory": ".",
    }
    assert "\nbuild-Function:\n" in (ROOT / "lambda" / "Makefile").read_text("utf-8")


def test_the_function_answers_before_alexa_gives_up(template: Json) -> None:
    function = the(template, "AWS::Lambda::Function")["Properties"]
    assert function["Timeout"] == 7
    assert function["MemorySize"] == 1024


def test_the_function_gets_just_the_two_settings_it_needs(template: Json) -> None:
    function = the(template, "AWS::Lambda::Function")["Properties"]
    assert function["Environment"]["Variables"] == {
        "CLOSER_TABLE": {"Ref": "Table"},
        "CLOSER_SKILL_ID": {"Ref": "SkillId"},
    }


def test_only_this_skill_may_call_it(template: Json) -> None:
    assert the(template, "AWS::Lambda::Permission")["Properties"] == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Function"},
        "Principal": "alexa-appkit.amazon.com",
        "EventSourceToken": {"Ref": "SkillId"},
    }
    pattern = re.compile(template["Parameters"]["SkillId"]["AllowedPattern"])
    assert pattern.search(SKILL_ID)
    assert not pattern.search("any")
    assert "Default" not in template["Parameters"]["SkillId"]


def test_the_table_is_as_the_store_wants_it_and_outlives_the_stack(template: Json) -> None:
    table = the(template, "AWS::DynamoDB::Table")
    assert table["DeletionPolicy"] == "Retain"
    assert table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"] == {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 7},
        "SSESpecification": {"SSEEnabled": True},
    }


def test_it_may_do_to_the_table_what_the_store_does_and_no_more(template: Json) -> None:
    allowed, _ = statements(template)
    assert allowed["Resource"] == {"Fn::GetAtt": ["Table", "Arn"]}
    assert allowed["Action"] == sorted(needed())


def needed() -> set[str]:
    """The permissions for what skill/stores/dynamodb.py asks of DynamoDB.

    It asks through one function, by the operation's name; a transaction needs
    the permissions of its parts and none of its own.
    """
    model = get_session().get_service_model("dynamodb")
    names = {xform_name(name): name for name in model.operation_names}
    tree = ast.parse((ROOT / "skill" / "stores" / "dynamodb.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "_ask"]
    operations = {names[str(ast.literal_eval(call.args[0]))] for call in asked}
    direct = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "_client"]
    assert len(direct) == 2, "the client is used elsewhere than in _ask, too"
    if "TransactWriteItems" in operations:
        parts = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
        parts |= {"ConditionCheck": "ConditionCheckItem"}
        keys = {
            key.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant)
        }
        operations = operations - {"TransactWriteItems"} | {parts[part] for part in parts.keys() & keys}
    return {f"dynamodb:{operation}" for operation in operations}


def test_it_may_write_to_its_own_log_and_do_nothing_else(template: Json) -> None:
    role = the(template, "AWS::IAM::Role")["Properties"]
    assert "ManagedPolicyArns" not in role
    _, logging = statements(template)
    assert logging["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert logging["Resource"] == {"Fn::GetAtt": ["Logs", "Arn"]}
    assert len(statements(template)) == 2


def test_the_log_is_kept_for_a_month(template: Json) -> None:
    assert the(template, "AWS::Logs::LogGroup")["Properties"] == {"RetentionInDays": 30}
    function = the(template, "AWS::Lambda::Function")["Properties"]
    assert function["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": {"Ref": "Logs"}}


def test_alarms_go_off_when_it_fails_or_gets_slow(template: Json) -> None:
    errors, duration = alarms(template)["ErrorsAlarm"], alarms(template)["DurationAlarm"]
    for alarm in (errors, duration):
        assert alarm["Namespace"] == "AWS/Lambda"
        assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "Function"}}]
        assert alarm["TreatMissingData"] == "notBreaching"
    assert (errors["MetricName"], errors["Statistic"], errors["Threshold"]) == ("Errors", "Sum", 1)
    assert duration["MetricName"] == "Duration"
    assert duration["ExtendedStatistic"] == "p99"
    assert duration["ComparisonOperator"] == "GreaterThanThreshold"
    assert duration["Threshold"] == 5000


def test_an_alarm_goes_off_when_turns_end_in_apologies(template: Json) -> None:
    counted = the(template, "AWS::Logs::MetricFilter")["Properties"]
    alarm = alarms(template)["StumblesAlarm"]
    (metric,) = counted["MetricTransformations"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (metric["MetricNamespace"], metric["MetricName"])
    # The words that the pattern looks for are those that the skill logs.
    words = [word.removeprefix("?") for word in counted["FilterPattern"].split()]
    handling = (ROOT / "skill" / "alexa" / "handling.py").read_text("utf-8")
    errors = (ROOT / "skill" / "errors.py").read_text("utf-8")
    assert words == ["failed", "StoreUnavailable"]
    assert '{"failed": ' in handling
    assert "class StoreUnavailable(" in errors


def test_alarms_are_sent_only_where_somebody_wants_them(template: Json) -> None:
    topic = the(template, "AWS::SNS::Topic")
    assert topic["Condition"] == "HasAlarmEmail"
    assert template["Parameters"]["AlarmEmail"]["Default"] == ""
    for alarm in alarms(template).values():
        wanted, _, nothing = alarm["AlarmActions"]["Fn::If"]
        assert (wanted, nothing) == ("HasAlarmEmail", {"Ref": "AWS::NoValue"})


def test_it_tells_what_the_skill_needs_to_know_of_it(template: Json) -> None:
    assert template["Outputs"]["FunctionArn"]["Value"] == {"Fn::GetAtt": ["Function", "Arn"]}
    assert template["Outputs"]["TableName"]["Value"] == {"Ref": "Table"}
