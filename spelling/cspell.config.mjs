import { readFileSync } from 'node:fs';

// Columns: the retired word, where it is refused, the words to use. A `word` is refused everywhere, `code` in C# only. The other kinds have
// an ordinary meaning in prose; tests/Conventions/VocabularyTests.cs refuses them as names of types, members and methods.
const retired = readFileSync(new URL('retired.tsv', import.meta.url), 'utf8').trimEnd().split('\n').map(row => row.split('\t'));

// cspell compares whole names with their case, so the names that derive from a word are listed too.
const names = word => [word, word[0].toLowerCase() + word.slice(1)].flatMap(name => [name, `${name}s`, `${name}Args`, `${name}Tests`]);

const refused = kind => retired
  .filter(([, itsKind]) => itsKind === kind)
  .flatMap(([word, , use]) => names(word).map(name => `${name}->${use}`));

export default {
  version: '0.2',
  // British English, as in the documentation. The names of .NET and of the clouds come with dictionaries of their own.
  language: 'en-GB',
  dictionaries: [
    'aws', 'bash', 'csharp', 'docker', 'dotnet', 'filetypes', 'k8s', 'networking-terms', 'node', 'npm', 'softwareTerms', 'project-terms',
    'project-samples',
  ],
  dictionaryDefinitions: [
    { name: 'project-terms', path: './terms.txt' },
    { name: 'project-samples', path: './samples.txt' },
  ],
  flagWords: refused('word'),
  overrides: [
    { filename: '**/*.cs', flagWords: refused('code').filter(word => /^[A-Z]/.test(word)) },
    // The glossary lists the retired words.
    { filename: '**/docs/reference/glossary.md', ignoreWords: retired.flatMap(([word]) => names(word)) },
  ],
};
