"""Where couples are kept: in memory, in a SQLite file, or in DynamoDB.

All three keep the same items (see `items`) by the same rules, and one suite of
tests holds them to that.
"""
