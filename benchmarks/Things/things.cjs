"use strict";
// Registers as many things as `bench:count` says: the same as Program.cs. NODE_PATH leads to the package.
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource {
  constructor(name, args) {
    super("bench:index:Thing", name, args);
  }
}

const count = new pulumi.Config().requireNumber("count");
let previous;
for (let number = 0; number < count; number++) {
  const args = {
    label: `label of ${number}`,
    size: number,
    isPublic: false,
    zones: ["a", "b", "c"],
    settings: { region: "westeurope", retentionDays: 30, owner: `team-${number % 7}` },
    token: pulumi.secret(`token of ${number}`),
  };
  if (number % 10 === 9) args.previous = previous.label;

  previous = new Thing(`thing-${number}`, args);
}
