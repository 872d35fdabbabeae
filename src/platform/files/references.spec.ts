import { describe, expect, it } from 'vitest';
import { renameReferences } from './references.js';

const shout = (reference: string) => reference.toUpperCase();

describe('the names in a file', () => {
  it.each([
    [`import { a } from './a.js';`, `import { a } from './A.JS';`],
    [`import './a.js';`, `import './A.JS';`],
    [`import{a}from"./a.js"`, `import{a}from"./A.JS"`],
    [`import {\n  a,\n} from\n  './a.js';`, `import {\n  a,\n} from\n  './A.JS';`],
    [`export * from './a.js';`, `export * from './A.JS';`],
    [`await import('./a.js')`, `await import('./A.JS')`],
    ['import(`./a.js`)', 'import(`./A.JS`)'],
  ])('are found in the script %j', (text, renamed) => {
    expect(renameReferences(text, '.js', shout)).toBe(renamed);
  });

  it.each([
    [`src: url('/fonts/a.woff2') format('woff2')`, `src: url('/FONTS/A.WOFF2') format('woff2')`],
    ['src: url(a.woff2)', 'src: url(A.WOFF2)'],
    ['@import url("a.css");', '@import url("A.CSS");'],
  ])('are found in the style sheet %j', (text, renamed) => {
    expect(renameReferences(text, '.css', shout)).toBe(renamed);
  });

  it.each([
    ['.js', `fetch('/cart.js')`],
    ['.js', `const importance = 'x';`],
    ['.js', `label.textContent = 'from a to b';`],
    ['.css', `a { color: red; }`],
  ])('are not what is none, in %s: %j', (ending, text) => {
    expect(renameReferences(text, ending, shout)).toBe(text);
  });
});
