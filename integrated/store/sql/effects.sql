-- Every effect held on one option and outcome; is_used: may be pooled. The others are shown with their reason.
select
  e.effect_id,
  e.option_id,
  e.outcome_id,
  e.study_id,
  e.programme,
  e.citation,
  e.country,
  e.design,
  e.risk_of_bias_tool,
  e.risk_of_bias,
  e.measure,
  e.measure_kind,
  e.subgroup,
  e.follow_up_months,
  e.metric,
  e.effect_towards_benefit,
  e.standard_error,
  e.published_standard_error,
  e.participants,
  e.comparison_risk,
  e.option_risk,
  e.is_primary,
  e.excluded_because,
  e.data_check,
  e.converted_from,
  case when used.effect_id is null then false else true end as is_used,
  e.import_id
from effect e
left join import_undone u on u.import_id = e.import_id
left join effect_used used on used.effect_id = e.effect_id
where u.import_id is null
  and e.option_id = $option_id
  and e.outcome_id = $outcome_id
order by e.programme nulls last, e.follow_up_months nulls last, e.effect_id
