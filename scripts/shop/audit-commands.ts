import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../../src/platform/database/database.js';
import { audit, isWrong } from '../audit/audit.js';
import { auditSum, auditText } from '../audit/audit-text.js';
import { Refused, type Command } from './command.js';

async function run(shop: INestApplicationContext): Promise<string> {
  const findings = await audit(shop.get(Database, { strict: false }));
  const text = `${auditText(findings)}\n${auditSum(findings)}`;
  if (findings.some(isWrong)) throw new Refused(text);
  return text;
}

export const auditCommands: Command[] = [
  {
    name: 'books audit',
    usage: 'books audit   (does all money, stock and credit add up; what does not is named, with what to do)',
    words: 0,
    run,
  },
];
