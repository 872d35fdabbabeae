import type { Messages } from '../../platform/views/messages.js';
import type { ProductPage, Video } from '../../shop/catalog/product.types.js';
import { isOwnAddress, ownPicture } from './product-card.view.js';

/** Model of the partials `gallery-video` and `gallery-video-thumb`. What has no title is called by the product; what has no poster shows its first picture. */
export function videoViews(product: ProductPage, { t }: Messages) {
  return shownVideos(product).map((video, i) => {
    const { src, type, width, height, captionsSrc } = video;
    const name = video.title || product.title;
    return {
      number: i + 1,
      src,
      type,
      width,
      height,
      name,
      label: t('catalog.video_named', { name }),
      poster: posterOf(product, video),
      captions: isOwnAddress(captionsSrc) ? captionsSrc : null,
    };
  });
}

/** Videos for search engines. `origin`: before the paths of files. Source: https://developers.google.com/search/docs/appearance/structured-data/video */
export const videoData = (product: ProductPage, origin: string, description: string): object[] =>
  shownVideos(product).map((video) => ({
    '@type': 'VideoObject',
    name: video.title || product.title,
    description,
    thumbnailUrl: origin + posterOf(product, video),
    contentUrl: origin + video.src,
    uploadDate: video.addedAt,
  }));

/** Nothing is loaded from elsewhere. */
const shownVideos = ({ videos = [] }: ProductPage): Video[] => videos.filter(({ src }) => isOwnAddress(src));

const posterOf = ({ images }: ProductPage, { posterSrc }: Video): string =>
  ownPicture(isOwnAddress(posterSrc) ? posterSrc : images[0]?.src);
