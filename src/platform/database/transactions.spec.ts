import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../config/paths.js';

/** A node of swc's syntax tree, as far as this looks. */
interface Node {
  type: string;
  [key: string]: unknown;
}

/** Parts of a service that cannot reach MySQL. */
const ELSEWHERE = new Set(['clock', 'log', 'env', 'messages', 'formatters', 'draw']);
const WAY_IN = new Set(['database', 'dataSource']);

const isNode = (value: unknown): value is Node => typeof (Object(value) as Node).type === 'string';
const childrenOf = (value: unknown): unknown[] => Object.values(Object(value) as object);

/** Calls `see` for every node below `value`; where it answers false, nothing below that one. */
function walk(value: unknown, see: (node: Node) => boolean): void {
  if (isNode(value) && !see(value)) return;
  for (const child of childrenOf(value)) if (typeof child === 'object') walk(child, see);
}

/** `['database', 'query']` of `this.database.query`; null of what does not begin with `this`. */
function pathOf(value: unknown): string[] | null {
  const { type, object, property } = Object(value) as Node;
  if (type === 'ThisExpression') return [];
  const before = type === 'MemberExpression' ? pathOf(object) : null;
  return before && [...before, String((property as Node)['value'])];
}

function has(value: unknown, isIt: (node: Node) => boolean): boolean {
  let found = false;
  walk(value, (node) => !(found ||= isIt(node)));
  return found;
}
const mentions = (value: unknown, name: string): boolean =>
  has(value, (node) => node.type === 'Identifier' && node['value'] === name);

/** What `transaction` calls its work with, or else the parameter of that type; null of a function that is handed none. */
function managerOf(params: readonly unknown[], isWork: boolean): string | null {
  const patterns = params.map((param) => {
    const pattern = Object((Object(param) as Node)['pat'] ?? param) as Node;
    return Object(pattern['left'] ?? pattern) as Node;
  });
  const isManager = ({ typeAnnotation }: Node) =>
    mentions(typeAnnotation, 'EntityManager') &&
    !has(typeAnnotation, ({ type }) => type === 'TsFunctionType');
  const manager = patterns.find((pattern) => isWork || isManager(pattern));
  return manager ? String(manager['value']) : null;
}

/** What in `body` goes past the manager `tx`, in words. */
function pastManager(body: unknown, tx: string): string[] {
  const found: string[] = [];
  walk(body, (node) => {
    if (node.type === 'BinaryExpression' && node['operator'] === '??' && mentions(node['left'], tx))
      return false;
    const path = pathOf(node.type === 'CallExpression' ? node['callee'] : node);
    if (!path || path.length === 0) return true;
    // What is done after the commit is no part of the transaction.
    if (path.at(-1) === 'afterCommit') return false;
    const isCall = node.type === 'CallExpression' && path.length > 1 && !ELSEWHERE.has(path[0]!);
    const isPast = WAY_IN.has(path[0]!) || (isCall && !mentions(node['arguments'], tx));
    if (isPast) found.push(`this.${path.join('.')}`);
    return !isPast;
  });
  return [...new Set(found)];
}

/** Every place of `source` where a function that is handed a manager goes past it. */
function faultsOf(source: string): string[] {
  const faults: string[] = [];
  const judge = ({ params, body }: Node, isWork: boolean) => {
    const tx = Array.isArray(params) ? managerOf(params, isWork) : null;
    if (tx !== null) faults.push(...pastManager(body, tx));
  };
  walk(parseSync(source, { syntax: 'typescript', decorators: true }), (node) => {
    if (node.type === 'CallExpression' && pathOf(node['callee'])?.at(-1) === 'transaction')
      judge((node['arguments'] as { expression: Node }[]).at(-1)!.expression, true);
    judge(Object(node['function'] ?? node) as Node, false);
    return true;
  });
  return [...new Set(faults)];
}

const sources = globSync('src/**/*.ts', { cwd: PROJECT_ROOT }).filter((file) => !file.endsWith('.spec.ts'));

/** A statement past the manager waits for a second connection, which other transactions may hold: all of them wait then. */
describe('inside a transaction', () => {
  it('only the manager that was handed over is used', () => {
    const faults = sources.map(
      (file) => [file, faultsOf(readFileSync(join(PROJECT_ROOT, file), 'utf8'))] as const,
    );
    expect(faults.filter(([, found]) => found.length > 0)).toEqual([]);
  });

  it.each([
    ['a statement of its own', `this.database.query('x')`],
    ['another service without the manager', `this.orders.find(token)`],
    ['the manager of all', `this.stock.find(this.database.manager, ids)`],
    ['a transaction of its own', `this.database.transaction((other) => other.query('x'))`],
  ])('%s would be found', (_what, text) => {
    const work = `deed() { return this.database.transaction(async (tx) => { await ${text}; }); }`;
    expect(faultsOf(`class Some { ${work} }`)).not.toEqual([]);
    expect(faultsOf(`class Some { async deed(tx: EntityManager) { await ${text}; } }`)).not.toEqual([]);
    expect(faultsOf(`class Some { async deed() { await ${text}; } }`)).toEqual([]);
  });
});
