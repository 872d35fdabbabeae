import type { DemoColour } from '../types.js';

const colour = (name: string, hex: string): DemoColour => ({ name, hex });

export const moss = colour('Moss', '#76854A');
export const ember = colour('Ember', '#BE5526');
export const slate = colour('Slate', '#5C6972');
export const oat = colour('Oat', '#DAC8A4');
export const larch = colour('Larch', '#2A5C4A');
export const sky = colour('Sky', '#7FA9BC');
export const rust = colour('Rust', '#8F4A33');
export const ink = colour('Ink', '#2B3741');
export const chalk = colour('Chalk', '#EAE3D4');
export const clay = colour('Clay', '#B9775A');
export const bark = colour('Bark', '#644C39');
export const straw = colour('Straw', '#D3A94A');
export const heather = colour('Heather', '#8B7B96');
export const brass = colour('Brass', '#B8934A');
export const blackIron = colour('Black iron', '#3A3E40');
export const birch = colour('Birch', '#D8BC8E');
export const oak = colour('Oak', '#B58A58');
export const walnut = colour('Walnut', '#6E4C35');
export const beeswax = colour('Beeswax', '#DBA548');
