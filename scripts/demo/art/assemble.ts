import type { Grain } from './palette.js';
import { materialTexture, paperGrain, stipple } from './textures.js';

export interface Sheet {
  /** Size of the drawing in its own units; the file is twice as large in pixels. */
  width: number;
  height: number;
  /** Enlargement of the view; above 1 the material textures show. */
  zoom?: number;
  /** Colour of the paper; absent for a picture that lies on the page's own ground. */
  ground?: string;
}

function gradient(id: string, words: string): string {
  const [direction, ...stops] = words.split(',');
  const last = Math.max(1, stops.length - 1);
  const inner = stops.map((stop, i) => {
    const [colour = '', opacity] = stop.split('/');
    return `<stop offset="${i / last}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`;
  });
  if (direction === 'r') return `<radialGradient id="${id}">${inner.join('')}</radialGradient>`;
  return `<linearGradient id="${id}" x2="0" y2="1">${inner.join('')}</linearGradient>`;
}

const dropTextures = (content: string): string => content.replaceAll(/<path[^>]*fill="tex\([^>]*\/>/g, '');
/** Two decimals for small values (factors, opacity, thin lines), one for the rest. */
function rounded(number: string): string {
  const unit = Math.abs(Number(number)) < 5 ? 100 : 10;
  return String(Math.round(Number(number) * unit) / unit).replace(/^(-?)0\./, '$1.');
}

/** Shorter numbers; in outlines no space where a sign parts two of them. */
const shorten = (svg: string): string =>
  svg.replaceAll(/-?\d*\.\d+/g, rounded).replaceAll(/ d="[^"]*"/g, (d) => d.replaceAll(/(?<=\d) (?=-)/g, ''));

/** Turns paint words into definitions, each once, numbered within the file, and wraps everything as one SVG file. */
export function assemble(content: string, sheet: Sheet): string {
  const { width, height, zoom = 1, ground } = sheet;
  const names = new Map<string, string>();
  const define = (word: string, write: (id: string) => string): string => {
    if (!names.has(word)) names.set(word, write(`d${names.size}`));
    return `url(#d${[...names.keys()].indexOf(word)})`;
  };
  const body = shorten(zoom === 1 ? dropTextures(content) : content)
    .replaceAll(/grad\(([^)]*)\)/g, (word, list: string) => define(word, (id) => gradient(id, list)))
    .replaceAll(/clip\(([^)]*)\)/g, (word, d: string) =>
      define(word, (id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`),
    )
    .replaceAll(/dots\(([^)]*)\)/g, (word, colour: string) => define(word, (id) => stipple(id, colour, zoom)))
    .replaceAll(/tex\(([^,]*),([^,]*),([^)]*)\)/g, (word, grain: Grain, dark: string, light: string) =>
      define(word, (id) => materialTexture(id, grain, dark, light)),
    );
  const all = `<path d="M0 0h${width}v${height}h-${width}z"`;
  const under =
    ground === undefined
      ? ''
      : `${all} fill="${ground}"/>${all} fill="${define('light', (id) => gradient(id, 'r,#ffffff/0.34,#ffffff/0'))}"/>`;
  const grain = ground === undefined ? '' : `${all} fill="${define('grain', paperGrain)}"/>`;
  const defs = [...names.values()].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="${height * 2}" viewBox="0 0 ${width} ${height}" stroke-linecap="round" stroke-linejoin="round"><defs>${defs}</defs>${under}${body}${grain}</svg>\n`;
}
