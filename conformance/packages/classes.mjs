import { kindOf, packageOf } from "../plan/plan.mjs";
import { InstalledPackages } from "./installed.mjs";

const CUSTOM_OBJECT = { module: "@pulumi/kubernetes/apiextensions/customResource", name: "CustomResource" };
const packages = new InstalledPackages();

/** The official class of a planned resource, as { module, name }; undefined for our own components and for unknown tokens. */
export function classOf(resource) {
  switch (kindOf(resource)) {
    case "own":
      return undefined;
    case "object":
      return CUSTOM_OBJECT;
    default:
      return packages.find(resource.type, packageOf(resource.type));
  }
}
