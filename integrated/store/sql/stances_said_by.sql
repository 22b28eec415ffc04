-- The stances that one person has given for themselves, by the random key that only their code leads to.
select k.option_id, k.stance
from contribution c
join coding k on k.contribution_id = c.contribution_id
where c.respondent_id = $respondent_id
  and k.coder = 'self'
  and k.version = 1
  and k.stance is not null
order by k.option_id nulls last, k.coding_id
