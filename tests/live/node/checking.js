"use strict";

/* What every reply of an evening is held to, whichever client got it. */

const LONGEST_SPEECH = 8000; // characters, by Alexa's rules
const LARGEST_REPLY = 24 * 1024; // bytes

/** The words of a reply without markup. */
function spoken(reply) {
  const ssml = reply.response.outputSpeech ? reply.response.outputSpeech.ssml : "";
  return ssml
    .replace(/<[^>]*>/g, " ")
    .replace(/&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** Everything that is wrong with a reply; empty when it is as the turn wants it. */
function misses(turn, intent, reply) {
  const found = [];
  const { response, sessionAttributes } = reply;
  if (intent !== turn.intent) found.push(`understood as ${intent}, not ${turn.intent}`);
  if (!response) return [...found, `no reply but ${JSON.stringify(reply)}`];
  const words = spoken(reply);
  const closed = response.shouldEndSession === true;
  if (turn.at === "closed") {
    if (!closed) found.push("the session was to end");
    if (response.reprompt) found.push("a reprompt, and nobody listens");
    if (!words) found.push("no word of farewell");
  } else {
    const place = (sessionAttributes || {}).place || {};
    const at = [place.guide, place.step, place.speaker || 0];
    if (response.shouldEndSession !== false) found.push("the session was to stay open");
    if (at.join("/") !== turn.at.join("/")) found.push(`at ${at.join("/")}, not ${turn.at.join("/")}`);
    if (!words.endsWith("?")) found.push("the last sentence is no question");
    if (!response.reprompt) found.push("no reprompt");
    for (const [name, value] of Object.entries(turn.wish || {})) {
      const got = (place.wish || {})[name];
      if (got !== value) found.push(`${name} ${got}, not ${value}`);
    }
  }
  for (const word of turn.words || []) if (!words.includes(word)) found.push(`"${word}" is not said`);
  if ((response.outputSpeech || {}).type !== "SSML") found.push("no SSML");
  else if (response.outputSpeech.ssml.length > LONGEST_SPEECH) found.push("too long to be spoken");
  if (Buffer.byteLength(JSON.stringify(reply)) > LARGEST_REPLY) found.push("larger than 24 KB");
  return found;
}

/** One line about a turn. */
function line(turn, intent, reply, wrong) {
  const where = turn.at === "closed" ? "closed" : turn.at.join("/");
  const end = reply.response ? spoken(reply).slice(-70) : "";
  const judged = wrong.length ? `MISSED: ${wrong.join("; ")}` : `${where}  ...${end}`;
  return `  "${turn.say}" (${intent})  ${judged}`;
}

/** A setting from the environment. */
function setting(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set; tests/live/test_evening.py sets what this needs`);
    process.exit(2);
  }
  return value;
}

module.exports = { line, misses, setting };
