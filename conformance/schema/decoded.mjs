import { isHidden } from "../plan/values.mjs";

/** The value of a property; providers take every value that is no text as JSON in a text. */
export function decoded(property, value) {
  return property?.json && typeof value === "string" && !isHidden(value) ? JSON.parse(value) : value;
}
