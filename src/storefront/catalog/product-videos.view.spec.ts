import { describe, expect, it } from 'vitest';
import { Messages } from '../../platform/views/messages.js';
import type { ProductPage, Video } from '../../shop/catalog/product.types.js';
import { videoData, videoViews } from './product-videos.view.js';

const film: Video = {
  src: '/media/0a/film-640x800.mp4',
  type: 'video/mp4',
  width: 640,
  height: 800,
  title: '',
  posterSrc: null,
  captionsSrc: null,
  addedAt: '2026-11-01T08:00:00.000Z',
};
const kettle = (...videos: Partial<Video>[]) =>
  ({
    title: 'Kettle',
    images: [{ src: '/images/kettle.svg', alt: '', position: 1 }],
    videos: videos.map((one) => ({ ...film, ...one })),
  }) as ProductPage;
const views = (product: ProductPage) => videoViews(product, new Messages('en'));

describe('the videos of a product page', () => {
  it('are none without any', () => {
    const { videos: _, ...bare } = kettle();
    expect(views(bare as ProductPage)).toEqual([]);
    expect(videoData(bare as ProductPage, 'https://shop.example', 'Boils.')).toEqual([]);
  });

  it('are called by what is to be seen, or else by the product, whose first picture stands for them', () => {
    expect(views(kettle({}, { title: 'It boils', posterSrc: '/media/p.jpg' }))).toMatchObject([
      { number: 1, label: 'Video: Kettle', poster: '/images/kettle.svg', captions: null },
      { number: 2, label: 'Video: It boils', poster: '/media/p.jpg', width: 640, height: 800 },
    ]);
  });

  it('load nothing from elsewhere', () => {
    const foreign = 'https://cdn.example/x';
    expect(views(kettle({ src: `${foreign}.mp4` }, { src: '//cdn.example/x.mp4' }))).toEqual([]);
    expect(views(kettle({ posterSrc: `${foreign}.jpg`, captionsSrc: `${foreign}.vtt` }))[0]).toMatchObject({
      poster: '/images/kettle.svg',
      captions: null,
    });
  });

  it('have all that search engines ask for', () => {
    expect(videoData(kettle({}), 'https://shop.example', 'Boils.')).toEqual([
      {
        '@type': 'VideoObject',
        name: 'Kettle',
        description: 'Boils.',
        thumbnailUrl: 'https://shop.example/images/kettle.svg',
        contentUrl: 'https://shop.example/media/0a/film-640x800.mp4',
        uploadDate: '2026-11-01T08:00:00.000Z',
      },
    ]);
  });
});
