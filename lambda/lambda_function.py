"""What AWS Lambda runs. Everything is built here once, before the first request."""

from skill.wiring import lambda_handler as build

lambda_handler = build()
