"""Self-hosting: the skill as a web service, through Flask and flask-ask-sdk."""
