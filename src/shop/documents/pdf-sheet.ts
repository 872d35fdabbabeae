import PDFDocument from 'pdfkit';
import { pdfFonts } from './pdf-fonts.js';
import { pdfText } from './pdf-text.js';

const MARGIN = 56;
const INK = '#1D2722';
const QUIET = '#5B665F';
const LINE = '#DDD5C6';
/** Room for the page number. */
const FOOT = 40;

const SIZE = 9;

/** What pdfkit knows of an embedded font, and its types leave out. */
interface GlyphTable {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** A column of a table. `width` in points; `isNumber`: at the right edge. */
export interface Column {
  label: string;
  width: number;
  isNumber?: boolean;
}

/**
 * A4 pages, written from top to bottom; a new one begins where a row would not fit. The same calls make the same bytes:
 * the only moment in the file is the one that was handed in.
 */
export class PdfSheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly bytes: Buffer[] = [];

  constructor(title: string, author: string, date: Date, language: string) {
    const info = { Title: title, Author: author, CreationDate: date, ModDate: date };
    this.document = new PDFDocument({ size: 'A4', margin: MARGIN, info, bufferPages: true, lang: language });
    this.document.on('data', (part: Buffer) => this.bytes.push(part));
    const { text, bold } = pdfFonts();
    this.document.registerFont('text', text).registerFont('bold', bold);
    this.document.fillColor(INK).fontSize(SIZE).font('text');
  }

  /** As the font in use can show it: regular and bold have the same letters. */
  private readonly shown = (text: string): string => {
    const inside = this.document as unknown as Record<'_font', { font: GlyphTable }>;
    const { font } = inside['_font'];
    return pdfText(text, (codePoint) => font.hasGlyphForCodePoint(codePoint));
  };

  private get width(): number {
    return this.document.page.width - 2 * MARGIN;
  }

  heading(text: string): void {
    this.document.font('bold').fontSize(18).text(this.shown(text)).moveDown(0.5);
    this.document.font('text').fontSize(SIZE);
  }

  quiet(text: string): void {
    this.document.fillColor(QUIET).text(this.shown(text), MARGIN, this.document.y, { width: this.width });
    this.document.fillColor(INK);
  }

  text(text: string): void {
    this.fits(24);
    this.document.text(this.shown(text), MARGIN, this.document.y, { width: this.width });
  }

  gap(points = 14): void {
    this.document.y += points;
  }

  /** Blocks beside each other, each with a label on top. */
  blocks(blocks: readonly { label: string; lines: readonly string[] }[]): void {
    const width = this.width / blocks.length;
    const top = this.document.y;
    let bottom = top;
    for (const [index, { label, lines }] of blocks.entries()) {
      const options = { width: width - 12 };
      const left = MARGIN + index * width;
      this.document.fillColor(QUIET).text(this.shown(label), left, top, options).fillColor(INK);
      for (const line of lines) this.document.text(this.shown(line), left, this.document.y, options);
      bottom = Math.max(bottom, this.document.y);
    }
    this.document.y = bottom;
    this.gap();
  }

  /** Long words are broken, long cells grow downwards, and a row is never cut by the end of a page. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    this.row(
      columns,
      columns.map(({ label }) => label),
      QUIET,
    );
    for (const row of rows) this.row(columns, row, INK);
    this.rule();
  }

  /** Label and amount at the right; the last one is the total. */
  totals(rows: readonly { label: string; amount: string; isTotal?: boolean }[]): void {
    const columns = [
      { label: '', width: this.width - 110, isNumber: true },
      { label: '', width: 110, isNumber: true },
    ];
    for (const { label, amount, isTotal } of rows) {
      this.document.font(isTotal ? 'bold' : 'text');
      this.cells(columns, [label, amount]);
    }
    this.document.font('text');
  }

  /** The whole file. `foot` stands on each page, before its number. */
  async finish(foot: string): Promise<Buffer> {
    const { count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(page);
      this.document.page.margins.bottom = 0;
      const text = this.shown(`${foot}   ${page + 1} / ${count}`);
      this.document.fontSize(7).fillColor(QUIET);
      this.document.text(text, MARGIN, this.document.page.height - FOOT, {
        width: this.width,
        lineBreak: false,
      });
    }
    const ended = new Promise((resolve) => this.document.on('end', resolve));
    this.document.end();
    await ended;
    return Buffer.concat(this.bytes);
  }

  private row(columns: readonly Column[], texts: readonly string[], colour: string): void {
    this.rule();
    this.document.fillColor(colour);
    this.cells(columns, texts);
    this.document.fillColor(INK);
  }

  private cells(columns: readonly Column[], texts: readonly string[]): void {
    const shown = texts.map(this.shown);
    const heights = columns.map(({ width }, at) =>
      this.document.heightOfString(shown[at] ?? '', { width: width - 8 }),
    );
    const height = Math.max(...heights) + 6;
    this.fits(height);
    const top = this.document.y + 3;
    let left = MARGIN;
    for (const [at, { width, isNumber }] of columns.entries()) {
      this.document.text(shown[at] ?? '', left, top, {
        width: width - 8,
        align: isNumber ? 'right' : 'left',
      });
      left += width;
    }
    this.document.y = top + height - 3;
  }

  private rule(): void {
    const { y } = this.document;
    this.document
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.width, y)
      .lineWidth(0.5)
      .stroke(LINE);
  }

  private fits(height: number): void {
    if (this.document.y + height < this.document.page.height - MARGIN - FOOT / 2) return;
    this.document.addPage();
  }
}
