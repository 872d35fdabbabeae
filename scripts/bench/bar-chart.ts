export interface Bar {
  label: string;
  value: number;
  /** As it is written beside the bar. */
  text: string;
  /** One that the eye should find. */
  isOurs?: boolean;
  isWarning?: boolean;
}

export interface Panel {
  title: string;
  bars: readonly Bar[];
  /** The value of the longest bar that there may be; that of the longest bar unless told. */
  most?: number;
}

const WIDTH = 760;
const LEFT = 190;
const BAR_WIDTH = 440;
const ROW = 26;
const HEAD = 46;
const GAP = 18;

/** Colours of the shop, light and dark. */
const STYLE = `
    .paper { fill: #F6F2EA } .title, .label { fill: #1D2722 } .value { fill: #5B665F } .line { stroke: #DDD5C6 }
    .bar { fill: #7FA9BC } .ours { fill: #1F5140 } .warning { fill: #B84616 }
    text { font: 13px ui-sans-serif, system-ui, sans-serif } .title { font-weight: 600; font-size: 15px }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #131714 } .title, .label { fill: #ECE8DD } .value { fill: #A7AFA8 } .line { stroke: #2C352F }
      .ours { fill: #7FC4A4 } .warning { fill: #F08A55 }
    }`;

/** Bars in panels, one below the other, as SVG for light and dark. */
export function drawBars(panels: readonly Panel[]): string {
  const heights = panels.map(({ bars }) => HEAD + bars.length * ROW + GAP);
  const tops = heights.map((_, nth) => heights.slice(0, nth).reduce((sum, height) => sum + height, 0));
  const height = heights.reduce((sum, one) => sum + one, 0);
  const about = panels.map(({ title, bars }) => `${title}: ${listOf(bars)}.`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${about}">
  <style>${STYLE}
  </style>
  <rect class="paper" width="${WIDTH}" height="${height}" rx="2"/>
${panels.map((panel, nth) => drawPanel(panel, tops[nth]!)).join('\n')}
</svg>
`;
}

const listOf = (bars: readonly Bar[]): string => bars.map(({ label, text }) => `${label} ${text}`).join(', ');

function drawPanel({ title, bars, most }: Panel, top: number): string {
  const longest = most ?? Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const bottom = top + HEAD + bars.length * ROW;
  return [
    `  <text class="title" x="24" y="${top + 30}">${title}</text>`,
    `  <line class="line" x1="${LEFT}" x2="${LEFT}" y1="${top + HEAD - 4}" y2="${bottom}"/>`,
    ...bars.map((bar, nth) => drawBar(bar, top + HEAD + nth * ROW, longest)),
  ].join('\n');
}

function drawBar({ label, value, text, isOurs, isWarning }: Bar, top: number, longest: number): string {
  const width = Math.max((value / longest) * BAR_WIDTH, 1).toFixed(1);
  const kind = isOurs ? 'ours' : isWarning ? 'warning' : 'bar';
  return [
    `  <text class="label" x="${LEFT - 10}" y="${top + 14}" text-anchor="end">${label}</text>`,
    `  <rect class="${kind}" x="${LEFT}" y="${top + 2}" width="${width}" height="16"/>`,
    `  <text class="value" x="${(LEFT + Number(width) + 8).toFixed(1)}" y="${top + 14}">${text}</text>`,
  ].join('\n');
}
