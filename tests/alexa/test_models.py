"""What Alexa is told to listen for, and the rules that keep it fit to be heard."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from skill import heard
from skill.alexa import contract, models, rules
from skill.content.loading import library
from skill.dialogue.noticing import noticed

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "skill" / "content" / "en"
MODEL = json.loads((ROOT / "interaction_models" / "en-US.json").read_text(encoding="utf-8"))
MANIFEST = json.loads((ROOT / "interaction_models" / "skill.json").read_text(encoding="utf-8"))
SLOTS = tomllib.loads((CONTENT / "slots.toml").read_text(encoding="utf-8"))
DECKS = [
    tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted((CONTENT / "decks").glob("*.toml"))
]
SPOKEN = {
    "AMAZON.NUMBER": "one two three four five six seven eight nine ten",
    "AMAZON.DURATION": "an hour|two hours|half an hour|twenty minutes",
    "AMAZON.TIME": "six|half past eight|nine p.m.|eight in the evening",
    "AMAZON.FirstName": "ana ben maria sam yuki",
}
"""A few things that are said for Amazon's own types."""


class Listener:
    """Hears a sentence when it is a sample to the letter, with something sayable in each slot."""

    def __init__(self, model):
        self.intents = model["interactionModel"]["languageModel"]["intents"]
        self.values = {
            name: {way: value["id"] for value in values for way in rules._ways(value)}
            for name, values in rules.types(model).items()
        }
        for name, said in SPOKEN.items():
            self.values[name] = {way: way for way in said.split("|" if "|" in said else None)}

    def hear(self, sentence):
        """The intents with their slots that the sentence may mean."""
        found = []
        for intent in self.intents:
            kinds = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
            for sample in intent["samples"]:
                found += [
                    (intent["name"], slots) for slots in self.fit(sample.split(), sentence.split(), kinds)
                ]
        return found

    def fit(self, sample, words, kinds):
        """Every way to lay the words over the sample."""
        if not sample or not words:
            return [{}] if not sample and not words else []
        first, *rest = sample
        if not first.startswith("{"):
            return self.fit(rest, words[1:], kinds) if first == words[0] else []
        slot, found = first.strip("{}"), []
        for length in range(1, len(words) + 1):
            value = self.value(kinds[slot], " ".join(words[:length]))
            if value is not None:
                found += [{slot: value, **others} for others in self.fit(rest, words[length:], kinds)]
        return found

    def value(self, kind, said):
        return said if kind == "AMAZON.SearchQuery" else self.values[kind].get(said)


LISTENER = Listener(MODEL)

