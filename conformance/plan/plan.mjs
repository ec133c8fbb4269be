import { readFileSync } from "node:fs";
import { isCustomObject } from "./custom-object.mjs";

const OWN = /^(k8tre:|pulumi:pulumi:)/;
const PROVIDER = "pulumi:providers:";

/** Reads a plan: docs/reference/plan-model.md. */
export function readPlan(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What a resource is to the official packages: "own" (ours, or the stack's), "provider", "object" (of a CRD) or "resource". */
export function kindOf(resource) {
  if (OWN.test(resource.type)) return "own";
  if (resource.type.startsWith(PROVIDER)) return "provider";
  return isCustomObject(resource) ? "object" : "resource";
}

/** The package of a resource: "kubernetes" of kubernetes:core/v1:Namespace and of pulumi:providers:kubernetes. */
export function packageOf(type) {
  return type.startsWith(PROVIDER) ? type.slice(PROVIDER.length) : type.split(":", 1)[0];
}

/** A problem with a property of a resource, or with the resource itself when the path is empty. */
export function problem(resource, path, message) {
  return { urn: resource.urn, type: resource.type, name: resource.name, path: propertyPath(path), message };
}

/** ["ports", 0, "app.kubernetes.io/name"] as people write it: ports[0]["app.kubernetes.io/name"]. */
function propertyPath(path) {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^[\w$-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}
