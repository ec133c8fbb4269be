// A Pulumi program: registers what a plan holds by the official classes. Its one argument is the plan's file.
import pulumi from "@pulumi/pulumi";
import { readPlan } from "./plan/plan.mjs";
import { Replay } from "./replay/replay.mjs";

const replay = new Replay();
for (const resource of readPlan(process.argv[2]).resources) {
  try {
    replay.register(resource);
  } catch (error) {
    // The first line says of which resource it is.
    pulumi.log.error(`${resource.urn}\n${error.message}`);
  }
}

export default {};
