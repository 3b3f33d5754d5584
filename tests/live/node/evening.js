"use strict";

/*
 * One evening of a couple, as both clients play it.
 *
 * A session is what lies between opening the skill and its end; a turn is
 *
 *   say     what somebody says, in words of our interaction model's samples
 *   intent  what these words have to be understood as
 *   at      the place [guide, step, speaker] that the reply has to lead to;
 *           "closed" when the reply has to end the session
 *   wish    what the date on offer has to fit, where it was asked for
 *   words   what the reply has to say among other things
 *
 * The clients are simple: words with "ask", "open" or "tell" in them anywhere
 * open the skill, so nobody says these but at the beginning; and numbers are
 * said as digits, which is what Alexa makes of them.
 */
module.exports = [
  {
    name: "first use: names, and tonight's question to its end",
    turns: [
      { say: "open closer together", intent: "LaunchRequest", at: ["tonights_question", "first", 0] },
      {
        say: "we are Anna and Ben",
        intent: "IntroduceUsIntent",
        at: ["tonights_question", "first", 0],
        words: ["Anna", "Ben"],
      },
      { say: "done", intent: "DoneIntent", at: ["tonights_question", "second", 1], words: ["Ben"] },
      { say: "more time please", intent: "MoreTimeIntent", at: ["tonights_question", "second", 1] },
      { say: "I'm done", intent: "DoneIntent", at: ["tonights_question", "together", 0] },
      { say: "no thanks", intent: "AMAZON.NoIntent", at: "closed" },
    ],
  },
  {
    name: "an appreciation round to its end",
    turns: [
      {
        say: "ask closer together to start an appreciation round",
        intent: "AppreciationRoundIntent",
        at: ["appreciation_round", "turn", 0],
        words: ["Anna"],
      },
      { say: "your turn", intent: "DoneIntent", at: ["appreciation_round", "turn", 1], words: ["Ben"] },
      { say: "done", intent: "DoneIntent", at: ["appreciation_round", "turn", 0] },
      { say: "next", intent: "AMAZON.NextIntent", at: ["appreciation_round", "turn", 1] },
      { say: "that's it from me", intent: "DoneIntent", at: ["appreciation_round", "more", 0] },
      { say: "no thanks", intent: "AMAZON.NoIntent", at: "closed" },
    ],
  },
  {
    name: "a date that costs nothing, the second that is offered",
    turns: [
      {
        say: "ask closer together to find us a free date",
        intent: "DateIdeaIntent",
        at: ["date_idea", "offer", 0],
        wish: { budget: "free" },
      },
      {
        say: "a different one",
        intent: "AnotherIntent",
        at: ["date_idea", "offer", 0],
        wish: { budget: "free" },
      },
      {
        say: "we'll do that one",
        intent: "AcceptDateIntent",
        at: ["date_idea", "accepted", 0],
        words: ["Anna"],
      },
      { say: "no thanks", intent: "AMAZON.NoIntent", at: "closed" },
    ],
  },
  {
    name: "the weekly check-in, stopped in the middle",
    turns: [
      {
        say: "ask closer together to begin our weekly check in",
        intent: "StartGuideIntent",
        at: ["check_in", "appreciate", 0],
        words: ["Anna", "Ben"],
      },
      { say: "done", intent: "DoneIntent", at: ["check_in", "appreciate", 1] },
      { say: "we're ready", intent: "DoneIntent", at: ["check_in", "went_well", 0] },
      { say: "yes", intent: "AMAZON.YesIntent", at: ["check_in", "one_thing", 0] },
      { say: "yes please", intent: "AMAZON.YesIntent", at: ["check_in", "floor", 0], words: ["Anna"] },
      { say: "help", intent: "AMAZON.HelpIntent", at: ["check_in", "floor", 0] },
      { say: "stop", intent: "AMAZON.StopIntent", at: "closed" },
    ],
  },
  {
    name: "the weekly check-in, carried on exactly there to its end",
    turns: [
      { say: "open closer together", intent: "LaunchRequest", at: ["check_in", "floor", 0], words: ["Anna"] },
      { say: "done", intent: "DoneIntent", at: ["check_in", "mirror", 0] },
      { say: "say that again", intent: "AMAZON.RepeatIntent", at: ["check_in", "mirror", 0] },
      { say: "yes", intent: "AMAZON.YesIntent", at: ["check_in", "floor", 1], words: ["Ben"] },
      { say: "done", intent: "DoneIntent", at: ["check_in", "mirror", 1] },
      { say: "yes", intent: "AMAZON.YesIntent", at: ["check_in", "solve", 0] },
      { say: "next", intent: "AMAZON.NextIntent", at: ["check_in", "agree", 0] },
      { say: "done", intent: "DoneIntent", at: ["check_in", "agree", 1] },
      { say: "done", intent: "DoneIntent", at: ["check_in", "suits", 0] },
      { say: "sure", intent: "AMAZON.YesIntent", at: ["check_in", "closeness", 0] },
      { say: "I'd say 8", intent: "ScoreIntent", at: ["check_in", "closeness", 1] },
      { say: "7 out of ten", intent: "ScoreIntent", at: "closed" },
    ],
  },
  {
    name: "everything is deleted",
    turns: [
      { say: "ask closer together to forget us", intent: "ForgetUsIntent", at: ["forget", "confirm", 0] },
      { say: "yes", intent: "AMAZON.YesIntent", at: "closed" },
    ],
  },
];