SENTENCES = [
    ("for tonight's question", "TonightsQuestionIntent", {}),
    ("give us a question about money", "TonightsQuestionIntent", {"Theme": "money"}),
    ("for something deep about how we met", "TonightsQuestionIntent",
     {"Depth": "deep", "Theme": "us_at_the_beginning"}),
    ("an easy question", "TonightsQuestionIntent", {"Depth": "light"}),
    ("let's talk about our dreams", "TonightsQuestionIntent", {"Theme": "dreams"}),
    ("what should we talk about tonight", "TonightsQuestionIntent", {}),
    ("let's say thank you to each other", "AppreciationRoundIntent", {}),
    ("three rounds of compliments", "AppreciationRoundIntent", {"Rounds": "three"}),
    ("for a date idea", "DateIdeaIntent", {}),
    ("a cheap date for friday", "DateIdeaIntent", {"Budget": "cheap", "Day": "friday"}),
    ("something that doesn't cost anything", "DateIdeaIntent", {"Budget": "free"}),
    ("what should we do tomorrow night", "DateIdeaIntent", {"Day": "tomorrow"}),
    ("something cozy on the couch", "DateIdeaIntent", {"Energy": "calm", "Place": "home"}),
    ("we only have half an hour", "DateIdeaIntent", {"Duration": "half an hour"}),
    ("an adventurous date out of town", "DateIdeaIntent", {"Energy": "active", "Place": "away"}),
    ("we just had an argument", "StartGuideIntent", {"Guide": "repair"}),
    ("that we had a big fight", "StartGuideIntent", {"Guide": "repair"}),
    ("start the weekly check in", "StartGuideIntent", {"Guide": "check_in"}),
    ("let's do a breathing exercise", "StartGuideIntent", {"Guide": "breathing"}),
    ("we want to listen to each other", "StartGuideIntent", {"Guide": "active_listening"}),
    ("i want to apologize", "StartGuideIntent", {"Guide": "apology"}),
    ("my partner isn't ready", "StartGuideIntent", {"Guide": "first_step"}),
    ("we feel like roommates", "StartGuideIntent", {"Guide": "closeness_check"}),
    ("help us talk about our day", "StartGuideIntent", {"Guide": "daily_debrief"}),
    ("she cheated on me", "StartGuideIntent", {"Guide": "trust"}),
    ("guide us through a heart to heart", "StartGuideIntent", {"Guide": "heart_to_heart"}),
    ("is this normal", "StartGuideIntent", {"Guide": "no_perfect_marriage"}),
    ("another one", "AnotherIntent", {}),
    ("give us a different one", "AnotherIntent", {}),
    ("skip this question", "AnotherIntent", {}),
    ("a bit deeper", "ChangeDepthIntent", {"Direction": "deeper"}),
    ("something lighter", "ChangeDepthIntent", {"Direction": "lighter"}),
    ("that's too heavy", "ChangeDepthIntent", {"Direction": "lighter"}),
    ("keep that one", "SaveThisIntent", {}),
    ("what did we keep", "ReadSavedIntent", {}),
    ("let's do that one", "AcceptDateIntent", {}),
    ("our date was a disaster", "RateDateIntent", {"Verdict": "flop"}),
    ("we loved it", "RateDateIntent", {"Verdict": "loved"}),
    ("i'd give our date a nine out of ten", "RateDateIntent", {"Score": "nine"}),
    ("i'd give the date a nine", "RateDateIntent", {"Score": "nine"}),
    ("whose turn is it to plan", "PlannerTurnIntent", {}),
    ("how can i surprise my partner", "SmallGestureIntent", {}),
    ("we are ana and ben", "IntroduceUsIntent", {"FirstPartner": "ana", "SecondPartner": "ben"}),
    ("i'm sam and this is yuki", "IntroduceUsIntent", {"FirstPartner": "sam", "SecondPartner": "yuki"}),
    ("call us maria and sam", "IntroduceUsIntent", {"FirstPartner": "maria", "SecondPartner": "sam"}),
    ("my name is ben", "IntroduceUsIntent", {"FirstPartner": "ben"}),
    ("my partner is yuki", "IntroduceUsIntent", {"SecondPartner": "yuki"}),
    ("four stars", "RateDateIntent", {"Score": "four"}),
    ("we'd give it four out of five", "RateDateIntent", {"Score": "four"}),
    ("it was a flop", "RateDateIntent", {"Verdict": "flop"}),
    ("it was not bad at all", "RateDateIntent", {"Verdict": "fine"}),
    ("ben goes first", "WhoStartsIntent", {"Partner": "ben"}),
    ("let maria start", "WhoStartsIntent", {"Partner": "maria"}),
    ("who starts", "WhoStartsIntent", {}),
    ("it's sam speaking", "IntroduceUsIntent", {"FirstPartner": "sam"}),
    ("what is my surprise", "SurpriseIntent", {}),
    ("whose turn is it to surprise", "SurpriseIntent", {}),
    ("a surprise for my partner", "SmallGestureIntent", {}),
    ("we want to plan a surprise", "StartGuideIntent", {"Guide": "plan_surprise"}),
    ("keep the words you are my home", "KeepAppreciationIntent", {"Words": "you are my home"}),
    ("start our journey", "JourneyIntent", {}),
    ("where are we on our path", "JourneyIntent", {}),
    ("seven", "ScoreIntent", {"Score": "seven"}),
    ("an eight", "ScoreIntent", {"Score": "eight"}),
    ("i'd say six", "ScoreIntent", {"Score": "six"}),
    ("four out of ten", "ScoreIntent", {"Score": "four"}),
    ("lonely", "FeelingIntent", {"Feeling": "lonely"}),
    ("i feel a bit left out", "FeelingIntent", {"Feeling": "excluded"}),
    ("i'm really tired", "FeelingIntent", {"Feeling": "tired"}),
    ("fear", "FeelingIntent", {"Feeling": "afraid"}),
    ("remind us to talk about the summer", "NoteIntent", {"Note": "the summer"}),
    ("make a note your mother's birthday", "NoteIntent", {"Note": "your mother's birthday"}),
    ("what did we want to talk about", "ReadNotesIntent", {}),
    ("how are we doing", "ProgressIntent", {}),
    ("what's our streak", "ProgressIntent", {}),
    ("remind us every sunday at six", "ScheduleIntent", {"Day": "sunday", "Time": "six"}),
    ("schedule our check in for friday at half past eight", "ScheduleIntent",
     {"Ritual": "check_in", "Day": "friday", "Time": "half past eight"}),
    ("remind us about our date night every saturday", "ScheduleIntent",
     {"Ritual": "date_idea", "Day": "saturday"}),
    ("every day at six", "ScheduleIntent", {"Day": "daily", "Time": "six"}),
    ("sunday evening", "ScheduleIntent", {"Day": "sunday"}),
    ("on sundays", "ScheduleIntent", {"Day": "sunday"}),
    ("at half past eight", "ScheduleIntent", {"Time": "half past eight"}),
    ("move our check in to monday", "ScheduleIntent", {"Ritual": "check_in", "Day": "monday"}),
    ("change the check in to six", "ScheduleIntent", {"Ritual": "check_in", "Time": "six"}),
    ("stop reminding us about the check in", "UnscheduleIntent", {"Ritual": "check_in"}),
    ("what reminders do we have", "ReadRitualsIntent", {}),
    ("when is our check in", "ReadRitualsIntent", {}),
    ("stop reminding us", "UnscheduleIntent", {}),
    ("cancel the check in reminder", "UnscheduleIntent", {"Ritual": "check_in"}),
    ("we're done", "DoneIntent", {}),
    ("your turn", "DoneIntent", {}),
    ("that's all from me", "DoneIntent", {}),
    ("more time", "MoreTimeIntent", {}),
    ("one more minute", "MoreTimeIntent", {}),
    ("why this one", "ExplainIntent", {}),
    ("how does this help", "ExplainIntent", {}),
    ("slow down", "PreferenceIntent", {"Preference": "slower"}),
    ("can you speak faster", "PreferenceIntent", {"Preference": "faster"}),
    ("we don't drink", "PreferenceIntent", {"Preference": "no_alcohol"}),
    ("that we have kids", "PreferenceIntent", {"Preference": "children"}),
    ("turn off the timer", "PreferenceIntent", {"Preference": "no_timer"}),
    ("we don't have much money", "PreferenceIntent", {"Preference": "cheap"}),
    ("we'd rather stay home", "PreferenceIntent", {"Preference": "at_home"}),
    ("we want to stay home", "DateIdeaIntent", {"Place": "home"}),
    ("something free", "DateIdeaIntent", {"Budget": "free"}),
    ("calm", "FeelingIntent", {"Feeling": "calm"}),
    ("nothing about religion", "PreferenceIntent", {"Preference": "no_faith"}),
    ("what do you know about us", "WhatYouKnowIntent", {}),
    ("forget our budget", "ForgetTasteIntent", {"Taste": "budget"}),
    ("forget that we don't drink", "ForgetTasteIntent", {"Taste": "alcohol"}),
    ("forget us", "ForgetUsIntent", {}),
    ("we need a counselor", "SupportIntent", {}),
    ("he hits me", "CrisisIntent", {"Danger": "fear"}),
    ("please help me she won't let me see my friends", "CrisisIntent", {"Danger": "fear"}),
    ("i want to die", "CrisisIntent", {"Danger": "self_harm"}),
    ("i might hurt her", "CrisisIntent", {"Danger": "harm_other"}),
    ("help i'm afraid for my child", "CrisisIntent", {"Danger": "child"}),
    ("i need help right now", "CrisisIntent", {}),
    ("my partner is violent", "CrisisIntent", {}),
    ("this is an emergency", "CrisisIntent", {}),
    ("delete everything", "ForgetUsIntent", {}),
    ("not yet", "AMAZON.NoIntent", {}),
    ("skip", "AMAZON.NextIntent", {}),
    ("skip this one", "AMAZON.NextIntent", {}),
    ("goodbye", "AMAZON.StopIntent", {}),
    ("we're done for tonight", "AMAZON.StopIntent", {}),
    ("what was the question", "AMAZON.RepeatIntent", {}),
    ("let's take a break", "AMAZON.PauseIntent", {}),
    ("carry on where we left off", "AMAZON.ResumeIntent", {}),
    ("start fresh", "AMAZON.StartOverIntent", {}),
    ("he kills me with his jokes", None, {}),
    ("i could kill for a pizza", None, {}),
    ("we died laughing", None, {}),
    ("what's the weather tomorrow", None, {}),
]  # fmt: skip
"""What people say, and the intent that must hear it to the letter; None for what no sample may hold."""


