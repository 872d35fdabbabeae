import type { AttributeValue, DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { Logger } from '@nestjs/common';
import { SettingsError } from '../config/env.js';
import { randomKey } from '../random/random-key.js';
import { GuardedStore } from './guarded-store.js';
import { optionalPackage } from './optional-package.js';
import { isRenewalDue, type StoredValue } from './value-store.js';

export interface DynamoAddress {
  table: string;
  region?: string | undefined;
  endpoint?: string | undefined;
}

type Sdk = typeof import('@aws-sdk/client-dynamodb');

/** Credentials are fetched at the first request, which takes its time. */
const OPEN_MS = 5000;
/** A request that nobody waits for any more is ended after so many deadlines. */
const PATIENCE = 4;
/** Attributes of an item. `ttl` is for DynamoDB (seconds), which deletes hours late; `expiresAt` (ms) is what counts. */
const NAMES = {
  '#id': 'id',
  '#value': 'value',
  '#version': 'version',
  '#expiresAt': 'expiresAt',
  '#ttl': 'ttl',
};

const names = (...used: (keyof typeof NAMES)[]) =>
  Object.fromEntries(used.map((name) => [name, NAMES[name]]));

/**
 * Items of one DynamoDB table with the partition key `id` (text) and time to live on `ttl`.
 * One request is one attempt: the SDK's own retry of a conditional write that had arrived would read as "somebody else
 * was faster", and the change would be made twice.
 */
export class DynamodbStore extends GuardedStore {
  readonly name = 'dynamodb';
  /** An item has at most 400 KB, names of attributes included. */
  readonly maxBytes = 400_000;
  readonly promises = {
    sharedByInstances: true,
    survivesInstance: true,
    survivesStoreNode: true,
    parallelAddsCompose: true,
    revocation: true,
    expiry: true,
  } as const;
  private readonly log = new Logger(DynamodbStore.name);
  private sdk: Sdk;
  private client: DynamoDBClient;

  constructor(
    private readonly address: DynamoAddress,
    deadlineMs?: number,
  ) {
    super(deadlineMs);
  }

  async open(): Promise<void> {
    const load = () => import('@aws-sdk/client-dynamodb');
    this.sdk = await optionalPackage('@aws-sdk/client-dynamodb', load);
    const { region, endpoint } = this.address;
    const places: DynamoDBClientConfig = { ...(region && { region }), ...(endpoint && { endpoint }) };
    const requestHandler = { connectionTimeout: PATIENCE * this.deadlineMs };
    this.client = new this.sdk.DynamoDBClient({ ...places, maxAttempts: 1, requestHandler });
    await this.look();
  }

  async close(): Promise<void> {
    this.client?.destroy();
  }

  protected override async read(key: string, lifeMs?: number): Promise<StoredValue | null> {
    const { Item } = await this.client.send(
      new this.sdk.GetItemCommand({ ...this.item(key), ConsistentRead: true }),
      timeLimit(PATIENCE * this.deadlineMs),
    );
    const left = Number(Item?.['expiresAt']?.N ?? 0) - Date.now();
    if (!Item || left <= 0) return null;
    const version = Item['version']!.S!;
    if (lifeMs !== undefined && isRenewalDue(left, lifeMs)) await this.renew(key, version, lifeMs);
    return { text: Item['value']!.S!, version };
  }

  protected override replace(key: string, text: string, expected: string | null, lifeMs: number) {
    const isFree = 'attribute_not_exists(#id) OR #expiresAt <= :now';
    const isExpected = '#version = :expected AND #expiresAt > :now';
    const command = new this.sdk.PutItemCommand({
      TableName: this.address.table,
      Item: { id: { S: key }, value: { S: text }, version: { S: randomKey() }, ...expiry(lifeMs) },
      ConditionExpression: expected === null ? isFree : isExpected,
      ExpressionAttributeNames:
        expected === null ? names('#id', '#expiresAt') : names('#version', '#expiresAt'),
      ExpressionAttributeValues: {
        ':now': now(),
        ...(expected !== null && { ':expected': { S: expected } }),
      },
    });
    return this.meets(this.client.send(command, timeLimit(PATIENCE * this.deadlineMs)));
  }

  protected override async remove(key: string): Promise<void> {
    await this.client.send(
      new this.sdk.DeleteItemCommand(this.item(key)),
      timeLimit(PATIENCE * this.deadlineMs),
    );
  }

  private item(key: string) {
    return { TableName: this.address.table, Key: { id: { S: key } } };
  }

  /** Not for a value that has been replaced meanwhile: the newer one has a life of its own. */
  private async renew(key: string, version: string, lifeMs: number): Promise<void> {
    const { expiresAt, ttl } = expiry(lifeMs);
    const command = new this.sdk.UpdateItemCommand({
      ...this.item(key),
      UpdateExpression: 'SET #expiresAt = :expiresAt, #ttl = :ttl',
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: names('#expiresAt', '#ttl', '#version'),
      ExpressionAttributeValues: { ':expiresAt': expiresAt, ':ttl': ttl, ':version': { S: version } },
    });
    await this.meets(this.client.send(command, timeLimit(PATIENCE * this.deadlineMs)));
  }

  /** False when the condition did not hold. */
  private async meets(answer: Promise<unknown>): Promise<boolean> {
    try {
      await answer;
      return true;
    } catch (error) {
      if (error instanceof this.sdk.ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Asks for an item that is not there. A missing table ends the start, an absent DynamoDB does not. */
  private async look(): Promise<void> {
    try {
      await this.client.send(new this.sdk.GetItemCommand(this.item('start')), timeLimit(OPEN_MS));
    } catch (error) {
      if (error instanceof this.sdk.ResourceNotFoundException)
        throw new SettingsError(`SESSION_STORE_URL: there is no table ${this.address.table}`, {
          cause: error,
        });
      this.log.warn(`does not answer yet: ${(error as Error).message || (error as Error).name}`);
    }
  }
}

const timeLimit = (milliseconds: number) => ({ abortSignal: AbortSignal.timeout(milliseconds) });

const now = (): AttributeValue => ({ N: `${Date.now()}` });

function expiry(lifeMs: number): { expiresAt: AttributeValue; ttl: AttributeValue } {
  const expiresAt = Date.now() + Math.round(lifeMs);
  return { expiresAt: { N: `${expiresAt}` }, ttl: { N: `${Math.ceil(expiresAt / 1000)}` } };
}
