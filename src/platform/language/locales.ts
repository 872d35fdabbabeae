import type { Env } from '../config/env.js';

type Settings = Pick<Env, 'LOCALES'>;

/** The shop's own language: what products are written in. */
export const ownLanguage = ({ LOCALES }: Settings): string => LOCALES[0]!;

/** The others, into which they can be translated. */
export const otherLanguages = ({ LOCALES }: Settings): string[] => LOCALES.slice(1);