def documented():
    """Every example of docs/intents.md, with the intent it is an example of."""
    for line in (ROOT / "docs" / "intents.md").read_text(encoding="utf-8").splitlines():
        row = re.fullmatch(r"\| `(\w+)` \|.*\| ([^|]+) \|", line)
        if row and row[1] in contract.INTENTS:
            yield row[1], re.findall('"([^"]+)"', row[2])


def test_the_examples_of_the_documentation_are_heard():
    examples = dict(documented())
    assert list(examples) == list(contract.INTENTS)
    for intent, sentences in examples.items():
        assert len(sentences) == 3
        for sentence in sentences:
            assert intent in [name for name, _ in LISTENER.hear(sentence)], sentence


@pytest.mark.parametrize(("sentence", "intent", "slots"), SENTENCES, ids=[one[0] for one in SENTENCES])
def test_a_sentence_is_heard_as_what_it_means(sentence, intent, slots):
    found = [
        (name, held)
        for name, held in LISTENER.hear(sentence)
        if contract.SAME.get(held.get("Guide")) != intent or name == intent  # either way it starts the same
    ]
    assert {name for name, _ in found} == ({intent} if intent else set())
    if intent:
        assert slots in [held for _, held in found]


def test_the_model_is_in_order():
    assert [str(problem) for problem in models.check(MODEL)] == []


