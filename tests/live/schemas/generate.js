// Writes JSON Schemas of Amazon's TypeScript declarations into the folder named on the command line.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { createGenerator } from "ts-json-schema-generator";

const TYPES = {
  model: "v1.skill.interactionModel.InteractionModelData",
  manifest: "v1.skill.Manifest.SkillManifestEnvelope",
};

const folder = process.argv[2];
const declarations = createRequire(import.meta.url).resolve("ask-smapi-model/index.d.ts");
mkdirSync(folder, { recursive: true });
for (const [name, type] of Object.entries(TYPES)) {
  const generator = createGenerator({
    path: declarations,
    type,
    additionalProperties: false, // a misspelt key is a mistake
    skipTypeCheck: true, // the declarations name Node's, which are not needed here
  });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(generator.createSchema(type), null, 2));
}
