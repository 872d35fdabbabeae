import { describe, expect, it } from 'vitest';
import { modeText, readArguments, USAGE } from './arguments.js';

describe('what is typed behind npm run prove', () => {
  it('is five minutes and any seed unless told', () => {
    const options = readArguments([]);
    expect(options).toMatchObject({ mode: 'default', out: null });
    expect(options.seed).toBeGreaterThan(0);
    expect(modeText(options)).toBe('');
  });

  it('names a shorter or a longer run, a seed and a folder', () => {
    expect(readArguments(['--quick', '--seed', '7', '--out', '/tmp/x'])).toEqual({
      mode: 'quick',
      hours: 0,
      seed: 7,
      isCompose: false,
      out: '/tmp/x',
      only: '',
    });
    expect(modeText(readArguments(['--compose', '--quick']))).toBe('--quick --compose');
    expect(modeText(readArguments(['--hours', '0.25']))).toBe('--hours 0.25');
    expect(modeText(readArguments(['--quick', '--only', 'kill']))).toBe("--quick --only 'kill'");
  });

  it.each([
    [['--fast']],
    [['--quick', '--hours', '1']],
    [['--compose', '--hours', '1']],
    [['--hours', 'two']],
    [['--seed', '-1']],
    [['quick']],
  ])('is refused with what would be taken: %s', (args) => {
    expect(() => readArguments(args)).toThrow(USAGE);
  });
});