def test_the_manifest_is_in_order():
    assert [str(problem) for problem in models.check_manifest(MANIFEST, MODEL)] == []


def test_the_slot_types_are_those_of_the_content():
    assert models.stale(MODEL, SLOTS, DECKS) == []


def test_the_files_stand_as_they_are_written():
    folder = ROOT / "interaction_models"
    assert (folder / "en-US.json").read_text(encoding="utf-8") == models.text(MODEL)
    assert (folder / "skill.json").read_text(encoding="utf-8") == models.text(MANIFEST)


def test_a_changed_vocabulary_makes_its_type_stale_and_generating_mends_it():
    slots = {**SLOTS, "Depth": {**SLOTS["Depth"], "deep": ["bottomless"]}}
    decks = [*DECKS, {"id": "stars", "name": "the stars", "synonyms": ["planets"]}]
    assert models.stale(MODEL, slots, decks) == ["THEME", "DEPTH"]
    mended = models.generate(MODEL, slots, decks)
    assert models.stale(mended, slots, decks) == []
    themes = [theme["id"] for theme in rules.types(mended)["THEME"]]
    assert "stars" in themes
    assert themes == sorted(themes)


def test_a_type_that_no_file_knows_is_stale():
    slots = {name: table for name, table in SLOTS.items() if name != "Verdict"}
    assert models.stale(MODEL, slots, DECKS) == ["VERDICT"]


def test_generating_leaves_the_model_it_is_given_alone():
    before = copy.deepcopy(MODEL)
    models.generate(MODEL, {}, [])
    assert before == MODEL


