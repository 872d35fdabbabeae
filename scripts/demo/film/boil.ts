import type { Layers } from './scene.js';

export interface Shot {
  width: number;
  height: number;
  seconds: number;
  perSecond: number;
  /** 0 to 63; the lower, the finer and the larger. */
  coarseness: { first: number; others: number };
}

/** What a page hands back: bytes as text. Units: milliseconds. */
export interface Recorded {
  at: number;
  isWhole: boolean;
  base64: string;
}

/**
 * Runs inside a browser, so it uses nothing from outside: the kettle comes to the boil. Nothing is left to chance or to the clock, so the same
 * browser makes the same film.
 */
export async function recordBoil({ layers, shot }: { layers: Layers; shot: Shot }): Promise<Recorded[]> {
  const { width, height, seconds, perSecond } = shot;
  const load = async (svg: string) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    return image;
  };
  const [ground, thing] = [await load(layers.ground), await load(layers.thing)];
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d')!;
  const smooth = (from: number, to: number, value: number) => {
    const part = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return part * part * (3 - 2 * part);
  };
  /** 0 cold, 1 boiling; it is taken off the fire before the end, so that the last picture is the first one. */
  const heat = (time: number) => smooth(0.4, 2, time) * (1 - smooth(seconds - 1.4, seconds - 0.5, time));

  const cloud = new OffscreenCanvas(width, height);
  const brush = cloud.getContext('2d')!;
  /** Puffs from a mouth, by their numbers; each lives for a second and a half. On pale paper steam shows by its shade. */
  const steam = (time: number, mouth: { x: number; y: number; drift: number }, start: number) => {
    const [life, every] = [1.5, 0.04];
    brush.clearRect(0, 0, 400, 500);
    for (let nth = 0; nth * every < seconds; nth += 1) {
      const born = start + nth * every;
      const age = (time - born) / life;
      if (age <= 0 || age >= 1) continue;
      const sway = Math.sin(born * 5) * 14 * age + Math.sin(nth * 2.4) * 7 * age;
      const x = mouth.x + mouth.drift * age + sway;
      const y = mouth.y - 165 * age ** 0.85;
      const radius = 4 + 22 * age;
      const alpha = heat(born) * 0.55 * Math.min(1, age * 6) * (1 - age) ** 1.2;
      const puff = brush.createRadialGradient(x, y, 0, x, y, radius);
      puff.addColorStop(0, `rgba(255, 255, 255, ${alpha})`);
      puff.addColorStop(1, 'rgba(255, 255, 255, 0)');
      brush.fillStyle = puff;
      brush.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
    pen.filter = 'drop-shadow(3px 4px 7px rgba(120, 92, 52, 0.55))';
    pen.drawImage(cloud, 0, 0, 400, 500);
    pen.filter = 'none';
  };

  const draw = (time: number) => {
    const unit = width / 400;
    for (const one of [pen, brush]) one.setTransform(unit, 0, 0, unit, 0, 0);
    pen.drawImage(ground, 0, 0, 400, 500);
    steam(time, { x: 232, y: 252, drift: 26 }, 0.9);
    pen.drawImage(thing, 0, 0, 400, 500);
    steam(time, { x: 42, y: 240, drift: -12 }, 0.4);
  };

  const recorded: Recorded[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      recorded.push({
        at: Math.round(chunk.timestamp / 1000),
        isWhole: chunk.type === 'key',
        base64: btoa(text),
      });
    },
    error: (problem) => {
      throw problem;
    },
  });
  encoder.configure({
    codec: 'vp09.00.31.08',
    width,
    height,
    bitrateMode: 'quantizer',
    framerate: perSecond,
    latencyMode: 'quality',
  });
  for (let nth = 0; nth < seconds * perSecond; nth += 1) {
    draw(nth / perSecond);
    const frame = new VideoFrame(canvas, { timestamp: Math.round((nth * 1e6) / perSecond) });
    const quantizer = nth === 0 ? shot.coarseness.first : shot.coarseness.others;
    // Newer than what TypeScript knows of encoders.
    const options = { keyFrame: nth === 0, vp9: { quantizer } };
    encoder.encode(frame, options);
    frame.close();
    if (nth % 12 === 0) await encoder.flush();
  }
  await encoder.flush();
  encoder.close();
  return recorded;
}
