import { drawCurves } from './curves.js';
import { isKept, type Report } from './report.js';
import type { Row, Verdict } from './row.js';
import { timeline } from './timeline.js';

/** Colours of the shop, light and dark. */
const STYLE = `
:root { color-scheme: light dark; --paper: #F6F2EA; --ink: #1D2722; --quiet: #5B665F; --line: #DDD5C6; --good: #1F5140; --bad: #B84616; --band: #7FA9BC44 }
@media (prefers-color-scheme: dark) { :root { --paper: #131714; --ink: #ECE8DD; --quiet: #A7AFA8; --line: #2C352F; --good: #7FC4A4; --bad: #F08A55; --band: #7FA9BC33 } }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; margin: 0 auto; max-width: 68rem; padding: 2rem 1rem }
h1, h2 { line-height: 1.2 } p, dd { max-width: 46rem }
table { border-collapse: collapse; width: 100% } th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top }
.scroll { overflow-x: auto } .quiet, .value { color: var(--quiet); fill: var(--quiet) } .yes { color: var(--good) } .no { color: var(--bad); font-weight: 600 }
dl { display: grid; gap: .2rem 1.5rem; grid-template-columns: max-content 1fr } dd { margin: 0 } pre { overflow-x: auto; white-space: pre-wrap }
svg text { font-size: 12px; fill: var(--ink) } svg .value { fill: var(--quiet) } svg .title { font-weight: 600 } svg .mark { fill: var(--quiet) }
svg .band { fill: var(--band) } svg .good { fill: var(--good) } svg .bad { fill: var(--bad) } svg .axis { stroke: var(--line) }
svg .curve { fill: none; stroke: var(--good); stroke-width: 1.5 }
@media (max-width: 44rem) { svg { min-width: 44rem } thead { display: none } tr, th, td { display: block } th, td { border: 0; padding: .1rem 0 } tr { border-bottom: 1px solid var(--line); padding: .5rem 0 }
[data-is]::before { content: attr(data-is) ': '; font-weight: 600 } dl { grid-template-columns: 1fr } dt { font-weight: 600 } }`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]!);

/** The report as one page: no script, no other file. */
export function html(report: Report): string {
  const kept = isKept(report.rows, report.audits);
  const title = kept ? 'Every promise was kept' : 'A promise was broken';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Proof run: ${title}</title>
<style>${STYLE}
</style>
<h1 class="${kept ? 'yes' : 'no'}">${title}</h1>
${facts(report)}
<h2>The run</h2>
<div class="scroll">${timeline(report)}</div>
${faults(report)}
<h2>Audits</h2>
<p>What people wrote down while they shopped, against what MySQL, Redis, the mail server and the provider of payments hold at the end. Nothing may be found.</p>
${audits(report)}
<h2>Targets</h2>
<p>What a first release must show, and beside it what no shop was found to show in public.</p>
${rows(report.rows)}
</html>
`;
}

function facts({ machine, mode, seed, load, totals }: Report): string {
  const all: [string, string][] = [
    ['Commit', machine.commit],
    ['Date', machine.date],
    [
      'Run',
      `${mode}, ${Math.round(totals.seconds)} s; seed ${seed} (npm run prove -- ${mode} --seed ${seed} repeats it)`,
    ],
    [
      'Machine',
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}, load ${machine.load} before`,
    ],
    [
      'People',
      `${load.people} shoppers, ${load.deedsPerSecond.toFixed(0)} deeds a second, and ${load.looksPerSecond.toFixed(0)} looks a second; ${load.capacity.toFixed(0)} pages a second could be served`,
    ],
    [
      'Seen',
      `${totals.requests} requests, ${totals.failed} of them failed; ${totals.acknowledged} acknowledged changes, ${totals.orders} orders, ${totals.mails} mails`,
    ],
  ];
  return `<dl>${all.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`).join('\n')}</dl>`;
}

/** `outAfter` becomes `out after`. */
const inWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function faults({ faults: performed }: Report): string {
  const lines = performed.map(({ name, from, to, requests, failed, failures, p99, figures, curves = [] }) => {
    const all = [...Object.entries(failures), ...Object.entries(figures)];
    const more = all.map(([key, value]) => `${inWords(key)}: ${Math.round(value * 10) / 10}`);
    const charts = curves.map((one) => `<div class="scroll">${drawCurves(one)}</div>`).join('');
    return `<li>${escape(name)}, second ${from.toFixed(0)} to ${to.toFixed(0)}: ${requests} requests, ${failed} failed, p99 ${p99.toFixed(0)} ms <span class="quiet">${escape(more.join(', '))}</span>${charts}</li>`;
  });
  return `<ol>${lines.join('\n')}</ol>`;
}

function audits({ audits: all }: Report): string {
  const lines = all.map(({ name, looked, findings }) => {
    const mark =
      findings.length === 0
        ? '<td class="yes" data-is="Found">0</td>'
        : `<td class="no" data-is="Found">${findings.length}</td>`;
    const list = findings.length === 0 ? '' : `<pre>${escape(findings.slice(0, 50).join('\n'))}</pre>`;
    return `<tr>${mark}<td>${escape(name)}${list}</td><td class="quiet">${escape(looked)}</td></tr>`;
  });
  return `<div class="scroll"><table><thead><tr><th>Found</th><th>What must not be</th><th>Looked at</th></tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`;
}

function rows(all: readonly Row[]): string {
  const lines = all.map(
    ({ event, entry, moonshot }) =>
      `<tr><th>${escape(event)}</th>${cell('Must hold', entry, 'kept', 'broken')}${cell('Moonshot', moonshot, 'met', 'not met')}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr><th>Event</th><th>Must hold</th><th>Moonshot</th></tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`;
}

function cell(column: string, { target, found, isMet }: Verdict, yes: string, no: string): string {
  const mark = isMet === null ? '' : `<strong class="${isMet ? 'yes' : 'no'}">${isMet ? yes : no}</strong>: `;
  return `<td data-is="${column}">${escape(target)}<br>${mark}<span class="quiet">${escape(found)}</span></td>`;
}