def test_a_value_is_said_as_its_id_and_a_theme_as_its_deck():
    made = rules.types(
        models.generate(
            MODEL,
            {
                "Guide": {"check_in": ["weekly talk", "check in"]},
                "Danger": {"fear": ["he hits me", "she hits me"]},
                "Preference": {"calm": ["we like it calm", "calm dates"]},
            },
            [{"id": "future", "name": "the future", "synonyms": ["our plans"]}, {"id": "art", "name": "art"}],
        )
    )
    assert made == {
        "THEME": [
            {"id": "art", "name": {"value": "art", "synonyms": []}},
            {"id": "future", "name": {"value": "the future", "synonyms": ["our plans"]}},
        ],
        "GUIDE": [{"id": "check_in", "name": {"value": "check in", "synonyms": ["weekly talk"]}}],
        "DANGER": [{"id": "fear", "name": {"value": "he hits me", "synonyms": ["she hits me"]}}],
        "PREFERENCE": [{"id": "calm", "name": {"value": "we like it calm", "synonyms": ["calm dates"]}}],
    }


def test_the_contract_is_what_the_dialogue_knows():
    assert set(SLOTS["Danger"]) == set(heard.DANGERS) - {"unsaid"}
    for name, ids in contract.VALUES.items():
        known = [value["id"] for value in rules.types(MODEL)[name]]
        if name == "GUIDE":  # writers add guides of their own
            known = [one for one in known if one in ids]
        assert sorted(known) == sorted(ids), name


def test_there_is_a_large_enough_vocabulary():
    assert 115 <= len(SLOTS["Feeling"]) <= 125
    assert all(len(SLOTS["Guide"][guide]) >= 8 for guide in contract.GUIDES)
    assert all(len(ways) >= 30 for ways in SLOTS["Danger"].values())


@pytest.mark.parametrize("kind", SLOTS["Danger"])
def test_words_of_danger_are_for_any_couple(kind):
    said = Counter(word for sentence in SLOTS["Danger"][kind] for word in sentence.split())
    assert said["he"] + said["him"] + said["he's"] > 0
    assert said["she"] + said["her"] + said["she's"] > 0
    assert said["partner"] > 0


@pytest.mark.parametrize(
    "harmless",
    [
        "he kills me with his jokes",
        "she hit the nail on the head",
        "i could kill for a pizza",
        "i'm dying to see the sea",
        "you're killing it",
        "he hit the snooze button",
        "i'm afraid we're out of milk",
        "i'm scared of spiders",
        "our child starts school",
        "i want to live by the sea",
        "my partner is the best",
        "the kids want a dog",
        "i want to hurry up with the kitchen",
    ],
)
def test_harmless_words_are_no_danger(harmless):
    dangers = [
        sentence for ways in SLOTS["Danger"].values() for sentence in ways if sentence in f"note {harmless}"
    ]
    assert dangers == []
    assert all(name != "CrisisIntent" for name, _ in LISTENER.hear(harmless))


def test_nothing_of_ours_sounds_like_two_names():
    alike = [words for words, *_ in rules.spoken(MODEL) if re.fullmatch(r"\w+ and \w+", words)]
    assert alike == []


def test_words_of_danger_within_a_note_are_found():
    known = library().dangers
    assert noticed("we should talk about how he hits me", known) == "fear"
    assert noticed("I want to die.", known) == "self_harm"


# Each rule, on a model with one thing wrong.


def shortened(model):
    """The model with three synonyms a value, which is a good deal faster to check."""
    short = copy.deepcopy(model)
    for kind in short["interactionModel"]["languageModel"]["types"]:
        for value in kind["values"]:
            del value["name"]["synonyms"][3:]
    return short


SHORT = shortened(MODEL)


def language(model):
    return model["interactionModel"]["languageModel"]


def intent(model, name):
    return next(one for one in language(model)["intents"] if one["name"] == name)


def samples(model, name):
    return intent(model, name)["samples"]


def values(model, name):
    return next(one for one in language(model)["types"] if one["name"] == name)["values"]


