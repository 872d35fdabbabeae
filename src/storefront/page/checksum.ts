import { crc32 } from 'node:zlib';

/** RFC 1952, section 8. The bits of a sum are powers of x: the highest is x^0, the lowest x^31. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;
const timesX = (sum: number): number => ((sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ POLYNOMIAL);

/**
 * What a text makes of a CRC-32 that stands before it. The text is read here, once: its own sum is added to the one before
 * times a power of x that only the text's length decides.
 */
export class Checksum {
  private readonly own: number;
  private readonly power: number;

  constructor(text: Buffer) {
    this.own = crc32(text);
    this.power = crc32(text, ONE) ^ this.own;
  }

  /** `crc32(text, before)`, in 32 steps at most. */
  after(before: number): number {
    let [sum, power] = [this.own, this.power];
    for (let bits = before | 0; bits !== 0; bits <<= 1) {
      if (bits < 0) sum ^= power;
      power = timesX(power);
    }
    return sum >>> 0;
  }
}
