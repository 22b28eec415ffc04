-- Every grant that counts: of several imports of the same grant, the newest that was not taken back. Most money first.
select
  ranked.grant_id,
  ranked.title,
  ranked.description,
  ranked.amount,
  ranked.currency,
  ranked.award_date,
  ranked.recipient_id,
  ranked.recipient_name,
  ranked.funder_id,
  ranked.funder_name,
  ranked.area_code,
  ranked.area_name,
  ranked.starts_on,
  ranked.ends_on,
  ranked.review_on,
  ranked.illustrative,
  ranked.import_id
from (
  select
    g.*,
    b.illustrative,
    row_number() over (partition by g.grant_id order by b.imported_at desc nulls last, g.import_id desc) as newest
  from grant_award g
  join import_batch b on b.import_id = g.import_id
  left join import_undone u on u.import_id = g.import_id
  where u.import_id is null
) ranked
where ranked.newest = 1
order by ranked.amount desc, ranked.grant_id
