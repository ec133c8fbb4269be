// Prints, as JSON, where the resources of a plan do not fit the official types: node types.mjs <plan.json>
import { classOf } from "./packages/classes.mjs";
import { kindOf, problem, readPlan } from "./plan/plan.mjs";
import { diagnose } from "./types/compiler.mjs";
import { ProgramText } from "./types/program-text.mjs";

const CHECKED = new Set(["resource", "object"]);

const resources = readPlan(process.argv[2]).resources.filter((resource) => !resource.read && CHECKED.has(kindOf(resource)));
const known = resources.filter((resource) => classOf(resource) !== undefined);
const program = new ProgramText(known);

const problems = [
  ...resources
    .filter((resource) => classOf(resource) === undefined)
    .map((resource) => problem(resource, [], `the official packages have no type ${resource.type}`)),
  ...diagnose(program.text).map(({ position, message }) => {
    const place = program.at(position);
    if (place === undefined) throw new Error(`the compiler says: ${message}`);
    return problem(place.resource, place.path, message);
  }),
];
process.stdout.write(JSON.stringify({ checked: resources.length, problems }));
