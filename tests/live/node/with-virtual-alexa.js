"use strict";

/* The evening through virtual-alexa: it understands, keeps the session, and asks over HTTP. */

const { VirtualAlexa } = require("virtual-alexa");

const { line, misses, setting } = require("./checking");
const evening = require("./evening");

async function main() {
  const alexa = VirtualAlexa.Builder()
    .interactionModelFile(setting("CLOSER_MODEL"))
    .skillURL(setting("CLOSER_URL"))
    .applicationID(setting("CLOSER_SKILL_ID"))
    .create();
  let sent;
  alexa.filter((request) => {
    sent = request;
  });
  let turns = 0;
  let missed = 0;
  for (const session of evening) {
    console.log(session.name);
    for (const [index, turn] of session.turns.entries()) {
      const reply = await alexa.utter(turn.say);
      const { intent, type } = sent.request;
      const meant = intent ? intent.name : type;
      // Its response object has shortcuts of its own beside Alexa's fields.
      const plain = { response: reply.response, sessionAttributes: reply.sessionAttributes };
      const wrong = misses(turn, meant, plain);
      if (sent.session.new !== (index === 0)) wrong.push("a session began or went on at the wrong time");
      console.log(line(turn, meant, plain, wrong));
      turns += 1;
      missed += wrong.length ? 1 : 0;
    }
  }
  console.log(`virtual-alexa: ${turns} turns, ${missed} missed`);
  process.exitCode = missed ? 1 : 0;
}

main().catch((error) => {
  console.error(`virtual-alexa: ${(error && error.stack) || error}`);
  process.exitCode = 1;
});
