import { lineProblem } from '../../core/text/line.js';

const MAX_LENGTH = 255;

/** `a,b,c`: handles, each once, the first `most` of them. What can be no handle is left out. */
export function readHandles(text: unknown, most: number): string[] {
  if (typeof text !== 'string') return [];
  const handles = text.split(',').map((handle) => handle.trim());
  const sound = handles.filter((handle) => handle !== '' && lineProblem(handle, MAX_LENGTH) === null);
  return [...new Set(sound)].slice(0, most);
}
