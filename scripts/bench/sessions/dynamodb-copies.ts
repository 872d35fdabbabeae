import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ValueStore } from '../../../src/platform/values/value-store.js';
import { copied, valuesOf } from './copies.js';
import type { Copier } from './store.js';

/** Of two items each; 25 items are the most that one request may write. */
const PER_REQUEST = 12;
const AT_ONCE = 8;
const TableName = 'sessions';
const connect = (endpoint: string) => new DynamoDBClient({ endpoint, region: 'eu-central-1' });

type Item = Record<string, AttributeValue>;

/** Copies in batches; what else belongs to an item is that of the original. */
export const writingBatches = (store: ValueStore, endpoint: string): Copier => ({
  async copy(template, from, to) {
    const client = connect(endpoint);
    const values = await valuesOf(store, template);
    const originals = await Promise.all(values.map(([key]) => itemOf(client, key)));
    const itemsFor = (number: number) =>
      copied(values, template, number).map(([key, text], nth) => filled(originals[nth]!, key, text));
    let next = from;
    const work = async () => {
      while (next < to) {
        const numbers = Array.from({ length: Math.min(PER_REQUEST, to - next) }, (_, nth) => next + nth);
        next += numbers.length;
        const requests = numbers.flatMap(itemsFor).map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    client.destroy();
  },
});

async function itemOf(client: DynamoDBClient, key: string): Promise<Item> {
  const answer = await client.send(
    new GetItemCommand({ TableName, Key: { id: { S: key } }, ConsistentRead: true }),
  );
  return answer.Item!;
}

const filled = (original: Item, key: string, text: string): Item => ({
  ...original,
  id: { S: key },
  value: { S: text },
});

export async function dynamodbBytes(endpoint: string): Promise<number> {
  const client = connect(endpoint);
  let [sum, start]: [number, Item | undefined] = [0, undefined];
  do {
    const page: { Items?: Item[]; LastEvaluatedKey?: Item } = await client.send(
      new ScanCommand({ TableName, ...(start && { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? []) sum += sizeOf(item);
    start = page.LastEvaluatedKey;
  } while (start);
  client.destroy();
  return sum;
}

/** A number takes a byte for two digits and one more. */
const sizeOf = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, { S, N }]) =>
      sum + name.length + (S === undefined ? Math.ceil((N?.length ?? 0) / 2) + 1 : Buffer.byteLength(S)),
    0,
  );
