"""A local Echo in a terminal: talk to the skill without a device, an account or a network.

What was typed is understood with the skill's own interaction model
(`understanding`), sorted into what Alexa would make of it (`listening`), sent
as a genuine request (`envelopes`) and told as it would sound (`telling`,
`voice`). `terminal.converse` is the whole of it.
"""