def without_an_intent(name):
    def change(model):
        language(model)["intents"].remove(intent(model, name))

    return change


def with_a_sample(name, sample):
    return lambda model: samples(model, name).append(sample)


def with_a_synonym(name, value_id, synonym):
    def change(model):
        value = next(one for one in values(model, name) if one["id"] == value_id)
        value["name"]["synonyms"].append(synonym)

    return change


def named(name):
    return lambda model: language(model).update(invocationName=name)


def with_a_dialog(model):
    model["interactionModel"]["dialog"] = {
        "intents": [
            {
                "name": "ScheduleIntent",
                "confirmationRequired": False,
                "prompts": {},
                "slots": [
                    {
                        "name": "Time",
                        "type": "AMAZON.TIME",
                        "prompts": {"elicitation": "Elicit.Time"},
                        "validations": [{"type": "isInSet", "prompt": "Validate.Time", "values": []}],
                    }
                ],
            }
        ]
    }
    model["interactionModel"]["prompts"] = [
        {"id": "Elicit.Time", "variations": [{"type": "PlainText", "value": "At what time?"}]},
        {"id": "Elicit.Day", "variations": [{"type": "PlainText", "value": "On which day?"}]},
    ]


def with_many_intents(model):
    language(model)["intents"] += [{"name": f"Extra{number}Intent", "samples": []} for number in range(220)]


def with_a_novel(model):
    model["description"] = "so " * 500_000


