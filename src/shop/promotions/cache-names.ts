/** What is cached of promotions. `v1` moves when the shape does. */
export const promotionNames = {
  /** PromotionRecord[], those that apply by themselves and have not ended. 60 seconds; forgotten when one is made or stopped. */
  automatic: 'promotions:v1',
  /** PageOffers. 60 seconds, and never past the start or end of one; forgotten when one is made or stopped. */
  onPages: 'promotions-on-pages:v1',
};

export const allPromotionNames = Object.values(promotionNames);
