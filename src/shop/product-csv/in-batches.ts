import { FileProblem } from './file-problem.js';

interface BatchLimits<T> {
  /** Things in a batch. */
  most: number;
  /** Characters in a batch, but for those of its last thing: a statement must stay well below the server's packet size. */
  mostCharacters: number;
  charactersOf(thing: T): number;
}

/**
 * What is read from a file, some at a time. When the file cannot be read to its end, what was read before still comes, and `onStopped`
 * hears why. Errors: any other error of `things`.
 */
export async function* inBatches<T>(
  things: AsyncIterable<T>,
  { most, mostCharacters, charactersOf }: BatchLimits<T>,
  onStopped: (problem: FileProblem) => void,
): AsyncGenerator<T[]> {
  let [batch, characters]: [T[], number] = [[], 0];
  try {
    for await (const thing of things) {
      batch.push(thing);
      characters += charactersOf(thing);
      if (batch.length < most && characters < mostCharacters) continue;
      yield batch;
      [batch, characters] = [[], 0];
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    onStopped(error);
  }
  if (batch.length > 0) yield batch;
}
