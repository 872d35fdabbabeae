import type { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { SettingsError } from '../config/env.js';
import type { S3Address } from '../config/media-address.js';
import { optionalPackage } from '../values/optional-package.js';
import { assertName, type MediaFile, type MediaPart, type MediaStore } from './media-store.js';

type Sdk = typeof import('@aws-sdk/client-s3');

const CONNECT_MS = 2000;
const REQUEST_MS = 15_000;
const ATTEMPTS = 3;
/** Names are made of what is in the files, so a copy is good for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Objects of one bucket. Who asks, and where, are settings of Amazon's library (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, roles, …). */
export class S3Store implements MediaStore {
  private readonly log = new Logger(S3Store.name);
  private sdk: Sdk;
  private client: S3Client;

  constructor(private readonly address: S3Address) {}

  async open(): Promise<void> {
    const load = () => import('@aws-sdk/client-s3');
    this.sdk = await optionalPackage('@aws-sdk/client-s3', load, 'MEDIA_STORE');
    const { region, endpoint, bucket } = this.address;
    const places: S3ClientConfig = {
      ...(region && { region }),
      // Others than Amazon seldom have a host name for each bucket.
      ...(endpoint && { endpoint, forcePathStyle: true }),
    };
    const requestHandler = { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS };
    this.client = new this.sdk.S3Client({ ...places, maxAttempts: ATTEMPTS, requestHandler });
    await this.look(bucket);
  }

  async close(): Promise<void> {
    this.client?.destroy();
  }

  async put(name: string, bytes: Buffer, type: string): Promise<void> {
    const what = { Body: bytes, ContentType: type, CacheControl: FOR_EVER };
    await this.client.send(new this.sdk.PutObjectCommand({ ...this.place(name), ...what }));
  }

  async read(name: string): Promise<Buffer | null> {
    const found = await this.orNull(this.client.send(new this.sdk.GetObjectCommand(this.place(name))));
    return found?.Body ? Buffer.from(await found.Body.transformToByteArray()) : null;
  }

  async has(name: string): Promise<boolean> {
    return (await this.size(name)) !== null;
  }

  async size(name: string): Promise<number | null> {
    const found = await this.orNull(this.client.send(new this.sdk.HeadObjectCommand(this.place(name))));
    return found && (found.ContentLength ?? 0);
  }

  async send(name: string, part?: MediaPart): Promise<MediaFile | null> {
    const range = part && { Range: `bytes=${part.start}-${part.end}` };
    const what = { ...this.place(name), ...range };
    const found = await this.orNull(this.client.send(new this.sdk.GetObjectCommand(what)));
    return found?.Body ? { stream: found.Body as Readable, size: found.ContentLength ?? 0 } : null;
  }

  private place(name: string) {
    assertName(name);
    const { bucket, prefix } = this.address;
    return { Bucket: bucket, Key: prefix === '' ? name : `${prefix}/${name}` };
  }

  private async orNull<T>(answer: Promise<T>): Promise<T | null> {
    return answer.catch((error: Error) => {
      if (error instanceof this.sdk.NoSuchKey || error instanceof this.sdk.NotFound) return null;
      throw error;
    });
  }

  /** A missing bucket ends the start; one that does not answer, or lets nobody list it, does not. */
  private async look(bucket: string): Promise<void> {
    try {
      await this.client.send(new this.sdk.HeadBucketCommand({ Bucket: bucket }));
    } catch (error) {
      if (error instanceof this.sdk.NotFound)
        throw new SettingsError(`MEDIA_STORE: there is no bucket ${bucket}`, { cause: error });
      this.log.warn(`does not answer yet: ${(error as Error).message || (error as Error).name}`);
    }
  }
}
