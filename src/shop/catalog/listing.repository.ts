import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { cardColumns, CardRepository, type CardRow } from './card.repository.js';
import type { CollectionSummary, Facet, Listing, ListingQuery, ProductCard } from './catalog.types.js';
import { facetsOf, type CountRow, type OptionCountRow, type StockCounts } from './facets.js';
import {
  baseOf,
  fits,
  inStock,
  optionId,
  orderOf,
  outOfStock,
  variantFits,
  type Base,
  type FilterId,
} from './listing-sql.js';
import { sql, Sql } from './sql.js';

interface SummaryRow extends StockCounts {
  total: number | string;
  lowest: number | null;
  highest: number | null;
}

const MOST_PER_PAGE = 250;
const MOST_VALUES = 100;
const CARD = new Sql(cardColumns);

/** Pages of products. A listing takes at most seven statements, and one more for each option that is filtered by. */
@Injectable()
export class ListingRepository {
  constructor(
    private readonly database: Database,
    private readonly cards: CardRepository,
  ) {}

  async find(query: ListingQuery, collection: CollectionSummary | null): Promise<Listing> {
    const base = baseOf(query.search, collection?.id ?? null);
    if (!base) return { ...NOTHING, collection, page: query.page };
    const [summary, cards, facets] = await Promise.all([
      this.summary(base, query),
      this.page(base, query, collection !== null),
      this.counts(base, query),
    ]);
    const total = Number(summary.total);
    return {
      collection,
      total,
      cards,
      facets: facetsOf(query.filters, { ...facets, stock: summary }),
      priceRange: summary.lowest === null ? null : { min: summary.lowest, max: summary.highest ?? 0 },
      page: query.page,
      pageCount: Math.ceil(total / sizeOf(query)),
    };
  }

  async suggest(text: string, limit: number): Promise<ProductCard[]> {
    const base = baseOf(text, null);
    if (!base) return [];
    const rows = await this.run<CardRow>(sql`SELECT ${CARD} FROM ${base.from} WHERE ${base.where}
      ORDER BY s.score DESC, p.units_sold DESC, p.id LIMIT ${Math.min(limit, MOST_PER_PAGE)}`);
    return this.cards.toCards(rows);
  }

  private async page(base: Base, query: ListingQuery, isCollection: boolean): Promise<ProductCard[]> {
    const size = sizeOf(query);
    const rows = await this.run<CardRow>(sql`SELECT ${CARD} FROM ${base.from}
      WHERE ${base.where} AND ${fits(query.filters)} ORDER BY ${orderOf(query, isCollection)}
      LIMIT ${size} OFFSET ${(query.page - 1) * size}`);
    return this.cards.toCards(rows);
  }

  private async summary(base: Base, { filters }: ListingQuery): Promise<SummaryRow> {
    const [row] = await this.run<SummaryRow>(sql`SELECT COALESCE(SUM(${fits(filters)}), 0) AS total,
      MIN(p.price_min) AS lowest, MAX(p.price_max) AS highest,
      COALESCE(SUM(${inStock(filters)}), 0) AS isIn, COALESCE(SUM(${outOfStock(filters)}), 0) AS isOut
      FROM ${base.from} WHERE ${base.where}`);
    return row!;
  }

  private async counts(base: Base, query: ListingQuery) {
    const { vendors, types, tags } = query.filters;
    const [vendor, type, tag, options] = await Promise.all([
      this.count(base, query, { id: 'vendor', value: sql`p.vendor`, active: vendors }),
      this.count(base, query, { id: 'product_type', value: sql`p.type`, active: types }),
      this.count(base, query, { id: 'tag', value: sql`t.tag`, active: tags, join: TAGS }),
      this.countOptions(base, query),
    ]);
    return { vendor, type, tag, options };
  }

  /** Every value with the number of products that fit the other filters. Chosen values first, then the commonest. */
  private count(base: Base, { filters }: ListingQuery, facet: Counted): Promise<CountRow[]> {
    const { id, value, active, join = NO_JOIN } = facet;
    return this.run<CountRow>(sql`SELECT ${value} AS value, SUM(${fits(filters, id)}) AS count
      FROM ${base.from}${join} WHERE ${base.where} AND ${value} <> '' GROUP BY ${value}
      ORDER BY ${value} IN (${active.length === 0 ? [''] : active}) DESC, COUNT(*) DESC, value LIMIT ${MOST_VALUES}`);
  }

  private async countOptions(base: Base, { filters }: ListingQuery): Promise<OptionCountRow[]> {
    const chosen = filters.options.filter((option) => option.values.length > 0).map((option) => option.name);
    const others = chosen.length === 0 ? new Sql('TRUE') : sql`o.name NOT IN (${chosen})`;
    const counts = await Promise.all([
      this.countValues(base, filters, { which: others, without: null }),
      ...chosen.map((name) =>
        this.countValues(base, filters, { which: sql`o.name = ${name}`, without: optionId(name) }),
      ),
    ]);
    return counts.flat();
  }

  private countValues(base: Base, filters: ListingQuery['filters'], option: CountedOption) {
    const fitting = variantFits(filters, option.without);
    const variants = fitting.text === 'TRUE' ? NO_JOIN : VARIANTS;
    return this.run<OptionCountRow>(sql`SELECT o.name, o.value,
        COUNT(DISTINCT CASE WHEN ${fitting} THEN p.id END) AS count, MIN(o.variant_id) AS first_variant
      FROM ${base.from} JOIN variant_options o ON o.product_id = p.id${variants}
      WHERE ${base.where} AND ${option.which} GROUP BY o.name, o.value ORDER BY first_variant LIMIT 500`);
  }

  private run<Row>(statement: Sql): Promise<Row[]> {
    return this.database.read<Row>(statement.text, statement.values);
  }
}

interface Counted {
  id: FilterId & Facet['id'];
  value: Sql;
  active: readonly string[];
  join?: Sql;
}

interface CountedOption {
  which: Sql;
  without: FilterId | null;
}

const NO_JOIN = new Sql('');
const TAGS = new Sql(' JOIN product_tags t ON t.product_id = p.id');
const VARIANTS = new Sql(
  ' JOIN variants v ON v.id = o.variant_id LEFT JOIN variant_availability a ON a.variant_id = v.id',
);

const sizeOf = ({ pageSize }: ListingQuery): number => Math.max(1, Math.min(pageSize, MOST_PER_PAGE));

const NOTHING = { total: 0, cards: [], facets: [], priceRange: null, pageCount: 0 };
