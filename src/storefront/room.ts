import type { ModuleMetadata } from '@nestjs/common';

/** What a folder of the storefront adds to its module. Controllers are asked in this order: what is named comes before a pattern. */
export type Room = Required<Pick<ModuleMetadata, 'controllers' | 'providers'>>;
