/** How the text of a file names others, by its ending: what comes before the name, the name, and what comes after. */
const REFERENCES: Record<string, RegExp> = {
  '.css': /(url\(\s*["']?)([^"')]+)(["']?\s*\))/g,
  '.js': /(\b(?:from|import)\s*\(?\s*["'`])([^"'`\n]+)(["'`])/g,
};

/** Whether a file with this ending can name others. */
export const hasReferences = (ending: string): boolean => ending in REFERENCES;

/**
 * The text of a style sheet or a script in which `rename` has given each file that it names (by `url()`, `from`, `import`) its
 * name. What only looks like one must come back as it was, so `rename` changes nothing but names that it knows.
 */
export function renameReferences(
  text: string,
  ending: string,
  rename: (reference: string) => string,
): string {
  return text.replaceAll(
    REFERENCES[ending]!,
    (_all, before: string, reference: string, after: string) => before + rename(reference) + after,
  );
}
