import type { MigrationInterface } from 'typeorm';
import { CreateCustomers1790000030000 } from './1790000030000-CreateCustomers.js';

/** Every migration, oldest first. Listed by hand: nothing is loaded by pattern from `dist`. */
export const migrations: (new () => MigrationInterface)[] = [CreateCustomers1790000030000];
