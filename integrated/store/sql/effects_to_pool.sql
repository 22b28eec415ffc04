-- What grading many cells at once needs of every effect held on an option. study: a number that its effects share.
with held as (
  select
    e.*,
    case when trim(coalesce(e.excluded_because, '')) <> '' then 1 else 0 end as excluded,
    coalesce(nullif(trim(e.study_id), ''), nullif(trim(e.programme), ''), e.effect_id) as study_name
  from effect e
  left join import_undone u on u.import_id = e.import_id
  where u.import_id is null and e.option_id is not null
)
select
  h.effect_id,
  h.option_id,
  h.outcome_id,
  dense_rank() over (order by h.study_name) as study,
  h.effect_towards_benefit,
  h.standard_error,
  h.participants,
  h.design,
  h.risk_of_bias_tool,
  h.risk_of_bias,
  h.excluded,
  case
    when h.excluded = 0 and h.is_primary and h.design <> 'correlational' and h.subgroup is null then 1
    else 0
  end as counts
from held h
order by h.option_id, h.outcome_id, h.effect_id
