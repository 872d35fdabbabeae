import { describe, expect, it } from 'vitest';
import { demoProducts, picturesOf } from '../catalogue.js';
import { pictures } from './pictures.js';
import { subjectOf } from './subject.js';

const drawn = new Map([...pictures()].map(({ file, svg }) => [file, svg]));
const all = [...drawn];

const idsOf = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '');
const refsOf = (svg: string): string[] =>
  [...svg.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1] ?? '');

const filesWhere = (isOdd: (svg: string) => boolean): string[] =>
  all.filter(([, svg]) => isOdd(svg)).map(([file]) => file);

describe('pictures', () => {
  it('holds every picture that the catalogue names', () => {
    const named = demoProducts.flatMap((product) => picturesOf(product).map(({ src }) => src));
    const missing = named.filter((src) => !drawn.has(src.replace('/images/demo/', '')));
    expect(named.length).toBeGreaterThan(400);
    expect(missing).toEqual([]);
  });

  it('draws the same bytes every time', () => {
    expect([...pictures()].map(({ svg }) => svg)).toEqual(all.map(([, svg]) => svg));
  });

  it('gives every colour of a product a picture of its own', () => {
    const objects = demoProducts.flatMap((product) =>
      picturesOf(product).map(({ src }) => drawn.get(src.replace('/images/demo/', ''))),
    );
    expect(new Set(objects).size).toBe(objects.length);
  });

  it('has no text, script, filter, foreign address or number that is none', () => {
    expect(
      filesWhere((svg) => /<text|<script|<filter|<image|href=|NaN|undefined|Infinity/.test(svg)),
    ).toEqual([]);
  });

  it('tells its size in every file, so that a page does not jump', () => {
    expect(
      filesWhere((svg) => !/^<svg [^>]*width="\d+" height="\d+" viewBox="0 0 \d+ \d+"/.test(svg)),
    ).toEqual([]);
  });

  it('defines each id once, and only what is used', () => {
    const unsound = filesWhere((svg) => {
      const [ids, refs] = [idsOf(svg), refsOf(svg)];
      return new Set(ids).size !== ids.length || [...new Set(refs)].sort().join() !== [...ids].sort().join();
    });
    expect(unsound).toEqual([]);
  });

  it('leaves no paint word untranslated', () => {
    expect(filesWhere((svg) => /"(?:grad|clip|dots|tex)\(/.test(svg))).toEqual([]);
  });
});

describe('subjectOf', () => {
  it('names product and kind when nobody can draw the kind', () => {
    const [product] = demoProducts;
    if (!product) throw new Error('the catalogue is empty');
    const odd = { ...product, handle: 'steam-engine', draw: { kind: 'locomotive', sizeCm: 900 } };
    expect(() => subjectOf(odd, '#ffffff')).toThrow(/steam-engine.*locomotive/);
  });
});
