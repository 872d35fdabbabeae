import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cards show up to three pictures of a product; those saved before know two. */
export class AddThirdPicturesToCards1790000350200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE products p JOIN product_images i ON i.product_id = p.id AND i.position = 3
      SET p.card = JSON_SET(p.card, '$.thirdImageSrc', i.src)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE products SET card = JSON_REMOVE(card, '$.thirdImageSrc')`);
  }
}
