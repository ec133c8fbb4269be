import ts from "typescript";
import { fileURLToPath } from "node:url";

// Beside node_modules, so that imports resolve as in a program of that folder.
const FILE = fileURLToPath(new URL("../program.ts", import.meta.url));

const OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

/** A TypeScript program of one text that is no file, as { program, source }. */
export function programOf(text) {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => file === FILE || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file === FILE ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, /* setParentNodes */ true) : getSourceFile(file, ...rest);

  const program = ts.createProgram([FILE], OPTIONS, host);
  return { program, source: program.getSourceFile(FILE) };
}