WRONG = {
    "an undeclared slot": (
        with_a_sample("ExplainIntent", "why {Guide}"),
        "ExplainIntent",
        "names the slot Guide, which is not declared",
    ),
    "an undeclared type": (
        lambda model: intent(model, "FeelingIntent")["slots"].append({"name": "Why", "type": "REASON"}),
        "FeelingIntent",
        "the undeclared type REASON",
    ),
    "an unused slot": (
        lambda model: intent(model, "DoneIntent").update(slots=[{"name": "Score", "type": "AMAZON.NUMBER"}]),
        "DoneIntent",
        "the slot Score is in no sample",
    ),
    "an unused type": (
        lambda model: language(model)["types"].append({"name": "COLOR", "values": []}),
        "COLOR",
        "no slot is of this type",
    ),
    "a slot of the contract with another type": (
        lambda model: intent(model, "ScoreIntent")["slots"][0].update(type="AMAZON.FOUR_DIGIT_NUMBER"),
        "ScoreIntent",
        "no slot Score of the type AMAZON.NUMBER",
    ),
    "a slot of the contract gone": (
        lambda model: intent(model, "UnscheduleIntent").pop("slots"),
        "UnscheduleIntent",
        "no slot Ritual of the type RITUAL",
    ),
    "a sample twice in an intent": (
        with_a_sample("ExplainIntent", "why"),
        'ExplainIntent: "why"',
        "stands in ExplainIntent already",
    ),
    "a sample in two intents": (
        with_a_sample("AMAZON.StopIntent", "We're done"),
        "AMAZON.StopIntent",
        "stands in DoneIntent already",
    ),
    "a sample that is a value of another intent": (
        with_a_sample("DoneIntent", "after a fight"),
        "DoneIntent",
        '"after a fight" is also heard as StartGuide',
    ),
    "a value that is a sample of another intent": (
        with_a_synonym("FEELING", "numb", "done"),
        "DoneIntent",
        '"done" is also heard as FeelingIntent',
    ),
    "a value in two intents": (
        with_a_synonym("GUIDE", "repair", "furious"),
        "FeelingIntent",
        '"furious" is also heard as StartGuideIntent',
    ),
    "one number in two intents": (
        with_a_sample("AppreciationRoundIntent", "a {Rounds}"),
        "ScoreIntent",
        "is also heard as AppreciationRoundIntent",
    ),
    "a guide that another intent's words start": (
        with_a_synonym("GUIDE", "repair", "date night"),
        "StartGuideIntent",
        "is also heard as DateIdeaIntent",
    ),
    "a prompt that is not there": (with_a_dialog, "Validate.Time", "which is not there"),
    "a prompt that nothing asks with": (with_a_dialog, "Elicit.Day", "nothing in the dialog names"),
    "a name of one word": (named("closer"), "invocationName", "not two or more words"),
    "a name with capitals": (named("Closer Together"), "invocationName", "lower case"),
    "a name with a digit": (named("closer 2 gether"), "invocationName", "not two or more words"),
    "a name with a launch word": (named("open closer together"), "invocationName", '"open"'),
    "a name with a wake word": (named("alexa together"), "invocationName", '"alexa"'),
    "a digit in a sample": (
        with_a_sample("MoreTimeIntent", "2 more minutes"),
        "MoreTimeIntent",
        "nobody speaks",
    ),
    "punctuation in a sample": (
        with_a_sample("ExplainIntent", "why, though?"),
        "ExplainIntent",
        "nobody speaks",
    ),
    "capitals in a sample": (with_a_sample("ExplainIntent", "But why"), "ExplainIntent", "nobody speaks"),
    "two spaces in a sample": (with_a_sample("ExplainIntent", "but  why"), "ExplainIntent", "nobody speaks"),
    "a slot twice in a sample": (
        with_a_sample("ScoreIntent", "{Score} or {Score}"),
        "ScoreIntent",
        "names a slot twice",
    ),
    "a digit in a value": (with_a_synonym("BUDGET", "cheap", "under 20 dollars"), "BUDGET", "nobody speaks"),
    "a hyphen in a value": (with_a_synonym("GUIDE", "check_in", "the check-in"), "GUIDE", "nobody speaks"),
    "a long value": (
        with_a_synonym("FEELING", "happy", "so " * 60 + "happy"),
        "FEELING",
        "has 185 characters",
    ),
    "a synonym of two values": (
        with_a_synonym("FEELING", "sad", "furious"),
        "FEELING",
        '"furious" is also said',
    ),
    "a value gone": (lambda model: values(model, "DEPTH").pop(), "DEPTH", "the value deep is missing"),
    "no built-in intent": (without_an_intent("AMAZON.HelpIntent"), "AMAZON.HelpIntent", "is missing"),
    "no intent of the contract": (without_an_intent("ForgetUsIntent"), "ForgetUsIntent", "is missing"),
    "an intent twice": (
        lambda model: language(model)["intents"].append({"name": "DoneIntent", "samples": []}),
        "DoneIntent",
        "stands here twice",
    ),
    "too few samples": (
        lambda model: intent(model, "DoneIntent").update(samples=samples(model, "DoneIntent")[:24]),
        "DoneIntent",
        "has 24 samples",
    ),
    "free words alone": (with_a_sample("NoteIntent", "{Note}"), "NoteIntent", "nothing but free words"),
    "free words with another slot": (
        lambda model: (
            samples(model, "NoteIntent").append("note {Note} for {Day}"),
            intent(model, "NoteIntent")["slots"].append({"name": "Day", "type": "DAY"}),
        ),
        "NoteIntent",
        "beside the one for free words",
    ),
    "too many intents": (with_many_intents, "intents", "there are 267 intents"),
    "too large a file": (with_a_novel, "the file", "bytes"),
}
"""A change for the worse, where it is to be found, and what is said of it."""


@pytest.mark.parametrize(("change", "place", "words"), WRONG.values(), ids=WRONG)
def test_a_rule_finds_what_is_wrong(change, place, words):
    broken = copy.deepcopy(SHORT)
    change(broken)
    found = models.check(broken, "some.json")
    assert any(problem.place.startswith(place) and words in problem.problem for problem in found), found[:5]
    assert all(problem.file == "some.json" and problem.hint for problem in found)


def test_two_samples_that_clash_are_told_of_once():
    broken = copy.deepcopy(SHORT)
    with_a_synonym("GUIDE", "repair", "mad")(broken)
    with_a_synonym("GUIDE", "repair", "furious")(broken)
    told = [problem.place for problem in models.check(broken)]
    assert told.count('FeelingIntent: "{Feeling}"') == 1


