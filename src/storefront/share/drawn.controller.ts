import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { drawingOf, drawnJpeg } from '../../platform/images/drawn-jpeg.js';
import { KeptJpegs } from '../../platform/images/kept-jpegs.js';
import { PictureRefused } from '../../platform/images/picture-refused.js';
import { sendJpeg } from './send-jpeg.js';
import { shopSubject } from './share-address.js';
import { SharePictures } from './share-pictures.service.js';

/** The shop's drawings as JPEG, for programs that show no SVG: feeds, search engines. */
@Controller('drawn')
export class DrawnController {
  constructor(
    private readonly kept: KeptJpegs,
    private readonly pictures: SharePictures,
  ) {}

  @Get(':hash/*path')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const drawing = drawingOf(request.path);
    if (!drawing) throw new NotFoundError('errors.not_found');
    const jpeg = await drawnJpeg(drawing.src, this.kept).catch((error) => this.instead(error));
    sendJpeg(response, jpeg, drawing.isCurrent);
  }

  /** A drawing that cannot be shown is no error page where somebody expects a picture. */
  private async instead(error: unknown) {
    if (!(error instanceof PictureRefused)) throw error;
    return { ...(await this.pictures.of(shopSubject())), isKept: false };
  }
}
