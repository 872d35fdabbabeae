import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { VideoType } from '../../platform/videos/video-facts.js';
import type { VideoInput } from './catalog-input.types.js';

interface VideoRow {
  product_id: number;
  source: string;
  src: string | null;
  type: VideoType | null;
  width: number | null;
  height: number | null;
  title: string;
  poster_source: string | null;
  poster_src: string | null;
  captions_source: string | null;
  captions_src: string | null;
}

const COLUMNS = `product_id, position, source, src, type, width, height, title, poster_source, poster_src, captions_source,
  captions_src, added_at`;
const STORED = `SELECT product_id, source, src, type, width, height, title, poster_source, poster_src, captions_source,
  captions_src FROM product_videos WHERE product_id IN (?) ORDER BY product_id, position`;

/** Videos of products as staff gave them. */
@Injectable()
export class ProductVideos {
  constructor(private readonly database: Database) {}

  async hasAny(): Promise<boolean> {
    const rows = await this.database.read('SELECT 1 FROM product_videos LIMIT 1', []);
    return rows.length > 0;
  }

  /** By product, in their order. */
  async find(productIds: readonly number[]): Promise<Map<number, VideoInput[]>> {
    const rows = await this.database.read<VideoRow>(STORED, [productIds]);
    const byProduct = Map.groupBy(rows, (row) => row.product_id);
    return new Map([...byProduct].map(([id, some]) => [id, some.map(toInput)]));
  }

  /** Replaces those of some products. What was there before keeps the day on which it came. */
  async replace(
    tx: EntityManager,
    products: readonly { id: number; videos: readonly VideoInput[] }[],
    now: Date,
  ): Promise<void> {
    const ids = products.map(({ id }) => id);
    const before = await tx.query<{ product_id: number; source: string; added_at: Date }[]>(
      'SELECT product_id, source, added_at FROM product_videos WHERE product_id IN (?)',
      [ids],
    );
    const days = new Map(before.map((row) => [`${row.product_id} ${row.source}`, row.added_at]));
    const rows = products.flatMap(({ id, videos }) =>
      videos.map((video, index) => [...toRow(id, index, video), days.get(`${id} ${video.source}`) ?? now]),
    );
    if (before.length > 0) await tx.query('DELETE FROM product_videos WHERE product_id IN (?)', [ids]);
    if (rows.length > 0) await tx.query(`INSERT INTO product_videos (${COLUMNS}) VALUES ?`, [rows]);
  }
}

const toRow = (
  id: number,
  index: number,
  { source, file, title, poster, captions }: VideoInput,
): unknown[] => [
  id,
  index + 1,
  source,
  file?.src ?? null,
  file?.type ?? null,
  file?.width ?? null,
  file?.height ?? null,
  title,
  poster?.source ?? null,
  poster?.src ?? null,
  captions?.source ?? null,
  captions?.src ?? null,
];

function toInput(row: VideoRow): VideoInput {
  const { source, src, type, width, height, title } = row;
  return {
    source,
    file: src === null ? null : { src, type: type!, width: width!, height: height! },
    title,
    poster: row.poster_source === null ? null : { source: row.poster_source, src: row.poster_src },
    captions: row.captions_source === null ? null : { source: row.captions_source, src: row.captions_src },
  };
}
