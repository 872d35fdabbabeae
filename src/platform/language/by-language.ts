import { currentLanguage } from './current-language.js';

/** Something that each language has its own of, made when it is first asked for. */
export class ByLanguage<T> {
  private readonly made = new Map<string, T>();
  private ofOwn: T | undefined;

  /** `make`: for null it makes that of the shop's own language. */
  constructor(private readonly make: (language: string | null) => T) {}

  /** That of the current language. */
  get now(): T {
    const language = currentLanguage();
    if (language === null) return (this.ofOwn ??= this.make(null));
    const known = this.made.get(language);
    if (known !== undefined) return known;
    const one = this.make(language);
    this.made.set(language, one);
    return one;
  }
}
