"""How it sounds: a reply's lines become words, and words become SSML."""
