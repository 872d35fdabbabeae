import type { MigrationInterface } from 'typeorm';

/** Every migration, oldest first. Listed by hand: nothing is loaded by pattern from `dist`. */
export const migrations: (new () => MigrationInterface)[] = [];
