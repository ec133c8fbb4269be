const MOST_EDITS = 3;

/** " (did you mean 'x'?)" for the candidate nearest to what was written; nothing when none is near. */
export function hint(written, candidates) {
  const [nearest] = candidates
    .map((candidate) => ({ candidate, edits: edits(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= MOST_EDITS && edits < candidate.length / 2)
    .sort((a, b) => a.edits - b.edits);
  return nearest === undefined ? "" : ` (did you mean '${nearest.candidate}'?)`;
}

/** The Levenshtein distance. */
function edits(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
