import { describe, expect, it } from 'vitest';
import { RowCounter } from './row-counter.js';

function rowsOf(text: string, size = text.length): Record<string, number> {
  const counter = new RowCounter();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) counter.feed(bytes.subarray(at, at + size));
  return Object.fromEntries(counter.rows);
}

const DUMP = `-- INSERT INTO \`no\` VALUES (1);
CREATE TABLE \`a\` (\`VALUES\` int);
INSERT INTO \`a\` VALUES (1,'(2),(3)'),(2,'it''s; \\') \\\\'),
(3,NULL);
INSERT INTO \`a\` VALUES (4,'x');
INSERT INTO \`b\`\`c\` (\`id\`, \`VALUES\`) VALUES (1,0x28),(2,'INSERT INTO \`d\` VALUES (1)');
/*!40000 ALTER TABLE \`a\` ENABLE KEYS */;
`;

describe('counting the rows of a dump', () => {
  it('counts rows, not what looks like some in texts, comments and definitions', () => {
    expect(rowsOf(DUMP)).toEqual({ a: 4, 'b`c': 2 });
  });

  it('counts the same wherever the pieces end', () => {
    for (let size = 1; size < 60; size += 1) expect(rowsOf(DUMP, size)).toEqual({ a: 4, 'b`c': 2 });
  });
});
