import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** In memory where that can be had: a disk busy with the servers of other tests looks like a store that is away. */
export const quickFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
