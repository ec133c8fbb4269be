import { existsSync, readFileSync } from "node:fs";
import { packageOf } from "../plan/plan.mjs";

const FOLDER = new URL("../../offline/schemas/", import.meta.url);

/** The schema of the resources this project uses: offline/schemas/<package>.json. */
export class Closure {
  #packages = new Map();

  /** The definition of a resource or provider; undefined for one that the closure does not hold. */
  resource({ type }) {
    const schema = this.package(packageOf(type));
    return type.startsWith("pulumi:providers:") ? schema?.provider : schema?.resources[type];
  }

  /** The schema of a package; undefined when there is none. */
  package(name) {
    if (!this.#packages.has(name)) {
      const file = new URL(`${name}.json`, FOLDER);
      this.#packages.set(name, existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);
    }
    return this.#packages.get(name);
  }
}
