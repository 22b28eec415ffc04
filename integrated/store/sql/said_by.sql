-- What one person of a workshop has said, by the random key that only their code leads to.
select c.contribution_id, c.engagement_id, c.option_id, k.stance
from contribution c
join (select distinct w.engagement_id from workshop w) held on held.engagement_id = c.engagement_id
left join coding k on k.contribution_id = c.contribution_id and k.coder = 'self' and k.version = 1
where c.respondent_id = $respondent_id
order by c.contribution_id, k.coding_id nulls last
