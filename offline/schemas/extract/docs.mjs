import ts from "typescript";

const LONGEST = 120;

/** The first sentence of a declaration's comment on one line, cut at a word; undefined when it has none. */
export function firstSentence(node) {
  const text = commentOf(node)
    .split(/\n\s*\n/, 1)[0]
    .replace(/\s+/g, " ")
    .trim();
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  if (sentence.length <= LONGEST) return sentence || undefined;
  return `${sentence.slice(0, sentence.lastIndexOf(" ", LONGEST))} ...`;
}

/** The text of a declaration's @deprecated tag on one line; undefined when it has none. */
export function deprecation(node) {
  for (const comment of node.jsDoc ?? []) {
    const tag = comment.tags?.find((tag) => tag.tagName.text === "deprecated");
    if (tag !== undefined) return (ts.getTextOfJSDocComment(tag.comment) ?? "").replace(/\s+/g, " ").trim() || "Deprecated.";
  }
  return undefined;
}

function commentOf(node) {
  return ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment) ?? "";
}
