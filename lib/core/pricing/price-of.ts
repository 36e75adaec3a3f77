import { type Architecture, type Price, PriceMissing, type Prices } from '../../contract/index.ts';

/**
 * The price of one architecture among those of a plan.
 * @throws PriceMissing where the plan was made without it.
 */
export function priceOf(prices: Prices, architecture: Architecture): Price {
  const price = prices[architecture];
  if (price === undefined) {
    throw new PriceMissing(`the plan holds no price for ${architecture}: give \`prices\` in the input`);
  }
  return price;
}
