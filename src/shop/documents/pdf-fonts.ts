import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const read = (name: string): Buffer => readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

let kept: { text: Buffer; bold: Buffer } | null = null;

/** DejaVu Sans: all Latin, Greek and Cyrillic letters, in files of which only the letters in use go into a PDF. Read when first asked for. */
export const pdfFonts = () => (kept ??= { text: read('DejaVuSans'), bold: read('DejaVuSans-Bold') });
