"use strict";

/*
 * The evening through ask-sdk-test, run by mocha: it makes requests of its own
 * kind, and checks by its own rules that a session stays open exactly when a
 * question is asked. It does not understand words; virtual-alexa's model does
 * that for it.
 */

const { AlexaTest, IntentRequestBuilder, LaunchRequestBuilder } = require("ask-sdk-test");
const { InteractionModel } = require("virtual-alexa/lib/src/model/InteractionModel");
const { Utterance } = require("virtual-core");

const { line, misses, setting } = require("./checking");
const evening = require("./evening");

const url = setting("CLOSER_URL");
const model = InteractionModel.fromFile(setting("CLOSER_MODEL"));
const settings = {
  appId: setting("CLOSER_SKILL_ID"),
  userId: "amzn1.ask.account.ASKSDKTEST",
  deviceId: "amzn1.ask.device.ASKSDKTEST",
  locale: "en-US",
};

/** The function that ask-sdk-test calls: the skill behind the address, as if it were in here. */
function handler(event, _context, callback) {
  // With a token the skill would ask Alexa for the time zone; nothing here leaves this machine.
  delete event.context.System.apiAccessToken;
  const body = JSON.stringify(event);
  fetch(url, { method: "POST", body, headers: { "Content-Type": "application/json" } })
    .then((reply) => reply.json())
    .then((reply) => callback(null, reply), callback);
}

/** The request for what somebody says. */
function request(say) {
  const oneShot = /^ask closer together to (.*)$/.exec(say);
  if (say === "open closer together") return new LaunchRequestBuilder(settings).build();
  const understood = new Utterance(model, oneShot ? oneShot[1] : say);
  if (!understood.matched()) throw new Error(`"${say}" is not in the interaction model`);
  const builder = new IntentRequestBuilder(settings, understood.intent());
  for (const slot of model.intentSchema.intent(understood.intent()).slots || []) {
    fill(builder, slot, understood.toJSON()[slot.name]);
  }
  return builder.build();
}

/** A slot with what was said, resolved where its type is one of ours. */
function fill(builder, slot, said) {
  if (said === undefined) {
    builder.withEmptySlot(slot.name);
    return;
  }
  const match = model.slotTypes.matchesSlot(slot.type, said);
  const value = match.enumeratedValue;
  if (value && value.id && !value.builtin) builder.withSlotResolution(slot.name, said, slot.type, value.id);
  else builder.withSlot(slot.name, said);
}

const skill = new AlexaTest(handler, settings);

describe("an evening", () => {
  for (const session of evening) {
    const sequence = session.turns.map((turn) => {
      const made = request(turn.say);
      const meant = made.request.intent ? made.request.intent.name : made.request.type;
      return {
        request: made,
        shouldEndSession: turn.at === "closed",
        callback: (reply) => {
          const wrong = misses(turn, meant, reply);
          console.log(line(turn, meant, reply, wrong));
          if (wrong.length) throw new Error(`"${turn.say}": ${wrong.join("; ")}`);
        },
      };
    });
    skill.test(sequence, session.name);
  }
});