def test_a_guide_may_be_named_as_its_own_intent_is():
    said = copy.deepcopy(SHORT)
    with_a_synonym("GUIDE", "date_idea", "date night")(said)
    assert models.check(said) == []


def test_a_spelled_abbreviation_may_have_periods():
    spelled = copy.deepcopy(SHORT)
    with_a_sample("PreferenceIntent", "turn off the t.v. and the timer")(spelled)
    assert models.check(spelled) == []


def store(manifest):
    return manifest["manifest"]["publishingInformation"]


def page(manifest):
    return store(manifest)["locales"]["en-US"]


def privacy(manifest):
    return manifest["manifest"]["privacyAndCompliance"]


UNFIT = {
    "two phrases": (lambda one: page(one)["examplePhrases"].pop(), "examplePhrases", "there are 2"),
    "a first phrase that opens nothing": (
        lambda one: page(one)["examplePhrases"].reverse(),
        "examplePhrases",
        "does not wake Alexa",
    ),
    "a first phrase without the name": (
        lambda one: page(one)["examplePhrases"].__setitem__(0, "Alexa, open closer"),
        "examplePhrases",
        "the first",
    ),
    "a phrase that no sample hears": (
        lambda one: page(one)["examplePhrases"].__setitem__(1, "Alexa, ask closer together for the moon"),
        "examplePhrases",
        'no sample hears "for the moon"',
    ),
    "a phrase for another skill": (
        lambda one: page(one)["examplePhrases"].__setitem__(2, "Alexa, ask near together for a date idea"),
        "examplePhrases",
        "for nothing",
    ),
    "no summary": (lambda one: page(one).pop("summary"), "summary", "missing"),
    "a long summary": (lambda one: page(one).update(summary="so " * 60), "summary", "its length is 180"),
    "no word on therapy": (
        lambda one: page(one).update(description=page(one)["description"].replace("not therapy", "nice")),
        "description",
        "not therapy",
    ),
    "no page at all": (lambda one: store(one)["locales"].clear(), "en-US: name", "missing"),
    "another category": (lambda one: store(one).update(category="NOVELTY"), "category", "NOVELTY"),
    "nothing to test by": (lambda one: store(one).pop("testingInstructions"), "testingInstructions", "none"),
    "offered nowhere": (lambda one: store(one)["distributionCountries"].clear(), "distribution", "nowhere"),
    "for children": (lambda one: privacy(one).update(isChildDirected=True), "isChildDirected", "not false"),
    "no privacy policy": (
        lambda one: privacy(one)["locales"]["en-US"].pop("privacyPolicyUrl"),
        "privacyPolicyUrl",
        "no page of ours",
    ),
    "somebody else's terms": (
        lambda one: privacy(one)["locales"]["en-US"].update(termsOfUseUrl="https://example.com/terms"),
        "termsOfUseUrl",
        "no page of ours",
    ),
    "no event when people leave": (
        lambda one: one["manifest"]["events"]["subscriptions"].clear(),
        "events",
        "SKILL_DISABLED",
    ),
}


@pytest.mark.parametrize(("change", "place", "words"), UNFIT.values(), ids=UNFIT)
def test_a_manifest_that_is_unfit_is_found(change, place, words):
    broken = copy.deepcopy(MANIFEST)
    change(broken)
    found = models.check_manifest(broken, SHORT, "store.json")
    assert any(place in problem.place and words in problem.problem for problem in found), found[:5]
    assert all(problem.file == "store.json" and problem.hint for problem in found)


def test_a_locale_without_a_page_lacks_all_of_it():
    found = models.check_manifest(MANIFEST, SHORT, locale="de-DE")
    assert {"de-DE: name", "de-DE: summary", "de-DE: description", "de-DE: privacyPolicyUrl"} <= {
        problem.place for problem in found
    }


def test_a_problem_reads_as_one_line():
    problem = models.Problem("en-US.json", "DoneIntent", "the intent has 3 samples", "write more")
    assert str(problem) == "en-US.json: DoneIntent: the intent has 3 samples (write more)"
