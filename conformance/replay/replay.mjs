import pulumi from "@pulumi/pulumi";
import { createRequire } from "node:module";
import { classOf } from "../packages/classes.mjs";
import { optionsOf } from "./options.mjs";
import { givenInputs } from "./given-inputs.mjs";
import { inputOf } from "./inputs.mjs";

const STACK = "pulumi:pulumi:Stack";
const STACK_REFERENCE = "pulumi:pulumi:StackReference";
// The official packages are CommonJS modules.
const require = createRequire(import.meta.url);

/** The resources of a plan, registered one after the other: a parent and what a resource depends on come before it. */
export class Replay {
  #registered = new Map();

  /** Registers a resource by the class that the official packages have for it. */
  register(resource) {
    if (resource.type === STACK) return;
    const options = optionsOf(resource, (urn) => this.#find(urn));
    this.#registered.set(resource.urn, this.#create(resource, options));
  }

  #create(resource, options) {
    const { type, name, id } = resource;
    if (type === STACK_REFERENCE) return new pulumi.StackReference(name, { name: id }, options);

    const found = classOf(resource);
    if (found === undefined) {
      if (resource.custom) throw new Error(`the official packages have no type ${type}`);
      return new pulumi.ComponentResource(type, name, this.#inputs(resource), options);
    }
    const Class = require(found.module)[found.name];
    if (!resource.read) return new Class(name, this.#inputs(resource), options);
    // The classes of a state with properties of its own take it before the options.
    return Class.get.length > 3 ? Class.get(name, id, this.#inputs(resource), options) : Class.get(name, id, options);
  }

  #inputs(resource) {
    const inputs = {};
    for (const [name, value] of Object.entries(givenInputs(resource))) {
      const sources = (resource.propertyDependencies[name] ?? []).map((urn) => this.#find(urn).urn);
      inputs[name] = sources.length === 0 ? inputOf(value) : pulumi.all(sources).apply(() => inputOf(value));
    }
    return inputs;
  }

  #find(urn) {
    const resource = this.#registered.get(urn);
    if (resource === undefined) throw new Error(`it needs ${urn}, which the official packages did not register`);
    return resource;
  }
}
