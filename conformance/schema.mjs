// Prints, as JSON, where the resources of a plan do not fit the schema in offline/schemas: node schema.mjs <plan.json>
import { kindOf, problem, readPlan } from "./plan/plan.mjs";
import { Closure } from "./schema/closure.mjs";
import { checkResource } from "./schema/resource.mjs";

const closure = new Closure();
const resources = readPlan(process.argv[2]).resources.filter((resource) => !resource.read && kindOf(resource) !== "own");

const problems = resources.flatMap((resource) =>
  checkResource(resource, closure).map(({ path, message }) => problem(resource, path, message)),
);
process.stdout.write(JSON.stringify({ checked: resources.length, problems }));
