import ts from "typescript";
import { programOf } from "./virtual-program.mjs";

/** Type-checks a text and returns what the compiler has to say of it: [{ position, message }]. */
export function diagnose(text) {
  const { program, source } = programOf(text);
  const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return [...general, ...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ start, messageText }) => ({ position: start, message: reason(messageText) }),
  );
}

/** The first line of the compiler's explanation, and the last: what does not fit, and why. */
function reason(messageText) {
  const lines = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
  const [first, last] = [lines[0].trim(), lines.at(-1).trim()];
  return first === last ? first : `${first} ${last}`;
}
