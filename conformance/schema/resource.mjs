import { kindOf, packageOf } from "../plan/plan.mjs";
import { decoded } from "./decoded.mjs";
import { hint } from "./spelling.mjs";
import { ValueChecker } from "./values.mjs";

const METADATA = { ref: "meta.v1.ObjectMeta" };

/** The faults of a resource: [{ path, message }]. */
export function checkResource(resource, closure) {
  if (kindOf(resource) === "object") return checkObject(resource, closure);

  const definition = closure.resource(resource);
  if (definition === undefined) {
    const schema = closure.package(packageOf(resource.type));
    return [{ path: [], message: `the schema has no type ${resource.type}${hint(resource.type, Object.keys(schema?.resources ?? {}))}` }];
  }

  const checker = new ValueChecker(closure.package(packageOf(resource.type)));
  const inputs = Object.entries(resource.inputs).map(([name, value]) => [name, decoded(definition.inputs[name], value)]);
  return [...checker.properties(definition.inputs, Object.fromEntries(inputs), []), ...checkOptions(resource, definition)];
}

/** An object of a custom resource definition: its metadata is Kubernetes', the rest is its definition's. */
function checkObject({ inputs: { metadata = {} } }, closure) {
  return new ValueChecker(closure.package("kubernetes")).value(METADATA, metadata, ["metadata"]);
}

/** Options that name properties name some that exist. */
function checkOptions({ options }, { inputs, outputs }) {
  return [
    ...unknownNames("additionalSecretOutputs", options.additionalSecretOutputs, { ...inputs, ...outputs }),
    ...unknownNames("ignoreChanges", options.ignoreChanges, inputs),
    ...unknownNames("replaceOnChanges", options.replaceOnChanges, { ...inputs, ...outputs }),
  ];
}

function unknownNames(option, paths = [], properties) {
  const unknown = paths.filter((path) => path !== "*" && !(first(path) in properties));
  return unknown.map((path) => {
    const near = hint(first(path), Object.keys(properties));
    return { path: [], message: `the option ${option} names '${path}'; there is no such property${near}` };
  });
}

function first(path) {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}
