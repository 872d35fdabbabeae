import { createHash } from 'node:crypto';
import type { MediaStore } from '../../platform/images/media-store.js';

/** Under which address the shop keeps what came from elsewhere: a note beside the files, so that nothing is fetched twice. */
export class SourceNotes {
  constructor(private readonly store: MediaStore) {}

  /** Null for what was never kept. */
  async find(source: string): Promise<string | null> {
    return (await this.store.read(noteOf(source)))?.toString() ?? null;
  }

  async put(source: string, src: string): Promise<void> {
    await this.store.put(noteOf(source), Buffer.from(src), 'text/plain');
  }
}

export const digestOf = (source: string): string => createHash('sha256').update(source).digest('hex');

function noteOf(source: string): string {
  const digest = digestOf(source);
  return `.sources/${digest.slice(0, 2)}/${digest.slice(2)}`;
}
