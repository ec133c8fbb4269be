const SECRET = "[secret]";
const UNKNOWN = "[unknown]";
const ASSET_PARTS = new Set(["text", "path", "uri"]);
const ARCHIVE_PARTS = new Set(["assets", "path", "uri"]);

/** Whether the value stands for one that the plan does not show. */
export function isHidden(value) {
  return value === SECRET || value === UNKNOWN;
}

/** Whether the value stands for a secret. */
export function isSecret(value) {
  return value === SECRET;
}

/** The content of { asset: { text | path | uri } }; undefined for every other value. */
export function assetIn(value) {
  return wrapped(value, "asset", ASSET_PARTS);
}

/** The content of { archive: { assets | path | uri } }; undefined for every other value. */
export function archiveIn(value) {
  return wrapped(value, "archive", ARCHIVE_PARTS);
}

function wrapped(value, kind, parts) {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== kind) return undefined;
  const content = value[kind];
  return typeof content === "object" && content !== null && Object.keys(content).some((key) => parts.has(key)) ? content : undefined;
}
