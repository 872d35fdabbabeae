import type { CopiedFile, VideoInput } from '../catalog/catalog-input.types.js';
import type { CellReader } from './cell-reader.js';
import { type Column, VIDEO, VIDEO_CAPTIONS, VIDEO_POSTER, VIDEO_TITLE } from './columns.js';

/** Videos of a product in the order of its rows, none of them fetched yet, and the lines of the file on which they stand; one named twice is one. */
export function videosOf(readers: readonly CellReader[]): { videos: VideoInput[]; lines: number[] } {
  const named = readers.flatMap((reader) => {
    const source = reader.address(VIDEO);
    if (source === null) return orphans(reader);
    const title = reader.text(VIDEO_TITLE);
    const [poster, captions] = [copyOf(reader, VIDEO_POSTER), copyOf(reader, VIDEO_CAPTIONS)];
    return [{ line: reader.line, video: { source, file: null, title, poster, captions } }];
  });
  const each = named.filter(
    ({ video }, index) => named.findIndex((other) => other.video.source === video.source) === index,
  );
  return { videos: each.map(({ video }) => video), lines: each.map(({ line }) => line) };
}

/** What is said of a video that is not there would be lost. Errors: CellProblem. */
function orphans(reader: CellReader): [] {
  for (const column of [VIDEO_TITLE, VIDEO_POSTER, VIDEO_CAPTIONS])
    if (reader.text(column) !== '') reader.fail(column, `nothing, because this row has no "${VIDEO}"`);
  return [];
}

function copyOf(reader: CellReader, column: Column): CopiedFile | null {
  const source = reader.address(column);
  return source === null ? null : { source, src: null };
}
